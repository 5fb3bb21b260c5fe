from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from metronome.accounts.gate import public
from metronome.design.answers import as_csv, refused
from metronome.design.parts import Crumb
from metronome.network.queries import the_network
from metronome.network.shown import asked_period, calendar_of
from metronome.plan.shown import challenges_shown, tree

from ..forms import ActivityFilter, orders
from ..linked import event_data
from ..models import Activity
from ..shown import activity_shown, entries, listed, mentions_by_month, period_of_the_record
from ..tables import COLUMNS, MENTIONS, cells_of, mention_cells, row_of, with_everything

PAGE = 25


def asked(request: HttpRequest) -> ActivityFilter:
    """What the address asks of the list of activities."""
    network = the_network()
    languages = tuple(network.languages) if network else ()
    return ActivityFilter(request.GET, tree(), challenges_shown(), calendar_of(network), languages)


@public
def activities(request: HttpRequest) -> HttpResponse:
    """The list of activities, narrowed and searched by the address."""
    wish = asked(request)
    page = Paginator(listed(wish.ordered()), PAGE).get_page(request.GET.get("page"))
    context = {
        "wish": wish,
        "page": page,
        "entries": entries(page.object_list, wish.nodes),
        "facets": wish.facets(),
        "orders": orders(),
        "query": request.GET.urlencode(),
    }
    return render(request, "record/activities.html", context, status=400 if wish.faults else 200)


def rows(request: HttpRequest) -> list[dict[str, Any]]:
    """Every activity that the address asks for, as plain values."""
    wish = asked(request)
    if wish.faults:
        raise ValueError(" ".join(wish.faults))
    origin = request.build_absolute_uri(reverse("record:activities")).rstrip("/")
    return [
        row_of(activity, wish.nodes, dict(wish.challenges), origin) for activity in with_everything(wish.ordered())
    ]


@public
def activities_csv(request: HttpRequest) -> HttpResponse:
    """The list as the address asks for it, as a file for spreadsheets."""
    try:
        found = rows(request)
    except ValueError as error:
        return refused(error)
    return as_csv(COLUMNS, map(cells_of, found), "activities.csv")


@public
def activities_json(request: HttpRequest) -> HttpResponse:
    """The list as the address asks for it, for programs."""
    try:
        found = rows(request)
    except ValueError as error:
        return refused(error)
    return JsonResponse({"activities": found}, json_dumps_params={"ensure_ascii": False})


@public
def activity(request: HttpRequest, code: str) -> HttpResponse:
    """One activity with everything that is public about it."""
    try:
        shown = activity_shown(code)
    except Activity.DoesNotExist:
        raise Http404 from None
    context = {
        "shown": shown,
        "activity": shown.activity,
        "crumbs": [record_crumb()],
        "data": event_data(request, shown),
    }
    return render(request, "record/activity.html", context)


@public
def activity_json(request: HttpRequest, code: str) -> HttpResponse:
    """One activity, for programs."""
    nodes, challenges = tree(), dict(challenges_shown())
    found = with_everything(Activity.objects.counted().filter(code=code)).first()
    if found is None:
        raise Http404
    origin = request.build_absolute_uri(reverse("record:activities")).rstrip("/")
    return JsonResponse(row_of(found, nodes, challenges, origin), json_dumps_params={"ensure_ascii": False})


@public
def media(request: HttpRequest) -> HttpResponse:
    """What media said, by month, of all time or of a period."""
    calendar = calendar_of(the_network())
    record = period_of_the_record(calendar, today=timezone.localdate())
    period, fault = asked_period(request.GET.get("period", ""), calendar=calendar, default=record)
    chosen = period if request.GET.get("period") and not fault else None
    months = mentions_by_month(chosen)
    context = {
        "crumbs": [record_crumb()],
        "months": months,
        "period": chosen,
        "fault": fault,
        "count": sum(len(month.mentions) for month in months),
    }
    return render(request, "record/media.html", context, status=400 if fault else 200)


@public
def media_csv(request: HttpRequest) -> HttpResponse:
    """Every mention, as a file for spreadsheets."""
    found = [mention for month in mentions_by_month() for mention in month.mentions]
    return as_csv(MENTIONS, map(mention_cells, found), "media.csv")


def record_crumb() -> Crumb:
    return Crumb(label=gettext("Record"), href=reverse("record:activities"))

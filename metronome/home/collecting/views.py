"""The doors of open collections: the front, the queue of their moderators, and one entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from metronome.accounts.gate import gate, public
from metronome.calls.models import Application
from metronome.calls.rules import can_screen
from metronome.calls.shown import shown
from metronome.design.parts import Crumb
from metronome.desk.rules import can_keep
from metronome.exchange.models import Collection
from metronome.exchange.shown import translation_of
from metronome.ground.refusal import Refusal
from metronome.home.practices.finding import Wish, find
from metronome.home.practices.labels import shown_facets
from metronome.home.practices.views import map_of
from metronome.network.models import Member

from .actions import accept_entry, decline_entry
from .asking import STATES, as_it_will_stand, entries_in, gathering_for, gathering_of, made_from, moderated_entry
from .forms import AcceptForm
from .wording import lacking_in

#: By what the practices of a collection are narrowed on its front.
NARROWED_BY = ("kind", "region", "language", "challenge")
ON_A_PAGE = 50


@public
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """The front of a collection: what it is, how one hands in, and everything that was accepted."""
    found = get_object_or_404(Collection, slug=slug)
    gathering = gathering_of(found)
    call = gathering.call if gathering and gathering.call.is_published else None
    hits = find(Wish.of(request.GET).within("collection", slug))
    page = hits.page(request.GET.get("page", "1"))
    context = {
        "collection": found, "found": hits, "wish": hits.wish, "page": page, "practices": hits.rows(list(page)),
        "facets": [one for one in shown_facets(hits) if one.name in NARROWED_BY], "map": map_of(hits),
        "call": call, "is_open": call is not None and shown(call, timezone.now()).is_open,
        "is_narrowed": bool(hits.wish.words or len(hits.wish.chosen) > 1),
        "crumbs": [
            Crumb(label=gettext("Practices"), href=reverse("home:practices")),
            Crumb(label=gettext("Collections of practices"), href=reverse("exchange:collections")),
        ],
    }  # fmt: skip
    return render(request, "home/collection.html", context)


@gate(can_keep)
@require_safe
def moderation(request: HttpRequest, slug: str) -> HttpResponse:
    """What was handed in to a collection, by how it stands: what waits first."""
    gathering = gathering_of(get_object_or_404(Collection, slug=slug))
    if gathering is None:
        raise Http404
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else STATES[0].value
    rows = entries_in(gathering, state)
    context = {
        "collection": gathering.collection, "call": gathering.call, "state": state,
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "states": [(one.value, str(one.label), entries_in(gathering, one).count()) for one in STATES],
        "crumbs": [Crumb(label=gettext("Exchange of practices"), href=reverse("exchange:desk"))],
    }  # fmt: skip
    return render(request, "home/moderation.html", context)


@gate(can_screen, of=moderated_entry)
@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request: HttpRequest, code: str) -> HttpResponse:
    """An entry as it will stand; to accept or to decline it."""
    found: Application = request.found  # type: ignore[attr-defined]
    collection = gathering_for(found.call).collection
    given, version = as_it_will_stand(found, collection.slug)
    data = request.POST if request.method == "POST" else None
    form = AcceptForm(data, is_of_member=found.member is not None, lacking=lacking_in(given))
    is_refused = request.method == "POST" and not _decided(request, found, form)
    if request.method == "POST" and not is_refused:
        return redirect("home:moderation", collection.slug)
    context = {
        "application": found, "given": given, "version": version, "collection": collection, "form": form,
        "rules": found.call.rules.all(), "practice": made_from(found), "city": _city(found.member, given.city),
        "translation": translation_of([given.title, given.summary, given.done]),
        "may_accept": found.state in ("submitted", "eligible"),
        "crumbs": [Crumb(label=str(collection.title), href=reverse("home:moderation", args=[collection.slug]))],
    }  # fmt: skip
    return render(request, "home/moderate.html", context, status=400 if is_refused else 200)


def _city(member: Member | None, city: str) -> str:
    return str(member.name) if member else city


def _decided(request: HttpRequest, application: Application, form: AcceptForm) -> bool:
    """Whether it was possible; the page says what came of it."""
    person: Any = request.user
    try:
        if request.POST.get("do") == "decline":
            reasons, note = request.POST.getlist("reasons"), request.POST.get("note", "").replace("\x00", "")[:5000]
            decline_entry(application=application, reasons=reasons, note=note, by=person)
            messages.success(request, gettext("Declined. Its city reads why, and can appeal."))
        elif form.is_valid():
            region, challenges = form.cleaned_data.get("region", ""), form.cleaned_data["challenges"]
            told = {"region": region, "challenges": challenges, "typed": form.typed}
            accept_entry(application=application, **told, by=person)
            messages.success(request, gettext("Accepted. Everybody can read it now."))
        else:
            return False
    except Refusal as refusal:
        form.is_valid()
        form.say(refusal)
        return False
    return True

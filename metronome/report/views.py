from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from metronome.accounts.gate import public, public_with_more
from metronome.design.answers import as_file, refused
from metronome.design.parts import Crumb
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.network.queries import the_network
from metronome.network.shown import asked_period, calendar_of
from metronome.record.shown import period_of_the_record

from . import shown
from .models import Edition, EditionQuerySet
from .rendering.pictures import draw
from .rendering.tables import rows_csv
from .rules import can_see_editions_in_preparation


@public_with_more(can_see_editions_in_preparation)
def editions(request: HttpRequest) -> HttpResponse:
    """The editions: what was published, what was printed in the past; to those who prepare, what is being composed."""
    return render(request, "report/editions.html", {"editions": shown.editions_shown(within_reach(request))})


@public_with_more(can_see_editions_in_preparation)
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """The reading view of an edition; of one as printed, what it prints beside what is computed."""
    found = get_object_or_404(within_reach(request), slug=slug)
    head = shown.edition_shown(found)
    if head.is_printed:
        beside = shown.printed_beside_computed(found)
        return render(request, "report/printed.html", {"edition": head, "beside": beside, **crumbs()})
    content = shown.content_of(shown.reading_of(found))
    context = {
        "edition": head,
        "content": content,
        "pictures": draw(content, palette="class", width=None),
        "others": shown.others_of(found, within_reach(request)),
    }
    return render(request, "report/edition.html", {**context, **crumbs()})


@public_with_more(can_see_editions_in_preparation)
def edition_findings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the checks found in an edition."""
    found = made_here(request, slug)
    content = shown.content_of(shown.reading_of(found))
    return render(
        request, "report/findings.html", {"edition": shown.edition_shown(found), "content": content} | crumbs(found)
    )


@public_with_more(can_see_editions_in_preparation)
def edition_difference(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed from another edition: figures, rows, who, when."""
    found = made_here(request, slug)
    asked = request.GET.get("with", "")
    compared = shown.difference_to(found, asked, within_reach(request))
    if asked and compared is None:
        raise Http404
    context = {
        "edition": shown.edition_shown(found),
        "compared": compared,
        "others": shown.others_of(found, within_reach(request)),
    }
    return render(request, "report/difference.html", context | crumbs(found))


@public_with_more(can_see_editions_in_preparation)
def file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """An edition as a file."""
    try:
        content, kind = shown.edition_file(made_here(request, slug), name)
    except LookupError as error:
        raise Http404 from error
    except Refusal as refusal:
        return render(request, "report/refused.html", {"refusal": refusal}, status=503)
    return as_file(content, f"{slug}-{name.removeprefix('report.')}", kind)


@public_with_more(can_see_editions_in_preparation)
def edition_figure(request: HttpRequest, slug: str, id: str) -> HttpResponse:
    """A figure of an edition: what it means, its value, its rows."""
    found = made_here(request, slug)
    reading = shown.reading_of(found)
    if id not in reading.figures:
        raise Http404
    context = {"shown": shown.figure_shown(reading, id), "edition": shown.edition_shown(found)}
    csv = reverse("report:edition_figure_csv", args=[slug, id])
    return render(
        request,
        "report/figure.html",
        {**context, "csv": csv, "history": shown.history_of(id, found, within_reach(request))} | crumbs(found),
    )


@public_with_more(can_see_editions_in_preparation)
def edition_figure_csv(request: HttpRequest, slug: str, id: str) -> HttpResponse:
    """The rows of a figure of an edition, as a file for spreadsheets."""
    figure = shown.reading_of(made_here(request, slug)).figures.get(id)
    if figure is None:
        raise Http404
    return as_file(rows_csv(figure), f"{slug}-{id}.csv", shown.TYPES["csv"])


@public
def figure_of_period(request: HttpRequest, id: str) -> HttpResponse:
    """A figure of any period, as the record stands now."""
    period, fault = asked(request)
    reading = shown.reading_of_period(period)
    if id not in reading.figures:
        raise Http404
    csv = f"{reverse('report:figure_of_period_csv', args=[id])}?period={period}"
    part = request.GET.get("part", "")
    context = {"shown": shown.figure_shown(reading, id, part=part), "csv": csv, "fault": fault, **crumbs()}
    return render(request, "report/figure.html", {**context, "history": []}, status=400 if fault else 200)


@public
def figure_of_period_csv(request: HttpRequest, id: str) -> HttpResponse:
    """The rows of a figure of any period, as a file for spreadsheets."""
    period, fault = asked(request)
    if fault:
        return refused(fault)
    figure = shown.reading_of_period(period).figures.get(id)
    if figure is None:
        raise Http404
    return as_file(rows_csv(figure), f"{id}.csv", shown.TYPES["csv"])


def within_reach(request: HttpRequest) -> EditionQuerySet:
    """The editions that whoever asks may see."""
    return Edition.objects.all() if getattr(request, "sees_more", False) else Edition.objects.public()


def made_here(request: HttpRequest, slug: str) -> Edition:
    """An edition that has figures and files: not one as printed."""
    found = get_object_or_404(within_reach(request), slug=slug)
    if shown.edition_shown(found).is_printed:
        raise Http404
    return found


def asked(request: HttpRequest) -> tuple[Period, str]:
    """The period that the address names, else the latest of the record, with the reason where it cannot be read."""
    calendar = calendar_of(the_network())
    default = period_of_the_record(calendar, today=timezone.localdate())
    return asked_period(request.GET.get("period", ""), calendar=calendar, default=default)


def crumbs(edition: Edition | None = None) -> dict[str, tuple[Crumb, ...]]:
    """The pages above one."""
    above = [Crumb(label=gettext("Reports"), href=reverse("report:editions"))]
    if edition is not None:
        above.append(Crumb(label=shown.name_of(edition), href=reverse("report:edition", args=[edition.slug])))
    return {"crumbs": tuple(above)}

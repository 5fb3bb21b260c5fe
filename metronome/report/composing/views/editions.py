"""The editions that are prepared: the list of them, a new one, one of them with its parts, its preview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from metronome.accounts.gate import gate
from metronome.design.parts import Tab
from metronome.design.words import direction_of, reader
from metronome.desk.drafts import drafts_part
from metronome.ground.period import Period
from metronome.ground.phrases import language_in_words
from metronome.ground.refusal import Refusal
from metronome.network.models import Network
from metronome.network.queries import the_network
from metronome.record.rules import can_note_activities
from metronome.record.shown import latest_day, period_of_the_record
from metronome.report.actions import compose_edition
from metronome.report.editions.build import file_name
from metronome.report.editions.titles import title_of
from metronome.report.kinds import kinds
from metronome.report.models import Edition
from metronome.report.parts import CHAPTERS
from metronome.report.queries import snapshot
from metronome.report.rendering.pictures import draw
from metronome.report.rendering.reading import subjects_in
from metronome.report.rules import (
    can_compose_editions,
    can_see_editions_in_preparation,
    can_settle_editions,
    can_waive_findings,
)
from metronome.report.shown import edition_file, edition_shown, others_of, reading_of
from metronome.tasks.queries import is_anybody_working
from metronome.tasks.rules import can_follow

from ..actions import arrange_edition
from ..forms import Arrangement
from ..shown import arrangement, editions_prepared, page_of, periods_offered, subjects_offered
from .doors import crumbs, done, edition_at, said, whoever


@gate(can_see_editions_in_preparation)
@require_safe
def preparing(request: HttpRequest) -> HttpResponse:
    """The reports in every state, those that still change first."""
    composes = can_compose_editions(request.user)
    context = {
        "editions": editions_prepared(),
        "composes": composes,
        "drafts": drafts_part(request, waits="report:preparing") if composes else "",
    }
    return render(request, "report/composing/preparing.html", context)


@gate(can_compose_editions)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an edition: its period, its kind, its languages, its chapters."""
    network = the_network()
    if network is None:
        return redirect("report:preparing")
    wish = Arrangement(request.POST, network.languages)
    if request.method == "POST" and (period := wish.period(network.calendar)):
        try:
            edition = begun(request, period, wish, wish.languages or network.languages)
        except Refusal as refusal:
            wish.faults.append(said(refusal))
        else:
            return redirect("report:composing", edition.slug)
    return beginning(request, network, wish)


def begun(request: HttpRequest, period: Period, wish: Arrangement, languages: Sequence[str]) -> Edition:
    """An edition of what was filled in, under the title of its kind. Its chapters are those of its kind unless others
    were chosen.

    Raises Refusal where it cannot be begun.
    """
    kind, about = wish.kind, wish.about
    subjects = subjects_in(snapshot(period), about) if about else ()
    if len(subjects) < len(about):
        raise Refusal(gettext("Not everything that this report is to be about was found for the period."))
    return compose_edition(
        period=period,
        kind=kind.slug,
        about=about,
        by=request.user,
        languages=languages,
        title=title_of(period, languages, kind, subjects),
        parts=kind.parts if list(wish.parts) in ([], list(CHAPTERS)) else wish.parts,
    )


def beginning(request: HttpRequest, network: Network, wish: Arrangement) -> HttpResponse:
    """The page on which an edition is begun, as far as it was filled in."""
    today, was_sent = timezone.localdate(), request.method == "POST"
    calendar = network.calendar
    latest = period_of_the_record(calendar, today=today)
    context = {
        "wish": wish,
        "periods": periods_offered(calendar, latest=latest_day() or today, today=today),
        "chosen": wish.data.get("period") or str(latest),
        "kinds": [kind for kind in kinds().values() if kind.about != "member"],
        "subjects": subjects_offered(latest),
        "languages": ticked(network.languages, wish.languages if was_sent else network.languages),
        "chapters": arrangement(wish.parts if was_sent else ()),
        "crumbs": crumbs(),
    }
    return render(request, "report/composing/begin.html", context, status=400 if wish.faults else 200)


def ticked(languages: Sequence[str], chosen: Sequence[str]) -> list[tuple[str, bool]]:
    return [(language, language in chosen) for language in languages]


@gate(can_see_editions_in_preparation)
@require_safe
def composing(request: HttpRequest, slug: str) -> HttpResponse:
    """An edition that is prepared: its parts, what the checks found, the remarks, the next step."""
    edition = edition_at(slug)
    page = page_of(edition, keeps=can_note_activities(request.user))
    context = {
        **page,
        "publication_is_alone": page["publication"] and not is_anybody_working(),
        "follows": page["publication"] and can_follow(request.user, page["publication"]),
        "composes": can_compose_editions(request.user),
        "settles": can_settle_editions(request.user),
        "waives": can_waive_findings(request.user),
        "is_own": edition.frozen_by == str(request.user),
        "others": others_of(edition, Edition.objects.all()),
        "crumbs": crumbs(),
    }
    return render(request, "report/composing/edition.html", context)


@gate(can_compose_editions)
def arrange(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how an edition is called, in which languages it comes out, which chapters it has and in which order."""
    edition, network = edition_at(slug), the_network()
    known = network.languages if network else edition.languages
    wish = Arrangement(request.POST, known)
    if request.method == "POST":
        given: dict[str, Any] = {"title": wish.titles(), "languages": wish.languages, "parts": wish.parts}
        words = gettext("Saved.")
        if done(request, lambda: arrange_edition(edition=edition, by=whoever(request), **given), words):
            return redirect("report:composing", slug)
    context = {
        "row": edition,
        "titles": [(language, edition.title.texts.get(language, "")) for language in known],
        "languages": ticked(known, edition.languages),
        "chapters": arrangement(edition.parts),
        "crumbs": crumbs(edition),
    }
    return render(request, "report/composing/arrange.html", context)


# Preview


@gate(can_see_editions_in_preparation)
@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """An edition as its readers will see it, in one of its languages: here as a page, one step away as PDF or Word."""
    edition = edition_at(slug)
    wished = (request.GET.get("in", ""), reader(), *edition.languages)
    language = next(one for one in wished if one in edition.languages)
    content = reading_of(edition).content(language)
    context = {
        "edition": edition_shown(edition),
        "content": content,
        "direction": direction_of(language),
        "pictures": draw(content, palette="class", width=None),
        "tabs": [
            Tab(label=language_in_words(code), href=f"?in={code}", current=code == language)
            for code in edition.languages
        ],
        "files": {format: file_name(language, format) for format in ("pdf", "docx", "html")},
        "crumbs": crumbs(edition),
    }
    return render(request, "report/composing/preview.html", context)


@gate(can_see_editions_in_preparation)
@require_safe
def preview_file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A file of an edition as it would be made now; a PDF opens in the browser."""
    edition = edition_at(slug)
    try:
        content, kind = edition_file(edition, name)
    except LookupError as error:
        raise Http404 from error
    except Refusal as refusal:
        return render(request, "report/refused.html", {"refusal": refusal}, status=503)
    shows = "inline" if name.endswith(".pdf") else "attachment"
    disposition = f'{shows}; filename="{slug}-{name.removeprefix("report.")}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})

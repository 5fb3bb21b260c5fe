"""The texts of an edition: reading one, writing it with the figures at hand, remarks on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.accounts.queries import names_of
from metronome.design.words import direction_of
from metronome.desk.actions import drop_drafts_of
from metronome.desk.keeping import keeping, sealing, typed_before
from metronome.ground.conflict import Conflict
from metronome.ground.refusal import Refusal
from metronome.ground.told import version_of
from metronome.report.enums import EditionState
from metronome.report.models import Edition
from metronome.report.rules import can_compose_editions, can_see_editions_in_preparation, can_waive_findings
from metronome.report.shown import edition_shown, reading_of, reading_to_cite

from .. import actions
from ..drafted import DRAFTED, identity_of
from ..forms import Wish, number_in, texts_in, wish_in
from ..marking import marked, offers_of, replaced
from ..queries import subject_of, text_of
from ..shown import checks_of, neighbours, part_of, remarks_on, state_in_words, title_of_part
from .doors import crumbs, done, edition_at, part_at, whoever


@gate(can_see_editions_in_preparation)
@require_safe
def part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """The text of a part as it will read, and the remarks on it."""
    edition, part = edition_at(slug), part_at(part)
    text = text_of(edition, part)
    context = {
        **beside(request, edition, part),
        "boxes": boxes(edition, text.texts, part),
        "composes": can_compose_editions(request.user) and edition.state == EditionState.COMPOSING,
    }
    return render(request, "report/composing/part.html", context)


def beside(request: HttpRequest, edition: Edition, part: str) -> dict[str, Any]:
    """What stands around the text of a part: where it is, what was found in it, what was remarked."""
    reading = reading_of(edition)
    findings = [finding for finding in reading.findings if part_of(finding) == part]
    return {
        "edition": edition_shown(edition),
        "row": edition,
        "part": part,
        "heading": title_of_part(part),
        "checks": checks_of(edition, findings, reading, keeps=can_compose_editions(request.user)),
        "waives": can_waive_findings(request.user) and edition.state == EditionState.COMPOSING,
        "remarks": remarks_on(edition, part),
        "crumbs": crumbs(edition),
        "back": reverse("report:write", args=[edition.slug, part]),
    }


def boxes(edition: Edition, typed: Mapping[str, str], part: str) -> list[dict[str, Any]]:
    """For each language what is typed, how it will read, and how it stands against its source."""
    reading, kept = reading_to_cite(edition), text_of(edition, part)
    return [
        {
            "language": language,
            "direction": direction_of(language),
            "text": typed.get(language, ""),
            "marked": marked(typed.get(language, ""), language, reading),
            "state": state_in_words(kept.state(language)) if kept else "",
            "is_behind": bool(kept) and kept.state(language) in ("outdated", "machine"),
        }
        for language in edition.languages
    ]


@sealing
@gate(can_compose_editions)
def write(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Write the text of a part, language by language, with the figures of the report at hand."""
    edition, part = edition_at(slug), part_at(part)
    if edition.state != EditionState.COMPOSING:
        return redirect("report:part", slug, part)
    if request.method != "POST":
        return writing(request, edition, part)
    typed = texts_in(request.POST, edition.languages)
    wish = wish_in(request.POST, edition.languages, reading_to_cite(edition).figures)
    if wish.name == "save" and request.POST.get("more") != "again":
        return saved(request, edition, part, typed)
    return page(request, edition, part, put_in(typed, wish))


def writing(request: HttpRequest, edition: Edition, part: str) -> HttpResponse:
    """The page as it opens: with what is kept, or with what was typed before."""
    before = typed_before(request, DRAFTED)
    if before is None:
        return page(request, edition, part, text_of(edition, part).texts)
    typed, version = texts_in(before, edition.languages), number_in(before.get("version", ""))
    return page(request, edition, part, typed, version=version, draft=before.get("draft", ""))


@gate(can_compose_editions)
@require_safe
def go_on(request: HttpRequest, place: str) -> HttpResponse:
    """The way from a draft to the page on which its part is written."""
    slug, _, part = place.partition(":")
    draft = number_in(request.GET.get("draft", ""))
    return redirect(f"{reverse('report:write', args=[edition_at(slug).slug, part_at(part)])}?draft={draft}")


def put_in(typed: dict[str, str], wish: Wish) -> dict[str, str]:
    """What is typed, with a figure put in where that was wished."""
    text = typed.get(wish.language, "")
    if wish.name == "replace":
        return {**typed, wish.language: replaced(text, wish.start, wish.number, wish.figure)}
    if wish.name == "insert":
        gap = " " if text and not text[-1].isspace() else ""
        return {**typed, wish.language: f"{text}{gap}{{figure:{wish.figure}}}"}
    return typed


def page(
    request: HttpRequest, edition: Edition, part: str, typed: Mapping[str, str], *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page on which a part is written, with what is typed."""
    before, after = neighbours(edition, part)
    given = number_in(request.POST.get("version", ""))
    context = {
        **beside(request, edition, part),
        "boxes": boxes(edition, typed, part),
        "offers": offers_of(reading_to_cite(edition)),
        "version": given or version_of(subject_of(edition, part)),
        "before": before,
        "after": after,
        "keeping": keeping(
            request,
            DRAFTED,
            identity=identity_of(edition, part),
            draft=more.pop("draft", "") or request.POST.get("draft", ""),
        ),
        **more,
    }
    return render(request, "report/composing/write.html", context, status=status)


def saved(request: HttpRequest, edition: Edition, part: str, typed: Mapping[str, str]) -> HttpResponse:
    """Save what is typed; else the page again, with all of it."""
    version = number_in(request.POST.get("version", ""))
    theirs = set(request.POST.getlist("theirs"))
    mine = {language: words for language, words in typed.items() if language not in theirs}
    in_step = [language for language in request.POST.getlist("in_step") if language in edition.languages]
    try:
        actions.write_part(
            edition=edition, part=part, texts=mine, version=version, by=whoever(request), in_step=in_step
        )
    except Conflict as conflict:
        more = {"differences": differences(conflict), "version": conflict.version, "refusal": conflict}
        return page(request, edition, part, {**typed, **conflict.given}, status=409, **more)
    except Refusal as refusal:
        return page(request, edition, part, typed, status=400, refusal=refusal)
    draft = number_in(request.POST.get("draft", ""))
    drop_drafts_of(kind=DRAFTED, identity=identity_of(edition, part), draft=draft, by=whoever(request))
    messages.success(request, gettext("Saved."))
    return redirect("report:write", edition.slug, part)


def differences(conflict: Conflict) -> list[dict[str, Any]]:
    names = names_of(one.by for one in conflict.differences)
    return [
        {"language": one.field, "theirs": one.theirs, "mine": one.mine, "by": names.get(one.by, one.by)}
        for one in conflict.differences
    ]


@gate(can_compose_editions)
@require_POST
def look(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """How what is typed in a language will read: a part of the page."""
    edition, part = edition_at(slug), part_at(part)
    asked = request.GET.get("in", "")
    language = asked if asked in edition.languages else edition.languages[0]
    found = boxes(edition, texts_in(request.POST, edition.languages), part)
    return render(request, "report/composing/reads.html", {"box": found[edition.languages.index(language)]})


# Remarks


@gate(can_see_editions_in_preparation)
@require_POST
def comment(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Leave a remark on a part."""
    edition, part = edition_at(slug), part_at(part)
    text = request.POST.get("comment", "")
    words = gettext("Your remark is kept.")
    done(request, lambda: actions.comment_on_part(edition=edition, part=part, text=text, by=whoever(request)), words)
    return redirect(f"{way_back(request, slug, part)}#remarks")


@gate(can_see_editions_in_preparation)
@require_POST
def resolve(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say that what a remark asked for is done."""
    edition = edition_at(slug)
    found = edition.comments.filter(pk=number).first()
    words = gettext("The remark is resolved.")
    done(request, lambda: actions.resolve_comment(edition=edition, number=number, by=whoever(request)), words)
    if found is None or request.POST.get("from") == "edition":
        return redirect("report:composing", slug)
    return redirect(f"{way_back(request, slug, found.part)}#remarks")


def way_back(request: HttpRequest, slug: str, part: str) -> str:
    door = "report:write" if can_compose_editions(request.user) else "report:part"
    return reverse(door, args=[slug, part])

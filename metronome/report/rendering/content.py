"""From frozen rows, figures and findings to what the report says, in one language."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from django.conf.locale import LANG_INFO
from django.utils import translation
from django.utils.translation import gettext as _

from metronome.ground.phrases import listed, period_in_words
from metronome.ground.text import Text
from metronome.report.checks.finding import Finding
from metronome.report.enums import EditionState
from metronome.report.figures.figure import Figure
from metronome.report.parts import PARTS, chapters_of, headings
from metronome.report.phrases import month_names_in_words
from metronome.report.snapshot import Snapshot

from . import appendix, chapters, projects
from .addresses import edition_address
from .labels import labels
from .model import Content, Part, Shown
from .reading import Reader, subjects_in

__all__ = ["PARTS", "Content", "EditionHead", "content", "shown_numbers"]


class EditionHead(Protocol):
    """What a document must know of its edition."""

    @property
    def slug(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def address(self) -> str:
        """Of the instance: https://example.org."""
        ...


def content(
    snapshot: Snapshot,
    figures: Mapping[str, Figure],
    findings: Iterable[Finding],
    *,
    language: str,
    head: EditionHead,
) -> Content:
    """What the report says in a language. Numbers, codes and names are the same in all of them."""
    with translation.override(language):
        reader = Reader(snapshot, figures, language, head.address, head.slug)
        return _content(reader, tuple(findings), head)


def _content(reader: Reader, findings: tuple[Finding, ...], head: EditionHead) -> Content:
    return Content(
        **_cover(reader, head),
        note=_part(reader, "note"),
        highlights=chapters.highlights(reader),
        activities=_part(reader, "activities"),
        lines=chapters.lines(reader),
        projects=_part(reader, "projects"),
        project_figures=projects.project_figures(reader),
        project_money=projects.project_money(reader),
        project_instalments=projects.project_instalments(reader),
        project_entries=projects.project_entries(reader),
        media=_part(reader, "media"),
        mentions=reader.maybe("media.mentions"),
        media_months=chapters.media_months(reader),
        listening=_part(reader, "listening"),
        activated=reader.maybe("members.activated"),
        participations=reader.maybe("members.participations"),
        engaged=chapters.engaged(reader),
        partners_heading=_part(reader, "alliances"),
        partners=chapters.partners(reader),
        meetings_heading=_part(reader, "bilaterals"),
        meetings=reader.maybe("bilaterals.held"),
        meeting_months=chapters.meeting_months(reader),
        progress=_part(reader, "progress"),
        results=chapters.main_results(reader),
        vague=chapters.vague_counts(reader),
        challenges=chapters.challenges(reader),
        plans=chapters.plans(reader),
        silence=_silence(reader),
        silences=chapters.silences(reader),
        who=_part(reader, "who"),
        regions=chapters.regions(reader),
        groups=chapters.groups(reader),
        **_appendix(reader, findings),
    )


def _cover(reader: Reader, head: EditionHead) -> dict[str, Any]:
    """What a report says of itself before its first chapter."""
    snapshot = reader.snapshot
    network = snapshot.network
    settled = head.state in (EditionState.PUBLISHED, EditionState.SUPERSEDED)
    return {
        "language": reader.language,
        "direction": "rtl" if LANG_INFO.get(reader.language, {}).get("bidi") else "ltr",
        "address": edition_address(head.address, reader.language, head.slug),
        "network": reader.name(network.name),
        "full_name": reader.name(network.full_name),
        "title": reader.name(snapshot.title) or _("Progress report"),
        "period": snapshot.period,
        "period_words": period_in_words(snapshot.period),
        "months": tuple(month_names_in_words(month) for _year, month in snapshot.period.months()),
        "state": _edition_words(head),
        "is_settled": settled,
        "notice": " ".join(_notices(reader, settled=settled)),
        "contact": tuple(value for _key, value in sorted(network.contact.items()) if value),
        "words": labels(),
        "order": tuple(_order(snapshot)),
    }


def _appendix(reader: Reader, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """What stands behind the last chapter, so that every number can be held against what it rests on."""
    return {
        "findings_part": _part(reader, "findings"),
        "findings_words": appendix.findings_words(findings),
        "findings": appendix.finding_entries(reader, findings),
        "figures_part": _figures_part(reader),
        "figures": appendix.figure_entries(reader),
        "verify": _verify(reader),
    }


def _order(snapshot: Snapshot) -> Iterator[str]:
    """The chapters that the edition has; that on projects only where there are any, or something is said of them."""
    for chapter in chapters_of(snapshot.parts):
        is_told = any(part.part == chapter and part.text for part in snapshot.texts)
        if chapter != "projects" or snapshot.projects or is_told:
            yield chapter


def _notices(reader: Reader, *, settled: bool) -> Iterator[str]:
    """What a reader must know first."""
    if reader.snapshot.about:
        names = listed([reader.name(name) for name in subjects_in(reader.snapshot, reader.snapshot.about)])
        yield _("Only what concerns this is told and counted here: %(names)s.") % {"names": names}
    if not settled:
        yield _("This edition is not published. It can still change.")


def _edition_words(head: EditionHead) -> str:
    state = EditionState(head.state).label
    return _("Edition %(number)s, %(state)s") % {"number": head.number, "state": state}


def _part(reader: Reader, id: str) -> Part:
    """A chapter with the narrative that the edition has for it."""
    text = next((part.text for part in reader.snapshot.texts if part.part == id), Text())
    return Part(id, headings()[id], reader.prose(text))


def _silence(reader: Reader) -> Part:
    part = _part(reader, "silence")
    if part.text or "plan.months_left" not in reader.figures:
        return part
    words = _("Whole months of the plan that are left for what follows: %(number)s.")
    return Part(part.id, part.heading, (reader.sentence(words, number="plan.months_left"),))


def _figures_part(reader: Reader) -> Part:
    words = _(
        "Each figure of this report, what it means, and the rows that it is made of. The code at the end of each is "
        "the SHA-256 digest of its value and its rows: whoever computes the figure again finds the same code."
    )
    part = _part(reader, "figures")
    return part if part.text else Part(part.id, part.heading, (reader.sentence(words),))


def _verify(reader: Reader) -> Part:
    sentences = (
        _(
            "The PDF carries its own evidence: the file manifest.json attached to it holds the rows, the figures and "
            "a signature."
        ),
        _(
            "With Metronome at hand, “metronome report verify FILE” computes every figure again from those rows, "
            "compares the numbers printed here with them, checks that no page was changed, and says whose key signed."
        ),
        _("Every number that leads to a figure can also be followed to its page, where its rows stand."),
    )
    return Part("verify", _("How to verify this report"), tuple(reader.sentence(words) for words in sentences))


class Printed(Protocol):
    """What a document of any kind says."""

    @property
    def printed(self) -> tuple[Any, ...]:
        """Everything that is printed, in the order of the document."""
        ...


def shown_numbers(content: Printed) -> list[tuple[str, str]]:
    """The numbers of a report in the order in which they are printed: which figure (and key), and its text."""
    return [(shown.reference, shown.text) for shown in _walk(content.printed)]


def _walk(value: Any) -> Iterator[Shown]:
    if isinstance(value, Shown):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | Text):
        for field in dataclasses.fields(value):
            yield from _walk(getattr(value, field.name))

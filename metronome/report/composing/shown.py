"""What the pages of composing show: the editions in every state, one with its parts and what the checks found, the
text of a part, the remarks on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from metronome.accounts.queries import names_of
from metronome.design.words import reader
from metronome.ground.fold import fold
from metronome.ground.period import Calendar, Period
from metronome.ground.phrases import language_in_words, period_in_words
from metronome.ground.text import State, Text
from metronome.report.checks.finding import Finding
from metronome.report.editions.build import Reading
from metronome.report.editions.publishing import publication_of
from metronome.report.enums import EditionState, Severity
from metronome.report.found import FindingShown, findings_shown
from metronome.report.models import Edition, EditionComment
from metronome.report.parts import CHAPTERS, WITHIN, chapters_of, headings, parts_of
from metronome.report.queries import waivers_of
from metronome.report.shown import EditionShown, edition_shown, reading_of, reading_of_period

#: How a language of a text stands, as a page shows it.
LOOKS = {
    State.SOURCE: "ok",
    State.REVIEWED: "ok",
    State.MACHINE: "wait",
    State.OUTDATED: "warn",
    State.MISSING: "draft",
}


@dataclass(frozen=True, slots=True)
class LanguageShown:
    code: str
    name: str
    look: str
    words: str


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part in the list of an edition's parts."""

    id: str
    heading: str
    is_chapter: bool
    languages: tuple[LanguageShown, ...]
    findings: int
    remarks: int

    @property
    def is_empty(self) -> bool:
        return all(one.look == "draft" for one in self.languages)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a part, with the names of those who made and resolved it."""

    number: int
    part: str
    heading: str
    text: str
    by: str
    at: datetime
    resolved_by: str
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Checks:
    """What the checks found in an edition: what stands in the way first."""

    open: tuple[FindingShown, ...]
    passed: tuple[FindingShown, ...]
    told: tuple[FindingShown, ...]
    counts: tuple[tuple[str, str, int], ...]  # severity, its words, how many are open

    @property
    def in_the_way(self) -> int:
        return len(self.open)


def state_in_words(state: State) -> str:
    """How a language stands, in words that need no explanation."""
    return {
        State.SOURCE: gettext("source"),
        State.REVIEWED: gettext("in step"),
        State.MACHINE: gettext("by machine"),
        State.OUTDATED: gettext("behind its source"),
        State.MISSING: gettext("not written"),
    }[state]


# Editions


def editions_prepared() -> list[EditionShown]:
    """The editions made here, those that still change first."""
    found = Edition.objects.exclude(state=EditionState.AS_PRINTED).defer("manifest")
    order = {EditionState.COMPOSING: 0, EditionState.FROZEN: 1}
    latest = found.order_by("-first_day", "-number")
    return [
        edition_shown(edition) for edition in sorted(latest, key=lambda one: order.get(EditionState(one.state), 2))
    ]


def periods_offered(calendar: Calendar, *, latest: date, today: date) -> list[tuple[str, str]]:
    """The periods of which a report can be begun: the reporting periods and fiscal years up to the record's last day
    and up to today, the latest first; value and words."""
    found: dict[str, Period] = {}
    for day in sorted({latest, today}):
        span = Period(date(max(day.year - 2, 1), 1, 1), day)
        for year, _number, period in calendar.reporting_periods(span):
            found[str(period)] = period
            fiscal = calendar.fiscal_year(year)
            if (fiscal.first or day) <= day:
                found[str(fiscal)] = fiscal
    ordered = sorted(found.values(), key=lambda period: (period.last or today, period.first or today), reverse=True)
    return [(str(period), period_in_words(period)) for period in ordered]


def subjects_offered(period: Period) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a report of a period may be about, by sort: what the sort is called, then value and name of each."""
    here, rows = reader(), reading_of_period(period).snapshot
    nodes = [row for row in rows.nodes if not row.is_result]
    partners = sorted(rows.partners, key=lambda row: (fold(row.name.in_(here)), row.slug))
    groups = (
        (gettext("Partners"), [(f"partner:{row.slug}", row.name.in_(here)) for row in partners]),
        (gettext("Parts of the plan"), [(f"node:{row.key}", f"{row.code} {row.label.in_(here)}") for row in nodes]),
        (gettext("Plans"), [(f"plan:{row.slug}", row.title.in_(here)) for row in rows.plans]),
    )
    return [(words, found) for words, found in groups if found]


def arrangement(chosen: Iterable[str]) -> list[tuple[str, str, bool, int]]:
    """Every chapter with its heading, whether it is in, and its place, in the order chosen."""
    inside, words = chapters_of(chosen), headings()
    outside = [chapter for chapter in CHAPTERS if chapter not in inside]
    return [(id, words[id], id in inside, place) for place, id in enumerate((*inside, *outside), 1)]


# One edition


def page_of(edition: Edition, *, keeps: bool) -> dict[str, Any]:
    """An edition being prepared: its parts, what the checks found, the remarks that are open."""
    reading = reading_of(edition)
    remarks = remarks_on(edition)
    return {
        "edition": edition_shown(edition),
        "row": edition,
        "parts": parts_shown(edition, reading, remarks),
        "checks": checks_of(edition, reading.findings, reading, keeps=keeps),
        "remarks": [one for one in remarks if not one.resolved_by],
        "is_composing": edition.state == EditionState.COMPOSING,
        "is_frozen": edition.state == EditionState.FROZEN,
        "publication": publication_of(edition) if edition.state == EditionState.FROZEN else None,
    }


def parts_shown(edition: Edition, reading: Reading, remarks: Sequence[Remark]) -> list[PartShown]:
    texts = {part.part: part.text for part in reading.snapshot.texts}
    found = Counter(part_of(finding) for finding in reading.findings if finding.severity != Severity.TELL)
    asked = Counter(one.part for one in remarks if not one.resolved_by)
    words = headings()
    return [
        PartShown(
            id,
            words[id],
            id not in WITHIN,
            tuple(_language(texts.get(id, Text()), language) for language in edition.languages),
            found[id],
            asked[id],
        )
        for id in parts_of(edition.parts)
    ]


def _language(text: Text, code: str) -> LanguageShown:
    state = text.state(code) if text else State.MISSING
    return LanguageShown(code, language_in_words(code), LOOKS[state], state_in_words(state))


def part_of(finding: Finding) -> str:
    """The part whose text a finding is about; empty where it is about something else."""
    kind, _, id = finding.subject.partition(":")
    return id.partition("/")[0] if kind == "text" else ""


def checks_of(edition: Edition, findings: Sequence[Finding], reading: Reading, *, keeps: bool) -> Checks:
    """What was found, in the reader's language, with the places where it is mended and who let it pass."""
    waivers = waivers_of(one.digest for one in findings if one.severity == Severity.ASK)
    slug = edition.slug if edition.state == EditionState.COMPOSING else ""
    shown = findings_shown(findings, reading.snapshot, edition=slug, waivers=waivers, keeps=keeps)
    told = tuple(one for one in shown if one.severity == Severity.TELL)
    passed = tuple(one for one in shown if one.waived_by)
    left = tuple(one for one in shown if one.severity != Severity.TELL and not one.waived_by)
    numbers = Counter(one.severity for one in left) + Counter({Severity.TELL.value: len(told)})
    counts = tuple((one.value, str(one.label), numbers[one.value]) for one in Severity)
    return Checks(left, passed, told, counts)


# Remarks


def remarks_on(edition: Edition, part: str = "") -> list[Remark]:
    """The remarks on an edition or on one part of it, the earliest first, with who made them."""
    found: list[EditionComment] = list(edition.comments.filter(part=part) if part else edition.comments.all())
    names = names_of(hand for one in found for hand in (one.by, one.resolved_by) if hand)
    words = headings()
    return [
        Remark(
            one.pk,
            one.part,
            words.get(one.part, one.part),
            one.text,
            names.get(one.by, one.by),
            one.at,
            names.get(one.resolved_by, one.resolved_by),
            one.resolved_at,
        )
        for one in found
    ]


# Steps


def consequences_of_freezing(edition: Edition, checks: Checks) -> list[str]:
    """What follows from freezing an edition, said before it is done."""
    said = [
        gettext(
            "Its rows, texts and figures are kept as they are now, for good."
            " What is found later is mended in the next edition."
        ),
        gettext("Nobody can write, arrange or let findings pass in it any more. Another hand publishes it."),
    ]
    if checks.in_the_way:
        said.append(
            ngettext(
                "%(number)d finding stands in the way of publication: mend it or let it pass first.",
                "%(number)d findings stand in the way of publication: mend them or let them pass first.",
                checks.in_the_way,
            )
            % {"number": checks.in_the_way}
        )
    missing = [one for one in parts_shown(edition, reading_of(edition), ()) if _is_behind(one)]
    if missing:
        names = ", ".join(one.heading for one in missing)
        said.append(gettext("Texts that are not in step in every language: %(parts)s.") % {"parts": names})
    return said


def _is_behind(part: PartShown) -> bool:
    return not part.is_empty and any(one.look != "ok" for one in part.languages)


def consequences_of_publishing(edition: Edition) -> list[str]:
    """What follows from publishing an edition, said before it is done."""
    languages = ", ".join(language_in_words(code) for code in edition.languages)
    said = [
        gettext("Everybody can read it, as a page, as PDF and as Word file, in %(languages)s.")
        % {"languages": languages},
        gettext("Its files are kept and never made again. Nothing in it can be changed or taken back."),
    ]
    before = edition.siblings.filter(state=EditionState.PUBLISHED).defer("manifest").first()
    if before is not None:
        said.append(
            gettext("It takes the place of edition %(number)d, which stays to be read and says that it is superseded.")
            % {"number": before.number}
        )
    return said


def title_of_part(part: str) -> str:
    return headings().get(part, part)


def neighbours(edition: Edition, part: str) -> tuple[str, str]:
    """The addresses of the part before and of the one after; empty at the ends."""
    parts = parts_of(edition.parts)
    place = parts.index(part) if part in parts else 0
    around = (parts[place - 1] if place else "", parts[place + 1] if place + 1 < len(parts) else "")
    first, last = (reverse("report:write", args=[edition.slug, one]) if one else "" for one in around)
    return first, last


def name_in(edition: Edition) -> str:
    return edition.title.in_(reader()) or edition.slug

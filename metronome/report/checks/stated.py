"""Figures: what documents state, against what the record computes and against each other.

A stated number is an interval: "more than 600" begins above 600 and has no end. Two claims contradict each other only
where their intervals have nothing in common, so "+30 years" and "more than 35" are both true of a network of 36.
A claim may also be unproven: nothing speaks against it, and what is known does not reach it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from django.utils.translation import gettext as _

from metronome.ground.counting import Qualifier
from metronome.ground.period import MONTH, YEAR, Period, month_of
from metronome.report.enums import Severity
from metronome.report.figures.figure import DEFINITIONS, Figure, Row
from metronome.report.rows import StatedRow
from metronome.report.snapshot import Snapshot

from .finding import Found, check
from .saying import Say

#: "About 100" is fair for a number within this part of it.
ABOUT = Fraction(1, 5)
PART = re.compile(r"(?P<figure>[^\[\]]+)\[(?P<key>[^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` (beyond it, if `open`) to `high`; None: no end."""

    low: Fraction
    open: bool = False
    high: Fraction | None = None

    def meets(self, other: Interval) -> bool:
        return _reaches(self, other) and _reaches(other, self)

    def proves(self, claim: Interval) -> bool:
        """Whether all that is known to be in here is in the claim too."""
        above = self.low > claim.low or (self.low == claim.low and (self.open or not claim.open))
        return above and (claim.high is None or (self.high is not None and self.high <= claim.high))

    def times(self, factor: Fraction) -> Interval:
        return Interval(self.low * factor, self.open, None if self.high is None else self.high * factor)


def _reaches(lower: Interval, upper: Interval) -> bool:
    if upper.high is None:
        return True
    return lower.low < upper.high or (lower.low == upper.high and not lower.open)


def interval_of(stated: StatedRow) -> Interval | None:
    """What a statement claims; None where it claims nothing that could be held against it."""
    value = Fraction(stated.value)
    match stated.qualifier:
        case Qualifier.EXACTLY:
            return Interval(value, False, value)
        case Qualifier.MORE_THAN:
            return Interval(value, True)
        case Qualifier.AT_LEAST:
            return Interval(value)
        case Qualifier.AT_MOST:
            return Interval(Fraction(0), False, value)
        case Qualifier.ABOUT:
            return Interval(value * (1 - ABOUT), False, value * (1 + ABOUT))
    return None


def _computed(figures: Mapping[str, Figure], id: str) -> Interval | None:
    """What a figure, or one part of it (id[key]), allows to claim; None where there is no such figure."""
    part = PART.fullmatch(id)
    figure = figures.get(part["figure"] if part else id)
    if figure is None:
        return None
    if part:
        return _exactly((figure.by or {}).get(part["key"]))
    if figure.bound is not None:
        high = figure.bound.high
        return Interval(Fraction(figure.bound.low), figure.bound.strict, None if high is None else Fraction(high))
    return _exactly(figure.value)


def _exactly(number: int | Decimal | None) -> Interval | None:
    return None if number is None else Interval(Fraction(number), False, Fraction(number))


def _compared(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[tuple[StatedRow, Interval, Interval]]:
    """Each stated figure that answers to a computed one: what it claims, and what the record says of its day."""
    for stated in snapshot.stated:
        claim, known = interval_of(stated), _known(stated, snapshot, figures)
        if claim is not None and known is not None:
            yield stated, claim, known


def _known(stated: StatedRow, snapshot: Snapshot, figures: Mapping[str, Figure]) -> Interval | None:
    """What the record allows to claim as of the time for which a figure is stated. A figure of a day is computed for
    that day; another says nothing of another time than its period."""
    last = snapshot.period.last
    if not stated.as_of or f"{last}-".startswith(f"{stated.as_of}-"):
        return _computed(figures, stated.compares_with)
    part = PART.fullmatch(stated.compares_with)
    id = part["figure"] if part else stated.compares_with
    day = _last_day_of(stated.as_of)
    if day is None or id not in DEFINITIONS or not DEFINITIONS[id].is_of_a_day:
        return None
    then = DEFINITIONS[id].compute(replace(snapshot, period=Period(day, day)))
    return _computed({id: then}, stated.compares_with)


def _last_day_of(as_of: str) -> date | None:
    """The last day of the year, month or day that is written; None where it cannot be read."""
    with suppress(ValueError):
        if YEAR.fullmatch(as_of):
            return date(int(as_of), 12, 31)
        if found := MONTH.fullmatch(as_of):
            return month_of(int(found[1]), int(found[2])).last
        return date.fromisoformat(as_of)
    return None


class Proof(StrEnum):
    """How a statement stands against the record."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNPROVEN = "unproven"  # the record does not contradict it, and does not reach it


def proof_of(stated: StatedRow, snapshot: Snapshot, figures: Mapping[str, Figure]) -> Proof | None:
    """How a stated figure stands against the computed one; None where there is nothing to hold it against."""
    claim, known = interval_of(stated), _known(stated, snapshot, figures)
    return None if claim is None or known is None else _proof(claim, known)


def _proof(claim: Interval, known: Interval) -> Proof:
    if not claim.meets(known):
        return Proof.DIFFERS
    return Proof.AGREES if known.proves(claim) else Proof.UNPROVEN


def _plain(interval: Interval) -> list[object]:
    return [_decimal(interval.low), interval.open, None if interval.high is None else _decimal(interval.high)]


def _decimal(number: Fraction, places: str = "0.0001") -> str:
    """As many places as a reader needs, and no zeros at the end."""
    rounded = (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal(places))
    return format(rounded.normalize() if rounded else Decimal(0), "f")


def _words(say: Say, plain: list[object]) -> str:
    """An interval in words."""
    low, is_open, high = plain
    if low == high:
        return say.number(str(low))
    if high is not None:
        return _("%(low)s to %(high)s") % {"low": say.number(str(low)), "high": say.number(str(high))}
    if low == "0" and not is_open:
        return _("no number")
    if is_open:
        return _("more than %(number)s") % {"number": say.number(str(low))}
    return _("at least %(number)s") % {"number": say.number(str(low))}


def _claim(stated: StatedRow) -> dict[str, str]:
    return {"document": f"document:{stated.document}", "printed": stated.printed or format(stated.value, "f")}


@check(
    "figures.differs",
    Severity.ASK,
    label=lambda: _("A stated number that the record contradicts"),
    message=lambda say: (
        _("%(document)s states “%(printed)s” (%(what)s); the record gives %(known)s (%(figure)s).")
        % {
            "document": say.name(say["document"]),
            "printed": say["printed"],
            "what": say.name(say.subject),
            "known": _words(say, say["known"]),
            "figure": say.figure(say["figure"].partition("[")[0]),
        }
    ),
    mend=lambda say: _(
        "Open the figure and compare its rows with the source of the stated number; then add what the record lacks, or"
        " state the computed number from now on."
    ),
)
def differs(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for stated, claim, known in _compared(snapshot, figures):
        if _proof(claim, known) is Proof.DIFFERS:
            facts = {**_claim(stated), "figure": stated.compares_with, "known": _plain(known)}
            yield Found(f"stated:{stated.slug}", facts, stated.where)


@check(
    "figures.unproven",
    Severity.ASK,
    label=lambda: _("A stated number that the record does not reach"),
    message=lambda say: (
        _(
            "%(document)s states “%(printed)s” (%(what)s), which cannot be recomputed: the record gives %(known)s."
            " What it holds: %(rows)s."
        )
        % {
            "document": say.name(say["document"]),
            "printed": say["printed"],
            "what": say.name(say.subject),
            "known": _words(say, say["known"]),
            "rows": say.all_of(
                _("%(figure)s, “%(count)s” (%(activity)s)")
                % {"figure": say.figure(figure), "count": used, "activity": say.name(thing)}
                for figure, thing, used in say["rows"]
            )
            or _("none"),
        }
    ),
    mend=lambda say: _(
        "Add the counts that the stated number was made of to their activities; else do not state it again."
    ),
)
def unproven(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for stated, claim, known in _compared(snapshot, figures):
        if _proof(claim, known) is Proof.UNPROVEN:
            family = stated.compares_with.rpartition(".")[0]
            printed = {row.id: row.printed for activity in snapshot.activities for row in activity.counts}
            rows = [
                [id, _thing(snapshot, row), printed.get(row.id) or row.used]
                for id, figure in sorted(figures.items())
                if id.rpartition(".")[0] == family
                for row in figure.rows
                if row.used != Qualifier.UNKNOWN
            ]
            facts = {**_claim(stated), "figure": stated.compares_with, "known": _plain(known), "rows": rows}
            yield Found(f"stated:{stated.slug}", facts, stated.where)


def _thing(snapshot: Snapshot, row: Row) -> str:
    """What a row is a row of: the activity where its id begins with one, else what it is called."""
    code = row.id.partition("/")[0]
    return f"activity:{code}" if code in snapshot.activity else f"{row.kind}:{row.label}"


@check(
    "figures.unknown",
    Severity.ASK,
    label=lambda: _("A stated number that is compared with no figure"),
    message=lambda say: (
        _("%(what)s (%(document)s) is to be compared with “%(figure)s”, which is no figure.")
        % {"what": say.name(say.subject), "document": say.name(say["document"]), "figure": say["figure"]}
    ),
    mend=lambda say: _("Give the id of a figure, or of a part of one, such as activities.by_kind[event]; or none."),
)
def unknown(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for stated in snapshot.stated:
        if stated.compares_with and _computed(figures, stated.compares_with) is None:
            yield Found(f"stated:{stated.slug}", {**_claim(stated), "figure": stated.compares_with}, stated.where)


@check(
    "figures.contradict",
    Severity.ASK,
    label=lambda: _("Two stated numbers that contradict each other"),
    message=lambda say: (
        _("%(document)s states “%(printed)s” (%(what)s); %(other_document)s states “%(other_printed)s”.")
        % {
            "document": say.name(say["document"]),
            "printed": say["printed"],
            "what": say.name(say.subject),
            "other_document": say.name(say["other_document"]),
            "other_printed": say["other_printed"],
        }
    ),
    mend=lambda say: _("Find out which of the two holds, and for which day; then state only that one."),
)
def contradict(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for group in _by_subject(snapshot).values():
        for (one, claim), (other, other_claim) in combinations(group, 2):
            if one.unit == other.unit and one.as_of == other.as_of and not claim.meets(other_claim):
                facts = {
                    **_claim(one),
                    "other": f"stated:{other.slug}",
                    **{f"other_{key}": value for key, value in _claim(other).items()},
                }
                yield Found(f"stated:{one.slug}", facts, one.where)


def _by_subject(snapshot: Snapshot) -> Mapping[str, list[tuple[StatedRow, Interval]]]:
    groups: dict[str, list[tuple[StatedRow, Interval]]] = defaultdict(list)
    for stated in snapshot.stated:
        if (claim := interval_of(stated)) is not None:
            groups[stated.subject].append((stated, claim))
    return groups


@check(
    "figures.share",
    Severity.ASK,
    label=lambda: _("A stated share that the stated numbers do not bear out"),
    message=lambda say: (
        _(
            "%(document)s states “%(printed)s” (%(what)s), which would be %(needed)s; %(part_document)s states"
            " “%(part_printed)s”, which is %(share)s %%."
            " The whole follows from “%(whole_printed)s” in %(whole_document)s."
        )
        % {
            "document": say.name(say["document"]),
            "printed": say["printed"],
            "what": say.name(say.subject),
            "needed": _words(say, say["needed"]),
            "part_document": say.name(say["part_document"]),
            "part_printed": say["part_printed"],
            "share": say.number(say["share"]),
            "whole_printed": say["whole_printed"],
            "whole_document": say.name(say["whole_document"]),
        }
    ),
    mend=lambda say: _("State the share that follows from the number, or the source from which the share comes."),
)
def share(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    stated_of = _by_subject(snapshot)
    shares = [row for row in snapshot.stated if row.relation.keys() >= {"part", "share_of"} and row.value]
    for row in shares:
        for whole, source in _wholes(row, shares, stated_of):
            needed = whole.times(Fraction(row.value) / 100)
            for part, known in stated_of.get(row.relation["part"], ()):
                if not known.proves(needed):
                    facts = {
                        **_claim(row),
                        "needed": _plain(needed),
                        "share": _decimal(known.low / whole.low * 100, "0.1"),
                        **{f"part_{key}": value for key, value in _claim(part).items()},
                        **{f"whole_{key}": value for key, value in _claim(source).items()},
                    }
                    yield Found(f"stated:{row.slug}", facts, row.where)


def _wholes(
    row: StatedRow, shares: list[StatedRow], stated_of: Mapping[str, list[tuple[StatedRow, Interval]]]
) -> Iterator[tuple[Interval, StatedRow]]:
    """The whole that a share is a share of: as stated, or as it follows from another share of it and its part."""
    whole = row.relation["share_of"]
    for stated, claim in stated_of.get(whole, ()):
        yield claim, stated
    for other in shares:
        if other is not row and other.relation["share_of"] == whole:
            for stated, claim in stated_of.get(other.relation["part"], ()):
                yield claim.times(100 / Fraction(other.value)), stated

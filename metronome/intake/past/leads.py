"""Under which line of the plan each activity stands: by the heading over it, by sections told by their days, or by
the results that it serves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from .folded import fold_words
from .found import BARE, GUESSED, SAID, TOLD, Found, Proposed
from .known import Coded, Known
from .lines import Line

#: How much the words after a code must be like the label of the line, from 0 to 100.
ALIKE = 60.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the source that names a line of the plan; `keys` are several where two plans use its code."""

    number: int
    printed: str
    keys: tuple[str, ...]


def headings_in(lines: Sequence[Line], known: Known) -> list[Heading]:
    """The headings of the plan's lines: a code with its label, alone, or beside the name of its level."""
    levels = {fold_words(level) for level in known.levels}
    return [
        Heading(line.number, line.text, keys)
        for line in lines
        if line.text and len(line.text) < 160
        if (keys := tuple(one.key for one in known.lines if _names(line.text, one, levels)))
    ]


def _names(text: str, line: Coded, levels: set[str]) -> bool:
    words = fold_words(text).split()
    code = fold_words(line.code).split()
    if words[: len(code)] == code:
        rest = " ".join(words[len(code) :])
        return not rest or any(fuzz.ratio(rest, fold_words(label)) >= ALIKE for label in line.labels)
    return words[-len(code) :] == code and " ".join(words[: -len(code)]) in levels


def with_leads(proposed: Sequence[Proposed], headings: Sequence[Heading], known: Known) -> Iterator[Proposed]:
    """The activities, each with its line."""
    leads = {one.key: one.lead for several in known.results.values() for one in several}
    if not proposed:
        return
    last = proposed[-1].days[0].first
    over = [heading for heading in headings if heading.number < last]
    among = [heading for heading in over if heading.number > proposed[0].days[0].first]
    if among or len(over) == 1:
        for one in proposed:
            yield replace(one, line=_under(one, over, leads) or _served(one, leads))
        return
    sections = _sections(proposed, known, leads)
    for number, one in enumerate(proposed):
        yield replace(one, line=sections[number] if sections else _served(one, leads))


def _under(one: Proposed, headings: Sequence[Heading], leads: dict[str, str]) -> Found | None:
    """By the last heading before it."""
    heading = next((found for found in reversed(headings) if found.number < one.days[0].first), None)
    if heading is None:
        return None
    served = {leads[found.value] for found in one.results if found.value in leads}
    keys = [key for key in heading.keys if key in served] if len(heading.keys) > 1 else list(heading.keys)
    if len(keys) != 1:
        return None
    return Found(keys[0], heading.printed, SAID, heading.number, heading.number)


def _served(one: Proposed, leads: dict[str, str]) -> Found | None:
    """By its results: the line that most of them belong to, the first of them where several do alike."""
    counts = Counter(leads[found.value] for found in one.results if found.value in leads)
    if not counts:
        return None
    best = counts.most_common(1)[0][0]
    by = next(found for found in one.results if leads.get(found.value) == best)
    return Found(best, by.printed, TOLD if len(counts) == 1 else GUESSED, by.first, by.last)


def _sections(proposed: Sequence[Proposed], known: Known, leads: dict[str, str]) -> list[Found] | None:
    """By sections, where the days begin anew as often as the plan has lines and most results of each belong to its
    line; else nothing."""
    sections: list[list[Proposed]] = []
    for one in proposed:
        if not sections or one.days[0].span.first_day < sections[-1][-1].days[0].span.first_day:
            sections.append([])
        sections[-1].append(one)
    on = proposed[0].days[0].span.first_day
    lines = [line for line in known.lines if line.period.holds(on)]
    if len(sections) != len(lines):
        return None
    found: list[Found] = []
    for line, section in zip(lines, sections, strict=True):
        counts = Counter(leads[tag.value] for one in section for tag in one.results if tag.value in leads)
        if not counts or counts.most_common(1)[0][0] != line.key:
            return None
        for one in section:
            agrees = any(leads.get(tag.value) == line.key for tag in one.results)
            found.append(
                Found(line.key, one.days[0].printed, BARE if agrees else TOLD, one.days[0].first, one.days[0].last)
            )
    return found

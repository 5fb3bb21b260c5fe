"""Where the activities of a report stand: in which language it is written, in which stretch, and where each begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from metronome.ground.period import Period

from .days import Span, spans_in
from .layout import Layout, Spoken
from .lines import Line

IsBox = Callable[[str], bool]

#: What divides the days from other facts on their line.
FACTS = " · "
#: Among how many first lines the period is looked for, after what it may stand, and how long it is at least.
FIRST, COMMA, SHORTEST = 80, re.compile("[,،:;]"), timedelta(days=27)
ENDS = (".", "!", "?", "…", "؟", "。")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one activity: `lines[days]` says its days, over so many lines; `facts` what it says besides."""

    lines: Sequence[Line]
    days: int
    over: int
    spans: tuple[Span, ...]
    printed: str
    facts: tuple[str, ...]
    title_before: bool


@dataclass(frozen=True, slots=True)
class Start:
    """A line that says days and nothing but them and facts."""

    at: int
    spans: tuple[Span, ...]
    printed: str
    facts: tuple[str, ...]
    over: int = 1


def spoken_in(lines: Sequence[Line], layout: Layout, languages: Sequence[str]) -> Spoken:
    """The layout in the language in which most of its words stand."""
    spoken = [layout.in_language(language) for language in languages]
    texts = [line.text for line in lines if line.text]

    def said(one: Spoken) -> int:
        return sum(one.is_part(text) or one.label(text) is not None for text in texts)

    return max(spoken, key=said)


def period_in(lines: Sequence[Line], spoken: Spoken) -> Period | None:
    """The period that one of the first lines names with its year, alone or at its end."""
    for line in [line for line in lines if line.text][:FIRST]:
        for begin in (0, *(comma.end() for comma in COMMA.finditer(line.text))):
            spans = spans_in(line.text[begin:].strip(), spoken.dates, None)
            if len(spans) == 1 and spans[0].last_day - spans[0].first_day >= SHORTEST:
                return Period(spans[0].first_day, spans[0].last_day)
    return None


def starts_in(lines: Sequence[Line], spoken: Spoken, period: Period | None) -> Iterator[Start]:
    """Every line that says days by itself, or with the next one, where a narrow column divides them."""
    taken = -1
    for at, line in enumerate(lines):
        if at <= taken or not line.text:
            continue
        first, *facts = line.text.split(FACTS)
        following = lines[at + 1].text if at + 1 < len(lines) and not facts else ""
        if following and not _is_day(spans_in(following, spoken.dates, period)):
            whole = f"{first} {following}".strip()
            if _is_day(spans := spans_in(whole, spoken.dates, period)):
                taken = at + 1
                yield Start(at, spans, whole, (), 2)
                continue
        if spans := spans_in(first.strip(), spoken.dates, period):
            yield Start(at, spans, first.strip(), tuple(fact.strip() for fact in facts))


def stretch_of(lines: Sequence[Line], spoken: Spoken, starts: Sequence[Start]) -> tuple[int, int]:
    """From where to where the activities stand: between two headings of parts, where most lines say days."""
    cuts = [0, *(at for at, line in enumerate(lines) if line.text and spoken.is_part(line.text)), len(lines)]
    spans = list(pairwise(cuts))
    return max(spans, key=lambda span: sum(_is_day(start.spans) and span[0] <= start.at < span[1] for start in starts))


def _is_day(spans: Sequence[Span]) -> bool:
    return bool(spans) and spans[0].precision == "day"


def blocks_in(
    lines: Sequence[Line], spoken: Spoken, period: Period | None, is_box: IsBox, headings: Collection[int] = ()
) -> list[Block]:
    """The blocks of the activities, each ending where the next begins or at one of the headings (by their numbers).

    `is_box` tells whether a line belongs to a box rather than to the text.
    """
    starts = list(starts_in(lines, spoken, period))
    first, last = stretch_of(lines, spoken, starts)
    starts = [start for start in starts if first <= start.at < last]
    if not starts:
        return []
    before = _titles_come_before(lines, starts, is_box)
    begins = [_title_before(lines, start.at, first) if before else start.at for start in starts]
    ends = [*begins[1:], last]
    return [
        Block(
            lines=_to_heading(lines, begin, end, headings),
            days=start.at - begin,
            over=start.over,
            spans=start.spans,
            printed=start.printed,
            facts=start.facts,
            title_before=before,
        )
        for start, begin, end in zip(starts, begins, ends, strict=True)
    ]


def _to_heading(lines: Sequence[Line], begin: int, end: int, headings: Collection[int]) -> Sequence[Line]:
    at = next((at for at in range(begin + 1, end) if lines[at].number in headings), end)
    return lines[begin:at]


def _titles_come_before(lines: Sequence[Line], starts: Sequence[Start], is_box: IsBox) -> bool:
    """Whether the line before the days is the title, for most of the activities."""
    votes = 0
    for start in starts:
        before = next((line for line in reversed(lines[: start.at]) if line.text), None)
        after = _paragraph(lines, start.at + start.over, is_box)
        if before is not None and after:
            votes += 1 if _is_title(before, after, lines, start, is_box) else -1
    return votes > 0


def _is_title(before: Line, after: Sequence[Line], lines: Sequence[Line], start: Start, is_box: IsBox) -> bool:
    """Whether the line before the days is their title rather than what follows: it is the larger one; else it is no
    line of a box and stands nearer; else what follows are sentences."""
    largest = max(line.size for line in after)
    if before.size != largest:
        return before.size > largest
    if is_box(before.text):
        return False
    is_apart, is_near = not lines[start.at - 1].text, bool(lines[start.at + start.over].text)
    if is_apart == is_near:
        return not is_apart
    return after[-1].text.endswith(ENDS) and not before.text.endswith(ENDS)


def _paragraph(lines: Sequence[Line], at: int, is_box: IsBox) -> list[Line]:
    """The next lines that stand together, to a box or an empty line."""
    found: list[Line] = []
    for line in lines[at : at + 12]:
        if (line.is_blank and found) or (line.text and is_box(line.text)):
            break
        if line.text:
            found.append(line)
    return found


def _title_before(lines: Sequence[Line], at: int, first: int) -> int:
    """Where the title that ends just before a line begins."""
    begin = at
    while begin > first and not lines[begin - 1].text:
        begin -= 1
    if begin == first:
        return at
    begin -= 1
    size = lines[begin].size
    while size and begin > first + 1 and lines[begin - 1].text and lines[begin - 1].size == size > _body(lines):
        begin -= 1
    return begin


def _body(lines: Sequence[Line]) -> float:
    """The size in which most of a source is set."""
    sizes: dict[float, int] = {}
    for line in lines:
        sizes[line.size] = sizes.get(line.size, 0) + len(line.text)
    return max(sizes, key=lambda size: sizes[size])

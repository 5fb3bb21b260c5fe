"""From the lines of a report to proposed activities. Pure: the lines, the layout and what is known are given, and
nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from metronome.ground.period import Period

from .boxes import begins_with_code, begins_with_name, codes_in, names_in
from .folded import fold_words
from .found import BARE, GUESSED, SAID, TOLD, Found, FoundDays, Proposed
from .known import Known
from .layout import BOXES, Label, Layout, Spoken
from .leads import headings_in, with_leads
from .lines import Line, paragraphs
from .outline import Block, blocks_in, period_in, spoken_in
from .titles import Casing, Titled, titled

#: Which kind of name stands in which box.
NAMED = {"members": "member", "partners": "partner"}


@dataclass(frozen=True)
class Recognised:
    """A report as it was read. `period`: as given, else as its first lines name it; None where neither says one."""

    language: str
    period: Period | None
    activities: tuple[Proposed, ...]


@dataclass(slots=True)
class _Boxed:
    """The lines of each box, and those that stand in none."""

    boxes: dict[str, list[Line]] = field(default_factory=lambda: {box: [] for box in BOXES})
    rest: list[Line] = field(default_factory=list)


def recognise(lines: Sequence[Line], layout: Layout, known: Known, period: Period | None = None) -> Recognised:
    """The activities that a report tells."""
    spoken = spoken_in(lines, layout, known.languages)
    period = period or period_in(lines, spoken)
    headings = headings_in(lines, known)
    reader = _Reader(spoken, known, Casing(lines))
    blocks = blocks_in(lines, spoken, period, reader.is_box, {heading.number for heading in headings})
    proposed = [one for block in blocks if (one := reader.proposed(block)).title.value]
    return Recognised(spoken.language, period, tuple(with_leads(proposed, headings, known)))


@dataclass(frozen=True)
class _Reader:
    spoken: Spoken
    known: Known
    casing: Casing

    def proposed(self, block: Block) -> Proposed:
        """The activity that a block tells."""
        on = block.spans[0].first_day
        boxed = self._boxed(block)
        named: dict[str, tuple[Found, ...]] = {}
        for box, kind in NAMED.items():
            lines = boxed.boxes[box]
            named[box], taken = names_in(lines, kind, self.known.names, self.spoken.dates)
            boxed.rest += lines[taken:]
        boxed.rest.sort(key=lambda line: line.number)
        told = titled(block, boxed.rest, self.casing)
        return Proposed(
            language=self.spoken.language,
            title=told.title,
            days=_days(block),
            kind=self._kind(block, told),
            line=None,
            results=codes_in(boxed.boxes["results"], self.known.results, on),
            challenges=codes_in(boxed.boxes["challenges"], self.known.challenges, on),
            members=named["members"],
            partners=named["partners"],
            summary=paragraphs(told.text),
            lines=tuple(line for line in block.lines if line.text),
        )

    def _boxed(self, block: Block) -> _Boxed:
        boxed, box, is_begun = _Boxed(), "", False
        lines = self.spoken.whole(block.lines)
        for index, line in enumerate(lines):
            if block.days <= index < block.days + block.over:
                box = ""
                continue
            if label := self._label(lines, index, is_begun=is_begun):
                box, is_begun = label.box, True
                line = replace(line, text=label.rest)
            elif box == "others" and not line.text:
                box = ""
            self._put(boxed, box, line)
        return boxed

    def is_box(self, text: str) -> bool:
        """Whether a line begins a box, or is a code with its label."""
        return self.spoken.label(text) is not None or bool(self._coded(text))

    def _put(self, boxed: _Boxed, box: str, line: Line) -> None:
        coded = "" if box else self._coded(line.text)
        if box in boxed.boxes or coded:
            boxed.boxes[box or coded].append(line)
        elif not box:
            boxed.rest.append(line)

    def _label(self, lines: Sequence[Line], index: int, *, is_begun: bool) -> Label | None:
        """The label that a line begins with. One that is followed by words without a sign between has to be followed
        by what it is of, because sentences may begin with its words too."""
        label = self.spoken.label(lines[index].text) if lines[index].text else None
        if label is None or label.is_marked or (label.is_alone and label.box != "others"):
            return label
        following = next((line.text for line in lines[index + 1 : index + 2]), "")
        match label.box:
            case "members" | "partners":
                fits = begins_with_name(label.rest, following, NAMED[label.box], self.known.names)
            case "results":
                fits = begins_with_code(label.rest, self.known.results)
            case "challenges":
                fits = begins_with_code(label.rest, self.known.challenges)
            case _:
                fits = is_begun
        return label if fits else None

    def _coded(self, text: str) -> str:
        """The box of a line that stands in none and begins with a code and its label."""
        if text and begins_with_code(text, self.known.results, with_label=True):
            return "results"
        if text and begins_with_code(text, self.known.challenges, with_label=True):
            return "challenges"
        return ""

    def _kind(self, block: Block, told: Titled) -> Found | None:
        """The kind, as a fact of its own, else by its name in the title, else in the text."""
        number = block.lines[block.days].number
        for fact in told.facts:
            for slug, names in self.known.kinds.items():
                if fold_words(fact) in {fold_words(name) for name in names}:
                    return Found(slug, fact, SAID, number, number)
        if slug := self._kind_in(told.title.printed):
            return Found(slug, told.title.printed, TOLD, told.title.first, told.title.last)
        for line in told.text:
            if slug := self._kind_in(line.text):
                return Found(slug, line.text[:200], GUESSED, line.number, line.number)
        return None

    def _kind_in(self, text: str) -> str:
        """The kind of which a name stands first in a text."""
        words = f" {fold_words(text)} "
        there = [
            (words.index(f" {fold_words(name)} "), slug)
            for slug, names in self.known.kinds.items()
            for name in names
            if f" {fold_words(name)} " in words
        ]
        return min(there)[1] if there else ""


def _days(block: Block) -> tuple[FoundDays, ...]:
    first, last = block.lines[block.days].number, block.lines[block.days + block.over - 1].number
    return tuple(FoundDays(span, block.printed, SAID if span.has_year else BARE, first, last) for span in block.spans)

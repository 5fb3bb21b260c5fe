"""The title of an activity among the lines that stand in no box, and how it is written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .folded import fold_words
from .found import BARE, OPEN, SAID, TOLD, Found
from .lines import Line, joined
from .outline import ENDS, Block

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: How far before a word it is looked for a sentence's beginning.
NEAR = 60
#: What comes before a word inside a sentence; and where a sentence, or a title within the title, begins.
INSIDE = re.compile(r"[^\W\d_][^.!?:«“\"]*[\s('’]$")
BEGINS = re.compile(r"(^\W*|[.!?]\s+|[«“]\s*)(\w)")
#: The longest title over several lines where nothing but the lines tells it from the text.
OVER = 3


@dataclass(frozen=True, slots=True)
class Titled:
    """The title; the lines before it, which say other facts; and the text after it."""

    title: Found
    facts: tuple[str, ...]
    text: Sequence[Line]


def titled(block: Block, rest: Sequence[Line], casing: Casing) -> Titled:
    """The title among the lines of a block that stand in no box."""
    days = block.lines[block.days].number
    if block.title_before:
        title = [line for line in rest if line.number < days and line.text]
        return Titled(_title(title, casing, SAID), block.facts, [line for line in rest if line.number > days])
    sizes = {line.size for line in rest if line.text}
    if len(sizes) > 1:
        first, last = _largest(rest)
        sure = SAID
    else:
        first, last = _first_paragraph(rest, casing)
        sure = BARE
    facts = (*block.facts, *(line.text for line in rest[:first] if line.text))
    return Titled(_title(rest[first:last], casing, sure), facts, rest[last:])


def _title(lines: Iterable[Line], casing: Casing, sure: float) -> Found:
    lines = [line for line in lines if line.text]
    if not lines:
        return Found("", "", OPEN, 0, 0)
    printed = joined(lines)
    value = casing.usual(printed)
    return Found(value[:300], printed, sure if value == printed else TOLD, lines[0].number, lines[-1].number)


def _largest(lines: Sequence[Line]) -> tuple[int, int]:
    """From where to where the first lines of the largest size stand."""
    largest = max(line.size for line in lines if line.text)
    first = next(at for at, line in enumerate(lines) if line.text and line.size == largest)
    last = first
    while last < len(lines) and (not lines[last].text or lines[last].size == largest):
        last += 1
    return first, last


def _first_paragraph(lines: Sequence[Line], casing: Casing) -> tuple[int, int]:
    """From where to where the first lines stand that are no text; in capitals also what follows in capitals, if the
    text speaks of it."""
    first = next((at for at, line in enumerate(lines) if line.text), 0)
    last = first
    while last < len(lines) and lines[last].text:
        last += 1
    if last - first > OVER or (last - first > 1 and lines[last - 1].text.endswith(ENDS)):
        last = first + 1
    while is_capitals(joined(lines[first:last])):
        begin = next((at for at in range(last, len(lines)) if lines[at].text), len(lines))
        end = begin
        while end < len(lines) and lines[end].text:
            end += 1
        more = joined(lines[begin:end])
        if not more or not is_capitals(more) or not _spoken_of(more, joined(lines[end:])):
            break
        last = end
    return first, last


def _spoken_of(words: str, text: str) -> bool:
    """Whether most of the longer words stand in the text too."""
    there = set(fold_words(text).split())
    longer = [word for word in fold_words(words).split() if len(word) > 3]
    return sum(word in there for word in longer) * 2 >= len(longer) > 0


def is_capitals(text: str) -> bool:
    """Whether a text is set in capitals."""
    cased = [char for char in text if char.lower() != char.upper()]
    return len(cased) > 3 and sum(char.isupper() for char in cased) > 0.85 * len(cased)


class Casing:
    """How the words of a source are written where they do not stand in capitals."""

    def __init__(self, lines: Iterable[Line]) -> None:
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        for line in lines:
            if line.text and not is_capitals(line.text):
                for match in WORD.finditer(line.text):
                    if INSIDE.search(line.text[max(0, match.start() - NEAR) : match.start()]):
                        forms[match[0].casefold()][match[0]] += 1
        self._forms = {word: max(counts, key=lambda form: (counts[form], form)) for word, counts in forms.items()}

    def usual(self, text: str) -> str:
        """A text that is set in capitals as its words are written elsewhere; any other as it stands."""
        if not is_capitals(text):
            return text
        small = WORD.sub(lambda match: self._forms.get(match[0].casefold(), match[0].lower()), text)
        return BEGINS.sub(lambda match: match[1] + match[2].upper(), small)

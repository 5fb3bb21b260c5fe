"""How the reports of a network are laid out: the headings of their parts and the labels of their boxes, which are the
network's own data, in each of its languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .days import Words, words_of
from .folded import fold, fold_words
from .lines import Line

#: What a layout names: parts are headings of chapters, others are boxes that are passed over, ranges and fillers words
#: that stand in dates.
BOXES = ("members", "partners", "results", "challenges")
WORDS = ("parts", *BOXES, "others", "ranges", "fillers")
#: What may stand between a label and what it is of.
AFTER = " \t:："


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands at the beginning of a line: what it is of, and what follows it on the line."""

    box: str
    rest: str
    is_alone: bool
    is_marked: bool


@dataclass(frozen=True)
class Layout:
    """`words` by what they are of, then by language."""

    slug: str
    words: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def said(self, of: str, language: str) -> Sequence[str]:
        return self.words.get(of, {}).get(language, ())

    def in_language(self, language: str) -> Spoken:
        labels = [(box, label) for box in (*BOXES, "others") for label in self.said(box, language)]
        return Spoken(
            language=language,
            parts=frozenset(fold_words(heading) for heading in self.said("parts", language)),
            labels=tuple(sorted(labels, key=lambda pair: -len(pair[1]))),
            dates=words_of(language, self.said("ranges", language), self.said("fillers", language)),
        )


@dataclass(frozen=True)
class Spoken:
    """A layout in one language."""

    language: str
    parts: frozenset[str]
    labels: Sequence[tuple[str, str]]
    dates: Words

    def is_part(self, text: str) -> bool:
        return fold_words(text) in self.parts

    def whole(self, lines: Sequence[Line]) -> list[Line]:
        """The lines, with each label that a narrow column divides whole again on its first line."""
        found = list(lines)
        for at, (line, following) in enumerate(pairwise(lines)):
            if line.text and following.text and self._goes_on(line.text, following.text):
                found[at] = replace(line, text=f"{line.text} {following.text}")
                found[at + 1] = replace(following, text="")
        return found

    def _goes_on(self, text: str, following: str) -> bool:
        beginning, whole = f"{fold(text)} ", f"{text} {following}"
        return any(fold(label).startswith(beginning) and _begins(whole, label) for _, label in self.labels)

    def label(self, text: str) -> Label | None:
        """The label with which a line begins, the longest first."""
        for box, label in self.labels:
            length = _begins(text, label)
            if length:
                rest = text[length:]
                return Label(box, rest.strip(AFTER), not rest.strip(AFTER), rest.lstrip()[:1] in (":", "："))
        return None


def _begins(text: str, label: str) -> int:
    """How many characters of the text say the label; 0 where it begins otherwise or goes on with the same word.

    Accents, case and the sort of apostrophe do not matter, but what is written with a capital begins with one.
    """
    wanted = fold(label)
    if label[:1].isupper() and not text[:1].isupper():
        return 0
    if not fold(text[: len(label) + 3]).startswith(wanted):
        return 0
    for length in range(max(len(label) - 2, 1), min(len(text), len(label) + 3) + 1):
        if fold(text[:length]) == wanted and not text[length : length + 1].isalnum():
            return length
    return 0

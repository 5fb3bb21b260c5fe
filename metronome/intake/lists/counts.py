"""Counts as people write them in a cell: more than 100 registrations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import override

from metronome.ground.counting import Basis, Qualifier
from metronome.ground.fold import fold
from metronome.record.given import GivenParticipation
from metronome.record.phrases import basis_label, qualifier_label

#: Digits with spaces between groups; nothing that may be a decimal sign.
NUMBER = r"\d[\d \u00a0\u202f]*"
BETWEEN = re.compile(rf"(?P<number>{NUMBER})(?:\s*(?:-|–|\.\.)\s*|\s+\w{{1,3}}\s+)(?P<upper>{NUMBER})")

Words = Mapping[str, str]


def count_text(count: GivenParticipation) -> str:
    """A count in words that are the same in every language of the network."""
    words = "" if count.qualifier == Qualifier.EXACTLY else count.qualifier.replace("_", " ")
    number = "" if count.number is None else str(count.number)
    if count.upper is not None:
        number = f"{number} and {count.upper}"
    return " ".join(filter(None, (words, number, count.basis)))


class Counting:
    """The words for qualifiers and bases, in the languages of a network."""

    def __init__(self, languages: Iterable[str]) -> None:
        self.qualifiers = dict(_words(languages, Qualifier, qualifier_label))
        self.bases = dict(_words(languages, Basis, basis_label))

    def read(self, said: str) -> dict[str, str]:
        """What a count says, by the names of its fields. What cannot be read stays in the number, where the reader of
        counts refuses it."""
        text, basis = self._last(fold(said))
        text, qualifier = self._first(text)
        found: dict[str, str] = {"qualifier": qualifier} if qualifier else {}
        found |= {"basis": basis} if basis else {}
        if qualifier == Qualifier.BETWEEN and (both := BETWEEN.fullmatch(text)):
            return {**found, "number": _digits(both["number"]), "upper": _digits(both["upper"])}
        if text:
            found["number"] = _digits(text) if re.fullmatch(NUMBER, text) else said
        return found

    def _first(self, text: str) -> tuple[str, str]:
        for words, value in self.qualifiers.items():
            if text == words or text.startswith(f"{words} "):
                return text[len(words) :].strip(), value
        return text, ""

    def _last(self, text: str) -> tuple[str, str]:
        for words, value in self.bases.items():
            if text == words or text.endswith(f" {words}"):
                return text[: len(text) - len(words)].strip(), value
        return text, ""


def _words(languages: Iterable[str], values: Iterable[str], label: object) -> Iterator[tuple[str, str]]:
    """The longest first, so that no word hides another."""
    found = {fold(str(value).replace("_", " ")): str(value) for value in values}
    for language in languages:
        with override(language):
            found |= {fold(label(value)): str(value) for value in values}  # type: ignore[operator]
    return iter(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _digits(text: str) -> str:
    return str(int(re.sub(r"\s", "", text)))

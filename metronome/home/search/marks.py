"""Words, and the marks by which a document is found: `citi` stands in it, `:citi` stands in its title, and
`=l1_a1` is the whole of its code or one of its names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from metronome.ground.fold import fold
from metronome.ground.stems import LONGEST, WORD, is_small, stem, words

TITLE, WHOLE = ":", "="


def spelled_words(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text that a misspelt one may mean, folded and as they are written."""
    for written in WORD.findall(unicodedata.normalize("NFC", text)):
        folded = fold(written)
        if 4 <= len(folded) <= LONGEST and folded.isalpha() and len(written) <= LONGEST:
            yield folded, written


@lru_cache(maxsize=50_000)
def forms(word: str, languages: Sequence[str]) -> frozenset[str]:
    """The marks of a folded word whose language nobody knows."""
    return frozenset((word, *(stem(word, language) for language in languages)))


def whole(text: str) -> str:
    """The mark of a whole name or code; empty for one without a word."""
    found = "_".join(words(text))
    return WHOLE + found[:200] if found else ""


def marks_of_text(text: str, language: str) -> set[str]:
    return {stem(word, language) for word in words(text)}


def marks_of_name(text: str, languages: Sequence[str]) -> set[str]:
    """Of words in no language: names and codes."""
    return {mark for word in words(text) for mark in forms(word, languages)}


def asked_words(text: str) -> list[str]:
    """The words that a search looks for, each once; small ones only where there is nothing else."""
    found = list(dict.fromkeys(words(text)))
    return [word for word in found if not is_small(word)] or found


def in_titles(marks: Iterable[str]) -> set[str]:
    return {TITLE + mark for mark in marks}

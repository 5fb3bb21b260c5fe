"""Words, and the marks by which a document is found: `citi` stands in it, `:citi` stands in its title, and
`=l1_a1` is the whole of its code or one of its names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Protocol

import snowballstemmer

from metronome.ground.fold import fold

TITLE, WHOLE = ":", "="
LONGEST = 60
#: Languages whose words are reduced to their stems; words of any other are only folded.
STEMMED = {"en": "english", "es": "spanish", "fr": "french"}
#: Words that nobody looks for beside others. Two letters without a digit are left aside in any language.
SMALL = frozenset(
    "the and for with from des les une aux par pour sur dans avec los las del una por para con".split()  # noqa: SIM905
)
#: Scripts that write no spaces: each sign is a word.
_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(f"[{_ALONE}]|\\d+(?:\\.\\d+)+|[^\\W{_ALONE}]+")


class Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@cache
def _stemmer(name: str) -> Stemmer:
    return snowballstemmer.stemmer(name)  # type: ignore[no-any-return]


def words(text: str) -> list[str]:
    """The folded words of a text; numbers with points (1.1) are one word."""
    return [word[:LONGEST] for word in _WORD.findall(fold(text))]


def spelled_words(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text that a misspelt one may mean, folded and as they are written."""
    for written in _WORD.findall(unicodedata.normalize("NFC", text)):
        folded = fold(written)
        if 4 <= len(folded) <= LONGEST and folded.isalpha() and len(written) <= LONGEST:
            yield folded, written


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """A folded word without its endings. Twice, because words without accents lose one ending at a time (ciudades,
    ciudad, ciud); a plural that is left goes too (emplois)."""
    name = STEMMED.get(language.split("-")[0])
    if name is None or not word.isascii():
        return word
    stemmed = _stemmer(name).stemWord(_stemmer(name).stemWord(word))
    return stemmed.removesuffix("s") if len(stemmed) > 4 else stemmed


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
    return [word for word in found if not _is_small(word)] or found


def _is_small(word: str) -> bool:
    return word in SMALL or (len(word) <= 2 and word.isascii() and word.isalpha())


def in_titles(marks: Iterable[str]) -> set[str]:
    return {TITLE + mark for mark in marks}

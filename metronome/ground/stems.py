"""Words of a text, folded, and their stems: by these texts are compared, whatever their endings and accents."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Protocol

from .fold import fold

LONGEST = 60
#: Languages whose words are reduced to their stems; words of any other are only folded.
STEMMED = {"en": "english", "es": "spanish", "fr": "french"}
#: Words that nobody looks for beside others. Two letters without a digit are left aside in any language.
SMALL = frozenset(
    "the and for with from des les une aux par pour sur dans avec los las del una por para con".split()  # noqa: SIM905
)
#: Scripts that write no spaces: each sign is a word.
_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(f"[{_ALONE}]|\\d+(?:\\.\\d+)+|[^\\W{_ALONE}]+")


class Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@cache
def _stemmer(name: str) -> Stemmer:
    # All of its languages come along: only where somebody looks for words.
    import snowballstemmer

    return snowballstemmer.stemmer(name)  # type: ignore[no-any-return]


def words(text: str) -> list[str]:
    """The folded words of a text; numbers with points (1.1) are one word."""
    return [word[:LONGEST] for word in WORD.findall(fold(text))]


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """A folded word without its endings. Twice, because words without accents lose one ending at a time (ciudades,
    ciudad, ciud); a plural that is left goes too (emplois)."""
    name = STEMMED.get(language.split("-")[0])
    if name is None or not word.isascii():
        return word
    stemmed = _stemmer(name).stemWord(_stemmer(name).stemWord(word))
    return stemmed.removesuffix("s") if len(stemmed) > 4 else stemmed


def is_small(word: str) -> bool:
    """Whether a folded word is one that nobody looks for beside others."""
    return word in SMALL or (len(word) <= 2 and word.isascii() and word.isalpha())

"""Names of members and partners in running text, known by every spelling. Plain data in, plain data out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from metronome.ground.fold import fold


@dataclass(frozen=True, slots=True)
class Found:
    """A spelling that stands in a text from `start` to `end`, and all that it may mean, as the rows gave it."""

    start: int
    end: int
    spelling: str
    meanings: tuple[str, ...]


@dataclass(slots=True)
class _Branch:
    """The words that may come next, and the spellings that end here with their meanings."""

    next: dict[str, _Branch] = field(default_factory=dict)
    ends: dict[str, list[str]] = field(default_factory=dict)


class Spellings:
    """Spellings with their meanings (any text that stands for a member or a partner, such as `member:dakar`).

    Case, accents and punctuation between words do not matter, except that a word which the spelling writes with a
    capital stands with one in the text: "la paz" is peace, "La Paz" a city; "use" is a verb, "USE" may be a name.
    """

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._root = _Branch()
        for spelling, meaning in rows:
            branch = self._root
            for word in _words(spelling):
                branch = branch.next.setdefault(_key(word[0]), _Branch())
            if branch is not self._root:
                meanings = branch.ends.setdefault(spelling, [])
                if meaning not in meanings:
                    meanings.append(meaning)

    def meanings(self, spelling: str) -> tuple[str, ...]:
        """All that the whole of `spelling` may mean, in any case; empty where it is not known."""
        branch: _Branch | None = self._root
        for word, _, _ in _words(spelling):
            branch = branch.next.get(_key(word)) if branch else None
        return tuple(sorted({meaning for known in branch.ends.values() for meaning in known})) if branch else ()

    def in_text(self, text: str) -> Iterator[Found]:
        """Every name in the text, the longest where several begin at one word; none lies within another."""
        words = list(_words(text))
        at = 0
        while at < len(words):
            length, meanings = self._longest(words, at)
            if length:
                start, end = words[at][1], words[at + length - 1][2]
                yield Found(start, end, text[start:end], meanings)
            at += length or 1

    def _longest(self, words: list[tuple[str, int, int]], at: int) -> tuple[int, tuple[str, ...]]:
        branch = self._root
        found: tuple[int, tuple[str, ...]] = (0, ())
        for length, (word, _, _) in enumerate(words[at:], start=1):
            following = branch.next.get(_key(word))
            if following is None:
                break
            branch = following
            written = [word for word, _, _ in words[at : at + length]]
            fitting = {m for spelling, known in branch.ends.items() if _fits(written, spelling) for m in known}
            if fitting:
                found = (length, tuple(sorted(fitting)))
        return found


def _fits(written: list[str], spelling: str) -> bool:
    """Whether the capitals of the spelling stand in the text too."""
    for word, (wanted, _, _) in zip(written, _words(spelling), strict=True):
        if len(wanted) > 1 and wanted.isupper() and not word.isupper():
            return False
        if wanted[0].isupper() and not word[0].isupper():
            return False
    return True


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    return ((match[0], match.start(), match.end()) for match in _word().finditer(text))


@cache
def _word() -> re.Pattern[str]:
    """A word with its marks; in scripts that write no spaces, each sign by itself."""
    marks = "".join(chr(code) for code in range(0x20000) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
    alone = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
    return re.compile(f"[{alone}]|(?:(?![{alone}_])[\\w{re.escape(marks)}])+")


@lru_cache(maxsize=100_000)
def _key(word: str) -> str:
    return fold(word)

"""Names of members and partners in running text, known by every spelling. Plain data in, plain data out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice

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
    """The words that may come next, and the spellings that end here: the words of each as written, its meanings."""

    next: dict[str, _Branch] = field(default_factory=dict)
    ends: dict[tuple[str, ...], list[str]] = field(default_factory=dict)


class Spellings:
    """Spellings with their meanings (any text that stands for a member or a partner, such as `member:dakar`).

    Case, accents and punctuation between words do not matter, except that a word which the spelling writes with a
    capital stands with one in the text: "la paz" is peace, "La Paz" a city; "use" is a verb, "USE" may be a name.
    """

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._root = _Branch()
        for spelling, meaning in rows:
            branch, words = self._root, tuple(_word().findall(spelling))
            for word in words:
                branch = branch.next.setdefault(_key(word), _Branch())
            if words and meaning not in branch.ends.setdefault(words, []):
                branch.ends[words].append(meaning)

    def meanings(self, spelling: str) -> tuple[str, ...]:
        """All that the whole of `spelling` may mean, in any case; empty where it is not known."""
        branch: _Branch | None = self._root
        for word in _word().findall(spelling):
            branch = branch.next.get(_key(word)) if branch else None
        return _all(branch.ends.values()) if branch else ()

    def in_text(self, text: str) -> Iterator[Found]:
        """Every name in the text, the longest where several begin at one word; none lies within another."""
        words = list(_word().finditer(text))
        begins, taken = self._root.next, 0
        for at, word in enumerate(words):
            if at >= taken and _key(word[0]) in begins:
                length, meanings = self._longest(words, at)
                if length:
                    taken = at + length
                    start, end = word.start(), words[taken - 1].end()
                    yield Found(start, end, text[start:end], meanings)

    def _longest(self, words: list[re.Match[str]], at: int) -> tuple[int, tuple[str, ...]]:
        branch: _Branch | None = self._root
        written: list[str] = []
        found: tuple[int, tuple[str, ...]] = (0, ())
        for word in islice(words, at, None):
            branch = branch.next.get(_key(word[0])) if branch else None
            if branch is None:
                break
            written.append(word[0])
            if fitting := [meanings for spelled, meanings in branch.ends.items() if _fits(written, spelled)]:
                found = (len(written), _all(fitting))
        return found


def _all(meanings: Iterable[list[str]]) -> tuple[str, ...]:
    return tuple(sorted({meaning for known in meanings for meaning in known}))


def _fits(written: list[str], spelled: tuple[str, ...]) -> bool:
    """Whether the capitals of the spelling stand in the text too."""
    for word, wanted in zip(written, spelled, strict=True):
        if len(wanted) > 1 and wanted.isupper() and not word.isupper():
            return False
        if wanted[0].isupper() and not word[0].isupper():
            return False
    return True


@cache
def _word() -> re.Pattern[str]:
    """A word with its marks; in scripts that write no spaces, each sign by itself."""
    marks = "".join(chr(code) for code in range(0x20000) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
    alone = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
    letters = f"[^\\W_{alone}]"
    return re.compile(f"[{alone}]|{letters}+(?:[{re.escape(marks)}]+{letters}*)*")


@lru_cache(maxsize=100_000)
def _key(word: str) -> str:
    return fold(word)

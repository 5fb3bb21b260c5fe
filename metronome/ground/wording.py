"""What changed between two wordings of one text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

#: A word, a run of blanks, or one sign. Signs stand alone, so that a moved comma does not look like a new word.
PIECE = re.compile(r"\w+|\s+|[^\w\s]")
#: Texts of more pieces than this are told as a whole: to compare them would take longer than to read them.
MOST = 4000


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text: in both wordings, only in the one before, or only in the one of now."""

    text: str
    change: Change


def word_difference(before: str, now: str) -> list[Stretch]:
    """Both wordings in one reading: what went stands before what came in its place."""
    old, new = PIECE.findall(before), PIECE.findall(now)
    if len(old) + len(new) > MOST:
        return [Stretch(before, Change.GONE), Stretch(now, Change.NEW)]
    return list(_joined(_stretches(old, new)))


def _stretches(old: list[str], new: list[str]) -> Iterator[Stretch]:
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Stretch("".join(new[new_from:new_to]), Change.SAME)
            continue
        if old_from < old_to:
            yield Stretch("".join(old[old_from:old_to]), Change.GONE)
        if new_from < new_to:
            yield Stretch("".join(new[new_from:new_to]), Change.NEW)


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """A blank between two changes belongs to both, so that a phrase that changed reads as one."""
    gone = new = ""
    for stretch in stretches:
        if stretch.change is Change.SAME and not (stretch.text.isspace() and (gone or new)):
            yield from _changed(gone, new)
            gone = new = ""
            yield stretch
            continue
        gone += stretch.text if stretch.change is not Change.NEW else ""
        new += stretch.text if stretch.change is not Change.GONE else ""
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Stretch]:
    if gone:
        yield Stretch(gone, Change.GONE)
    if new:
        yield Stretch(new, Change.NEW)

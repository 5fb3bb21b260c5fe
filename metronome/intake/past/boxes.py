"""What stands in a box: names, or codes with their labels. Pure: what is known is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from metronome.network.names import Names

from .days import Words
from .folded import fold_words
from .found import BARE, GUESSED, OPEN, SAID, TOLD, Found
from .known import Coded
from .lines import Line

#: What divides names in a list.
BETWEEN = re.compile(r"[,;،؛|•]")
#: A name is not longer (in characters, in words), and does not run over more lines.
LONGEST, WORDS, OVER = 90, 9, 3
#: How much a label must be like the one that its code has, and like one that stands without a code, from 0 to 100.
ALIKE, SAME = 60.0, 92.0

Codes = Mapping[str, Sequence[Coded]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two separators; `runs_on` where the next line may go on with it."""

    text: str
    number: int
    runs_on: bool


# Names


def names_in(lines: Sequence[Line], kind: str, names: Names, dates: Words) -> tuple[tuple[Found, ...], int]:
    """The members or partners that a list names, and how many of the lines are the list; the rest is other text."""
    pieces = [piece for line in lines for piece in _pieces(line)]
    found: dict[str, Found] = {}
    at = 0
    while at < len(pieces):
        length, several = _named(pieces[at : at + OVER], kind, names, dates)
        if not several:
            piece = pieces[at]
            if _is_other_text(piece.text):
                return tuple(found.values()), sum(line.number < piece.number for line in lines)
            several = [_unknown(piece, kind, names)]
        for one in several:
            found.setdefault(one.value or f"?{fold_words(one.printed)}", one)
        at += length
    return tuple(found.values()), len(lines)


def _pieces(line: Line) -> list[_Piece]:
    texts = BETWEEN.split(line.text)
    return [
        _Piece(text.strip(), line.number, runs_on=number == len(texts))
        for number, text in enumerate(texts, 1)
        if text.strip()
    ]


def _named(pieces: Sequence[_Piece], kind: str, names: Names, dates: Words) -> tuple[int, list[Found]]:
    """Whom the first of the pieces names, alone or with those into which it runs on: the longest that is known."""
    length = 1
    while length < len(pieces) and pieces[length - 1].runs_on:
        length += 1
    for taken in range(length, 0, -1):
        text = " ".join(piece.text for piece in pieces[:taken]).removesuffix(".")
        if (meaning := names.resolve(text, kind=kind).meaning) is not None:
            return taken, [Found(meaning.slug, text, SAID, pieces[0].number, pieces[taken - 1].number)]
    return 1, _with_and(pieces[0], kind, names, dates)


def _with_and(piece: _Piece, kind: str, names: Names, dates: Words) -> list[Found]:
    """The last two names of a list, with the "and" of the language between them."""
    words = piece.text.split()
    for at, word in enumerate(words):
        if word.casefold() in dates.ands and 0 < at < len(words) - 1:
            parts = [" ".join(words[:at]), " ".join(words[at + 1 :])]
            meanings = [names.resolve(part, kind=kind).meaning for part in parts]
            if all(meanings):
                return [
                    Found(meaning.slug, part, SAID, piece.number, piece.number)
                    for meaning, part in zip(meanings, parts, strict=True)
                    if meaning
                ]
    return []


def begins_with_name(text: str, following: str, kind: str, names: Names) -> bool:
    """Whether a list of names begins here, perhaps with one that runs on into the following line: so that "Members
    and the secretariat spoke" is no list of members."""
    first = BETWEEN.split(text)[0].strip()
    beginnings = [first, f"{first} {BETWEEN.split(following)[0].strip()}"] if first == text.strip() else [first]
    return any(_is_name(beginning, kind, names) for beginning in beginnings)


def _is_name(text: str, kind: str, names: Names) -> bool:
    found = names.resolve(text, kind=kind)
    return found.meaning is not None or any(one.score >= 100 for one in found.candidates)


def _is_other_text(text: str) -> bool:
    return len(text) > LONGEST or len(text.split()) > WORDS or text.endswith((".", ":", "!", "?"))


def _unknown(piece: _Piece, kind: str, names: Names) -> Found:
    candidates = names.resolve(piece.text, kind=kind).candidates
    slugs = tuple(dict.fromkeys(one.meaning.slug for one in candidates))
    return Found("", piece.text, OPEN, piece.number, piece.number, slugs)


# Codes


def codes_in(lines: Sequence[Line], codes: Codes, on: date | None) -> tuple[Found, ...]:
    """The codes that some lines hold, each once; labels without their code where they are known word for word."""
    found: dict[str, Found] = {}
    for index, line in enumerate(lines):
        there = list(_codes(line.text, codes))
        if not there:
            one = _by_label(line, codes, on)
            if one is not None:
                found.setdefault(one.value, one)
            continue
        for start, end, code in there:
            follows = next((begin for begin, _, _ in there if begin >= end), len(line.text))
            rest = line.text[end:follows].strip(" ,;:.–—-")
            if rest and follows == len(line.text):
                rest = " ".join([rest, *_run_on(lines[index + 1 : index + OVER], codes)])
            one = _coded(codes[code], line.text[start:end], rest, line, on)
            found.setdefault(one.value or f"?{code}", one)
    return tuple(found.values())


def begins_with_code(text: str, codes: Codes, *, with_label: bool = False) -> bool:
    """Whether a line begins with a known code; `with_label`: and goes on with its label."""
    first = next(_codes(text, codes), None)
    if first is None or first[0] != 0:
        return False
    rest = text[first[1] :].strip(" ,;:.–—-")
    return not with_label or any(_like(rest, one) >= ALIKE for one in codes[first[2]])


def _codes(text: str, codes: Codes) -> Iterator[tuple[int, int, str]]:
    """Start, end and code (folded) of each known code in a text."""
    for match in re.finditer(r"[^\s,;:()\[\]/|]+", text):
        word = match[0].rstrip(".")
        if word.casefold() in codes:
            yield match.start(), match.start() + len(word), word.casefold()


def _run_on(lines: Sequence[Line], codes: Codes) -> Iterable[str]:
    for line in lines:
        if line.is_blank or any(_codes(line.text, codes)):
            return
        yield line.text


def _coded(known: Sequence[Coded], printed: str, rest: str, line: Line, on: date | None) -> Found:
    """What a code means on a day; open where two plans have it and nothing tells which."""
    valid = [one for one in known if on is None or one.period.holds(on)] or list(known)
    if len(valid) > 1 and rest:
        best = max(_like(rest, one) for one in valid)
        valid = [one for one in valid if _like(rest, one) == best >= ALIKE] or valid
    words = f"{printed} {rest}".strip()
    if len(valid) > 1:
        return Found("", words, OPEN, line.number, line.number, tuple(one.key for one in valid))
    agrees = not rest or _like(rest, valid[0]) >= ALIKE
    sure = (SAID if agrees else GUESSED) if rest else BARE
    return Found(valid[0].key, words, sure, line.number, line.number)


def _by_label(line: Line, codes: Codes, on: date | None) -> Found | None:
    wanted = fold_words(line.text)
    alike = [
        (_like(wanted, one), one)
        for several in codes.values()
        for one in several
        if on is None or one.period.holds(on)
    ]
    best = max((score for score, _ in alike), default=0.0)
    of = [one for score, one in alike if score == best]
    if not wanted or best < SAME or len(of) > 1:
        return None
    return Found(of[0].key, line.text, TOLD, line.number, line.number)


def _like(text: str, coded: Coded) -> float:
    """How much a text is like the label of a code, in the language that is nearest; the text may be cut off."""
    folded = fold_words(text)
    return max((_alike(folded, fold_words(label)) for label in coded.labels), default=0.0)


def _alike(text: str, label: str) -> float:
    if not text or not label:
        return 0.0
    begins = fuzz.ratio(text, label[: len(text)]) * 0.95 if len(text) > 12 else 0.0
    return max(fuzz.ratio(text, label), begins)

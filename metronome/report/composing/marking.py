"""A text while it is being written: how it will read, with the numbers of its figures set in, and every number that
somebody typed and that follows no figure, with the figures that it may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from babel.numbers import NumberFormatError, parse_decimal
from django.utils import translation

from metronome.ground.fold import fold_words
from metronome.ground.phrases import customs_of
from metronome.report.checks.numbers import FIGURE, REFERENCE, Typed, codes_of, typed_in
from metronome.report.editions.build import Reading
from metronome.report.figures.figure import Figure
from metronome.report.phrases import measure_in_words, value_in_words

#: How many figures are offered for a typed number, and how many words around it say what it counts.
OFFERED, AROUND = 3, 8
_WORD = re.compile(r"[^\W\d_]{4,}")
_BREAK = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Offer:
    """A figure that could stand in a place; `number` is what would be printed."""

    id: str
    label: str
    number: str
    measure: str
    is_equal: bool = False

    @property
    def reference(self) -> str:
        return f"{{figure:{self.id}}}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text as it will read. At most one of: the id of a figure, a reference to none, a typed number."""

    text: str
    figure: str = ""
    is_lost: bool = False
    typed: Typed | None = None
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in one language, as paragraphs of pieces."""

    language: str
    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def typed(self) -> tuple[Piece, ...]:
        return tuple(piece for paragraph in self.paragraphs for piece in paragraph if piece.typed)

    @property
    def lost(self) -> tuple[Piece, ...]:
        """The references to no figure."""
        return tuple(piece for paragraph in self.paragraphs for piece in paragraph if piece.is_lost)


def offers_of(reading: Reading) -> tuple[Offer, ...]:
    """Every figure of an edition, in the reader's language."""
    return tuple(_offer(figure) for figure in reading.figures.values())


def _offer(figure: Figure, *, is_equal: bool = False) -> Offer:
    label = figure.definition.label()
    return Offer(figure.id, label, value_in_words(figure), measure_in_words(figure), is_equal)


def marked(text: str, language: str, reading: Reading) -> Marked:
    """How a text will read in its language, and what in it follows no figure."""
    with translation.override(language):
        codes = codes_of(reading.snapshot)
        typed = [one for one in typed_in(text, language) if one.number not in codes]
        values = {id: value_in_words(figure) for id, figure in reading.figures.items()}
        pieces = tuple(_pieces(text, typed, values))
    offered = tuple(_with_offers(piece, text, language, reading) for piece in pieces)
    return Marked(language, tuple(_paragraphs(offered)))


def _pieces(text: str, typed: list[Typed], values: Mapping[str, str]) -> Iterator[Piece]:
    marks = [(one.start, one.end, Piece(one.number, typed=one)) for one in typed]
    for match in REFERENCE.finditer(text):
        cited = FIGURE.fullmatch(match[1] or "")
        id = cited["id"] if cited and cited["id"] in values else ""
        marks.append((match.start(), match.end(), Piece(values.get(id, match[0]), figure=id, is_lost=not id)))
    end = 0
    for start, stop, piece in sorted(marks, key=lambda mark: mark[:2]):
        if start > end:
            yield Piece(text[end:start])
        yield piece
        end = stop
    if end < len(text):
        yield Piece(text[end:])


def _paragraphs(pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, ...]]:
    current: list[Piece] = []
    for piece in pieces:
        if piece.figure or piece.is_lost or piece.typed:
            current.append(piece)
            continue
        first, *others = _BREAK.split(piece.text)
        current += [Piece(first)] if first else []
        for other in others:
            if current:
                yield tuple(current)
            current = [Piece(other)] if other else []
    if current:
        yield tuple(current)


def _with_offers(piece: Piece, text: str, language: str, reading: Reading) -> Piece:
    if piece.typed is None:
        return piece
    number = number_of(piece.typed.number, language)
    return Piece(piece.text, typed=piece.typed, offers=tuple(_nearest(number, piece.typed, text, language, reading)))


def number_of(words: str, language: str) -> Decimal | None:
    """A number as it is written in a language; None where it cannot be told."""
    bare = re.sub(r"[\s'\u00a0\u202f%+]", "", words)
    try:
        read = parse_decimal(bare, locale=customs_of(language), strict=False)
        return Decimal(str(read))
    except (NumberFormatError, InvalidOperation):
        digits = re.sub(r"\D", "", bare)
        return Decimal(digits) if digits else None


def _nearest(number: Decimal | None, typed: Typed, text: str, language: str, reading: Reading) -> Iterator[Offer]:
    """The figures that a typed number may mean: of the same value first, then those of which the words around it
    speak, then the nearest in value."""
    if number is None:
        return
    around = _words(" ".join([*text[: typed.start].split()[-AROUND:], *text[typed.end :].split()[:AROUND]]))
    ranked = []
    for place, figure in enumerate(reading.figures.values()):
        value = figure.value if figure.value is not None else figure.bound.low if figure.bound else None
        if value is None or (figure.bound and figure.bound.is_unknown):
            continue
        with translation.override(language):
            label = _words(figure.definition.label())
        # Of several figures of one value, the one that is called nearest to what stands around, and is whole.
        fit = (-len(around & label), figure.by is not None, len(label - around))
        distance = abs(Decimal(value) - number) / max(abs(Decimal(value)), abs(number), Decimal(1))
        # One of another value is offered for being near; that it is spoken of brings it nearer.
        near = distance - Decimal(min(len(around & label), 2)) / 5
        ranked.append((distance != 0, fit if not distance else (near,), place, figure))
    for differs, _rank, _place, figure in sorted(ranked, key=lambda row: row[:3])[:OFFERED]:
        yield _offer(figure, is_equal=not differs)


def _words(text: str) -> set[str]:
    return {word[:6] for word in fold_words(" ".join(_WORD.findall(text))).split()}


def replaced(text: str, start: int, number: str, figure: str) -> str:
    """The text with a figure in the place of a typed number; as it was where that number does not stand there."""
    if text[start : start + len(number)] != number or not number:
        return text
    return f"{text[:start]}{{figure:{figure}}}{text[start + len(number) :]}"

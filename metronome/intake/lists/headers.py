"""Which column of a file is which of ours: by the name in a folder or by the label, in any language of the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import override

from metronome.ground.fold import fold_words
from metronome.ground.phrases import language_in_words

from .columns import Column, Listing, Sort
from .on_record import OnRecord

#: The columns of a file, in its order, each with the key of ours; empty for one that is left out.
Mapping_ = Mapping[str, str]


def recognised(columns: Iterable[str], listing: Listing, record: OnRecord) -> dict[str, str]:
    """What each column of a file is; nothing for one that is not known, and for a second one of the same."""
    names, found = _names(listing, record.languages.all), dict[str, str]()
    for column in columns:
        key = names.get(_folded(column), "")
        found[column] = key if key not in found.values() else ""
    return found


def likeliest(columns: Sequence[str], listings: Iterable[Listing], record: OnRecord) -> Listing | None:
    """The list that knows most of the columns; none where two know as many, or none knows half of them."""
    known = [(sum(map(bool, recognised(columns, one, record).values())), one) for one in listings]
    known.sort(key=lambda pair: -pair[0])
    (most, first), (next_, _second) = known[0], known[1]
    return first if most > next_ and most * 2 >= len(columns) else None


def _names(listing: Listing, languages: Sequence[str]) -> Mapping[str, str]:
    """Every way to write each key; what two columns are called is left out."""
    found: dict[str, str] = {}
    for name, key in _written(listing, languages):
        found[name] = key if found.get(name, key) == key else ""
    # A name in a folder goes before the label of another column.
    return {**found, **{_folded(key): key for column in listing.columns for key in column.keys(languages)}}


def _written(listing: Listing, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    for column in listing.columns:
        yield from _of(column, column.name, languages)
        for spoken in languages:
            with override(spoken):
                yield from _of(column, column.label(), languages)


def _of(column: Column, called: str, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A text in languages is told by its language, by code or name; without one it is in the source language."""
    keys = column.keys(languages)
    yield _folded(called), keys[0]
    if column.sort is Sort.WORDS:
        for code, key in zip(languages, keys, strict=True):
            yield _folded(f"{called} {code}"), key
            yield _folded(f"{called} {language_in_words(code)}"), key
            yield _folded(f"{called} {language_in_words(code, own=True)}"), key


def _folded(name: str) -> str:
    return fold_words(name.replace("_", " "))

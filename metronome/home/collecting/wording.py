"""An entry in the languages in which its network publishes: what is lacking is written by whoever accepts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from metronome.desk.sheets import languages_before, sheet_of
from metronome.exchange.given import GivenPractice
from metronome.ground.phrases import language_in_words
from metronome.ground.text import Text

#: A text of a practice: the field, and the row and the part of it where it stands in a row.
Place = tuple[str, int, str]


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """A text that has still to be said in a language, with what its city wrote."""

    place: Place
    language: str
    label: str
    said: str

    @property
    def name(self) -> str:
        """What the box is called in which it is written."""
        field, row, part = self.place
        return f"{field}-{row}-{part}-{self.language}"


def lacking_in(given: GivenPractice) -> list[Lacking]:
    """What has to be written before an entry can be published."""
    words = _("%(text)s in %(language)s")
    return [
        Lacking(
            place=place,
            language=language,
            label=words % {"text": label, "language": language_in_words(language)},
            said=str(text),
        )
        for language in languages_before("practice")
        for place, label, text in _texts(given)
        if text and not text.is_ready(language)
    ]


def worded(given: GivenPractice, typed: Mapping[str, str]) -> GivenPractice:
    """The entry with what was written in the boxes of what it lacks."""
    for one in lacking_in(given):
        if words := typed.get(one.name, "").strip():
            given = _with(given, one.place, one.language, words)
    return given


def _texts(given: GivenPractice) -> Iterator[tuple[Place, str, Text]]:
    for field in sheet_of("practices").fields:
        value: Any = getattr(given, field.name)
        if isinstance(value, Text):
            yield (field.name, 0, ""), field.label(), value
        for row, one in enumerate(value if field.fields else ()):
            for part in field.fields:
                if isinstance(text := getattr(one, part.name), Text):
                    yield (field.name, row, part.name), part.label(), text


def _with(given: GivenPractice, place: Place, language: str, words: str) -> GivenPractice:
    field, at, part = place
    value: Any = getattr(given, field)
    told: Any = value.with_text(language, words) if not part else list(value)
    if part:
        told[at] = replace(told[at], **{part: getattr(told[at], part).with_text(language, words)})
        told = tuple(told)
    return replace(given, **{field: told})

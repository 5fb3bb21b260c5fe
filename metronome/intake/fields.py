"""Asking a row for its fields. Each question says what it expects; what it gets otherwise is refused with the place
and the remedy, and the asking goes on, so that a person learns of everything at once.

Whatever was not asked for in the end is unknown, and refused with the nearest name that was.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from metronome.ground.period import DAY, MONTH
from metronome.ground.phrases import country_codes
from metronome.ground.text import Making, Text, digest_of
from metronome.ground.web import web_address

from .cells import Cell
from .known import Known, nearest
from .languages import Languages
from .refused import Place, Refusals

SLUG = re.compile(r"[A-Za-z0-9_-]+")
WHOLE = re.compile(r"\d{1,9}")
YES, NO = {"yes", "true", "1"}, {"no", "false", "0"}


class Span(NamedTuple):
    """First and last day, and whether they are days or a month."""

    first_day: date
    last_day: date
    precision: str


#: In the place of days that were refused: nothing is put once anything was.
NEVER = Span(date.min, date.min, "day")


class Fields:
    """The fields of one row or item."""

    def __init__(self, cell: Cell, refusals: Refusals, languages: Languages) -> None:
        self.place = cell.place
        self.refusals = refusals
        self.languages = languages
        self._asked: list[str] = []
        self._cells: dict[str, Cell] = {}
        if isinstance(cell.value, dict):
            self._cells = cell.value
        else:
            self.refuse("", _("Named fields are expected here."), _("Write name: value on lines of their own."))

    def refuse(self, name: str, reason: str, remedy: str, place: Place | None = None) -> None:
        """Note what is wrong with a field: where it stands, or else where the row does."""
        self.refusals.add(place or self.place_of(name), name, reason, remedy)

    def has(self, name: str) -> bool:
        """Whether the field says something."""
        return name in self._cells and not self._cells[name].is_empty

    def is_blank(self, name: str) -> bool:
        """Whether the field stands there and says nothing."""
        return name in self._cells and self._cells[name].is_empty

    def place_of(self, name: str) -> Place:
        """Where the field stands; without it, where the row does."""
        return self._cells[name].place if name in self._cells else self.place

    def cell(self, name: str, *, required: bool = False) -> Cell | None:
        """The field as it stands, or None where it says nothing."""
        self._asked.append(name)
        if self.has(name):
            return self._cells[name]
        if required:
            self.refuse(name, _("The field is missing."), _("Fill it in."))
        return None

    def text(self, name: str, *, required: bool = False, most: int = 0) -> str:
        """A text without languages."""
        cell = self.cell(name, required=required)
        if cell is None:
            return ""
        if not isinstance(cell.value, str):
            self.refuse(name, _("A text is expected here."), _("Write one text, without list or fields."), cell.place)
            return ""
        if most and len(cell.value) > most:
            reason = _("The text is longer than %(most)s characters.") % {"most": most}
            self.refuse(name, reason, _("Shorten it."), cell.place)
        return cell.value

    def slug(self, name: str = "slug", *, most: int = 50) -> str:
        """The identity of a row: letters, digits, hyphens and underscores."""
        text = self.text(name, required=True)
        if text and (not SLUG.fullmatch(text) or len(text) > most):
            reason = _("“%(text)s” cannot identify anything.") % {"text": text}
            remedy = _("Use up to %(most)s letters without accents, digits and hyphens.") % {"most": most}
            self.refuse(name, reason, remedy)
            return ""
        return text

    def identity(self, name: str, known: Known, *, most: int = 50) -> str:
        """A slug that no other row has."""
        slug = self.slug(name, most=most)
        if slug and (first := known.add(slug, self.place.file, self.place.row)):
            reason = _("“%(slug)s” stands twice: first in %(first)s.") % {"slug": slug, "first": first}
            self.refuse(name, reason, _("Remove one of the two, or give it a name of its own."))
        return slug

    def words(self, name: str, *, required: bool = False, is_name: bool = False, in_source: bool = False) -> Text:
        """A text in languages: {fr: ..., en: ...}, or the columns name_fr, name_en. `is_name`: one plain text stands
        for all required languages; `in_source`: for the source language alone."""
        spread = self._spread(name)
        if spread:
            return self.in_languages(name, spread)
        cell = self.cell(name, required=required)
        if cell is None:
            return Text()
        if isinstance(cell.value, dict):
            return self.in_languages(name, cell.value)
        if isinstance(cell.value, str) and is_name:
            return Text.of(dict.fromkeys(self.languages.required, cell.value), source=self.languages.source)
        if isinstance(cell.value, str) and in_source:
            return Text.of({self.languages.source: cell.value}, source=self.languages.source)
        example = ", ".join(f"{language}: ..." for language in self.languages.required)
        reason = _("A text for each language is expected here.")
        self.refuse(name, reason, _("Write %(example)s.") % {"example": f"{{{example}}}"}, cell.place)
        return Text()

    def _spread(self, name: str) -> dict[str, Cell]:
        """The columns name_fr, name_en of a CSV file."""
        found = {}
        for language in self.languages.all:
            column = f"{name}_{language}"
            self._asked.append(column)
            if self.has(column):
                found[language] = self._cells[column]
        if found:
            self._asked.append(name)
        return found

    def in_languages(self, name: str, cells: dict[str, Cell]) -> Text:
        """A text from {fr: ..., en: ...}."""
        texts: dict[str, str] = {}
        made: dict[str, tuple[Making, str]] = {}
        for language, cell in cells.items():
            if language not in self.languages.all:
                reason = _("“%(language)s” is no language of the network.") % {"language": language}
                remedy = _("Its languages are %(languages)s.") % {"languages": ", ".join(self.languages.all)}
                self.refuse(f"{name}.{language}", reason, remedy, cell.place)
            elif isinstance(cell.value, dict):
                texts[language] = self._translation(f"{name}.{language}", language, cell, made)
            elif isinstance(cell.value, list):
                reason = _("A text is expected here.")
                self.refuse(f"{name}.{language}", reason, _("Write one text, without list or fields."), cell.place)
            else:
                texts[language] = cell.value or ""
        for language in self.languages.required:
            if texts and not texts.get(language):
                reason = _("The text is missing in %(language)s.") % {"language": language}
                self.refuse(f"{name}.{language}", reason, _("Add it: the network requires this language."))
        result = Text.of(texts, source=self.languages.source)
        for language, (how, of) in made.items():
            result = self._remade(result, language, how, of)
        return result

    def _translation(self, name: str, language: str, cell: Cell, made: dict[str, tuple[Making, str]]) -> str:
        """{text: ..., machine: yes, of: the older wording that was translated}."""
        inner = Fields(cell, self.refusals, self.languages)
        text = inner.text("text", required=True)
        how = Making.MACHINE if inner.flag("machine") else Making.REVIEWED
        of = inner.text("of")
        inner.close()
        if language == self.languages.source and (of or how is Making.MACHINE):
            reason = _("The source is no translation.")
            self.refuse(name, reason, _("Write its text alone."), cell.place)
        made[language] = how, of
        return text

    def _remade(self, text: Text, language: str, how: Making, of: str) -> Text:
        if language not in text.made:
            return text
        made = type(text.made[language])(how, digest_of(of) if of else text.made[language].of)
        return Text(text.source, text.texts, {**text.made, language: made})

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; in CSV they are separated by semicolons."""
        return tuple(text for text, _place in self.listed(name))

    def listed(self, name: str) -> list[tuple[str, Place]]:
        """A list of texts, each with its place."""
        cell = self.cell(name)
        if cell is None:
            return []
        if isinstance(cell.value, str):
            return [(part.strip(), cell.place) for part in cell.value.split(";") if part.strip()]
        if isinstance(cell.value, list) and all(isinstance(item.value, str) for item in cell.value):
            return [(str(item.value), item.place) for item in cell.value]
        self.refuse(name, _("A list of texts is expected here."), _("Write [one, two, three]."), cell.place)
        return []

    def items(self, name: str) -> Iterator[Fields]:
        """A list of items with fields of their own. The asker closes each."""
        for cell in self.cells(name):
            yield Fields(cell, self.refusals, self.languages)

    def cells(self, name: str) -> list[Cell]:
        """A list of whatever."""
        cell = self.cell(name)
        if cell is None:
            return []
        if isinstance(cell.value, list):
            return cell.value
        self.refuse(name, _("A list is expected here."), _("Begin each item with a dash."), cell.place)
        return []

    def named(self, name: str) -> dict[str, Cell]:
        """Fields whose names are data."""
        cell = self.cell(name)
        if cell is None:
            return {}
        if isinstance(cell.value, dict):
            return cell.value
        self.refuse(
            name, _("Named fields are expected here."), _("Write name: value on lines of their own."), cell.place
        )
        return {}

    def number(self, name: str, *, low: int = 0, high: int = 2_000_000_000, required: bool = False) -> int | None:
        """A whole number between two ends, written in digits."""
        text = self.text(name, required=required)
        if not text:
            return None
        if not WHOLE.fullmatch(text) or not low <= int(text) <= high:
            reason = _("“%(text)s” is no whole number from %(low)s to %(high)s.") % {
                "text": text,
                "low": low,
                "high": high,
            }
            self.refuse(name, reason, _("Write it in digits only, without spaces or words."))
            return None
        return int(text)

    def order(self, default: int, name: str = "order") -> int:
        """The place among its like; by default the place in the file."""
        number = self.number(name, high=30_000)
        return default if number is None else number

    def decimal(self, name: str, *, ends: int, places: int) -> Decimal | None:
        """A number from -ends to ends, with a decimal point and so many places after it."""
        text = self.text(name)
        if not text:
            return None
        if re.fullmatch(rf"[+-]?\d+(?:\.\d{{1,{places}}})?", text) and abs(Decimal(text)) <= ends:
            return Decimal(text)
        reason = _("“%(text)s” is no number that fits here.") % {"text": text}
        remedy = _("Write digits and at most one decimal point, with up to %(places)s digits after it.")
        self.refuse(name, reason, remedy % {"places": places})
        return None

    def flag(self, name: str) -> bool:
        """Yes or no; nothing means no."""
        text = self.text(name).lower()
        if text and text not in YES | NO:
            reason = _("“%(text)s” is neither yes nor no.") % {"text": text}
            self.refuse(name, reason, _("Write yes or no."))
        return text in YES

    def choice(self, name: str, choices: Iterable[str], default: str = "") -> str:
        """One of a few words."""
        text, words = self.text(name), [str(choice) for choice in choices]
        if text and text not in words:
            reason = _("“%(text)s” is not one of the words for this field.") % {"text": text}
            self.refuse(name, reason, _("Write one of: %(words)s.") % {"words": ", ".join(words)})
            return default
        return text or default

    def url(self, name: str, *, most: int = 500) -> str:
        """An address on the web."""
        text = self.text(name, most=most)
        if text and not web_address(text):
            reason = _("“%(text)s” is no address on the web.") % {"text": text}
            self.refuse(name, reason, _("Write it with https:// at its beginning."))
            return ""
        return text

    def country(self, name: str) -> str:
        """Two letters of ISO 3166-1."""
        text = self.text(name)
        if text and text not in country_codes():
            reason = _("“%(text)s” is no country code.") % {"text": text}
            self.refuse(name, reason, _("Write the two capital letters of ISO 3166-1."))
            return ""
        return text

    def day(self, name: str, *, required: bool = False) -> date | None:
        """A day as 2021-03-17."""
        text = self.text(name, required=required)
        return self.day_of(name, text) if text else None

    def day_of(self, name: str, text: str) -> date | None:
        """The day that a text says; refused where there is none such."""
        try:
            if DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            reason = _("There is no day %(text)s.") % {"text": text}
            self.refuse(name, reason, _("Look it up in a calendar."))
            return None
        reason = _("“%(text)s” is no day.") % {"text": text}
        self.refuse(name, reason, _("Write it as 2021-03-17."))
        return None

    def span(self, name: str, text: str) -> Span:
        """The days of 2021-03-17, of 2021-03-17..2021-03-19 or, for a month, of 2021-03."""
        if MONTH.fullmatch(text):
            return self._month(name, text)
        first_text, dots, last_text = text.partition("..")
        first = self.day_of(name, first_text.strip())
        last = self.day_of(name, last_text.strip()) if dots else first
        if first is None or last is None:
            return NEVER
        if last < first:
            reason = _("The last day, %(last)s, comes before the first, %(first)s.") % {"first": first, "last": last}
            self.refuse(name, reason, _("Exchange the two, or mend one."))
        return Span(first, last, "day")

    def _month(self, name: str, text: str) -> Span:
        year, month = int(text[:4]), int(text[5:])
        try:
            return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
        except ValueError:
            reason = _("There is no month %(text)s.") % {"text": text}
            self.refuse(name, reason, _("Look it up in a calendar."))
            return NEVER

    def on(self, name: str) -> Span:
        """The days or the month that a required field says."""
        text = self.text(name, required=True)
        return self.span(name, text) if text else NEVER

    def since_until(self) -> tuple[date | None, date | None]:
        """The fields since and until; an empty one means not known, or still running."""
        since, until = self.day("since"), self.day("until")
        if since and until and until < since:
            reason = _("The last day, %(last)s, comes before the first, %(first)s.") % {"first": since, "last": until}
            self.refuse("until", reason, _("Exchange the two, or mend one."))
            return None, None
        return since, until

    def reference(self, name: str, known: Known, *, required: bool = False) -> str:
        """The id of something that the folder has."""
        text = self.text(name, required=required)
        return self.found(name, text, known) if text else ""

    def once(self, name: str, items: Collection[Any]) -> None:
        """Refuse what stands twice in a list."""
        seen: set[Any] = set()
        for item in items:
            if item and item in seen:
                reason = _("“%(item)s” stands twice in the list.") % {"item": item}
                self.refuse(name, reason, _("Remove one of the two."))
            seen.add(item)

    def found(self, name: str, text: str, known: Known, place: Place | None = None) -> str:
        """The id itself, or nothing and a refusal with the nearest one."""
        if text in known or known.is_partial:
            return text
        near = nearest(text, known.places)
        reason = _("“%(text)s” is unknown.") % {"text": text}
        remedy = _("Did you mean “%(near)s”?") % {"near": near} if near else _("Add it to its file, or mend it here.")
        self.refuse(name, reason, remedy, place)
        return ""

    def close(self) -> None:
        """Refuse every field that nobody asked for."""
        for name, cell in self._cells.items():
            if name not in self._asked:
                near = nearest(name, self._asked)
                reason = _("The field “%(name)s” is unknown here.") % {"name": name}
                names = ", ".join(dict.fromkeys(self._asked))
                remedy = (
                    _("Did you mean “%(near)s”?") % {"near": near}
                    if near
                    else _("Known are: %(names)s.") % {"names": names}
                )
                self.refuse(name, reason, remedy, cell.place)

"""What a finding's sentences are made of: its facts, said in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from metronome.ground.text import Text
from metronome.report.figures.figure import DEFINITIONS
from metronome.report.parts import headings

#: A list in a sentence stops here; the facts hold all of it.
MOST = 12
#: So many parts where each is a clause of its own.
FEW = 5
#: A title in a list of titles stops here, in characters.
LONG = 70


@dataclass(frozen=True, slots=True)
class Say:
    """The facts of one finding and how the things in them are called, for one language."""

    subject: str
    facts: Mapping[str, Any]
    called: Mapping[str, Text]
    language: str

    def __getitem__(self, fact: str) -> Any:
        return self.facts[fact]

    def name(self, thing: str) -> str:
        """What a thing (kind:id) is called; its id where it has no name."""
        if thing.startswith("text:"):
            return self.part(thing.partition(":")[2])
        if thing not in self.called:
            return thing.partition(":")[2]
        words = self.called[thing].in_(self.language)
        words = words if len(words) <= LONG else f"{words[: LONG - 1].rstrip(' ,.:;')}…"
        return _("“%(words)s”") % {"words": words} if thing.startswith("activity:") else words

    def part(self, id: str) -> str:
        """What a part of the report is called."""
        return headings().get(id) or (_("Title") if id == "title" else id)

    def names(self, things: Iterable[str], *, most: int = MOST) -> str:
        """Several things, as many as a sentence bears."""
        return self.all_of((self.name(thing) for thing in things), most=most)

    def all_of(self, parts: Iterable[str], *, most: int = MOST) -> str:
        """Parts of equal rank, as many as a sentence bears, parted so that a part may hold commas."""
        parts, between = list(parts), pgettext("between the items of a list", "; ")
        more = len(parts) - most
        if more > 0:
            return ngettext("%(list)s; and %(count)s more", "%(list)s; and %(count)s more", more) % {
                "list": between.join(parts[:most]),
                "count": self.number(more),
            }
        if any("," in part for part in parts):
            return between.join(parts)
        return format_list(parts, locale=self.locale) if parts else ""

    def quoted(self, words: Iterable[str]) -> str:
        """Wordings as they stand in a document."""
        return self.all_of(_("“%(words)s”") % {"words": word} for word in words)

    def number(self, number: int | str | Decimal) -> str:
        """A number in the digits and groups of the language."""
        return format_decimal(Decimal(number), locale=self.locale)

    def day(self, iso: str) -> str:
        """A day in words."""
        return format_date(date.fromisoformat(iso), "long", locale=self.locale)

    def tongue(self, code: str) -> str:
        """The name of a language."""
        return str(self.locale.languages.get(code, code))

    def figure(self, id: str) -> str:
        """What a computed figure is called."""
        return DEFINITIONS[id].label() if id in DEFINITIONS else id

    @property
    def locale(self) -> Locale:
        try:
            return Locale.parse(self.language, sep="-")
        except UnknownLocaleError:
            return Locale("en")

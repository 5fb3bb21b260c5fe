"""What a search document is made of, whatever it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from metronome.ground.text import Text
from metronome.home.enums import Sort

NO_TEXT = Text()


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """Something that can be found. `title` and `names` are what it is called; `texts` and `words` are what else is
    said of it.

    `place` is its place among those of its sort; else the latest comes first, else the alphabet orders. `state` is how
    far it has come, as its noun keeps it; empty where that says nothing.
    """

    sort: Sort
    identity: str
    code: str = ""
    name: str = ""
    title: Text = NO_TEXT
    names: tuple[str, ...] = ()
    detail: Text = NO_TEXT
    texts: tuple[Text, ...] = ()
    words: tuple[str, ...] = ()
    place: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    precision: str = "day"
    about: str = ""
    state: str = ""

    @property
    def subject(self) -> str:
        return f"{self.sort.word}:{self.identity}"


def in_languages(languages: Iterable[str], sentence: Callable[[], str]) -> Text:
    """A sentence of the program in the languages that it speaks; in English alone where it speaks none of them."""
    with override("en"):
        english = sentence()
    said = {"en": english}
    for language in languages:
        with override(language):
            if (wording := str(sentence())) != english:
                said[language] = wording
    return Text.of(said, source="en")


def latest_first(day: date) -> int:
    """A place among those of a sort by which the latest comes first."""
    return date.max.toordinal() - day.toordinal()

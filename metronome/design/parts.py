"""What components are given: plain values, already in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .pictures.pen import place_of_line

Precision = Literal["day", "month"]
TagKind = Literal["line", "plain", "member"]


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A code of the plan, with the place of its top-level line (0: none), or a plain word such as a member."""

    code: str = ""
    label: str = ""
    line: int = 0
    href: str | None = None
    kind: TagKind = "line"

    @property
    def look(self) -> str:
        """The class that colours it: the line's, by its place, or that of its kind."""
        if self.kind == "line":
            return f"l{place_of_line(self.line)}" if self.line else "plain"
        return self.kind


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A result of the plan in a mosaic; sentence says code and count in words."""

    code: str
    count: int
    sentence: str
    line: int
    href: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something on record in a list by day; language is that of the title if it is not the page's."""

    title: str
    href: str
    first: date
    last: date | None = None
    precision: Precision = "day"
    kind: str = ""
    tags: tuple[Tag, ...] = ()
    words: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A row of a rank list; share is that of the longest possible bar, from 0 to 1."""

    label: str
    shown: str
    share: float
    code: str = ""
    line: int = 0
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A view of one thing, with an address of its own."""

    label: str
    href: str
    current: bool = False
    badge: str = ""


@dataclass(frozen=True, kw_only=True)
class BeatPeriod:
    """A reporting period: its long and short name, the year where it is the first of one, its months.

    Without an address it lies ahead.
    """

    name: str
    short: str
    year: str = ""
    months: int = 4
    href: str | None = None
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Crumb:
    """A page above this one."""

    label: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What can be taken along of something that a page shows: files by the name of their format, the page that says
    how it is cited and put into another site. `query` is what is asked of each of them, `title` says what it is."""

    formats: tuple[tuple[str, str], ...]
    cite: str
    query: str
    title: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a list can be narrowed to; `count` is how many it would show."""

    value: str
    label: str
    count: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """Something that a list can be narrowed by; `name` is the parameter of the address."""

    name: str
    label: str
    choices: Sequence[Choice]

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.chosen), None)

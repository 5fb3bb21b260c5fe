"""How one sort of thing stands in a table: which columns it has, and what each says of one of them.

Columns are named as the fields of a reference folder (docs/importing.md). Labels, choices and what must be filled in
are those of the desk's sheets; what a text means, the readers of folders decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_args

from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from metronome.desk.sheets import Field, Label, Sheet
from metronome.ground.hand import Hand
from metronome.ground.text import Text
from metronome.intake.fields import Fields

from .grammar import Row, list_text, rows_text
from .on_record import OnRecord

Choices = Callable[[], Sequence[tuple[str, str]]]


class Sort(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    WORDS = "words"  # in languages: a column for each
    DAY = "day"
    DAYS = "days"
    NUMBER = "number"
    FLAG = "flag"
    LIST = "list"
    ROWS = "rows"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column, or one for each language. `says` tells what it says of something given: a text, a `Text`, a list, or
    rows by name. `head` is what comes first in each row of a part, `parts` are all names in it. `is_hidden`: only
    whoever keeps the record is given it. `of` names the field of the sheet that it shows."""

    name: str
    label: Label
    sort: Sort = Sort.TEXT
    says: Callable[[Any, OnRecord], Any]
    head: str = ""
    parts: tuple[str, ...] = ()
    choices: Choices | None = None
    hint: Label | None = None
    is_required: bool = False
    is_hidden: bool = False

    def keys(self, languages: Iterable[str]) -> list[str]:
        """The names of its cells: title_fr, title_en for a text in languages."""
        return [f"{self.name}_{code}" for code in languages] if self.sort is Sort.WORDS else [self.name]

    def headers(self, languages: Iterable[str]) -> list[str]:
        """The same as they stand above the columns: title (fr)."""
        return [f"{self.name} ({code})" for code in languages] if self.sort is Sort.WORDS else [self.name]

    def labels(self, languages: Iterable[str]) -> list[str]:
        """The same in the reader's language."""
        label = self.label()
        return [f"{label} ({code})" for code in languages] if self.sort is Sort.WORDS else [label]

    def cells(self, given: Any, record: OnRecord) -> Iterator[tuple[str, str]]:
        """What it says of something, by the names of its cells."""
        said = self.says(given, record)
        if self.sort is Sort.WORDS:
            texts = said.texts
            for code in record.languages.all:
                yield f"{self.name}_{code}", texts.get(code, "")
        elif self.sort is Sort.LIST:
            yield self.name, list_text(said)
        elif self.sort is Sort.DAYS and all(row.keys() == {self.head} for row in said):
            yield self.name, "; ".join(row[self.head] for row in said)
        elif self.sort in (Sort.ROWS, Sort.DAYS):
            yield self.name, rows_text(said, self.head)
        else:
            yield self.name, plain(said)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One sort of thing as a list.

    `kind` is its name in addresses and commands, `subject` what lines of the audit call it, `key` the column by which
    one is known, `own` what folders call this sort of thing, where a row of it stands in a file of its own. `rows` are
    in the order of the list, `open` narrows them to what is for everybody, `given` holds them. `read` makes one of a
    row, `put` writes many, with the name of where they are from. `identity` makes what one is known by where its row
    does not say. `kept` brings what a table cannot say over from what stands; `refused` says why something that stands
    cannot be changed in this way. `found` narrows the rows to those known by some identities, where the column of the
    key alone does not say it.
    """

    kind: str
    subject: str
    key: str
    plural: Label
    one: Label
    columns: tuple[Column, ...]
    rows: Callable[[], QuerySet[Any]]
    open: Callable[[QuerySet[Any]], QuerySet[Any]]
    given: Callable[[QuerySet[Any]], Iterator[Any]]
    read: Callable[[OnRecord, Fields, int], Any]
    put: Callable[[Iterable[Any], Hand, str], Any]
    identity: Callable[[Any, OnRecord], str]
    own: str = ""
    kept: Callable[[Any, Any], Any] = field(default=lambda standing, wanted: wanted)
    refused: Callable[[Any], str] = field(default=lambda standing: "")
    found: Callable[[QuerySet[Any], list[str]], QuerySet[Any]] | None = None

    def keys(self, languages: Sequence[str], *, all: bool = True) -> list[str]:
        """The names of all cells of a row, in their order."""
        return [key for column in self.shown(all=all) for key in column.keys(languages)]

    def headers(self, languages: Sequence[str], *, all: bool = True) -> list[str]:
        return [header for column in self.shown(all=all) for header in column.headers(languages)]

    def labels(self, languages: Sequence[str], *, all: bool = True) -> list[str]:
        return [label for column in self.shown(all=all) for label in column.labels(languages)]

    def shown(self, *, all: bool) -> list[Column]:
        """The columns for whoever keeps the record, or those for everybody."""
        return [column for column in self.columns if all or not column.is_hidden]

    def by_key(self, languages: Sequence[str]) -> Mapping[str, Column]:
        return {key: column for column in self.columns for key in column.keys(languages)}

    def cells(self, given: Any, record: OnRecord) -> dict[str, str]:
        """What stands in the row of something."""
        return {key: text for column in self.columns for key, text in column.cells(given, record)}

    def held(self, identities: Iterable[str]) -> dict[str, Any]:
        """What stands on record under these identities."""
        wanted, rows = list(identities), self.rows()
        rows = self.found(rows, wanted) if self.found else rows.filter(**{f"{self.key}__in": wanted})
        return {getattr(given, self.key): given for given in self.given(rows)}


def plain(value: Any) -> str:
    """A value as a cell says it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def row_of(item: Any, names: Mapping[str, str], languages: Iterable[str]) -> Row:
    """A row of a part by the names that a folder has for its fields; nothing said is left out."""
    row: dict[str, str] = {}
    for field_name, name in names.items():
        value = getattr(item, field_name)
        if isinstance(value, Text):
            row |= {f"{name}@{code}": value.texts[code] for code in languages if code in value.texts}
        elif isinstance(value, tuple):
            row |= {name: list_text(value)} if value else {}
        elif text := plain(value):
            row[name] = text
    return row


def span_text(first: date, last: date, precision: str) -> str:
    """Days as a folder writes them: a month, a day, a stretch."""
    if precision == "month":
        return f"{first:%Y-%m}"
    return first.isoformat() if first == last else f"{first}..{last}"


def from_sheet(sheet: Sheet, name: str, *, of: str = "", **more: Any) -> Column:
    """A column as a sheet of the desk describes the field: its label, its choices, its type."""
    source = of or name
    one = next(field for field in sheet.fields if field.name == source)
    described: dict[str, Any] = {
        "label": one.label,
        "hint": one.hint,
        "choices": one.choices,
        "is_required": one.is_required,
    }
    described |= {"sort": _sort(sheet, one), "says": _value_of(source), "is_hidden": source in sheet.hidden}
    return Column(name=name, **{**described, **more})


def _value_of(name: str) -> Callable[[Any, OnRecord], Any]:
    return lambda given, record: getattr(given, name)


def _sort(sheet: Sheet, one: Field) -> Sort:
    hint = sheet.hints[one.name]
    kinds = {hint, *get_args(hint)}
    if hint is Text:
        return Sort.WORDS
    if hint is bool:
        return Sort.FLAG
    if Ellipsis in kinds:
        return Sort.ROWS if one.fields else Sort.LIST
    if date in kinds:
        return Sort.DAY
    return Sort.NUMBER if kinds & {int, Decimal} else Sort.TEXT


def key_column() -> Column:
    return Column(name="slug", label=lambda: _("Code"), says=lambda given, record: given.slug, is_required=True)


def order_column() -> Column:
    return Column(
        name="order", label=lambda: _("Place in the list"), sort=Sort.NUMBER, says=lambda given, record: given.order
    )


def rows_of(name: str, names: Mapping[str, str]) -> Callable[[Any, OnRecord], list[Row]]:
    return lambda given, record: [row_of(item, names, record.languages.all) for item in getattr(given, name)]


def held_of(sheet: Sheet, rows: QuerySet[Any]) -> Iterator[Any]:
    return (sheet.given_of(row) for row in rows.iterator(chunk_size=500))


def made_of(sheet: Sheet, given: Any) -> str:
    """As the desk begins the identity of a new one."""
    return slugify(sheet.identity(given) if sheet.identity else "")[:50].strip("-")

"""A sheet as a page to write on: what stands in its boxes, and what was typed there, read back.

The names of boxes: `website`, `name_fr` for a text in French, `standings.0.kind` in a row, `standings.0.away` to take
the row away. Nothing typed is lost: what cannot be read is said at its field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, get_args, get_type_hints

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import URLValidator
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import URLField
from django.utils.datastructures import MultiValueDict
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext

from metronome.ground.phrases import language_in_words, number_in_words
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text

from .boxes import FOLDED, LONGEST, Box, Group, Row, digits
from .sheets import Choosing, Field, Sheet, Spellings, is_rows

Data = MultiValueDict[str, str]
#: How many rows of a part are read.
MOST_ROWS = 200
#: A folded row is called by so many characters.
CALLED = 80
#: A number as people write it, and how long it may be.
NUMBER, MOST_DIGITS = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?"), 12


@dataclass
class Writing:
    """What is written on a sheet, `base` being what it began with."""

    sheet: Sheet
    data: Data
    languages: Sequence[str]
    base: Any
    faults: dict[str, list[str]] = field(default_factory=dict)
    #: The beginnings of the names of boxes in rows with which something is wrong.
    wrong: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Where one of several candidates was chosen, it stands in its box from now on."""
        name, _, identity = self.one("choose").partition("=")
        if identity and name in self.data:
            pieces = [
                identity if identity in dict(self._spellings[one].meant(piece).candidates) else piece
                for one in self._spellings
                if one.name == name
                for piece in pieces_of(self.one(name))
            ]
            self.data = MultiValueDict({**dict(self.data.lists()), name: ["; ".join(pieces)]})

    @property
    def is_unfinished(self) -> bool:
        """Whether the page was sent only to have a row added, or one of several candidates chosen."""
        return bool(self.one("more") or self.one("choose"))

    def one(self, name: str) -> str:
        return (self.data.get(name) or "").replace("\x00", "").strip()

    def fault(self, name: str, words: str) -> None:
        self.faults.setdefault(name, []).append(words)

    # What it says

    def given(self) -> Any | None:
        """What the page describes; None where `faults` says what has to be mended first."""
        values = {
            one.name: self._read(one, one.name, self.sheet.hints[one.name], getattr(self.base, one.name), one.name)
            for one in self.sheet.fields
        }
        if self.faults:
            return None
        try:
            return self.sheet.tidy(replace(self.base, **values))
        except Refusal as refusal:
            words = " ".join(filter(None, (refusal.reason, refusal.remedy)))
            self.fault(refusal.field or self.sheet.fields[0].name, words)
            return None

    def _read(self, one: Field, name: str, hint: Any, before: Any, at: str) -> Any:
        """One field, from the boxes that are called `name`; faults are said at the field `at`."""
        if one.fields:
            return self._rows(one, hint, before)
        if hint is Text:
            return self._text(one, name, before, at)
        if hint is bool:
            return bool(self.one(name))
        if is_rows(hint):
            return self._many(one, name, at)
        said = self.one(name)
        if one.is_required and not said:
            self.fault(at, gettext("“%(field)s” is missing.") % {"field": one.label()})
            return before
        if one.choices is not None:
            return self._chosen(one, said, at)
        if one.spellings is not None:
            return self._meant(one, said, at) if said else ""
        return self._plain(one, said, hint, before, at)

    def _plain(self, one: Field, said: str, hint: Any, before: Any, at: str) -> Any:
        kinds = {hint, *get_args(hint)}
        if date in kinds:
            return self._day(one, said, before, at)
        if kinds & {int, Decimal}:
            return self._number(one, said, before, hint, at)
        if len(said) > (most := self._most(one)):
            words = gettext("This is longer than the %(count)s characters there is room for.")
            self.fault(at, words % {"count": most})
        if said and self._is_address(one):
            try:
                URLValidator(schemes=["http", "https"])(said)
            except ValidationError:
                self.fault(at, gettext("Write a whole address, as https://example.org/page."))
        return said

    def _text(self, one: Field, name: str, before: Text, at: str) -> Text:
        text = before
        for code in sorted(self.languages, key=lambda code: code != before.source):
            wording = self.one(f"{name}_{code}")
            if len(wording) > LONGEST:
                words = gettext("This is longer than the %(count)s characters there is room for.")
                self.fault(at, words % {"count": LONGEST})
            text = text.reworded(code, wording)
        if one.is_required and not text:
            self.fault(at, gettext("“%(field)s” is missing.") % {"field": one.label()})
        return text

    def _day(self, one: Field, said: str, before: Any, at: str) -> Any:
        """A day; without one the day that stands for none, if the field needs some day."""
        if not said:
            return date.min if self.sheet.hints.get(one.name) is date else None
        try:
            return date.fromisoformat(said)
        except ValueError:
            self.fault(at, gettext("Write a day as 2021-04-30."))
            return before

    def _number(self, one: Field, said: str, before: Any, hint: Any, at: str) -> Any:
        if not said:
            return 0 if hint is int else None
        try:
            if len(said) > MOST_DIGITS or not NUMBER.fullmatch(said):
                raise InvalidOperation
            number = Decimal(said.replace(",", "."))
            if hint is int and number != int(number):
                raise InvalidOperation
        except InvalidOperation:
            self.fault(at, gettext("“%(text)s” is no number.") % {"text": said[:20]})
            return before
        low, high = self._range(one)
        if not low <= number <= high:
            words = gettext("“%(text)s” does not lie between %(low)s and %(high)s.")
            self.fault(at, words % {"text": said, "low": number_in_words(low), "high": number_in_words(high)})
            return before
        if number == before:
            return before  # 5 that stood as 5.000000 is no change
        return int(number) if hint is int else number

    def _range(self, one: Field) -> tuple[Decimal | int, Decimal | int]:
        """Between which whole numbers a column holds one, on every database: SQLite alone would take more."""
        column = self._column(one)
        kind = column.get_internal_type() if column else ""
        return BaseDatabaseOperations.integer_field_ranges.get(kind, (-Decimal("Infinity"), Decimal("Infinity")))

    def _chosen(self, one: Field, said: str, at: str) -> str:
        if said and said not in {value for value, _ in self._choices[one]}:
            self.fault(at, gettext("“%(text)s” is none of the choices.") % {"text": said[:60]})
            return ""
        return said

    def _meant(self, one: Field, said: str, at: str) -> str:
        """What a spelling means; where it means several or nothing, that is asked."""
        meant = self._spellings[one].meant(said[:300])
        if meant.identity:
            return meant.identity
        words = gettext("“%(text)s” may mean several: choose one.") if meant.candidates else ""
        self.fault(at, (words or gettext("Nothing on record is called “%(text)s”.")) % {"text": said[:60]})
        return ""

    def _many(self, one: Field, name: str, at: str) -> tuple[str, ...]:
        """A list, written in one box with semicolons or on lines, or ticked."""
        said = pieces_of(self.one(name))
        if one.spellings is not None:
            said = [self._meant(one, piece, at) for piece in said]
        elif one.choices is not None:
            said = [self._chosen(one, value, at) for value in self.data.getlist(name)[:MOST_ROWS]]
        return tuple(dict.fromkeys(filter(None, said)))

    def _rows(self, one: Field, hint: Any, before: Sequence[Any]) -> tuple[Any, ...]:
        kind = get_args(hint)[0]
        hints = get_type_hints(kind)
        found: list[Any] = []
        for number in self._row_numbers(one):
            start = f"{one.name}.{number}"
            if self.one(f"{start}.away") or self._is_blank(one, number):
                continue
            old = before[number] if number < len(before) else None
            faults = len(self.faults.get(one.name, ()))
            values = {
                part.name: self._read(
                    part, f"{start}.{part.name}", hints[part.name], getattr(old, part.name, Text()), one.name
                )
                for part in one.fields
            }
            if len(self.faults.get(one.name, ())) > faults:
                self.wrong.add(start)
            # What a row is not asked for is its place among the others.
            place = {name: len(found) + 1 for name in hints if name not in values}
            found.append(kind(**values, **place))
        return tuple(found)

    def _row_numbers(self, one: Field) -> list[int]:
        pattern = re.compile(rf"{re.escape(one.name)}\.(\d{{1,4}})\.")
        numbers = {int(found[1]) for name in self.data if (found := pattern.match(name))}
        return sorted(numbers)[:MOST_ROWS]

    def _is_blank(self, one: Field, number: int) -> bool:
        start = f"{one.name}.{number}."
        return not any(self.one(name) for name in self.data if name.startswith(start))

    # What the page shows

    @cached_property
    def _choosing(self) -> Choosing:
        return Choosing(self.sheet)

    @property
    def _choices(self) -> Mapping[Field, Sequence[tuple[str, str]]]:
        return self._choosing.choices

    @property
    def _spellings(self) -> Mapping[Field, Spellings]:
        return self._choosing.spellings

    def _column(self, one: Field) -> Any:
        try:
            return self.sheet.rows().model._meta.get_field(one.name)
        except FieldDoesNotExist:
            return None

    def _most(self, one: Field) -> int:
        """How long a line may be: as its column, or as the shortest column of rows."""
        return getattr(self._column(one), "max_length", None) or (LONGEST if one.is_long else 300)

    def _is_address(self, one: Field) -> bool:
        return isinstance(self._column(one), URLField)

    def groups(self) -> list[Group]:
        """The fields of the page with their boxes."""
        groups = [self._group(one) for one in self.sheet.fields]
        is_long = sum(len(row.boxes) for group in groups for row in group.rows) > FOLDED
        return [replace(group, folds=is_long and group.is_rows) for group in groups]

    def _group(self, one: Field) -> Group:
        hint = self.sheet.hints[one.name]
        rows: list[Row] = []
        if one.fields:
            hints = get_type_hints(get_args(hint)[0])
            numbers = [*self._row_numbers(one)]
            if not numbers or self.one("more") == one.name:
                numbers.append(max(numbers, default=-1) + 1)
            rows = [self._row(one, hints, number) for number in numbers]
        spellings = self._spellings.get(one)
        return Group(
            name=one.name,
            label=one.label(),
            hint=one.hint() if one.hint else "",
            faults=self.faults.get(one.name, ()),
            boxes=[] if one.fields else list(self._boxes(one, one.name, hint)),
            rows=rows,
            is_rows=bool(one.fields),
            names=spellings.offered() if spellings else (),
        )

    def _row(self, one: Field, hints: Mapping[str, Any], number: int) -> Row:
        start, is_new = f"{one.name}.{number}", self._is_blank(one, number)
        boxes = [box for part in one.fields for box in self._boxes(part, f"{start}.{part.name}", hints[part.name])]
        is_asked = is_new and self.one("more") == one.name
        if is_asked:
            boxes[0] = replace(boxes[0], has_focus=True)
        if not is_new:
            away = self.one(f"{start}.away")
            boxes.append(Box(name=f"{start}.away", label=gettext("Take away"), kind="tick", value=away))
        is_open = is_asked or start in self.wrong or any(box.candidates for box in boxes)
        return Row(boxes=boxes, title="" if is_new else self._called(one, start) or str(number + 1), is_open=is_open)

    def _called(self, one: Field, start: str) -> str:
        """What a row is called: the first two things that it says, in the reader's language where it has one."""
        said = []
        for part in one.fields:
            name = f"{start}.{part.name}"
            here = [self.one(f"{name}_{code}") for code in (get_language() or "", *self.languages)]
            words = next(filter(None, here), "") or self.one(name)
            said.append(dict(self._choices[part]).get(words, words) if part.choices is not None else words)
        return Truncator(" · ".join([words for words in said if words][:2])).chars(CALLED)

    def _boxes(self, one: Field, name: str, hint: Any) -> Iterator[Box]:
        if hint is not Text:
            yield self._box(one, name, hint)
            return
        for code in self.languages:
            yield Box(
                name=f"{name}_{code}",
                label=f"{one.label()} ({language_in_words(code)})",
                kind="area" if one.is_long else "line",
                value=self.one(f"{name}_{code}"),
                language=code,
            )

    def _box(self, one: Field, name: str, hint: Any) -> Box:
        value = self.one(name)
        candidates: tuple[tuple[str, str], ...] = ()
        if one.spellings is not None:
            pieces = [self._named(one, piece) for piece in pieces_of(value)]
            value = "; ".join(words for words, _ in pieces)
            candidates = tuple(found for _, several in pieces for found in several)
        return Box(
            name=name,
            label=one.label(),
            kind=kind_of(one, hint),
            value=value,
            most=LONGEST if is_rows(hint) else self._most(one),
            choices=self._choices.get(one, ()),
            candidates=candidates,
            is_required=one.is_required,
        )

    def _named(self, one: Field, value: str) -> tuple[str, Sequence[tuple[str, str]]]:
        """What is written for a thing by its name: the name where it means that thing alone, else its identity; and
        what else it may mean."""
        spellings = self._spellings[one]
        name = spellings.name_of(value)
        if name is not None:
            return (name if spellings.meant(name).identity == value else value), ()
        meant = spellings.meant(value)
        return value, () if meant.identity else meant.candidates


def pieces_of(said: str) -> list[str]:
    """What was written in one box, with semicolons or on lines between."""
    return [piece.strip()[:300] for piece in re.split(r"[;\n]", said) if piece.strip()][:MOST_ROWS]


def kind_of(one: Field, hint: Any) -> str:
    """What a field is written with."""
    if one.choices is not None:
        return "ticks" if is_rows(hint) else "choice"
    if one.spellings is not None:
        return "names" if is_rows(hint) else "name"
    if hint is bool:
        return "tick"
    if date in {hint, *get_args(hint)}:
        return "day"
    return "area" if one.is_long else "line"


def typed(sheet: Sheet, given: Any) -> Data:
    """What is given as it would be typed into the page."""
    data: Data = MultiValueDict()
    for one in sheet.fields:
        value = getattr(given, one.name)
        if one.fields:
            for number, row in enumerate(value):
                for part in one.fields:
                    _type(data, part, f"{one.name}.{number}.{part.name}", getattr(row, part.name))
        else:
            _type(data, one, one.name, value)
    return data


def _type(data: Data, one: Field, name: str, value: Any) -> None:
    if isinstance(value, Text):
        for code, wording in value.texts.items():
            data[f"{name}_{code}"] = wording
    elif isinstance(value, tuple):
        data.setlist(name, list(value) if one.choices is not None else ["; ".join(map(str, value))])
    elif isinstance(value, bool):
        data[name] = "yes" if value else ""
    elif isinstance(value, Decimal):
        data[name] = digits(value)
    elif value is not None and value != date.min:
        data[name] = value.isoformat() if isinstance(value, date) else str(value)

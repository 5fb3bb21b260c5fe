"""What is given to be put, as lines of the audit tell it, and back: a state is brought back from its history."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, get_args, get_type_hints

from django.db import models
from django.db.models import QuerySet

from .audit import Line, PersonalValue
from .frozen import from_plain, names_of, to_plain
from .once import WORD, Once
from .text import Text

Given = TypeVar("Given")

#: What stands for nothing, by type: an audit line leaves it out.
NOTHING: Mapping[Any, Any] = {str: "", bool: False, Text: {}}
#: How many lines of a history a page shows.
HISTORY = 50
REFERENCE = "personal:"
PERSONAL = re.compile(rf"{REFERENCE}([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})")


def lines_about(subject: str) -> QuerySet[Line]:
    """The history of what lines call so, the latest first."""
    return Line.objects.filter(subject=subject).order_by("-number")


def latest_about(subject: str) -> list[Line]:
    """The latest lines of a history, the latest first."""
    return _LATEST.rows(subject=subject)


def _latest(subject: str) -> QuerySet[Line]:
    return lines_about(subject)[:HISTORY]


def version_of(subject: str) -> int:
    """The number of the last line about something: whoever changes it, in whatever way, leaves one."""
    return next(iter(_LAST.rows(subject=subject)), 0)


def _last(subject: str) -> QuerySet[Line, int]:
    return lines_about(subject).values_list("number", flat=True)[:1]


_LATEST, _LAST = Once(_latest, subject=WORD), Once(_last, subject=WORD)


def told(given: Any, name: str) -> Any:
    """One field of what is given, as a line tells it."""
    value = getattr(given, name)
    if isinstance(value, tuple):
        return [_told_row(item) if dataclasses.is_dataclass(item) else item for item in value]
    return to_plain(value)


def _told_row(item: Any) -> dict[str, Any]:
    kind: type = type(item)
    return {name: to_plain(value) for name in names_of(kind) if not is_nothing(value := getattr(item, name))}


def is_nothing(value: Any) -> bool:
    """Whether a line leaves a value out: nothing said, unlike zero."""
    return value is None or value is False or value == ""


def told_before(lines: Iterable[Line]) -> dict[str, Any]:
    """What the fields that these lines changed were before the earliest of them; the lines come latest first."""
    before: dict[str, Any] = {}
    for line in lines:
        before |= {name: pair[0] for name, pair in line.change.items()}
    read: dict[str, Any] = read_told(before)
    return read


def with_told(given: Given, told_fields: Mapping[str, Any]) -> Given:
    """What is given with some of its fields as lines tell them.

    Raises ValueError where a line tells what no such thing can be.
    """
    kind = type(given)
    hints = get_type_hints(kind)
    fields = {name: value for name, value in told_fields.items() if name in hints}
    plain = {**to_plain(given), **{name: _filled(hints[name], value) for name, value in fields.items()}}
    return from_plain(kind, plain)


def _filled(kind: Any, value: Any) -> Any:
    """A field with what its line left out."""
    if value is None:
        return plain_nothing(kind)
    if not isinstance(value, list):
        return value
    row = get_args(kind)[0]
    if not dataclasses.is_dataclass(row):
        return value
    empty = {name: plain_nothing(hint) for name, hint in get_type_hints(row).items()}
    return [{**empty, **item} for item in value]


def plain_nothing(kind: Any) -> Any:
    """The plain form of nothing said, for a field with this annotation."""
    if get_args(kind) and get_args(kind)[-1] is Ellipsis:
        return []
    return NOTHING.get(kind)


def read_told(value: Any) -> Any:
    """What a line tells; references to personal values as those values, empty where they were erased since. In one
    question, however many there are."""
    references = set(_references(value))
    if not references:
        return value
    kept = PersonalValue.objects.filter(pk__in=references).values_list("key", "value")
    return _with_values(value, {str(key): said for key, said in kept})


def _references(value: Any) -> Iterator[str]:
    """The keys of the personal values that a line refers to."""
    if isinstance(value, str):
        if found := PERSONAL.fullmatch(value):
            yield found[1]
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            # Most of what a line tells are words, which are not worth a call each.
            if not isinstance(item, str) or item.startswith(REFERENCE):
                yield from _references(item)


def _with_values(value: Any, kept: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_with_values(item, kept) for item in value]
    if isinstance(value, dict):
        return {
            name: item if type(item) is str and not item.startswith(REFERENCE) else _with_values(item, kept)
            for name, item in value.items()
        }
    found = PERSONAL.fullmatch(value) if isinstance(value, str) else None
    return kept.get(found[1], "") if found else value


# What stands on record, as it would be given


def held_rows(kind: Any, rows: Iterable[Any]) -> tuple[Any, ...]:
    """Rows of a part as they would be given."""
    hints = get_type_hints(kind)
    return tuple(kind(*(known_as(getattr(row, name), hint) for name, hint in hints.items())) for row in rows)


def known_as(value: Any, kind: Any) -> Any:
    """A key by what it is known by, the empty text where there is none; a list as a tuple."""
    if isinstance(value, list):
        return tuple(value)
    if value is None and kind is str:
        return ""
    return getattr(value, "slug", getattr(value, "code", value))


def held(kind: type[Given], row: models.Model) -> Given:
    """A row of the record with its parts, each in the order in which it was put, as it would be given."""
    return kind(**{name: _held(getattr(row, name), hint) for name, hint in get_type_hints(kind).items()})


def _held(value: Any, hint: Any) -> Any:
    if not isinstance(value, models.Manager):
        return known_as(value, hint)
    if dataclasses.is_dataclass(part := get_args(hint)[0]):
        return held_rows(part, value.order_by("pk"))
    links: Any = value
    mine, other = links.source_field_name, links.target_field_name
    rows = links.through._default_manager.filter(**{mine: links.instance}).select_related(other).order_by("pk")
    return tuple(known_as(getattr(row, other), str) for row in rows)

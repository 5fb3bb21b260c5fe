"""Putting things into the record by their identity: what is new is made, what differs is changed, what is equal is
left alone, and each change will leave one line that says field by field what was and what is.

Only the actions of a room call this. It asks the database a fixed number of questions for each batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import models

from .frozen import to_plain
from .hand import Hand, Keys

BATCH = 500


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that belong to one thing and are replaced together: the standings of a member, the tags of an activity.

    A given part is a sequence of values (one column) or of dataclasses with a field for each column. `only` tells
    its rows from others of the same owner.
    """

    model: type[models.Model]
    owner: str
    columns: tuple[str, ...]
    references: Mapping[str, Keys] = field(default_factory=dict)
    personal: frozenset[str] = frozenset()
    only: Mapping[str, Any] = field(default_factory=dict)

    def wanted(self, items: Iterable[Any]) -> list[tuple[Any, ...]]:
        if len(self.columns) == 1:
            return [(item,) for item in items]
        return [tuple(getattr(item, column) for column in self.columns) for item in items]

    def standing(self, owners: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
        """What is there, by owner, in the order in which it was put."""
        found: dict[int, list[tuple[Any, ...]]] = {owner: [] for owner in owners}
        rows = self.model._default_manager.filter(**{f"{self.owner}__in": owners}, **self.only).order_by("pk")
        for row in rows:
            said = tuple(_said_key(self.references, column, _value(row, column)) for column in self.columns)
            found[getattr(row, f"{self.owner}_id")].append(said)
        return found

    def rows(self, owner: int, items: Iterable[tuple[Any, ...]]) -> Iterator[models.Model]:
        for item in items:
            values = dict(zip(self.columns, item, strict=True))
            yield self.model(**{f"{self.owner}_id": owner}, **_columns(self.model, self.references, values))

    def said(self, items: Iterable[tuple[Any, ...]], hand: Hand) -> list[Any]:
        """The rows as a line of the audit tells them."""
        if len(self.columns) == 1:
            return [to_plain(item[0]) for item in items]
        return [
            {
                column: hand.personal(value) if column in self.personal else to_plain(value)
                for column, value in zip(self.columns, item, strict=True)
                if value is not None and value is not False and value != ""  # zero is something
            }
            for item in items
        ]


@dataclass(frozen=True, slots=True)
class Noun:
    """How one sort of thing is put.

    `subject` is what a line calls it; `columns` are fields of the model and of what is given; `references` say what
    a key is known by; `scope` are columns that are the same for all of them and belong to their identity.
    """

    model: type[models.Model]
    subject: str
    columns: tuple[str, ...]
    identity: str = "slug"
    references: Mapping[str, Keys] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    personal: frozenset[str] = frozenset()
    scope: Mapping[str, Any] = field(default_factory=dict)
    scope_name: str = ""

    def keys(self) -> Keys:
        return Keys.of(self.model, self.identity, **self.scope)

    def subject_of(self, identity: object) -> str:
        return f"{self.subject}:{self.scope_name}{identity}"


def put(
    noun: Noun,
    given: Iterable[Any],
    *,
    by: Hand,
    keys: Keys | None = None,
    along: Mapping[str, Any] | None = None,
) -> Keys:
    """Put what is given, each once; return the keys of all there is.

    `keys`: of the noun, where they are known already. `along`: columns that are written with a change but are none.
    """
    keys = noun.keys() if keys is None else keys
    items = iter(given)
    while batch := list(islice(items, BATCH)):
        _put_batch(noun, batch, by, keys, along or {})
    return keys


def _put_batch(noun: Noun, batch: list[Any], hand: Hand, keys: Keys, along: Mapping[str, Any]) -> None:
    known = [keys.ids[name] for item in batch if (name := getattr(item, noun.identity)) in keys.ids]
    rows = noun.model._default_manager.in_bulk(known)
    parts = {name: part.standing(known) for name, part in noun.parts.items()} if known else {}
    fresh = []
    for item in batch:
        identity = getattr(item, noun.identity)
        if identity in keys.ids:
            owner = keys.ids[identity]
            before = {name: standing[owner] for name, standing in parts.items()}
            _change(noun, rows[owner], item, before, hand, along)
        else:
            columns = {column: getattr(item, column) for column in (noun.identity, *noun.columns)}
            row = noun.model(**noun.scope, **_columns(noun.model, noun.references, columns), **along)
            fresh.append((item, row))
    _create(noun, fresh, hand, keys)


def _create(noun: Noun, fresh: list[tuple[Any, models.Model]], hand: Hand, keys: Keys) -> None:
    noun.model._default_manager.bulk_create([row for _, row in fresh])
    for item, row in fresh:
        keys.add(getattr(item, noun.identity), row.pk)
        change = {
            column: [None, _said(noun, column, getattr(item, column), hand)]
            for column in noun.columns
            if getattr(item, column) not in (None, "", False, (), [], {})
        }
        for name, part in noun.parts.items():
            if wanted := part.wanted(getattr(item, name)):
                change[name] = [None, part.said(wanted, hand)]
        hand.note("create", noun.subject_of(getattr(item, noun.identity)), change)
    for name, part in noun.parts.items():
        part.model._default_manager.bulk_create(
            [made for item, row in fresh for made in part.rows(row.pk, part.wanted(getattr(item, name)))]
        )


def _change(
    noun: Noun,
    row: models.Model,
    item: Any,
    before: Mapping[str, list[tuple[Any, ...]]],
    hand: Hand,
    along: Mapping[str, Any],
) -> None:
    change: dict[str, list[Any]] = {}
    for column in noun.columns:
        was, wanted = _said_key(noun.references, column, _value(row, column)), getattr(item, column)
        if was != wanted:
            change[column] = [_said(noun, column, was, hand), _said(noun, column, wanted, hand)]
            for name, value in _columns(noun.model, noun.references, {column: wanted}).items():
                setattr(row, name, value)
    for name, part in noun.parts.items():
        rows = part.wanted(getattr(item, name))
        if rows != before[name]:
            change[name] = [part.said(before[name], hand), part.said(rows, hand)]
            part.model._default_manager.filter(**{part.owner: row.pk}, **part.only).delete()
            part.model._default_manager.bulk_create(list(part.rows(row.pk, rows)))
    if not change:
        hand.unchanged[noun.subject] = hand.unchanged.get(noun.subject, 0) + 1
        return
    for column, value in along.items():
        if getattr(row, column) != value:
            change[column] = [to_plain(getattr(row, column)), to_plain(value)]
            setattr(row, column, value)
    row.save()
    hand.note("update", noun.subject_of(getattr(item, noun.identity)), change)


def _value(row: models.Model, column: str) -> Any:
    """The column as it is kept: the id of a key, a tuple for a list."""
    field = row._meta.get_field(column)
    value = getattr(row, getattr(field, "attname", column))
    return tuple(value) if isinstance(value, list) else value


def _columns(model: type[models.Model], references: Mapping[str, Keys], values: Mapping[str, Any]) -> dict[str, Any]:
    """What a model takes: ids for names, lists for tuples."""
    columns = {}
    for column, value in values.items():
        if column in references:
            columns[f"{column}_id"] = references[column].ids[value] if value else None
        else:
            columns[column] = list(value) if isinstance(value, tuple) else value
    return columns


def _said_key(references: Mapping[str, Keys], column: str, value: Any) -> Any:
    """A key by its name; the empty text for none."""
    if column not in references:
        return value
    return "" if value is None else references[column].names[value]


def _said(noun: Noun, column: str, value: Any, hand: Hand) -> Any:
    return hand.personal(value) if column in noun.personal else to_plain(value)

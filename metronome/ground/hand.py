"""Whose hand it is that puts many things into the record, and what things are known by while it does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models

from .audit import Entry, note_all, personal
from .canonical import dumps


class Hand:
    """Whoever puts things into the record in one transaction, and the lines that this will leave."""

    def __init__(self, name: object, *, why: str = "") -> None:
        self.name = str(name)
        self.why = why
        self._noted: list[tuple[str, str, str]] = []  # as text, because there may be many
        self.unchanged: dict[str, int] = {}
        self.kept: list[str] = []
        self._references: dict[str, str] = {}

    def __str__(self) -> str:
        return self.name

    def note(self, verb: str, subject: str, change: Mapping[str, Any]) -> None:
        """Note a change for `leave`."""
        self._noted.append((verb, subject, dumps(change)))

    @property
    def entries(self) -> Iterator[Entry]:
        """What was noted so far, in its order."""
        return (Entry(verb, subject, json.loads(change)) for verb, subject, change in self._noted)

    def personal(self, value: str) -> str:
        """The reference to a value about a person; one for each value, so that it can be erased at once."""
        if value and value not in self._references:
            self._references[value] = personal(value)
        return self._references.get(value, "")

    def leave(self, *, verb: str = "", public: bool = True) -> None:
        """Leave the lines, if there are any, all with one verb where one is given. Last in the transaction."""
        if self._noted:
            entries = (Entry(verb or entry.verb, entry.subject, entry.change) for entry in self.entries)
            note_all(by=self.name, entries=entries, public=public, why=self.why)


class Keys:
    """Ids of rows by what they are known by, and back."""

    def __init__(self, pairs: Iterable[tuple[Any, int]]) -> None:
        self.ids = dict(pairs)
        self.names = {key: name for name, key in self.ids.items()}

    @classmethod
    def of(cls, model: type[models.Model], identity: str = "slug", **scope: Any) -> Keys:
        """All rows of a model, in one query."""
        return cls(model._default_manager.filter(**scope).values_list(identity, "pk"))

    def add(self, name: Any, key: int) -> None:
        self.ids[name] = key
        self.names[key] = name

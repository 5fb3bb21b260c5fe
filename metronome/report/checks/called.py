"""How the things are called that a finding speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from metronome.ground.text import Text
from metronome.report.snapshot import Snapshot


def called(snapshot: Snapshot, value: Any) -> dict[str, Text]:
    """The name of each thing (kind:id) that stands in a value, at any depth; nothing for what has no name."""
    names = {thing: _name(snapshot, thing) for thing in sorted(set(_things(value)))}
    return {thing: name for thing, name in names.items() if name}


def _things(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.partition(":")[0] in _KINDS:
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _things(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _things(part)


def _name(snapshot: Snapshot, thing: str) -> Text:
    kind, _, id = thing.partition(":")
    return _KINDS[kind](snapshot, id)


def _of(table: str, field: str) -> Callable[[Snapshot, str], Text]:
    """The name of a row that the snapshot finds by its key."""

    def name(snapshot: Snapshot, id: str) -> Text:
        row = getattr(snapshot, table).get(id)
        text: Text = getattr(row, field) if row else Text()
        return text

    return name


def _among(table: str, key: str, field: str) -> Callable[[Snapshot, str], Text]:
    """The name of one of the few rows of a table."""

    def name(snapshot: Snapshot, id: str) -> Text:
        return next((getattr(row, field) for row in getattr(snapshot, table) if getattr(row, key) == id), Text())

    return name


def _with_code(table: str) -> Callable[[Snapshot, str], Text]:
    """A code and its words, as one name."""

    def name(snapshot: Snapshot, id: str) -> Text:
        row = getattr(snapshot, table).get(id)
        if row is None:
            return Text()
        text: Text = row.label
        return replace(text, texts={language: f"{row.code} {label}" for language, label in text.texts.items()})

    return name


_KINDS: dict[str, Callable[[Snapshot, str], Text]] = {
    "activity": _of("activity", "title"),
    "member": _of("member", "name"),
    "partner": _of("partner", "name"),
    "project": _among("projects", "slug", "title"),
    "practice": _among("practices", "slug", "title"),
    "transfer": _among("transfers", "key", "title"),
    "result": _with_code("node"),
    "challenge": _with_code("challenge"),
    "plan": _of("plan", "title"),
    "region": _among("regions", "slug", "name"),
    "theme": _among("themes", "key", "label"),
    "office": _among("offices", "slug", "label"),
    "body": _among("bodies", "slug", "label"),
    "document": _among("documents", "slug", "title"),
    "stated": _among("stated", "slug", "label"),
}

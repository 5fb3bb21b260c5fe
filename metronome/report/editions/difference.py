"""What changed between two editions: which figures, by which rows, and who changed the record, when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from metronome.ground.audit import Line
from metronome.ground.text import Text
from metronome.report.parts import chapters_of

from .manifest import Manifest

#: How the rows of a snapshot are called in the audit chain, with the field that identifies them.
SUBJECTS = {
    "activities": ("activity", "code"),
    "members": ("member", "slug"),
    "partners": ("partner", "slug"),
    "regions": ("region", "slug"),
    "plans": ("plan", "slug"),
    "nodes": ("node", "key"),
    "challenges": ("challenge", "key"),
    "mentions": ("mention", "slug"),
    "bilaterals": ("bilateral", "slug"),
    "projects": ("project", "slug"),
    "practices": ("practice", "slug"),
    "transfers": ("transfer", "key"),
    "bodies": ("body", "slug"),
    "mandates": ("mandate", "slug"),
    "stated": ("stated", "slug"),
    "texts": ("text", "part"),
    "corrections": ("correction", "id"),
}


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is not what it was, with the rows that came, went or are used otherwise."""

    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    added: tuple[Mapping[str, str], ...]
    removed: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """An object of the record that is not what it was: its fields before and after, and the lines that say who."""

    subject: str
    fields: Mapping[str, tuple[Any, Any]]
    lines: tuple[LineSaid, ...]


@dataclass(frozen=True, slots=True)
class LineSaid:
    number: int
    at: datetime
    actor: str
    verb: str
    why: str


@dataclass(frozen=True, slots=True)
class ArrangementChange:
    """That an edition is arranged otherwise: its title, its languages or its chapters, before and after."""

    name: str  # title, languages, chapters
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    before: str
    after: str
    figures: tuple[FigureChange, ...]
    rows: tuple[RowChange, ...]
    arranged: tuple[ArrangementChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.arranged or self.figures or self.rows)


def difference(before: Manifest, after: Manifest) -> Difference:
    """Compare two manifests; who and when come from this instance's audit chain, between their two anchors."""
    return Difference(
        before=before.head.slug,
        after=after.head.slug,
        arranged=tuple(_arrangement_changes(before, after)),
        figures=tuple(_figure_changes(before.data["figures"], after.data["figures"])),
        rows=tuple(_row_changes(before, after)),
    )


def _arrangement_changes(before: Manifest, after: Manifest) -> Iterable[ArrangementChange]:
    old, new = _arrangement(before), _arrangement(after)
    for name in old:
        if old[name] != new[name]:
            yield ArrangementChange(name, old[name], new[name])


def _arrangement(manifest: Manifest) -> dict[str, tuple[str, ...]]:
    """How an edition is arranged; a manifest of before there was a choice of chapters has all of them."""
    rows = manifest.data["snapshot"]
    is_statement = any(subject.startswith("member:") for subject in rows.get("about", ()))
    parts = tuple(rows.get("parts", ()))
    return {
        "title": tuple(text for _language, text in sorted(Text.from_json(rows["title"]).texts.items())),
        "languages": manifest.head.languages,
        "chapters": parts if is_statement else chapters_of(parts),
    }


def _figure_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[FigureChange]:
    for id in sorted(before.keys() | after.keys()):
        old, new = before.get(id), after.get(id)
        if old and new and old["hash"] == new["hash"]:
            continue
        old_rows, new_rows = _rows(old), _rows(new)
        yield FigureChange(
            id,
            _measure(old),
            _measure(new),
            tuple(row for key, row in new_rows.items() if key not in old_rows),
            tuple(row for key, row in old_rows.items() if key not in new_rows),
        )


def _measure(figure: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {key: figure[key] for key in ("value", "low", "strict", "high", "basis", "by") if key in figure}


def _rows(figure: Mapping[str, Any] | None) -> dict[tuple[str, ...], Mapping[str, str]]:
    rows = figure["rows"] if figure else []
    return {(row["kind"], row["id"], row["label"], row["used"]): row for row in rows}


def _row_changes(before: Manifest, after: Manifest) -> Iterable[RowChange]:
    changed: dict[str, dict[str, tuple[Any, Any]]] = {}
    for collection, (noun, key) in SUBJECTS.items():
        old = {row[key]: row for row in before.data["snapshot"].get(collection, ())}
        new = {row[key]: row for row in after.data["snapshot"].get(collection, ())}
        for id in sorted(old.keys() | new.keys()):
            fields = _fields(old.get(id), new.get(id))
            if fields:
                changed[f"{noun}:{id}"] = fields
    # The texts of an edition are its own: their lines name it.
    named = {subject: _in_lines(subject, after) for subject in changed}
    said = _lines(named.values(), _number(before), _number(after))
    for subject, fields in changed.items():
        yield RowChange(subject, fields, tuple(said.get(named[subject], ())))


def _in_lines(subject: str, after: Manifest) -> str:
    """What the lines call an object of the record, or a text of the later edition."""
    noun, _, id = subject.partition(":")
    return f"text:{after.head.slug}/{id}" if noun == "text" else subject


def _fields(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> dict[str, tuple[Any, Any]]:
    old, new = old or {}, new or {}
    return {
        name: (old.get(name), new.get(name))
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    }


def _number(manifest: Manifest) -> int:
    return int(manifest.head.anchor.partition(":")[0])


def _lines(subjects: Iterable[str], first: int, last: int) -> dict[str, list[LineSaid]]:
    """The lines on these subjects between two anchors, in order."""
    said: dict[str, list[LineSaid]] = {}
    lines = Line.objects.filter(number__gt=min(first, last), number__lte=max(first, last), subject__in=list(subjects))
    for line in lines.order_by("number"):
        said.setdefault(line.subject, []).append(LineSaid(line.number, line.at, line.actor, line.verb, line.why))
    return said

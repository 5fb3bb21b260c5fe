"""From YAML to cells, by its events: places are kept, doubled keys are refused, nothing is ever made an object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from django.utils.translation import gettext as _

from .cells import Cell
from .refused import Place, Refusals, Stop

#: How many cells references to anchors may repeat in one file, and how deep a file may nest.
MOST_REPEATED = 10_000
DEEPEST = 50

_NOTHING = {"", "~", "null", "Null", "NULL"}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def yaml_root(text: str, name: str, refusals: Refusals) -> Cell:
    """The whole document. Raises Stop, after noting why, for one that cannot be read."""
    return _Events(text, name, refusals).root()


def yaml_items(text: str, name: str, refusals: Refusals) -> Iterator[Cell]:
    """The items of a document that is a list, one after the other, so that a long one is never held whole."""
    return _Events(text, name, refusals).items()


class _Events:
    def __init__(self, text: str, name: str, refusals: Refusals) -> None:
        self.name = name
        self.refusals = refusals
        self.anchors: dict[str, tuple[Cell, int]] = {}
        self.repeated = 0
        self.made = 0
        self._events = yaml.parse(text, Loader=_Loader)

    def root(self) -> Cell:
        self._begin()
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return Cell(None, Place(self.name, 1))
        cell = self._cell(event, 0)
        self._end()
        return cell

    def items(self) -> Iterator[Cell]:
        self._begin()
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return
        if not isinstance(event, yaml.SequenceStartEvent):
            if isinstance(event, yaml.ScalarEvent) and event.value in _NOTHING:
                return
            self._stop(event, _("The file should be a list."), _("Begin each item with a dash: - code: ..."))
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            yield self._cell(event, 1)
        self._end()

    def _begin(self) -> None:
        """Pass the beginning of the stream and of its document; an empty stream has no document."""
        self._next()
        if isinstance(event := self._next(), yaml.StreamEndEvent):
            self._events = iter([event])

    def _end(self) -> None:
        self._next()
        if not isinstance(event := self._next(), yaml.StreamEndEvent):
            self._stop(event, _("The file holds a second document."), _("Remove the line --- and what follows."))

    def _next(self) -> Any:
        try:
            return next(self._events)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            reason = _("The line cannot be read as YAML: %(problem)s.") % {"problem": error.problem}
            remedy = _("Check indentation, quotes and brackets there; a file that ends too early is cut off.")
            self.refusals.add(Place(self.name, mark.line + 1 if mark else 0), "", reason, remedy)
            raise Stop from error
        except yaml.YAMLError as error:
            reason = _("The file holds a character that YAML does not allow.")
            self.refusals.add(Place(self.name), "", reason, _("Remove control characters."))
            raise Stop from error

    def _stop(self, event: Any, reason: str, remedy: str) -> None:
        self.refusals.add(self._place(event), "", reason, remedy)
        raise Stop

    def _place(self, event: Any) -> Place:
        return Place(self.name, event.start_mark.line + 1)

    def _cell(self, event: Any, depth: int) -> Cell:
        if depth > DEEPEST:
            self._stop(event, _("The file nests too deep."), _("Write it with fewer levels."))
        if isinstance(event, yaml.AliasEvent):
            return self._repeated(event)
        before = self.made
        self.made += 1
        cell = self._made(event, depth)
        if event.anchor:
            self.anchors[event.anchor] = cell, self.made - before
        return cell

    def _repeated(self, event: Any) -> Cell:
        if event.anchor not in self.anchors:
            self._stop(event, _("The reference leads nowhere."), _("Write the value out."))
        cell, size = self.anchors[event.anchor]
        self.repeated += size
        self.made += size
        if self.repeated > MOST_REPEATED:
            self._stop(event, _("The file repeats too much by references."), _("Write the values out."))
        return cell

    def _made(self, event: Any, depth: int) -> Cell:
        place = self._place(event)
        if isinstance(event, yaml.ScalarEvent):
            is_nothing = event.style is None and event.value in _NOTHING
            return Cell(None if is_nothing else event.value, place, event.style in ("'", '"'))
        if isinstance(event, yaml.SequenceStartEvent):
            values = []
            while not isinstance(event := self._next(), yaml.SequenceEndEvent):
                values.append(self._cell(event, depth + 1))
            return Cell(values, place)
        return Cell(self._fields(depth), place)

    def _fields(self, depth: int) -> dict[str, Cell]:
        fields: dict[str, Cell] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._stop(event, _("The name of a field should be a word."), _("Put a word before the colon."))
            if event.value in fields:
                self.refusals.add(
                    self._place(event),
                    event.value,
                    _("The field stands twice."),
                    _("Keep one of the two."),
                )
            fields[event.value] = self._cell(self._next(), depth + 1)
        return fields

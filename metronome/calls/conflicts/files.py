"""Relations in files: a row for each, with the columns `who`, `relation`, `name` and, where it has ended, `until`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from metronome.calls.cells import Cells, read_cells

from .deriving import Known, Relation

COLUMNS = ("who", "relation", "name", "until")


def read_relations(path: Path, relations: Collection[Relation]) -> list[Known]:
    """The relations of entries or of reviewers. Raises Refusal with row, column and remedy."""
    cells = read_cells(path)
    if tuple(head.lower() for head in cells.header) not in (COLUMNS, COLUMNS[:3]):
        raise cells.refused(
            _("This is no list of relations."), _("Write “who,relation,name,until” into the first row.")
        )
    return [_known(cells, row, values, relations) for row, values in cells.rows]


def _known(cells: Cells, row: int, values: tuple[str, ...], relations: Collection[Relation]) -> Known:
    who, relation, name, until = (*values, "")[:4]
    for column, text in (("who", who), ("name", name)):
        if not text:
            raise cells.refused(_("The name is missing."), _("Fill it in."), row=row, column=column)
    if relation not in {one.value for one in relations}:
        raise cells.refused(
            _("“%(text)s” is no relation that is known here.") % {"text": relation[:40]},
            _("Write one of: %(words)s.") % {"words": ", ".join(sorted(relations))},
            row=row,
            column="relation",
        )
    return Known(who, Relation(relation), name, _day(cells, row, until) if until else None)


def _day(cells: Cells, row: int, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise cells.refused(
            _("“%(text)s” is no day.") % {"text": text[:40]}, _("Write it as 2021-03-17."), row=row, column="until"
        ) from error

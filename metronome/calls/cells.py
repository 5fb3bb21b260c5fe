"""Tables handed to the commands of this room as CSV files, cell by cell, and how a cell is refused."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Cells:
    """The rows of a file, each with the number of its line."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def refused(self, reason: str, remedy: str, *, row: int = 1, column: str = "") -> Refusal:
        where = {"file": self.name, "row": row, "column": column}
        if column:
            return Refusal(reason, field=_("%(file)s, row %(row)d, column %(column)s") % where, remedy=remedy)
        return Refusal(reason, field=_("%(file)s, row %(row)d") % where, remedy=remedy)


def read_cells(path: Path) -> Cells:
    """The cells of a CSV file in UTF-8, with commas, semicolons or tabs between. Raises Refusal."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refusal(_("There is no such file."), field=str(path)) from error
    except UnicodeDecodeError as error:
        raise Refusal(
            _("The file is not written in UTF-8."), field=path.name, remedy=_("Save it as “CSV UTF-8”.")
        ) from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    rows = [(reader.line_num, tuple(cell.strip() for cell in values)) for values in reader if any(values)]
    if not rows:
        raise Refusal(_("The file is empty."), field=path.name, remedy=_("Choose another file."))
    cells = Cells(path.name, rows[0][1], tuple(rows[1:]))
    for row, values in cells.rows:
        if len(values) != len(cells.header):
            raise cells.refused(
                _("The row has %(cells)d cells, and the first row has %(header)d.")
                % {"cells": len(values), "header": len(cells.header)},
                _("Give each row as many cells as the first row."),
                row=row,
            )
    return cells

"""Reviews in a file: a row for each review, its entry and reviewer first, then one column for each criterion."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

from django.utils.translation import gettext as _

from metronome.calls.cells import Cells, read_cells

from .totals import Review

NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?")


def read_reviews(path: Path) -> tuple[list[Review], tuple[str, ...]]:
    """The reviews and the criteria. An empty cell is a score that was not given. Raises Refusal with its place."""
    cells = read_cells(path)
    criteria = cells.header[2:]
    if tuple(head.lower() for head in cells.header[:2]) != ("entry", "reviewer") or not criteria:
        raise cells.refused(
            _("This is no table of reviews."),
            _("Write “entry,reviewer” and then the criteria into the first row."),
        )
    if len(set(criteria)) < len(criteria) or "" in criteria:
        raise cells.refused(_("Two criteria have the same name, or one has none."), _("Give each criterion one name."))
    seen: set[tuple[str, str]] = set()
    reviews = []
    for row, (entry, reviewer, *scores) in cells.rows:
        _refuse_pair(cells, row, entry, reviewer, seen)
        seen.add((entry, reviewer))
        given = {
            criterion: _number(cells, row, criterion, text)
            for criterion, text in zip(criteria, scores, strict=True)
            if text
        }
        reviews.append(Review(entry, reviewer, given))
    return reviews, criteria


def read_weights(path: Path, criteria: tuple[str, ...]) -> dict[str, Fraction]:
    """The weight of each criterion, from a list with the columns `criterion` and `weight`. Raises Refusal."""
    cells = read_cells(path)
    if tuple(head.lower() for head in cells.header) != ("criterion", "weight"):
        raise cells.refused(_("This is no list of weights."), _("Write “criterion,weight” into the first row."))
    weights = {}
    for row, (criterion, text) in cells.rows:
        if criterion not in criteria or criterion in weights:
            raise cells.refused(
                _("“%(name)s” is no criterion of the reviews, or stands there twice.") % {"name": criterion},
                _("Name each criterion once, as the reviews do."),
                row=row,
                column="criterion",
            )
        weights[criterion] = _number(cells, row, "weight", text)
        if weights[criterion] < 0:
            raise cells.refused(
                _("A weight is below 0."), _("Write 0 for what shall not count."), row=row, column="weight"
            )
    if missing := [criterion for criterion in criteria if criterion not in weights]:
        raise cells.refused(
            _("“%(name)s” has no weight.") % {"name": missing[0]}, _("Name each criterion once, as the reviews do.")
        )
    return weights


def _refuse_pair(cells: Cells, row: int, entry: str, reviewer: str, seen: set[tuple[str, str]]) -> None:
    for column, name in (("entry", entry), ("reviewer", reviewer)):
        if not name:
            raise cells.refused(
                _("The name is missing."), _("Say whose review of what it is."), row=row, column=column
            )
    if (entry, reviewer) in seen:
        raise cells.refused(
            _("“%(reviewer)s” reviewed “%(entry)s” in an earlier row already.")
            % {"reviewer": reviewer, "entry": entry},
            _("Leave one of the two rows out."),
            row=row,
        )


def _number(cells: Cells, row: int, column: str, text: str) -> Fraction:
    if not NUMBER.fullmatch(text):
        raise cells.refused(
            _("“%(text)s” is not a number.") % {"text": text[:40]},
            _("Write a number with a decimal point, as 7.5, or nothing where there is none."),
            row=row,
            column=column,
        )
    return Fraction(text)

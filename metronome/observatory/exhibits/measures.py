"""A measure: an indicator in a year, or its change over years, of many areas at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from metronome.design.words import reader

from ..averages import Cell, in_units
from ..comparing import change_of
from ..dense.reading import Cube
from ..models import IndicatorVersion


@dataclass(frozen=True, slots=True)
class Measured:
    """A value of one area: in units, or the change as a share where the measure is a change; with what it is of."""

    value: Decimal
    cell: Cell


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured. With `since` it is the change from then to `year`, as a share of what there was."""

    definition: IndicatorVersion
    year: int
    since: int | None = None

    @property
    def label(self) -> str:
        told = {"indicator": self.definition.name.in_(reader()), "year": self.year, "since": self.since}
        if self.since is not None:
            return _("%(indicator)s, change from %(since)d to %(year)d") % told
        return _("%(indicator)s, %(year)d") % told

    @property
    def code(self) -> str:
        """The definition with its year or years."""
        years = f"{self.since}..{self.year}" if self.since is not None else str(self.year)
        return f"{self.definition.slug}:{years}"

    @property
    def unit(self) -> str:
        """The code of the unit; a change is a share of one."""
        return "share" if self.since is not None else self.definition.unit

    def of(self, cube: Cube, areas: Sequence[str]) -> dict[str, Measured]:
        """By area, as far as there are values."""
        cells = [cell for cell in cube.cells(self.definition.slug, self.year, areas) if cell.number is not None]
        if self.since is None:
            return {cell.area: Measured(in_units(cell.number or 0, self.definition.decimals), cell) for cell in cells}
        before = {cell.area: cell.number for cell in cube.cells(self.definition.slug, self.since, areas)}
        found = {}
        for cell in cells:
            change = change_of(cell.number, before.get(cell.area))
            if change is not None:
                found[cell.area] = Measured(Decimal(round(change * 10_000)).scaleb(-4), cell)
        return found

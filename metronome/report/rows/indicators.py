"""What is measured of metropolises."""

from __future__ import annotations

from dataclasses import dataclass

from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class IndicatorValueRow:
    """What a release states of a metropolis: a whole number in the places that the definition keeps."""

    area: str
    name: Text
    number: int
    status: str
    scale: str
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class IndicatorAverageRow:
    """An average that was kept with the release: of a region, a class of size, all metropolises (`all`, without a
    label). `value` is an exact fraction; `n` of `of` metropolises, in the years from `first` to `last`."""

    group: str
    label: Text
    value: str
    n: int
    of: int
    first: int
    last: int
    scale: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator that a text of the report cites, as one release of the observatory has it: its definition, and the
    values of the metropolises where members act, `of` so many."""

    slug: str
    name: Text
    definition: Text
    version: int
    unit: str
    unit_label: Text
    decimals: int
    aggregation: str
    geography: str
    geography_label: Text
    year: int
    release: str
    release_title: Text
    digest: str
    source: str
    licence: str
    of: int
    values: tuple[IndicatorValueRow, ...]
    #: Where they are there, nothing of the row mixes two scales.
    averages: tuple[IndicatorAverageRow, ...] = ()

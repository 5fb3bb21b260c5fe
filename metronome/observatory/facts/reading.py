"""Reading observations as they were known after a load, through expressions that any engine of ibis can run."""

from __future__ import annotations

from collections.abc import Collection

import ibis
from ibis import _ as row
from ibis.expr.types import Table, Value

from ..queries import files_up_to
from .columns import KEY, SCHEMA
from .engines import read_files
from .files import paths


def statements(cutoff: int) -> Table:
    """Every row of every load up to a number, the overruled ones included.

    Raises Refusal for a file that is missing or damaged.
    """
    found = paths(files_up_to(cutoff))
    if not found:
        return ibis.memtable(SCHEMA.empty_table())
    return read_files(found)


def stated_of(cutoff: int, indicators: Collection[str]) -> set[str]:
    """Those of some definitions of which something was ever stated."""
    found = statements(cutoff).filter(row.indicator.isin(list(indicators))).select("indicator").distinct()
    return set(found.to_pyarrow().column(0).to_pylist())


def known(cutoff: int, *about: Value) -> Table:
    """What was known after a load. `about`: conditions on columns of the key, asked before anything is compared, so
    that of much only what is asked for is read."""
    stated = statements(cutoff)
    return latest(stated.filter(*about) if about else stated)


def latest(statements: Table) -> Table:
    """Of each key the statement of the latest load, unless that took it back."""
    place = ibis.row_number().over(ibis.window(group_by=KEY, order_by=ibis.desc("load")))
    numbered = statements.mutate(place=place)
    return numbered.filter(row.place == 0, ~row.is_withdrawn).drop("place", "is_withdrawn")


def yearly(rows: Table) -> Table:
    """What is of whole calendar years and all ages, with its year."""
    return rows.filter(row.age == "_T", whole_year()).mutate(year=row.first_day.year())


def whole_year() -> Value:
    """Whether the days of a row are a calendar year."""
    return (
        (row.first_day.month() == 1)
        & (row.first_day.day() == 1)
        & (row.last_day.month() == 12)
        & (row.last_day.day() == 31)
        & (row.first_day.year() == row.last_day.year())
    )

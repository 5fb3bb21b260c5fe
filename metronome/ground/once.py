"""Questions whose SQL is made once in a process: making the SQL of a query set costs several times what asking it
does, and what each page asks is the same question with other values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")

#: Values to make a question with, that no column ever has.
NUMBER, WORD, MOMENT = 2**62 - 1, "\ue000 asked \ue000", datetime(9876, 5, 4, 3, 2, 1, tzinfo=UTC)


class Once(Generic[Row]):
    """A query set as a function of some values. `like` has a value for each of them that nothing else in the SQL has:
    where it is found, the value asked for is put. A value that decides what the SQL is must not be among them."""

    def __init__(self, make: Callable[..., QuerySet[Any, Row]], **like: int | str | datetime) -> None:
        self._make, self._like = make, like
        self._made: dict[str, _Made[Row]] = {}

    def rows(self, **values: int | str | datetime) -> list[Row]:
        """What the database has for these values; as often as it is called, it is asked."""
        # The connection itself: what stands for it asks with each thing it is asked for which one is meant.
        connection = connections[DEFAULT_DB_ALIAS]
        made = self._made.get(connection.vendor) or self._compiled(connection)
        given = {name: _for_database(value, connection) for name, value in values.items()}
        asked_for = tuple([given[at.name] if type(at) is _Place else at for at in made.places])
        prepared: Any = copy(made.compiler)
        prepared.connection = connection
        prepared.as_sql = lambda *_, **__: (made.sql, asked_for)
        prepared.get_converters = lambda _: made.converters
        asked = made.found.all()
        query: Any = asked.query
        query.get_compiler = lambda *_, **__: prepared
        return list(asked)

    def _compiled(self, connection: BaseDatabaseWrapper) -> _Made[Row]:
        found = self._make(**self._like)
        compiler = found.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        names = {_for_database(value, connection): _Place(name) for name, value in self._like.items()}
        places = [names.get(value, value) if isinstance(value, (int, str, datetime)) else value for value in values]
        if {at.name for at in places if type(at) is _Place} != set(self._like):
            raise ValueError("a value is not found in the SQL as it was given")
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        made = _Made(found, compiler, sql, places, compiler.get_converters(columns))
        self._made[connection.vendor] = made
        return made


@dataclass(frozen=True, slots=True)
class _Made(Generic[Row]):
    """A question for one kind of database: its SQL, where values come, and what its columns are read by."""

    found: QuerySet[Any, Row]
    compiler: SQLCompiler
    sql: str
    places: Sequence[Any]
    converters: Any


class _Place:
    """Where a value comes."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


def _for_database(value: Any, connection: BaseDatabaseWrapper) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value

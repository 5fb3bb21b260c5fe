"""Questions whose SQL is made once in a process: making the SQL of a query set costs several times what asking it
does, and what each page asks is the same question with other values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db import connection
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
        self._made: dict[str, tuple[QuerySet[Any, Row], SQLCompiler, str, Sequence[Any]]] = {}

    def rows(self, **values: int | str | datetime) -> list[Row]:
        """What the database has for these values; as often as it is called, it is asked."""
        found, compiler, sql, places = self._made.get(connection.vendor) or self._compiled()
        given = {name: _for_database(value) for name, value in values.items()}
        prepared: Any = copy(compiler)
        prepared.connection = connection
        prepared.as_sql = lambda *_, **__: (sql, tuple(given[at.name] if type(at) is _Place else at for at in places))
        asked = found.all()
        query: Any = asked.query
        query.get_compiler = lambda *_, **__: prepared
        return list(asked)

    def _compiled(self) -> tuple[QuerySet[Any, Row], SQLCompiler, str, Sequence[Any]]:
        found = self._make(**self._like)
        compiler = found.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        names = {_for_database(value): _Place(name) for name, value in self._like.items()}
        places = [names.get(value, value) if isinstance(value, (int, str, datetime)) else value for value in values]
        if {at.name for at in places if type(at) is _Place} != set(self._like):
            raise ValueError("a value is not found in the SQL as it was given")
        made = self._made[connection.vendor] = found, compiler, sql, places
        return made


class _Place:
    """Where a value comes."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


def _for_database(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value

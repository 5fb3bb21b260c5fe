"""The rows of every table as lines of text, and back: the same lines from SQLite and from PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction

from metronome.ground.text import Text

#: What is made again by itself, who is signed in, what waits to be done: nobody and nothing, after a restore.
NOT_KEPT = frozenset(
    {
        "home.document",
        "home.word",
        "home.indexed",
        "sessions.session",
        "usersessions.usersession",
        "tasks.task",
        "tasks.worker",
    }
)
#: The connection that reads the database as it was at one moment.
MOMENT = "moment"
BATCH = 500

Model = type[models.Model]


def tables() -> list[Model]:
    """Every table that a backup keeps, in the order of their names."""
    found = {model._meta.label_lower: model for model in apps.get_models(include_auto_created=True)}
    return [found[label] for label in sorted(found.keys() - NOT_KEPT)]


@contextmanager
def one_moment() -> Iterator[str]:
    """The name of a connection that sees the database as it is now, however long it reads, and holds nobody up."""
    reading = connection.copy(MOMENT)
    if connection.vendor == "sqlite":
        # The usual transaction is there to write and would make others wait; this one only reads.
        reading.settings_dict["OPTIONS"] = {**reading.settings_dict["OPTIONS"], "transaction_mode": "DEFERRED"}
    connections[MOMENT] = reading
    try:
        with transaction.atomic(using=MOMENT):
            if connection.vendor == "postgresql":
                with reading.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield MOMENT
    finally:
        reading.close()
        del connections[MOMENT]


def lines(model: Model, using: str = "default") -> Iterator[bytes]:
    """The rows of a table, a line of JSON each, in the order of their keys."""
    rows = model._base_manager.using(using).order_by("pk").values_list(*_columns(model))
    for row in rows.iterator(chunk_size=2000):
        yield json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _columns(model: Model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return value.to_json()
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, UUID) else value


def replace_all(given: Iterable[tuple[Model, Iterable[bytes]]]) -> None:
    """Put these rows in the place of all there are. In the transaction of the caller.

    Raises ValueError for a line that is no row of its table.
    """
    for model in tables():
        model._base_manager.all()._raw_delete("default")
    for model, written in given:
        rows = iter(written)
        while batch := [_row(model, line) for line in islice(rows, BATCH)]:
            model._base_manager.bulk_create(batch)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _row(model: Model, line: bytes) -> models.Model:
    fields, values = model._meta.concrete_fields, json.loads(line)
    if not isinstance(values, list) or len(values) != len(fields):
        raise ValueError(f"not a row of {model._meta.label}")
    return model(**{field.attname: _value(field, value) for field, value in zip(fields, values, strict=True)})


def _value(field: Any, value: Any) -> Any:
    # A JSON column holds what JSON says; a text "7" in it is no number.
    if value is None or type(field) is models.JSONField:
        return value
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)

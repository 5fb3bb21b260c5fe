"""Run in a process of its own: an instance as the first version made it, with rows in its tables, is brought to this
version; then again, killed on the way. Says in JSON what came of it."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.apps import apps as apps_now  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from metronome.ground.fields import TextField  # noqa: E402
from metronome.ground.text import Text  # noqa: E402

DAY, MOMENT = date(2021, 3, 17), datetime(2021, 3, 17, 12, tzinfo=UTC)
#: What a column must hold where its table has a rule about it.
GIVEN: dict[str, Any] = {"languages": ["fr", "en"], "reporting_months": [1, 5, 9], "kind": "link", "depth": 1}
#: Columns that may be empty and are not here.
FILLED = {"name", "title", "url", "place", "email", "comment", "summary", "member"}
#: How many more times it is tried when an upgrade had ended before it was killed.
LATE = 8
Rows = dict[str, list[dict[str, Any]]]


def first(executor: MigrationExecutor) -> list[tuple[str, str]]:
    """The first migration of every room that had one in the first version, and everything of libraries."""
    wanted = []
    for app, name in executor.loader.graph.leaf_nodes():
        own = apps_now.get_app_config(app).name.startswith("metronome.")
        wanted.append((app, "0001_begin" if own and (app, "0001_begin") in executor.loader.graph.nodes else name))
    return [(app, name) for app, name in wanted if name == "0001_begin"]


def fill() -> None:
    """Bring a new database to the first version and put a row into every table of ours."""
    executor = MigrationExecutor(connection)
    state = executor.migrate(first(executor))
    left = [model for model in state.apps.get_models() if is_ours(model)]
    for _ in range(len(left)):
        left = [model for model in left if not make_row(model)]
    assert not left, f"no row of {left}"


def is_ours(model: type[models.Model]) -> bool:
    return apps_now.get_app_config(model._meta.app_label).name.startswith("metronome.")


def make_row(model: type[models.Model]) -> bool:
    """Whether there is a row now; not yet where it points to what is not there yet."""
    given = {}
    for column in model._meta.concrete_fields:
        if column.blank and column.name not in FILLED and not isinstance(column, TextField):
            continue
        if isinstance(column, models.ForeignKey) and (not column.null or column.name == "member"):
            other = column.related_model._base_manager.first()  # type: ignore[union-attr]
            if other is None:
                return False
            given[column.name] = other
        elif not column.null and not (column.primary_key and isinstance(column, models.AutoField)):
            given[column.name] = value_for(column)
    model._base_manager.create(**given)
    return True


def value_for(column: models.Field) -> Any:
    if column.name in GIVEN and not isinstance(column, models.ForeignKey):
        return GIVEN[column.name]
    if column.has_default() and not isinstance(column, TextField):
        return column.get_default()
    if column.choices:
        return column.flatchoices[0][0]
    if isinstance(column, TextField):
        return Text.of({"fr": f"{column.model.__name__}: été"}, source="fr")
    if isinstance(column, models.DateTimeField):
        return MOMENT
    if isinstance(column, models.DateField):
        return DAY
    if isinstance(column, models.DecimalField | models.IntegerField):
        return 1
    if isinstance(column, models.JSONField):
        return []
    if isinstance(column, models.UUIDField):
        return uuid4()
    if isinstance(column, models.URLField):
        return "https://example.org/"
    return f"{column.model.__name__}-{column.name}".lower()[: column.max_length]


def rows(state: Any = None) -> Rows:
    """Every row of every table of ours, as a reader of the database finds it."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table.split("_")[0] in {
                config.label for config in apps_now.get_app_configs() if config.name.startswith("metronome.")
            }:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table of this very database
                names = [column[0] for column in cursor.description]
                found[table] = [dict(zip(names, map(str, row), strict=True)) for row in cursor.fetchall()]
    return found


def upgraded() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    connection.check_constraints()


def copied(name: str, origin: str) -> None:
    """Make a copy of the first instance and look at it from now on."""
    connection.close()
    if connection.vendor == "sqlite":
        shutil.copy(origin, name)
        connection.settings_dict["NAME"] = name
        return
    connection.settings_dict["NAME"] = "postgres"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{origin}"')
    connection.close()
    connection.settings_dict["NAME"] = name


def dropped(name: str) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.settings_dict["NAME"] = "postgres"
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.close()


def begun() -> int:
    """A process that upgrades and does nothing after it."""
    connection.close()
    process = os.fork()
    if not process:
        upgraded()
        os._exit(0)
    return process


def main(kills: int) -> None:
    fill()
    before, origin = rows(), str(connection.settings_dict["NAME"])
    copied(f"{origin}_whole", origin)
    began = time.monotonic()
    os.waitpid(begun(), 0)
    length, chance = time.monotonic() - began, random.Random(2021)  # noqa: S311 - the moments need be no secret
    whole, killed, cut = rows(), [], 0
    dropped(f"{origin}_whole")
    for number in range(kills + LATE):
        if cut == kills:
            break
        copied(f"{origin}_{number}", origin)
        process = begun()
        # Earlier after each upgrade that was quicker than expected: the machine may have other things to do.
        time.sleep(chance.uniform(0.1, 0.95) * length / (1 + number - cut))
        os.kill(process, signal.SIGKILL)
        cut += os.WIFSIGNALED(os.waitpid(process, 0)[1])
        upgraded()
        killed.append(rows())
        dropped(f"{origin}_{number}")
    differing = [number for number, found in enumerate(killed) if without_moments(found) != without_moments(whole)]
    print(json.dumps({"before": before, "whole": whole, "cut": cut, "differing": differing}))


def without_moments(found: Rows) -> Rows:
    return {table: lines for table, lines in found.items() if table != "django_migrations"}


if __name__ == "__main__":
    main(int(sys.argv[1]))

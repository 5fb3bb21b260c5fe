"""A migration that is cut off when all but its note is done leaves nothing."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.core.management import load_command_class
from django.core.management.commands import migrate
from django.db import connection, migrations, models
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from metronome.ground.migrating import WholeMigrations

pytestmark = pytest.mark.django_db(transaction=True)


class Cut(Exception):
    """The process ends here."""


class Begin(migrations.Migration):
    # An index is left to the end of a migration, which is what makes Django note it after its transaction.
    operations = (
        migrations.CreateModel(
            "Thing",
            [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9, db_index=True))],
        ),
    )


def test_what_is_not_noted_is_not_there_and_keys_are_looked_at_again():
    with patch.object(MigrationRecorder, "record_applied", side_effect=Cut), pytest.raises(Cut):
        WholeMigrations(connection).apply_migration(ProjectState(), Begin("0001_begin", "cut"))
    assert "cut_thing" not in connection.introspection.table_names()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_the_command_applies_whole_migrations():
    command = load_command_class("metronome.ground", "migrate")
    assert isinstance(command, migrate.Command)
    assert migrate.MigrationExecutor is WholeMigrations  # type: ignore[attr-defined]

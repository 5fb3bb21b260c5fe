"""Migrations that are whole: what one changes and the note that it was done are one transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration


class WholeMigrations(MigrationExecutor):
    """Django notes a migration that leaves work to its end only after its transaction. A process killed between the
    two leaves tables that nobody knows of, and the next upgrade finds them in its way."""

    def apply_migration(self, state: Any, migration: Migration, *args: Any, **options: Any) -> Any:
        if not migration.atomic:
            return super().apply_migration(state, migration, *args, **options)
        # SQLite changes tables only while it does not look at foreign keys, and hears that only outside a transaction.
        with self.connection.constraint_checks_disabled(), transaction.atomic(using=self.connection.alias):
            return super().apply_migration(state, migration, *args, **options)

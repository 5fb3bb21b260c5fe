"""`migrate` as Django has it, each migration whole."""

from django.core.management.commands import migrate

from metronome.ground.migrating import WholeMigrations

migrate.MigrationExecutor = WholeMigrations  # type: ignore[attr-defined]


class Command(migrate.Command):
    pass

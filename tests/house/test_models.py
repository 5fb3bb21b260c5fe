"""What import-linter cannot see of the models: keys written as strings, and migrations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests.house.floors import CODE, floors, place

OWN_APPS = [config for config in apps.get_app_configs() if config.name.startswith("metronome.")]


@dataclass(frozen=True)
class Key:
    """A foreign key or many-to-many field between rooms, and whether the other room gets an attribute by it."""

    name: str
    room: str
    target: str
    hidden: bool


def keys() -> Iterator[Key]:
    """Every key that points from one of our models to one of our models."""
    for config in OWN_APPS:
        for model in config.get_models():
            for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
                target = field.related_model._meta.app_label if isinstance(field.related_model, type) else None
                if target in floors() and field.remote_field:
                    yield Key(str(field), config.label, target, field.remote_field.hidden)


def test_every_key_points_into_its_room_or_to_a_floor_below():
    assert len(list(keys())) > 20
    assert [key for key in keys() if key.room != key.target and floors()[key.room] <= floors()[key.target]] == []


def test_every_key_across_rooms_leaves_nothing_behind_in_the_other_room():
    assert [key for key in keys() if key.room != key.target and not key.hidden] == []


def test_every_room_is_installed_under_its_own_name():
    assert {config.label for config in OWN_APPS} == floors().keys() - {"config", "cli"}


def test_no_migration_is_pending():
    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(loader.graph)
    own = {config.label for config in OWN_APPS}
    pending = {label: [str(step.operations) for step in steps] for label, steps in changes.items() if label in own}
    assert pending == {}


def test_every_migration_says_what_it_is_for():
    migrations = sorted(CODE.glob("*/migrations/0*.py"))
    assert migrations
    name = re.compile(r"\d{4}_(?!auto_)[a-z]+(_[a-z0-9]+)*")
    assert [place(path) for path in migrations if not name.fullmatch(path.stem)] == []

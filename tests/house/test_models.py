"""What import-linter cannot see of the models: keys written as strings, and migrations."""

import re

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests.house.floors import CODE, floors, place

OWN_APPS = [config for config in apps.get_app_configs() if config.name.startswith("metronome.")]
KEYS = [
    field
    for config in OWN_APPS
    for model in config.get_models()
    for field in model._meta.get_fields()
    if field.is_relation and field.concrete and field.related_model._meta.app_label in floors()
]


def rooms_of(key) -> tuple[str, str]:
    """The room that holds a key, and the room that it points to."""
    return key.model._meta.app_label, key.related_model._meta.app_label


def test_every_key_points_into_its_room_or_to_a_floor_below():
    assert len(KEYS) > 20
    rooms = [(key, *rooms_of(key)) for key in KEYS]
    assert [str(key) for key, room, target in rooms if room != target and floors()[room] <= floors()[target]] == []


def test_every_key_across_rooms_leaves_nothing_behind_in_the_other_room():
    rooms = [(key, *rooms_of(key)) for key in KEYS]
    assert [str(key) for key, room, target in rooms if room != target and not key.remote_field.hidden] == []


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

"""What is done every day without anybody asking."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from metronome.network.models import Network
from metronome.tasks.actions import enqueue_due
from metronome.tasks.enums import State
from metronome.tasks.models import Task
from tests.factories.network import make_network
from tests.factories.tasks import work_off

pytestmark = pytest.mark.django_db


def due_at(hour: int, monkeypatch) -> int:
    """How many tasks there are after somebody looked at half past that hour, by UTC."""
    with monkeypatch.context() as patch:
        patch.setattr(
            "metronome.tasks.actions.asking.timezone.now", lambda: datetime(2021, 3, 17, hour, 30, tzinfo=UTC)
        )
        enqueue_due(by="timetable")
    return Task.objects.count()


def test_digests_are_due_once_a_day_from_the_hour_of_the_setting_on_by_the_clock_of_the_network(monkeypatch):
    make_network()
    Network.objects.update(timezone="America/Bogota")
    assert [due_at(hour, monkeypatch) for hour in (10, 11, 12, 23)] == [0, 1, 1, 1]
    (task,) = work_off()
    assert (task.kind, task.arguments, task.state) == ("home.digests", {"day": "2021-03-17"}, State.DONE)
    assert task.words == "Digests sent: 0; nothing to say: 0."
    assert due_at(12, monkeypatch) == 1


def test_digests_are_never_due_where_the_setting_says_so_or_before_there_is_a_network(monkeypatch, settings):
    assert due_at(12, monkeypatch) == 0
    make_network()
    settings.DIGESTS_AT = None
    assert due_at(12, monkeypatch) == 0

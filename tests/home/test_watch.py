"""Whether an instance lives and is ready, what it logs for programs, and what it says when the database is away."""

from __future__ import annotations

import errno
import io
import json
import logging
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from metronome.ground import audit
from metronome.ground.logs import Lines
from metronome.home import machines
from metronome.home.health import examine
from metronome.home.watch import Watched
from metronome.tasks.actions import beat, enqueue
from tests.factories import tasks as _kinds  # noqa: F401 - registers the kind below
from tests.home.world import make_world

pytestmark = pytest.mark.django_db


def test_it_lives_though_neither_host_nor_database_answers(client):
    with patch("django.db.backends.utils.CursorWrapper.execute", side_effect=OperationalError("gone")):
        answer = client.get("/health/live", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_it_is_ready_and_tells_no_more_than_yes_and_no(client):
    answer = client.get("/health/ready").json()
    assert answer == {
        "ready": True, "database": True, "tables": True, "room": True, "told": {"worker": False, "chain": True},
    }  # fmt: skip
    beat(by="worker")
    assert client.get("/health/ready").json()["told"]["worker"] is True


def test_it_is_not_ready_without_room_and_says_a_broken_chain(client, settings, tmp_path):
    with transaction.atomic():
        audit.note(by="officer", verb="log", subject="activity:forum")
    audit.Head.objects.update(hash="0" * 64)
    settings.HOME = tmp_path / "nowhere"
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["room"], answer.json()["told"]["chain"]) == (503, False, False)


def test_tasks_that_nobody_does_are_not_well():
    def worker() -> bool:
        return next(row.is_well for row in examine() if row.what == "worker")

    assert worker()
    enqueue(task="tests.greet", by="operator")
    assert not worker()
    beat(by="worker")
    assert worker()


@pytest.mark.parametrize("error", [OperationalError("gone"), OSError(errno.ENOSPC, "No space left on device")])
def test_a_database_that_is_away_or_full_is_told_with_when_to_ask_again(client, error):
    client.raise_request_exception = False
    with patch.object(machines, "parse_accept_lang_header", side_effect=error):
        answer = client.get("/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Nothing of what you sent was kept" in answer.content.decode()


def test_another_fault_is_still_ours(client):
    client.raise_request_exception = False
    with patch.object(machines, "parse_accept_lang_header", side_effect=RuntimeError("ours")):
        assert client.get("/").status_code == 500


@pytest.fixture
def lines():
    """What is logged for programs."""
    heard, root, requests = io.StringIO(), logging.getLogger(), logging.getLogger("metronome.requests")
    handler = logging.StreamHandler(heard)
    handler.setFormatter(Lines())
    root.addHandler(handler)
    requests.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in heard.getvalue().splitlines()]
    root.removeHandler(handler)
    requests.setLevel(logging.NOTSET)


def test_what_was_asked_is_logged_by_the_name_of_the_door_and_nothing_of_the_reader(client, settings, lines):
    world = make_world()
    settings.LOG_FORMAT = "json"
    answer = client.get(f"/en/members/{world.member.slug}/?q=Kanarienvogel", headers={"user-agent": "Blaumeise"})
    (line,) = [line for line in lines() if line["logger"] == "metronome.requests"]
    assert line["request"] == answer.headers["X-Request-ID"]
    assert {name: line[name] for name in ("door", "method", "status")} == {
        "door": "home:member", "method": "GET", "status": 200,
    }  # fmt: skip
    assert line["ms"] > 0
    text = json.dumps(line)
    assert not any(word in text for word in ("Kanarienvogel", "Blaumeise", world.member.slug, "127.0.0.1"))


def test_two_requests_are_told_apart_and_a_page_that_breaks_is_logged_too(settings, lines):
    settings.LOG_FORMAT = "json"
    watched = Watched(lambda _request: HttpResponse(status=500))
    for _ in range(2):
        watched(RequestFactory().get("/"))
    first, second = lines()
    assert first["request"] != second["request"]
    assert first["status"] == 500


def logged(lines: Any, name: str, words: str, *values: object, **more: Any) -> dict[str, Any]:
    logging.getLogger(name).warning(words, *values, **more)
    found: dict[str, Any] = lines()[-1]
    return found


def test_what_broke_is_logged_by_its_kind_and_its_places_without_its_words(lines):
    try:
        raise ValueError("Key (email)=(dakar@example.org) exists")
    except ValueError:
        line = logged(lines, "django.request", "%s: %s", "Internal Server Error", "/fr/link/secret/", exc_info=True)
    assert line["error"] == "ValueError"
    assert line["through"][-1].startswith("test_watch.py:")
    assert not any(word in json.dumps(line) for word in ("dakar", "secret", "example.org"))


def test_what_a_library_says_comes_without_addresses_of_people_and_pages(lines):
    line = logged(lines, "library", "dakar@example.org asked for https://metronome.example.org/fr/link/secret/")
    assert line["message"] == "… asked for …"


def test_our_own_words_come_whole(lines):
    assert logged(lines, "metronome.tasks", "task %s failed", 7)["message"] == "task 7 failed"

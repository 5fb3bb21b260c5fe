"""A frozen edition is published by a worker, for whoever may and did not freeze it, once however often it is begun."""

from __future__ import annotations

import json
import random
import subprocess
import sys

import pytest

from metronome.accounts.enums import Role
from metronome.accounts.models import Appointment, Person
from metronome.ground.audit import Line
from metronome.ground.refusal import Refusal
from metronome.report.editions.publishing import ask_to_publish, freeze_as_it_is, publish_with_files
from metronome.report.enums import EditionState
from metronome.report.models import Edition
from metronome.tasks.models import Task
from tests import instances
from tests.environment import PATIENCE, often
from tests.factories.accounts import make_account, signed_in
from tests.factories.report import make_edition
from tests.factories.tasks import Quiet, work_off
from tests.home.world import make_world
from tests.instances import CASPIAN, PROJECT, surroundings

DESK = "/en/desk/reports"


@pytest.fixture
def frozen(db) -> Edition:
    make_world()
    return freeze_as_it_is(edition=make_edition(languages=["fr"]), by="person:9000001")


@pytest.fixture
def secretary(db) -> Person:
    return make_account("secretary", role=Role.SECRETARY_GENERAL)


def published(edition: Edition) -> tuple[str, int, int]:
    """Its state, its files, and how often it was published."""
    edition.refresh_from_db()
    return edition.state, edition.files.count(), Line.objects.filter(verb="publish").count()


def test_a_page_asks_a_worker_and_shows_how_far_it_is(frozen, secretary):
    browser, here = signed_in(secretary), f"{DESK}/{frozen.slug}/"
    answers = [browser.post(f"{here}publish/")["Location"] for _ in range(2)]
    assert answers == [f"/en/desk/tasks/{Task.objects.get().pk}/"] * 2
    assert browser.get(f"{here}publish/")["Location"] == here
    assert "This edition waits for a worker" in browser.get(here).content.decode()
    Task.objects.update(number=2, of=5)
    assert "2 / 5" in browser.get(here).content.decode()
    (done,) = work_off()
    assert (done.state, done.words, done.href) == ("done", "Published. Everybody can read it now.", here)
    assert published(frozen) == ("published", 5, 1)


def test_every_document_is_a_step(frozen):
    steps = Quiet()
    publish_with_files(edition=frozen, by="operator", progress=steps.told)
    assert [(number, of) for _words, number, of in steps.steps] == [(number, 5) for number in range(1, 6)]


def test_whoever_froze_it_cannot_ask_for_it(frozen, secretary):
    Edition.objects.update(frozen_by=str(secretary))
    with pytest.raises(Refusal, match="Another hand"):
        ask_to_publish(edition=frozen, by=secretary)
    assert not Task.objects.exists()


def test_a_right_that_was_withdrawn_meanwhile_publishes_nothing(frozen, secretary):
    ask_to_publish(edition=frozen, by=secretary)
    Appointment.objects.all().delete()
    assert [one.state for one in work_off()] == ["refused"]
    assert published(frozen)[0] == EditionState.FROZEN


def test_a_worker_that_lost_the_task_publishes_nothing_and_the_next_one_does(frozen, secretary):
    def hold() -> None:
        raise SystemExit

    ask_to_publish(edition=frozen, by=secretary)
    with pytest.raises(SystemExit):
        publish_with_files(edition=frozen, by=secretary, hold=hold)
    assert published(frozen)[0] == EditionState.FROZEN
    work_off()
    assert published(frozen) == ("published", 5, 1)


def test_what_an_attempt_before_has_published_is_done(frozen, secretary):
    ask_to_publish(edition=frozen, by=secretary)
    publish_with_files(edition=frozen, by=secretary)
    assert [one.state for one in work_off()] == ["done"]
    assert published(frozen) == ("published", 5, 1)


@pytest.mark.slow
def test_a_worker_killed_while_it_publishes_leaves_it_whole_or_not_at_all(tmp_path):
    home, kills = instances.loaded(CASPIAN, tmp_path / "home"), often(100, 1)
    told, wrong = tmp_path / "told.json", tmp_path / "wrong.txt"
    # Files and not pipes: a worker that is left behind would hold a pipe open, and who reads it would wait for ever.
    with told.open("w") as out, wrong.open("w") as err:
        command = [sys.executable, "-m", "tests.report.publishing_at_work", str(kills), str(random.randrange(10**6))]  # noqa: S311
        environment = {**surroundings(home), "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
        code = subprocess.run(
            command, env=environment, cwd=PROJECT, stdout=out, stderr=err, check=False, timeout=PATIENCE
        ).returncode
    assert code == 0, wrong.read_text()[-3000:]
    found = json.loads(told.read_text())
    whole = found["rounds"][0]["ended"]
    assert whole[0] == "published"
    for one in found["rounds"]:
        assert (one["state"], one["ended"]) == ("done", whole)
        assert one["left"] in (None, ["frozen", 0, 0], whole)
    assert found["broken"] == 0
    print(f"{kills} killed, published then: {[one['left'] == whole for one in found['rounds'][1:]]}")

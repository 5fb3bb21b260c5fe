"""The desk shows what waits for whoever is signed in, and what the period still lacks."""

from datetime import date

import pytest

from metronome.accounts.enums import Role
from metronome.ground.period import Period
from metronome.home.desk import days_left
from metronome.record.actions import draft_activity, submit_activity
from metronome.record.held import held
from tests.factories.accounts import make_account, signed_in
from tests.home.world import make_world

pytestmark = pytest.mark.django_db


def test_an_editor_sees_what_waits_and_what_is_silent(client):
    world = make_world()
    officer, editor = (make_account(role.value, role=role) for role in (Role.OFFICER, Role.EDITOR))
    activity = draft_activity(given=held(world.activity), by=officer)
    submit_activity(code=activity.code, by=officer)
    page = signed_in(editor).get("/en/desk/?period=2021-P1").content.decode()
    assert f"tag=result%3A{world.plan.slug}/{world.silent.code}" in page
    assert f"tag=result%3A{world.plan.slug}/{world.result.code}" not in page
    assert "<dt>To review</dt>" in page
    assert "<dt>To review</dt>" not in signed_in(officer).get("/en/desk/").content.decode()
    assert 'href="/en/desk/"' in signed_in(officer).get("/en/").content.decode()
    assert 'href="/en/desk/"' not in client.get("/en/").content.decode()


def test_before_anything_was_loaded_the_desk_says_so():
    editor = make_account("editor", role=Role.EDITOR)
    assert signed_in(editor).get("/en/desk/").status_code == 200


def test_the_days_that_are_left_count_today():
    period = Period(date(2021, 1, 1), date(2021, 4, 30))
    said = [days_left(period, date(2021, month, 30)) for month in (4, 5)]
    assert said[0].startswith("One day")
    assert "over" in said[1]
    assert days_left(period, date(2021, 4, 28)).startswith("3 ")

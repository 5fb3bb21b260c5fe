"""Indicators say which challenges of a plan and which goals they are about, and are found by them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from metronome.ground.audit import note
from metronome.intake.loading import LoadRefused, load_folder
from metronome.observatory.models import Indicator
from tests.factories.folders import copy_of
from tests.factories.network import make_network
from tests.factories.plan import make_challenge, make_plan
from tests.instances import METROPOLIS


@pytest.fixture
def tagged(observatory):
    make_network()
    plan = make_plan()
    growth = make_challenge(plan, "1")
    people, share = Indicator.objects.get(slug="people"), Indicator.objects.get(slug="share")
    people.challenges.add(make_challenge(plan, "1.1", growth))
    share.challenges.add(make_challenge(plan, "2"))
    Indicator.objects.filter(pk=people.pk).update(goals=["11.6", "5"])
    Indicator.objects.filter(pk=share.pk).update(goals=["1"])
    note(by="operator", verb="update", subject="indicator:people", change={}, public=True)


def page(asked: str = "", status: int = 200) -> str:
    answer = Client().get(f"/en/observatory/{asked}")
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"people", "share"}),
        ("?challenge=1", {"people"}),
        ("?challenge=1.1", {"people"}),
        ("?challenge=2", {"share"}),
        ("?goal=11", {"people"}),
        ("?goal=11.6", {"people"}),
        ("?goal=1", {"share"}),
        ("?goal=1&challenge=1", set()),
    ],
)
def test_indicators_are_found_by_what_they_are_about_and_by_what_that_refines(tagged, asked, found):
    shown = page(asked)
    assert {slug for slug in ("people", "share") if f'indicators/{slug}/"' in shown} == found
    assert ("No indicator is about this" in shown) is not bool(found)


def test_what_means_nothing_is_named(tagged):
    for asked in ("?challenge=9", "?goal=18", "?goal=0", "?goal=11.6x"):
        assert "alert--bad" in page(asked, 400)


def test_the_page_of_an_indicator_says_what_it_is_about_and_between_what_its_values_lie(tagged):
    shown = Client().get("/en/observatory/indicators/people/").content.decode()
    assert "SDG 11.6" in shown
    assert "/en/plan/plan/challenges/#1.1" in shown
    assert "No value is below 0." in shown
    shown = Client().get("/en/observatory/indicators/share/").content.decode()
    assert "Values lie between 0 and 100." in shown


def test_the_list_asks_as_much_for_many_as_for_few(tagged):
    plan = make_plan("second")
    counts = []
    for number in range(2):
        for slug in ("people", "share"):
            Indicator.objects.get(slug=slug).challenges.add(make_challenge(plan, f"9.{number}{slug}"))
        note(by="operator", verb="update", subject="indicator:people", change={}, public=True)
        with CaptureQueriesContext(connection) as asked:
            page()
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_folder_says_them_and_what_is_no_goal_or_no_challenge_is_refused(db, tmp_path):
    load_folder(METROPOLIS, by="operator")
    found = Indicator.objects.get(slug="air-quality-pm25")
    assert (found.goals, [one.code for one in found.challenges.all()]) == (["3.9", "11.6"], ["2.3"])
    folder = copy_of(METROPOLIS, tmp_path / "metropolis")
    path = folder / "indicators.yaml"
    said = path.read_text(encoding="utf-8").replace("['3.9', '11.6']", "['3.9', '18']").replace("['2.3']", "['2.9']")
    path.write_text(said, encoding="utf-8")
    with pytest.raises(LoadRefused) as refused:
        load_folder(folder, by="operator")
    assert {"goals", "challenges"} <= {one.field for one in refused.value.refusals}

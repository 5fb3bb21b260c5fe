"""The ledger of adoptions: a step is said by one city and confirmed by the other, and only then it counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from metronome.accounts.enums import Role
from metronome.exchange.actions import confirm_step, decline_step, say_step
from metronome.exchange.enums import FOLLOWS, Side, Step
from metronome.exchange.models import Adoption, AdoptionStep
from metronome.exchange.queries import public_adoptions, transfers_in
from metronome.ground.audit import publication, verify
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.network.actions import appoint_focal_point
from tests.factories.accounts import make_account, signed_in
from tests.factories.exchange import make_adoption, make_practice
from tests.factories.network import make_member, make_network

pytestmark = pytest.mark.django_db
YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))


@pytest.fixture
def practice():
    make_network()
    return make_practice(member=make_member())


@pytest.fixture
def lagos(practice):
    return make_member("lagos")


def said(practice, member, step=Step.INTEREST, **fields):
    given = {"side": Side.ADOPTER, "on": date(2021, 1, 5), "by": "person:1", **fields}
    return say_step(practice=practice, member=member, step=step, **given)


def test_a_step_counts_when_the_other_city_has_confirmed_it(practice, lagos):
    before = publication()
    step = said(practice, lagos, Step.RUNNING)
    assert (publication(), list(public_adoptions()), transfers_in(YEAR)) == (before, [], [])
    confirm_step(step=step.pk, side=Side.ORIGIN, by="person:2")
    assert publication() == before + 1
    (one,) = transfers_in(YEAR)
    assert (str(one.adoption.practice), str(one.adoption.member), one.standing) == ("bus-lanes", "lagos", "running")
    assert verify() == []


def test_neither_the_same_city_nor_the_same_hand_confirms(practice, lagos):
    step = said(practice, lagos)
    with pytest.raises(Refusal):
        confirm_step(step=step.pk, side=Side.ADOPTER, by="person:2")
    with pytest.raises(Refusal):
        confirm_step(step=step.pk, side=Side.ORIGIN, by="person:1")
    confirm_step(step=step.pk, side=Side.ORIGIN, by="person:2")
    with pytest.raises(Refusal):
        confirm_step(step=step.pk, side=Side.ORIGIN, by="person:2")


def test_one_step_waits_at_a_time_and_a_declined_one_keeps_its_row(practice, lagos):
    step = said(practice, lagos)
    with pytest.raises(Refusal):
        said(practice, lagos, Step.STUDY)
    with pytest.raises(Refusal):
        decline_step(step=step.pk, why=" ", by="person:2")
    decline_step(step=step.pk, why="Nobody asked us", by="person:2")
    said(practice, lagos, Step.CONTACT, side=Side.ORIGIN)
    assert AdoptionStep.objects.count() == 2
    assert Adoption.objects.count() == 1


def test_a_city_does_not_take_over_its_own_practice(practice):
    with pytest.raises(Refusal):
        said(practice, practice.member)


@pytest.mark.parametrize("last", [None, *Step])
def test_only_steps_that_follow_are_taken(practice, lagos, last):
    path = {None: [], Step.INTEREST: ["interest"], Step.CONTACT: ["contact"], Step.STUDY: ["study"]}
    path |= {Step.ADAPTING: ["adapting"], Step.RUNNING: ["running"]}
    path |= {step: ["running", step.value] for step in (Step.KEPT, Step.CHANGED, Step.STOPPED)}
    make_adoption(practice, lagos, *path[last])
    for step in Step:
        fields = {"on": date(2021, 6, 1), "why": "So it is"}
        if step in FOLLOWS[last]:
            decline_step(step=said(practice, lagos, step, **fields).pk, why="Not so", by="person:2")
        else:
            with pytest.raises(Refusal):
                said(practice, lagos, step, **fields)


def test_what_ends_needs_a_reason_and_no_day_lies_ahead_or_before_the_last(practice, lagos):
    make_adoption(practice, lagos, "running")
    for fields in (
        {"step": Step.STOPPED, "on": date(2021, 2, 1)},
        {"step": Step.KEPT, "on": date(2020, 12, 31)},
        {"step": Step.KEPT, "on": timezone.localdate() + timedelta(days=1)},
    ):
        with pytest.raises(Refusal):
            said(practice, lagos, **fields)
    assert said(practice, lagos, Step.STOPPED, on=date(2021, 2, 1), why="No money").why == "No money"


def test_two_cities_keep_the_ledger_in_the_browser(practice, lagos):
    origin, adopter = make_account("dakar-point"), make_account("lagos-point")
    appoint_focal_point(person=origin, member=practice.member, by="operator")
    appoint_focal_point(person=adopter, member=lagos, by="operator")
    here, there = signed_in(origin), signed_in(adopter)
    begun = {"member": "lagos", "step": "study", "on": "2021-03-01", "summary": "Two lines first"}
    assert "own" in here.get("/en/practices/bus-lanes/take-over/").content.decode()
    answer = there.post("/en/practices/bus-lanes/take-over/", begun)
    adoption = Adoption.objects.get()
    theirs, ours = (f"/en/desk/my-member/{city}/adoptions/{adoption.pk}/" for city in ("lagos", "dakar"))
    assert answer["Location"] == theirs
    assert "Waits for Dakar" in there.get(theirs).content.decode()
    assert there.post(f"{theirs}confirm/").status_code == 302
    assert AdoptionStep.objects.get().confirmed_by == ""
    assert "waits for you" in here.get("/en/desk/my-member/dakar/practices/").content.decode()
    assert "Lagos says" in here.get(ours).content.decode()
    here.post(f"{ours}confirm/")
    assert "Two lines first" in here.get("/en/practices/bus-lanes/").content.decode()
    there.post(theirs, {"step": "running", "on": "2021-04-01"})
    here.post(f"{ours}decline/", {"why": "Not yet"})
    assert "Not yet" in there.get(theirs).content.decode()
    assert there.get(f"/en/desk/my-member/dakar/adoptions/{adoption.pk}/").status_code == 404


def test_for_a_city_that_is_no_member_an_editor_confirms(lagos):
    practice = make_practice("elsewhere")
    step = said(practice, lagos)
    officer, editor = make_account("officer", role=Role.OFFICER), make_account("editor", role=Role.EDITOR)
    address = f"/en/desk/exchange/steps/{step.pk}/"
    assert signed_in(officer).post(address, {"do": "confirm"}).status_code == 404
    browser = signed_in(editor)
    assert "Elsewhere" in browser.get("/en/desk/exchange/").content.decode()
    browser.post(address, {"do": "confirm"})
    assert AdoptionStep.objects.get().confirmed_by == str(editor)

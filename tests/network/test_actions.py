"""Who speaks for a member, from when to when, and the lines that this leaves."""

from __future__ import annotations

import pytest

from metronome.accounts.models import Person
from metronome.ground.audit import Line
from metronome.ground.refusal import Refusal
from metronome.network.actions import appoint_focal_point, withdraw_focal_point
from metronome.network.models import FocalPoint
from tests.factories.network import make_member

pytestmark = pytest.mark.django_db
OFFICER = "officer for Africa"


@pytest.fixture
def person() -> Person:
    return Person.objects.create_user("focal.point@dakar.example")


def lines() -> list[tuple[str, str, str]]:
    return list(Line.objects.order_by("number").values_list("actor", "verb", "subject"))


def test_a_focal_point_is_appointed_once_and_may_be_again_after_the_end(person):
    dakar = make_member("dakar")
    grant = appoint_focal_point(person=person, member=dakar, by=OFFICER)
    with pytest.raises(Refusal) as refused:
        appoint_focal_point(person=person, member=dakar, by=OFFICER)
    assert refused.value.field == "person"
    withdraw_focal_point(grant=grant, by=OFFICER)
    appoint_focal_point(person=person, member=dakar, by=OFFICER)
    assert FocalPoint.objects.standing().count() == 1
    assert lines() == [(OFFICER, verb, "member:dakar") for verb in ("appoint", "withdraw", "appoint")]


def test_what_has_ended_cannot_end_again_and_leaves_no_line(person):
    grant = appoint_focal_point(person=person, member=make_member("dakar"), by=OFFICER)
    withdraw_focal_point(grant=grant, by=OFFICER)
    ended = FocalPoint.objects.get().until
    with pytest.raises(Refusal):
        withdraw_focal_point(grant=grant, by=OFFICER)
    assert FocalPoint.objects.get().until == ended
    assert len(lines()) == 2


def test_one_person_may_speak_for_two_members_and_two_for_one(person):
    other = Person.objects.create_user("second@dakar.example")
    dakar, tunis = make_member("dakar"), make_member("tunis")
    for who, member in ((person, dakar), (person, tunis), (other, dakar)):
        appoint_focal_point(person=who, member=member, by=OFFICER)
    assert FocalPoint.objects.standing().count() == 3

"""What a panel decides: together, by two hands, announced before it is told; sittings and feedback."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from metronome.calls.actions import deciding, panels, reviewing, sitting
from metronome.calls.judging.results import grouped, results_of
from metronome.calls.models import (
    Application,
    Verdict,
)
from metronome.ground import audit
from metronome.ground.refusal import Refusal
from tests.factories.accounts import make_office, signed_in
from tests.factories.network import make_network
from tests.factories.panels import make_eligible, make_juror, make_panel_of_three

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network(db):
    make_network()


def test_decisions_are_applied_together_by_another_hand():
    found, _juror, entries = make_panel_of_three(places=2)
    assert deciding.propose_first(found=found, outcome="winner", by="secretary") == 2
    with pytest.raises(Refusal):
        deciding.apply_verdicts(call=found.call, by="secretary")
    assert not Application.objects.exclude(outcome="").exists()
    assert deciding.apply_verdicts(call=found.call, by="chair") == 2
    assert set(Application.objects.filter(outcome="winner")) == set(entries[:2])
    assert audit.verify() == []


def test_more_than_there_are_places_is_refused_and_nothing_is_applied():
    found, _juror, entries = make_panel_of_three()
    found.call.outcomes.update(places=1)
    for entry in entries[:2]:
        deciding.propose_verdict(application=entry, outcome="winner", why="Both", by="secretary")
    with pytest.raises(Refusal):
        deciding.apply_verdicts(call=found.call, by="chair")
    assert not Application.objects.exclude(outcome="").exists()
    assert not Verdict.objects.filter(applied_at__isnull=False).exists()


def test_a_decided_review_stays_as_it_is():
    found, juror, entries = make_panel_of_three()
    deciding.propose_first(found=found, outcome="winner", by="secretary")
    deciding.apply_verdicts(call=found.call, by="chair")
    with pytest.raises(Refusal):
        reviewing.send_review(
            review=juror.reviews.get(application=entries[0]), typed={"score_effect": "1"}, about=1, by=juror.person
        )


def test_the_public_reads_only_what_was_announced(client):
    found, _juror, _entries = make_panel_of_three()
    page = reverse("home:results", args=["award"])
    deciding.propose_first(found=found, outcome="winner", by="secretary")
    deciding.apply_verdicts(call=found.call, by="chair")
    assert client.get(page).status_code == 404
    deciding.announce(call=found.call, outcome="", by="chair")
    assert "Projet Dakar" not in client.get(page).content.decode()
    deciding.announce(call=found.call, outcome="winner", by="chair")
    shown = client.get(page).content.decode()
    assert "Projet Dakar" in shown
    assert "Projet Lagos" not in shown
    assert "Projet Dakar" in client.get(reverse("home:results_csv", args=["award"])).content.decode()


def test_the_public_finds_a_city_that_is_no_member_on_the_map_and_reads_what_it_says(client):
    found, _juror, entries = make_panel_of_three()
    said = [
        {"question": "summary", "kind": "text", "value": {"fr": "Des jardins qui boivent."}},
        {"question": "place", "kind": "place", "value": "14.69280, -17.44670"},
    ]
    entries[0].versions.update(answers=said)
    for entry in entries[:2]:
        deciding.propose_verdict(application=entry, outcome="winner", why="Both", by="secretary")
    deciding.apply_verdicts(call=found.call, by="chair")
    for outcome in ("", "winner"):
        deciding.announce(call=found.call, outcome=outcome, by="chair")
    page = client.get(reverse("home:results", args=["award"])).content.decode()
    assert "Des jardins qui boivent." in page
    assert page.count("Dakar: Lauréate") == 1
    assert "others together 3" in page


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"fr": 9, "en": 7}, [("fr", 9), ("en", 7)]),
        ({"fr": 9, "en": 4, "es": 3}, [("fr", 9), ("others together", 7)]),
        ({"fr": 9, "en": 7, "es": 1}, [("fr", 9), ("others together", 8)]),
        ({"fr": 2}, [("others together", 2)]),
        ({}, []),
    ],
)
def test_no_group_so_small_that_it_tells_on_a_city_can_be_found(counts, told):
    assert grouped(counts) == told


def test_made_up_applications_count_nowhere_beside_real_ones():
    found, _juror, _entries = make_panel_of_three()
    make_eligible(found.call, "Test city", is_test=True)
    deciding.announce(call=found.call, outcome="", by="chair")
    results = results_of(found.call)
    assert results is not None
    assert results.numbers is not None
    assert (results.numbers.applications, results.is_rehearsal) == (3, False)


def test_feedback_reaches_those_who_wrote_and_names_no_juror(django_capture_on_commit_callbacks):
    found, juror, entries = make_panel_of_three()
    writer = make_office("writer")
    entries[0].keepers.create(person=writer, since=entries[0].began_at, by="applicant")
    version = juror.reviews.get(application=entries[1]).versions.get()
    version.text = "As NDIAYE told you, it is well argued."
    version.save()
    with pytest.raises(Refusal) as refused:
        deciding.release_feedback(call=found.call, by="chair")
    assert entries[1].code in refused.value.reason
    version.text = "Well argued."
    version.save()
    assert deciding.release_feedback(call=found.call, by="chair") == 3
    assert deciding.mail_feedback(call=found.call, by="chair") == 3
    assert deciding.mail_feedback(call=found.call, by="chair") == 0
    assert [one.to for one in mail.outbox] == [["writer@example.org"]]
    page = signed_in(writer).get(reverse("calls:feedback", args=[entries[0].code])).content.decode()
    assert "Well argued." in page
    assert "Ndiaye" not in page
    assert signed_in(writer).get(reverse("calls:feedback", args=[entries[1].code])).status_code == 404


# Sittings


def test_who_is_in_conflict_is_out_of_the_room_and_somebody_else_must_be_in_it():
    found, juror, entries = make_panel_of_three()
    panels.declare_conflict(juror=juror, application=entries[2], why="A friend", by=juror.person)
    day = sitting.call_sitting(found=found, held_on=date(2021, 5, 20), by="secretary")
    item = sitting.add_item(sitting=day, application=entries[2], by="secretary")
    assert [one.juror for one in item.recusals.all()] == [juror]
    written = {one.pk: "Put off" for one in day.items.all()}
    sitting.write_minutes(sitting=day, present=[juror.pk], minutes="Short", conclusions=written, by="secretary")
    with pytest.raises(Refusal):
        sitting.close_sitting(sitting=day, by="secretary")
    other = make_juror(found, "Somebody else")
    sitting.write_minutes(
        sitting=day, present=[juror.pk, other.pk], minutes="Short", conclusions=written, by="secretary"
    )
    sitting.close_sitting(sitting=day, by="secretary")
    with pytest.raises(Refusal):
        sitting.write_minutes(sitting=day, present=[], minutes="Otherwise", conclusions={}, by="secretary")

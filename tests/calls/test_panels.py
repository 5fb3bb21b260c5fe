"""A panel at work: who is invited, what nobody may see, how reviews are kept."""

from __future__ import annotations

import re
from itertools import product

import pytest
from django.core import mail
from django.urls import get_resolver, reverse

from metronome.accounts.enums import Role
from metronome.calls.actions import panels, reviewing
from metronome.calls.answers import files_in
from metronome.calls.judging.ranking import ranking_of
from metronome.calls.models import (
    Application,
    ApplicationVersion,
    Call,
    Conflict,
    Juror,
    Review,
    RoundAssignment,
    Sitting,
)
from metronome.ground.deposits import deposit
from metronome.ground.refusal import Refusal
from tests.factories.accounts import make_office, signed_in
from tests.factories.network import make_member, make_network
from tests.factories.panels import make_eligible, make_juror, make_review, make_round
from tests.house.test_doors import doors

pytestmark = pytest.mark.django_db
CANARY, NOTE, SCORE = "CANARY-of-another-juror", "CANARY-note", "7.1328"
#: Parts of an address by which other rooms name a call, an application or a list of them.
ABOUT_CALLS = {"slug:slug", "slug:code", "slug:kind", "slug:format"}


@pytest.fixture(autouse=True)
def network(db):
    make_network()


# Conflicts


def test_who_is_invited_is_compared_with_every_application_before_the_answer(django_capture_on_commit_callbacks):
    found = make_round()
    dakar = make_eligible(found.call, "Dakar", country="SN")
    make_eligible(found.call, "Lagos", country="NG")
    make_office("expert")
    with django_capture_on_commit_callbacks(execute=True):
        juror = panels.invite_juror(
            found=found, email="expert@example.org", name="Expert", city="DAKAR", country="SN", by="secretary"
        )
    kinds = {(one.application, one.kind) for one in Conflict.objects.filter(juror=juror)}
    assert kinds == {(dakar, "own_city"), (dakar, "country")}
    assert reverse("calls:invitation", args=[juror.pk]) in mail.outbox[-1].body


def test_a_member_known_by_other_names_is_the_same_city():
    found = make_round()
    member = make_member("dakar", official_name="Commune de Dakar")
    entry = make_eligible(found.call, "Ville de Dakar", member=member, country="")
    juror = make_juror(found)
    panels.add_relation(juror=juror, relation="employer", name="commune de dakar", by="secretary")
    assert [(one.application, one.kind) for one in juror.conflicts.all()] == [(entry, "employer")]


def test_whoever_writes_an_application_does_not_judge_it():
    found = make_round()
    juror = make_juror(found)
    entry = make_eligible(found.call, "Lagos", country="NG")
    entry.keepers.create(person=juror.person, since=entry.began_at, by="applicant")
    panels.renew_conflicts(found=found, by="secretary")
    assert juror.conflicts.get().kind == "applicant"


def test_what_no_longer_follows_has_ended_and_what_was_declared_stays():
    found = make_round()
    entry = make_eligible(found.call, "Dakar")
    juror = make_juror(found)
    panels.add_relation(juror=juror, relation="city", name="Dakar", by="secretary")
    panels.declare_conflict(juror=juror, application=entry, why="My sister works there", by=juror.person)
    juror.relations.all().delete()
    panels.renew_conflicts(found=found, by="secretary")
    assert [(one.is_declared, one.ended_at is None) for one in juror.conflicts.order_by("is_declared")] == [
        (False, False),
        (True, True),
    ]


def test_whoever_keeps_calls_is_on_no_panel_and_a_juror_runs_none():
    found = make_round()
    make_office("officer", role=Role.OFFICER)
    with pytest.raises(Refusal):
        panels.invite_juror(found=found, email="officer@example.org", name="Officer", by="secretary")
    editor = make_office("editor", role=Role.EDITOR)
    make_juror(found, person=editor)
    assert signed_in(editor).get(reverse("calls:rounds", args=["award"])).status_code == 404


def test_an_accepted_seat_can_be_for_less_and_is_answered_once():
    found = make_round(load=5)
    juror = make_juror(found, state="invited", answered_at=None)
    with pytest.raises(Refusal):
        panels.accept_seat(juror=juror, by=juror.person, load=9)
    assert panels.accept_seat(juror=juror, by=juror.person, load=3).load == 3
    with pytest.raises(Refusal):
        panels.decline_seat(juror=juror, by=juror.person)


# What nobody may see


def fillings() -> dict[str, list[str]]:
    """What can stand for each part of an address of a call: everything that there is to name."""
    numbers = {
        str(pk) for of in (Juror, Review, Sitting, RoundAssignment) for pk in of.objects.values_list("pk", flat=True)
    }
    return {
        "slug:slug": list(Call.objects.values_list("slug", flat=True)),
        "slug:panel": ["jury"],
        "slug:code": list(Application.objects.values_list("code", flat=True)),
        "int:pk": sorted(numbers),
        "int:number": ["1"],
        "slug:format": ["csv", "xlsx"],
        "slug:kind": ["calls"],
        "str:name": [name for one in ApplicationVersion.objects.all() for name in files_in(one.answers)],
        "str:token": ["nothing"],
    }


def pages_of(juror: Juror) -> list[str]:
    """Every address of calls that a juror could ask for, by the doors that there are and all that they can name; of
    the rooms that show what others hold those that name nothing, or something of a call."""
    known, found = fillings(), [f"/en/search/?q={word}" for word in ("CANARY", "Dakar")]
    for address, pattern in doors(get_resolver().url_patterns):
        parts = re.findall(r"<([a-z]+:[a-z]+)>", address)
        if ".calls." in pattern.callback.__module__:
            assert not set(parts) - set(known), f"{address}: nothing is known that could stand there"
        elif not re.search(r"\.(home|desk|intake)\.", pattern.callback.__module__) or set(parts) - ABOUT_CALLS:
            continue
        for filled in product(*(known[part] for part in parts)):
            page = "/" + address
            for part, value in zip(parts, filled, strict=True):
                page = page.replace(f"<{part}>", value)
            found.append(page)
    return found


def seen_by(juror: Juror) -> str:
    client, texts = signed_in(juror.person), []
    for page in pages_of(juror):
        if (answer := client.get(page)).status_code == 200:
            texts.append(answer.getvalue().decode(errors="replace"))
        else:
            assert answer.status_code in {302, 400, 403, 404, 405}, page
    return "".join(texts)


def test_a_juror_sees_nothing_of_others_before_their_own_is_sent():
    found = make_round(frozen=True)
    entry = make_eligible(found.call, "Dakar")
    mine, other = make_juror(found, "Mine"), make_juror(found, "Other")
    own = make_review(mine, entry)
    theirs = make_review(other, entry, scores={"effect": SCORE}, text=CANARY)
    theirs.versions.update(note=NOTE)
    before = seen_by(mine)
    assert f"Projet {entry.city}" in before
    assert not [one for one in (CANARY, NOTE, SCORE) if one in before]
    reviewing.send_review(review=own, typed={"score_effect": "7"}, about=1, by=mine.person)
    after = seen_by(mine)
    assert [one for one in (CANARY, NOTE, SCORE) if one in after] == [CANARY, NOTE, SCORE]


def test_a_juror_sees_no_application_in_conflict_with_them_nor_one_given_to_others():
    found = make_round(frozen=True)
    mine, other = make_juror(found, "Mine"), make_juror(found, "Other")
    barred = make_eligible(found.call, "Dakar", title="CANARY of a city in conflict")
    foreign = make_eligible(found.call, "Lagos")
    kept = [{"file": deposit(f"FILE of {city}".encode()), "name": "plan.txt"} for city in ("Dakar", "Lagos")]
    for entry, plan in zip((barred, foreign), kept, strict=True):
        entry.versions.update(answers=[{"question": "plan", "kind": "file", "value": plan}])
    make_review(mine, barred)
    make_review(other, foreign)
    own, before = ("CANARY of a city", "FILE of Dakar"), seen_by(mine)
    assert all(one in before for one in own)
    panels.declare_conflict(juror=mine, application=barred, why="My own city", by=mine.person)
    after = seen_by(mine)
    assert not [one for one in own if one in after]
    assert "FILE of Lagos" not in before + after


def test_a_conflict_found_later_takes_a_sent_review_out_of_the_ranking():
    found = make_round(frozen=True)
    entry = make_eligible(found.call, "Dakar")
    juror = make_juror(found)
    make_review(juror, entry, scores={"effect": "9"})
    assert len(ranking_of(found).standings) == 1
    panels.add_relation(juror=juror, relation="city", name="Dakar", by="secretary")
    assert len(ranking_of(found).standings) == 0


# Reviews


def test_a_missing_score_is_missing_and_every_version_is_kept():
    found = make_round(frozen=True)
    juror, entry = make_juror(found), make_eligible(found.call, "Dakar")
    review = make_review(juror, entry)
    reviewing.send_review(review=review, typed={"score_effect": "8", "score_idea": ""}, about=1, by=juror.person)
    assert ranking_of(found).standings[0].mean == 8
    reviewing.send_review(review=review, typed={"score_effect": "4", "score_idea": "8"}, about=1, by=juror.person)
    assert ranking_of(found).standings[0].mean == 5
    assert [one.scores for one in review.versions.all()] == [{"effect": "8"}, {"effect": "4", "idea": "8"}]


@pytest.mark.parametrize("typed", ["11", "-1", "seven", "NaN", "1e9", "9" * 40])
def test_what_is_no_score_is_refused_with_its_criterion(typed):
    found = make_round(frozen=True)
    juror, entry = make_juror(found), make_eligible(found.call, "Dakar")
    with pytest.raises(Refusal) as refused:
        reviewing.send_review(
            review=make_review(juror, entry), typed={"score_effect": typed}, about=1, by=juror.person
        )
    assert refused.value.field == "score_effect"


def test_reviews_open_when_the_method_is_frozen_and_are_about_the_version_that_was_read():
    found = make_round()
    juror, entry = make_juror(found), make_eligible(found.call, "Dakar")
    review = make_review(juror, entry)
    with pytest.raises(Refusal):
        reviewing.send_review(review=review, typed={"score_effect": "7"}, about=1, by=juror.person)
    panels.freeze_method(found=found, by="secretary")
    with pytest.raises(Refusal):
        reviewing.send_review(review=review, typed={"score_effect": "7"}, about=2, by=juror.person)
    reviewing.send_review(review=review, typed={"score_effect": "7"}, about=1, by=juror.person)
    with pytest.raises(Refusal):
        panels.freeze_method(found=found, by="secretary")


def test_what_is_typed_is_kept_on_the_way_and_stands_there_again():
    found = make_round(frozen=True)
    juror, entry = make_juror(found), make_eligible(found.call, "Dakar")
    review = make_review(juror, entry)
    client = signed_in(juror.person)
    answer = client.post(
        reverse("calls:keep_review", args=[review.pk]), {"text": "In the tunnel", "score_effect": "7"}
    )
    assert answer.status_code == 200
    page = client.get(reverse("calls:review", args=[review.pk])).content.decode()
    assert "In the tunnel" in page
    assert 'name="score_effect" value="7" checked' in page
    assert Review.objects.get().version is None

"""What was decided and not announced shows nowhere to an applicant; and everybody who handed in is answered."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from metronome.calls.actions import appeal_finding, confirm_check, decide_appeal, find_eligible, withdraw_application
from metronome.calls.actions.deciding import (
    announce,
    apply_verdicts,
    mail_feedback,
    propose_verdict,
    release_feedback,
)
from metronome.calls.actions.picturing import accept_picture
from metronome.calls.judging.outcomes import reached
from metronome.calls.models import Application, ApplicationPicture, Call, Feedback
from metronome.ground import audit
from metronome.ground.refusal import Refusal
from tests.factories.accounts import make_office, signed_in
from tests.factories.calls import make_application, make_call, make_keeper
from tests.factories.network import make_network
from tests.factories.panels import make_commendation, make_juror, make_picture, make_review, make_round
from tests.factories.projects import make_terms

pytestmark = pytest.mark.django_db
#: Everything about an application, and about its call, that an applicant can ask for.
OWN = ("", "form/", "form.xlsx", "hand-in/", "versions/1/", "project/", "picture/")
BESIDE = (
    "applications/", "calls/", "calls/award/", "calls/award/stages.ics", "calls/award/results/",
    "calls/award/results.csv", "search/?q=projet", "search/?q=winner", "exchange/",
)  # fmt: skip
PASSING = re.compile(rb'name="(csrfmiddlewaretoken|seal)" value="[^"]*"|data-seal="[^"]*"|sealed="[^"]*"')


@pytest.fixture
def judged() -> Call:
    """Three eligible applications, of which the first two were read; one that was not eligible; who writes each."""
    make_network()
    call = make_call()
    make_terms("award", "winner")
    with transaction.atomic():
        audit.note(by="officer", verb="create", subject="call:award", change={}, public=True)
    found = make_round(call, frozen=True)
    juror = make_juror(found, "Somebody")
    for number, city in enumerate(("Dakar", "Lagos", "Accra"), 1):
        one = make_application(call, city, state="eligible")
        make_keeper(one, make_office(f"writer-{number}", role=None))
        if number < 3:
            make_review(juror, one, scores={"effect": str(9 - number)}, text=f"Avis {number}")
    late = make_application(call, "Lomé")
    make_keeper(late, make_office("writer-4"))
    find_eligible(application=late, is_eligible=False, reasons=["city"], by=make_office("first-hand"))
    confirm_check(application=late, is_confirmed=True, by=make_office("other-hand"))
    return call


def read(application: Application, browser: Client) -> dict[str, tuple[int, bytes]]:
    """Everything that its writer can read, by address."""
    own = [f"applications/{application.code}/{part}" for part in OWN]
    answers = {path: browser.get(f"/en/{path}") for path in (*own, f"feedback/{application.code}/", *BESIDE)}
    return {
        path: (answer.status_code, b"" if path.endswith(".xlsx") else PASSING.sub(b"", answer.content))
        for path, answer in answers.items()
    }


def test_nothing_that_an_applicant_reads_differs_before_and_after_decisions_are_applied(judged):
    entries = list(judged.applications.order_by("pk"))
    browsers = [signed_in(one.keepers.get().person) for one in entries]
    for entry in entries[:2]:
        make_picture(entry, accepted_at=None, accepted_by="")
    before = [read(one, browser) for one, browser in zip(entries, browsers, strict=True)]
    assert before[0][f"applications/{entries[0].code}/"][0] == 200
    for one, outcome in zip(entries[:2], ("winner", ""), strict=True):
        propose_verdict(application=one, outcome=outcome, why="Après lecture", by="secretary")
    apply_verdicts(call=judged, by="chair")
    make_commendation(entries[0])
    for picture in ApplicationPicture.objects.all():
        accept_picture(application=picture.application, file=picture.file, alternative={}, by="secretary")
    after = [read(one, browser) for one, browser in zip(entries, browsers, strict=True)]
    for was, now in zip(before, after, strict=True):
        assert [path for path in was if was[path] != now[path]] == []
    announce(call=judged, outcome="winner", by="chair")
    told = read(entries[0], browsers[0])
    assert b"Un jardin pour tous." in told["calls/award/results/"][1]
    assert [path for path in told if told[path] != before[0][path]] != []
    assert told[f"applications/{entries[0].code}/project/"][0] == 200
    assert read(entries[1], browsers[1])[f"applications/{entries[1].code}/project/"][0] == 404


def test_who_was_chosen_and_not_told_withdraws_like_everybody_and_leaves_the_place(judged):
    winner, other = judged.applications.order_by("pk")[:2]
    propose_verdict(application=winner, outcome="winner", why="La première", by="secretary")
    apply_verdicts(call=judged, by="chair")
    propose_verdict(application=winner, outcome="", why="Peut-être pas", by="secretary")
    withdraw_application(application=winner, by="writer")
    winner.refresh_from_db()
    assert (winner.state, winner.outcome) == ("withdrawn", "")
    assert winner.verdicts.filter(applied_at=None, taken_back_at=None).count() == 0
    assert reached(judged, {}) == set()
    with pytest.raises(Refusal, match="Nobody has come"):
        announce(call=judged, outcome="winner", by="chair")
    propose_verdict(application=other, outcome="winner", why="La suivante", by="secretary")
    apply_verdicts(call=judged, by="chair")
    announce(call=judged, outcome="winner", by="chair")
    with pytest.raises(Refusal, match="decided on already"):
        withdraw_application(application=other, by="writer")


def test_feedback_answers_everybody_who_handed_in_and_names_who_waits(judged):
    _first, _second, unread, refused = judged.applications.order_by("pk")
    appeal_finding(application=refused, text="Nous sommes une ville.", by=refused.keepers.get().person)
    assert release_feedback(call=judged, by="chair") == 2
    assert release_feedback(call=judged, by="chair") == 0
    decide_appeal(application=refused, is_upheld=False, answer="Une société l’a remise.", by=make_office("third-hand"))
    mail.outbox.clear()
    assert release_feedback(call=judged, by="chair") == 1
    assert mail_feedback(call=judged, by="chair") == 3
    assert len(mail.outbox) == 3
    letter = next(one for one in mail.outbox if one.to == ["writer-4@example.org"])
    assert letter.subject == "« Award » : pourquoi elle n’a pas été lue"
    page = signed_in(refused.keepers.get().person).get(f"/fr/feedback/{refused.code}/").content.decode()
    assert "Une ville." in page
    assert "Une société l’a remise." in page
    assert "Avis" not in page
    # Once another reader has sent a review, whoever waited for it is answered too.
    make_review(make_juror(judged.rounds.get(), "Another"), unread, scores={"effect": "5"})
    assert release_feedback(call=judged, by="chair") == 1
    assert Feedback.objects.filter(application=unread, is_read=True).exists()


def test_who_was_found_eligible_after_being_answered_is_answered_again(judged):
    refused = judged.applications.order_by("pk")[3]
    assert release_feedback(call=judged, by="chair") == 3
    appeal_finding(application=refused, text="Nous sommes une ville.", by=refused.keepers.get().person)
    decide_appeal(application=refused, is_upheld=True, answer="C’est vrai.", by=make_office("third-hand"))
    make_review(judged.rounds.get().jurors.get(), refused, scores={"effect": "6"}, text="Avis tardif")
    assert release_feedback(call=judged, by="chair") == 1
    page = signed_in(refused.keepers.get().person).get(f"/fr/feedback/{refused.code}/").content.decode()
    assert "Avis tardif" in page

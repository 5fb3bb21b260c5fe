"""The secretariat looks at what came in: eligibility by two hands, questions, duplicates, amendments and consent."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from metronome.accounts.enums import Role
from metronome.accounts.models import Appointment, Person
from metronome.calls.actions import (
    appeal_finding,
    ask_for_information,
    confirm_check,
    consent_to,
    decide_appeal,
    find_eligible,
    keep_answers,
    mark_duplicate,
    put_calls,
    remind_of_deadlines,
    submit_application,
)
from metronome.calls.enums import ApplicationState
from metronome.calls.models import Application, Call, Check
from metronome.calls.queries import without_consent
from metronome.desk.sheets import sheet_of
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from tests.calls.applying import AFTER, WITHIN, at, make_asking, make_begun
from tests.factories.accounts import make_office, signed_in
from tests.factories.calls import make_application
from tests.factories.network import make_member, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def within(monkeypatch: pytest.MonkeyPatch) -> None:
    at(WITHIN, monkeypatch)


def make_handed_in(
    call: Call | None = None, office: str = "applicant", **fields: Any
) -> tuple[Application, Person, Client]:
    """An application that was handed in, whoever writes it, and their browser."""
    application, person, browser = make_begun(call or make_asking(), office, **fields)
    keep_answers(application=application, answers={("what", "fr"): "Marché"}, seen=0, about={}, by=person)
    submit_application(application=application, at=WITHIN, by=person)
    application.refresh_from_db()
    return application, person, browser


def officers(*names: str) -> list[Person]:
    """Officers since before the calls of the tests."""
    found = [make_office(name, role=Role.OFFICER) for name in names]
    Appointment.objects.update(since=datetime(2021, 1, 1, tzinfo=UTC))
    return found


def state(application: Application) -> str:
    application.refresh_from_db()
    return application.state


# Two hands


def test_what_one_finds_holds_when_another_confirms_it(django_capture_on_commit_callbacks):
    application, _, applicant = make_handed_in()
    first, second = officers("first", "second")
    one, other = signed_in(first), signed_in(second)
    page = f"/en/desk/applications/{application.code}/"
    one.post(f"{page}check/", {"finding": "ineligible", "reasons": ["city"], "note": "A company."})
    assert state(application) == ApplicationState.SUBMITTED
    with pytest.raises(Refusal):
        confirm_check(application=application, is_confirmed=True, by=first)
    with django_capture_on_commit_callbacks(execute=True):
        other.post(f"{page}confirm/", {"do": "confirm"})
    assert state(application) == ApplicationState.INELIGIBLE
    assert len(mail.outbox) == 1
    own = applicant.get(f"/en/applications/{application.code}/").content.decode()
    assert "Une ville." in own
    assert "A company." not in own, "the note is for the secretariat"
    assert "first" not in own, "nobody is named to the city"


def test_the_database_keeps_the_two_hands_apart():
    application, _, _ = make_handed_in()
    (officer,) = officers("first")
    find_eligible(application=application, is_eligible=True, reasons=[], by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.update(is_confirmed=True, confirmed_at=WITHIN, confirmed_by=officer)


@pytest.mark.parametrize(("is_eligible", "reasons"), [(True, ["city"]), (False, []), (False, ["nothing"])])
def test_a_finding_goes_with_its_reasons(is_eligible, reasons):
    application, _, _ = make_handed_in()
    (officer,) = officers("first")
    with pytest.raises(Refusal):
        find_eligible(application=application, is_eligible=is_eligible, reasons=reasons, by=officer)


def test_a_refused_finding_is_looked_at_anew_and_both_stay():
    application, _, _ = make_handed_in()
    first, second = officers("first", "second")
    find_eligible(application=application, is_eligible=True, reasons=[], by=first)
    with pytest.raises(Refusal):
        find_eligible(application=application, is_eligible=True, reasons=[], by=second)
    confirm_check(application=application, is_confirmed=False, by=second)
    assert state(application) == ApplicationState.SUBMITTED
    find_eligible(application=application, is_eligible=False, reasons=["city"], by=second)
    confirm_check(application=application, is_confirmed=True, by=first)
    assert state(application) == ApplicationState.INELIGIBLE
    assert application.checks.count() == 2


def test_a_finding_about_an_earlier_version_is_not_confirmed():
    application, person, _ = make_handed_in()
    first, second = officers("first", "second")
    find_eligible(application=application, is_eligible=True, reasons=[], by=first)
    keep_answers(application=application, answers={("what", "fr"): "Autre"}, seen=0, about={}, by=person)
    submit_application(application=application, at=WITHIN, by=person)
    with pytest.raises(Refusal):
        confirm_check(application=application, is_confirmed=True, by=second)


def test_an_appeal_is_decided_by_a_third_hand():
    application, person, applicant = make_handed_in()
    first, second, third = officers("first", "second", "third")
    with pytest.raises(Refusal):
        appeal_finding(application=application, text="?", by=person)
    find_eligible(application=application, is_eligible=False, reasons=["city"], by=first)
    confirm_check(application=application, is_confirmed=True, by=second)
    applicant.post(f"/en/applications/{application.code}/appeal/", {"text": "We are a city."})
    with pytest.raises(Refusal):
        appeal_finding(application=application, text="Again", by=person)
    for hand in (first, second):
        with pytest.raises(Refusal):
            decide_appeal(application=application, is_upheld=True, answer="Yes.", by=hand)
    page = signed_in(third).get(f"/en/desk/applications/{application.code}/").content.decode()
    assert "We are a city." in page
    with pytest.raises(Refusal):
        decide_appeal(application=application, is_upheld=True, answer=" ", by=third)
    signed_in(third).post(
        f"/en/desk/applications/{application.code}/appeal/", {"do": "uphold", "answer": "A city since 1857."}
    )
    assert state(application) == ApplicationState.ELIGIBLE
    assert "A city since 1857." in applicant.get(f"/en/applications/{application.code}/").content.decode()


def test_nobody_of_the_secretariat_checks_an_application_that_they_write():
    application, _, _ = make_handed_in()
    (officer,) = officers("first")
    browser = signed_in(officer)
    assert browser.get(f"/en/desk/applications/{application.code}/").status_code == 200
    application.keepers.create(person=officer, since=WITHIN, by="applicant")
    assert browser.get(f"/en/desk/applications/{application.code}/").status_code == 404
    assert browser.post(f"/en/desk/applications/{application.code}/check/").status_code == 404


# Asking


def test_an_answer_comes_as_a_version_after_the_deadline_and_not_after_its_own(monkeypatch):
    application, person, applicant = make_handed_in()
    (officer,) = officers("first")
    at(AFTER, monkeypatch)
    page = f"/en/desk/applications/{application.code}/"
    signed_in(officer).post(f"{page}ask/", {"text": "How many people?", "until": "2021-05-10"})
    assert state(application) == ApplicationState.INFO_REQUESTED
    assert application.requests.get().until == datetime(2021, 5, 10, 23, 59, 59, tzinfo=UTC)
    applicant.force_login(person)  # a session does not last so long
    assert "How many people?" in applicant.get(f"/en/applications/{application.code}/").content.decode()
    keep_answers(application=application, answers={("people", ""): "12"}, seen=0, about={}, by=person)
    with pytest.raises(Refusal) as late:
        submit_application(application=application, at=datetime(2021, 5, 11, tzinfo=UTC), by=person)
    assert late.value.field == "late"
    version = submit_application(application=application, at=AFTER + timedelta(days=1), by=person)
    assert (version.number, application.requests.get().version) == (2, 2)
    assert state(application) == ApplicationState.SUBMITTED
    shown = signed_in(officer).get(page).content.decode()
    assert "answered by version 2" in shown
    assert "<ins>12 habitants</ins>" in shown


@pytest.mark.parametrize("until", ["2021-04-01", "tomorrow", ""])
def test_no_answer_is_asked_for_until_a_moment_that_is_over_or_none(until):
    application, _, _ = make_handed_in()
    (officer,) = officers("first")
    browser = signed_in(officer)
    answer = browser.post(f"/en/desk/applications/{application.code}/ask/", {"text": "?", "until": until}, follow=True)
    assert "alert--bad" in answer.content.decode()
    assert state(application) == ApplicationState.SUBMITTED


def test_without_an_answer_the_check_goes_on():
    application, _, _ = make_handed_in()
    (officer,) = officers("first")
    ask_for_information(application=application, text="?", until=AFTER, by=officer)
    with pytest.raises(Refusal):
        find_eligible(application=application, is_eligible=True, reasons=[], by=officer)
    signed_in(officer).post(f"/en/desk/applications/{application.code}/ask/", {"end": "yes"})
    assert state(application) == ApplicationState.SUBMITTED


# Duplicates


def test_what_came_twice_is_found_and_merged():
    first, _, _ = make_handed_in(title="Marchés couverts de Dakar")
    second, _, applicant = make_handed_in(first.call, "second", title="Marches couverts de Dakar", city="Ville")
    (officer,) = officers("first")
    browser = signed_in(officer)
    page = f"/en/desk/applications/{second.code}/"
    assert first.code in browser.get(page).content.decode()
    for nonsense in (second.code, "nothing"):
        browser.post(f"{page}join/", {"into": nonsense})
        assert state(second) == ApplicationState.SUBMITTED
    browser.post(f"{page}join/", {"into": first.code})
    assert state(second) == ApplicationState.MERGED
    assert second.merged_into == first
    assert first.code in applicant.get(f"/en/applications/{second.code}/").content.decode()
    with pytest.raises(Refusal):
        mark_duplicate(application=first, other=second, by=officer)
    mark_duplicate(application=first, other=None, by=officer)
    assert state(first) == ApplicationState.DUPLICATE


def test_the_city_is_named_as_a_member():
    application, _, _ = make_handed_in(city="Somewhere")
    member = make_member("lagos", country="NG")
    (officer,) = officers("first")
    signed_in(officer).post(f"/en/desk/applications/{application.code}/member/", {"member": "lagos"})
    application.refresh_from_db()
    assert (application.member, application.country) == (member, "NG")


# The list


def test_the_list_narrows_and_leaves_as_a_file_without_formulas():
    application, _, _ = make_handed_in(title="=1+1", city="Dakar")
    make_begun(application.call, "second", title="Second", city="Lagos")
    (officer,) = officers("first")
    browser = signed_in(officer)
    page = "/en/desk/calls/award/received"
    assert "Lagos" in browser.get(f"{page}/").content.decode()
    assert "Lagos" not in browser.get(f"{page}/?state=submitted").content.decode()
    assert "Lagos" not in browser.get(f"{page}/?q=dakar").content.decode()
    rows = list(csv.DictReader(io.StringIO(browser.get(f"{page}.csv?state=submitted").content.decode("utf-8-sig"))))
    assert [(row["title"], row["what"], row["consent"]) for row in rows] == [("'=1+1", "Marché", "1")]
    book = browser.get(f"{page}.xlsx")
    assert book.content.startswith(b"PK")
    assert browser.get(f"{page}.pdf").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_many_questions_for_three_as_for_one(number, django_assert_max_num_queries):
    call = make_asking()
    for place in range(number):
        make_application(call, f"City {place}")
    (officer,) = officers("first")
    browser = signed_in(officer)
    assert browser.get("/en/desk/calls/award/received/").status_code == 200
    for address in ("/", ".csv"):
        with django_assert_max_num_queries(24):
            browser.get(f"/en/desk/calls/award/received{address}")


# Amendments


def amended(**changes: Any) -> None:
    given = sheet_of("calls").held("award")
    put_calls(calls=[replace(given, **changes)], by=Hand("officer"))


def test_a_change_of_an_open_call_is_a_version_shown_to_each_applicant_and_consented_to(
    django_capture_on_commit_callbacks,
):
    application, person, applicant = make_handed_in()
    _, _, _ = make_begun(application.call, "second", title="Second", city="Lagos")
    given = sheet_of("calls").held("award")
    later = replace(given.stages[0], closes_on=date(2021, 5, 7))
    with django_capture_on_commit_callbacks(execute=True):
        amended(stages=(later,))
    assert [one.number for one in application.call.versions.all()] == [1, 2]
    assert len(mail.outbox) == 2
    own = f"/en/applications/{application.code}/"
    page = applicant.get(own).content.decode()
    assert "2021-04-30" in page
    assert "2021-05-07" in page
    (officer,) = officers("first")
    listed = signed_in(officer).get("/en/desk/calls/award/amendments/").content.decode()
    assert application.title in listed
    assert "2 cities have not agreed" in listed
    applicant.post(f"{own}consent/", {"version": 1})
    assert without_consent(application.call).count() == 2
    applicant.post(f"{own}consent/", {"version": 2})
    assert [one.title for one in without_consent(application.call)] == ["Second"]
    assert "2021-05-07" not in applicant.get(own).content.decode().split("</section>")[0]
    consent_to(application=application, number=2, by=person)
    assert application.consents.filter(call_version=2).count() == 1


def test_handing_in_agrees_to_the_call_as_it_stands_then():
    application, person, _ = make_handed_in()
    amended(summary=text("Autre"))
    keep_answers(application=application, answers={("what", "fr"): "Autre"}, seen=0, about={}, by=person)
    version = submit_application(application=application, at=WITHIN, by=person)
    assert version.call_version == 2
    assert not without_consent(application.call).exists()


@pytest.mark.parametrize(
    "changes", [{"order": 7}, {"title": text("Award").with_text("en", "Award")}, {"is_published": True}]
)
def test_what_promises_nothing_else_is_no_amendment(changes):
    application, _, _ = make_handed_in()
    amended(**changes)
    assert application.call.versions.count() == 1


def test_a_call_to_which_nobody_applies_is_changed_freely():
    call = make_asking()
    amended(summary=text("Autre"))
    assert not call.versions.exists()


# Reminders and calendars


def test_each_is_reminded_once_of_each_day_and_nobody_who_handed_in():
    handed_in, _, _ = make_handed_in()
    draft, _, _ = make_begun(handed_in.call, "second", title="Second", city="Lagos")
    days = [datetime(2021, 4, day, 12, tzinfo=UTC) for day in (15, 24, 25, 28, 30)]
    sent = [remind_of_deadlines(now=day, by="worker") for day in days for _ in range(2)]
    assert sent == [0, 0, 1, 0, 0, 0, 1, 0, 1, 0]
    assert {letter.to[0] for letter in mail.outbox} == {"second@example.org"}
    assert draft.title in mail.outbox[0].body
    assert "18:00" in mail.outbox[0].body or "6:00" in mail.outbox[0].body


def test_the_calendar_keeps_its_uid_and_counts_up_when_the_deadline_moves(client):
    make_asking(zone="Asia/Kathmandu")
    before = client.get("/en/calls/award/stages.ics").content.decode()
    given = sheet_of("calls").held("award")
    hand = Hand("officer")
    with transaction.atomic():
        put_calls(calls=[replace(given, stages=(replace(given.stages[0], closes_on=date(2021, 5, 7)),))], by=hand)
        hand.leave()
    after = client.get("/en/calls/award/stages.ics").content.decode()
    found = [dict(line.split(":", 1) for line in text.split("\r\n") if ":" in line) for text in (before, after)]
    assert found[0]["UID"] == found[1]["UID"]
    assert int(found[0]["SEQUENCE"]) < int(found[1]["SEQUENCE"])
    assert (found[0]["DTEND"], found[1]["DTEND"]) == ("20210430T121500Z", "20210507T121500Z")
    assert all(len(line.encode()) <= 75 for line in after.split("\r\n"))

"""A city applies: with a title and a city it begins, nothing typed is lost, and what is handed in stands for ever."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from metronome.accounts.models import Person
from metronome.calls.actions import (
    invite_keeper,
    keep_answers,
    name_partners,
    remove_keeper,
    submit_application,
    withdraw_application,
)
from metronome.calls.enums import ApplicationState
from metronome.calls.models import Application, ApplicationVersion
from metronome.calls.queries import typed_in
from metronome.ground.audit import Line, verify
from metronome.ground.refusal import Refusal
from tests.calls.applying import AFTER, LAST, LATE, WITHIN, at, make_asking, make_begun, typed
from tests.factories.accounts import make_office, signed_in
from tests.factories.network import make_member

pytestmark = pytest.mark.django_db
WHAT = ("what", "fr")


@pytest.fixture(autouse=True)
def within(monkeypatch: pytest.MonkeyPatch) -> None:
    at(WITHIN, monkeypatch)


def keep(application, person, answers, *, seen=0, **more):
    return keep_answers(application=application, answers=answers, seen=seen, about={}, by=person, **more)


def way_in(letter: Any) -> str:
    """Where a letter leads."""
    (way,) = re.findall(r"https?://[^/]+(/\S+)", str(letter.body))
    return str(way)


# Beginning


def test_a_title_and_a_city_make_a_draft_that_its_writer_finds_again():
    call = make_asking()
    make_member("dakar")
    browser = signed_in(make_office("city"))
    assert "/en/calls/award/apply/" in browser.get("/en/calls/award/").content.decode()
    answer = browser.post("/en/calls/award/apply/", {"title": "Marchés", "city": "Dakar", "language": "fr"})
    application = Application.objects.get(call=call)
    assert answer["Location"] == f"/en/applications/{application.code}/form/"
    assert (application.state, application.version, str(application.member)) == ("draft", None, "dakar")
    assert application.country == "SN"
    assert "Marchés" in browser.get("/en/applications/").content.decode()
    assert call.versions.get().number == 1


def test_a_city_without_an_account_comes_in_once_by_a_letter(client, django_capture_on_commit_callbacks):
    make_asking()
    about = {"title": "Marchés", "city": "Dakar", "language": "fr", "email": "City@Example.org"}
    page = client.post("/en/calls/award/apply/", about)
    assert "city@example.org" in page.content.decode()
    assert not Application.objects.exists()
    assert not Person.objects.exists()
    (letter,) = mail.outbox
    way = way_in(letter)
    assert "Marchés" in client.get(way).content.decode()
    assert not Application.objects.exists(), "programs that follow links begin nothing"
    answer = client.post(way)
    application = Application.objects.get()
    assert answer["Location"] == f"/en/applications/{application.code}/form/"
    assert client.get(answer["Location"]).status_code == 200
    client.logout()
    again = client.post(way, follow=True)
    assert again.redirect_chain[-1][0].startswith("/en/sign-in/")
    assert Application.objects.count() == 1


def test_a_letter_does_not_let_in_whoever_has_an_account(client):
    make_asking()
    make_office("city")
    client.post("/en/calls/award/apply/", {"title": "M", "city": "D", "language": "fr", "email": "city@example.org"})
    way = way_in(mail.outbox[0])
    answer = client.post(way)
    assert client.get(answer["Location"])["Location"].startswith("/en/sign-in/")


@pytest.mark.parametrize("broken", ["nothing", "eyJjYWxsIjoiYXdhcmQifQ:1abc:signed"])
def test_a_link_that_nobody_made_leads_nowhere(client, broken):
    make_asking()
    assert client.get(f"/en/arrive/{broken}/").status_code == 404


def test_nobody_begins_outside_the_days_of_the_call(monkeypatch):
    make_asking()
    browser = signed_in(make_office("city"))
    at(AFTER, monkeypatch)
    page = browser.post("/en/calls/award/apply/", {"title": "Marchés", "city": "Dakar", "language": "fr"})
    assert page.status_code == 400
    assert not Application.objects.exists()
    assert "/apply/" not in browser.get("/en/calls/award/").content.decode()


# Writing


def test_what_is_typed_is_kept_whatever_it_is():
    application, _, browser = make_begun(make_asking())
    page = f"/en/applications/{application.code}/form/"
    sent = typed(
        state="running", since="", fields=["air", "water"], people="many", **{"what-fr": "Un marché\r\ncouvert"}
    )
    sent |= {"a-costs-1-item": "Toit", "a-costs-1-sum": "12"}
    answer = browser.post(f"{page}keep/", sent, headers={"HX-Request": "true"})
    assert 'name="draft" value="1"' in answer.content.decode()
    kept = typed_in(application)
    assert kept["what", "fr"] == "Un marché\ncouvert"
    assert kept["people", ""] == "many"
    assert kept["costs", ""] == [{"item": "Toit", "sum": "12"}]
    shown = browser.get(page).content.decode()
    for words in ("Un marché\ncouvert", 'value="many"', 'value="Toit"', "This is no number."):
        assert words in shown


def test_a_question_is_asked_only_after_the_answer_on_which_it_depends():
    application, _, browser = make_begun(make_asking())
    page = f"/en/applications/{application.code}/form/"
    assert re.search(r'id="q-since"[^>]* hidden', browser.get(page).content.decode())
    browser.post(page, typed(state="running"))
    assert not re.search(r'id="q-since"[^>]* hidden', browser.get(page).content.decode())


def test_two_people_lose_nothing_of_each_other():
    application, first, _ = make_begun(make_asking())
    second = make_office("second")
    assert keep(application, first, {WHAT: "Premier"}).saved == 1
    assert keep(application, second, {WHAT: "Second"}, seen=1).saved == 2
    met = keep(application, first, {WHAT: "Troisième", ("people", ""): "3"}, seen=1)
    assert met.met == {WHAT: "Second"}
    assert typed_in(application) == {WHAT: "Second", ("people", ""): "3"}
    assert keep(application, first, {WHAT: "Troisième"}, seen=1, mine=["what"]).met == {}
    assert typed_in(application)[WHAT] == "Troisième"


def test_the_page_shows_both_where_two_people_wrote_one_answer():
    application, _, browser = make_begun(make_asking())
    keep(application, make_office("second"), {WHAT: "Celui de l'autre"})
    page = f"/en/applications/{application.code}/form/"
    heard = browser.post(f"{page}keep/", typed(**{"what-fr": "Le mien"})).content.decode()
    assert "Somebody else wrote here meanwhile" in heard
    shown = browser.post(page, typed(**{"what-fr": "Le mien"})).content.decode()
    assert "Celui de l&#x27;autre" in shown
    assert "Le mien" in shown
    browser.post(page, {**typed(**{"what-fr": "Le mien"}), "mine": "what"})
    assert typed_in(application)[WHAT] == "Le mien"


def test_what_was_sent_after_the_sign_in_ended_waits_for_its_writer():
    application, person, browser = make_begun(make_asking())
    page = f"/en/applications/{application.code}/form/"
    (seal,) = re.findall(r'name="seal" value="([^"]+)"', browser.get(page).content.decode())
    browser.session.flush()
    lost = browser.post(page, {**typed(**{"what-fr": "Écrit trop tard"}), "seal": seal})
    assert lost["Location"].startswith("/en/sign-in/")
    assert typed_in(application) == {}
    browser.force_login(person)
    shown = browser.get(page).content.decode()
    assert "Écrit trop tard" in shown
    assert "Nothing is lost" in shown


def test_a_file_answers_a_question_and_is_opened_by_its_writers_alone(settings, tmp_path):
    settings.HOME = tmp_path
    application, _, browser = make_begun(make_asking())
    page = f"/en/applications/{application.code}/form/"
    plan = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 plan")
    browser.post(page, {**typed(), "a-plan": plan})
    value = typed_in(application)["plan", ""]
    assert value["name"] == "plan.pdf"
    address = f"/en/applications/{application.code}/files/{value['file']}"
    assert browser.get(address).getvalue() == b"%PDF-1.7 plan"
    _, _, other = make_begun(application.call, "other")
    assert other.get(address).status_code == 404
    other_code = Application.objects.exclude(pk=application.pk).get().code
    assert other.get(f"/en/applications/{other_code}/files/{value['file']}").status_code == 404
    browser.post(page, {**typed(), "without": "plan"})
    assert browser.get(address).status_code == 404
    drawing = SimpleUploadedFile("plan.svg", b"<svg onload='alert(1)'/>")
    refused = browser.post(page, {**typed(**{"what-fr": "Gardé"}), "a-plan": drawing})
    assert refused.status_code == 400
    assert typed_in(application)[WHAT] == "Gardé"


def test_answers_in_words_are_written_in_further_languages():
    application, _, browser = make_begun(make_asking())
    page = f"/en/applications/{application.code}/form/"
    browser.post(
        page, {**typed(), "has": ["about"], "languages": ["en", "fr", "xx"], "title": "Marchés", "city": "Dakar"}
    )
    application.refresh_from_db()
    assert application.languages == ["en"]
    browser.post(page, typed(**{"what-fr": "Marché", "what-en": "Market"}))
    browser.post(f"/en/applications/{application.code}/hand-in/")
    (answer,) = ApplicationVersion.objects.get().answers
    assert answer["value"] == {"fr": "Marché", "en": "Market"}


def test_co_applicants_are_named_once_each_and_known_as_members():
    application, person, browser = make_begun(make_asking())
    make_member("lagos", country="NG")
    browser.post(f"/en/applications/{application.code}/partners/", {"partners": "Lagos\r\n\r\nUniversité\r\n"})
    assert [(one.name, one.country) for one in application.co_applicants.all()] == [
        ("Lagos", "NG"),
        ("Université", ""),
    ]
    with pytest.raises(Refusal):
        name_partners(application=application, names=["Lagos", "lagos"], by=person)


def test_others_are_invited_and_leave_but_never_the_last(django_capture_on_commit_callbacks):
    application, person, browser = make_begun(make_asking())
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/en/applications/{application.code}/people/", {"email": "colleague@example.org"})
    colleague = Person.objects.get(email="colleague@example.org")
    assert len(mail.outbox) == 2  # the account, and the application
    assert signed_in(colleague).get(f"/en/applications/{application.code}/").status_code in (200, 302)
    with pytest.raises(Refusal):
        invite_keeper(application=application, email="colleague@example.org", by=person)
    own, other = application.keepers.filter(until=None)
    browser.post(f"/en/applications/{application.code}/people/remove/", {"keeper": other.pk})
    assert [one.person for one in application.keepers.filter(until=None)] == [person]
    with pytest.raises(Refusal):
        remove_keeper(application=application, keeper=own.pk, by=person)


# Handing in


def test_what_is_handed_in_stands_with_a_receipt(django_capture_on_commit_callbacks):
    application, person, browser = make_begun(make_asking())
    person.zone = "Asia/Kathmandu"
    person.save()
    sent = typed(state="running", since="2020-01-31", fields=["water", "air"], people="1 234", **{"what-fr": "Marché"})
    browser.post(f"/en/applications/{application.code}/form/", {**sent, "a-costs-2-item": "Toit"})
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(f"/en/applications/{application.code}/hand-in/")
    version = ApplicationVersion.objects.get()
    assert answer["Location"] == f"/en/applications/{application.code}/versions/1/"
    assert [(one["question"], one["value"]) for one in version.answers] == [
        ("state", "running"),
        ("since", "2020-01-31"),
        ("what", {"fr": "Marché"}),
        ("fields", ["air", "water"]),
        ("people", "1234"),
        ("costs", [{"item": "Toit", "sum": ""}]),
    ]
    application.refresh_from_db()
    assert (application.state, application.version, application.submitted_at) == ("submitted", 1, WITHIN)
    page = browser.get(answer["Location"]).content.decode()
    (letter,) = mail.outbox
    for words in (version.sha256, application.code):
        assert words in page
        assert words in letter.body
    assert "à votre heure" in letter.body, "the letter is in the language of the application"
    assert application.consents.get().call_version == 1
    assert Line.objects.filter(verb="submit").count() == 1
    assert verify() == []


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "What"),
        ({"what-fr": "x" * 41}, "Shorten it by one character."),
        ({"what-fr": "x", "fields": ["air", "water", "waste"]}, "2 options at most"),
        ({"what-fr": "x", "fields": ["fire"]}, "none of the options"),
        ({"what-fr": "x", "people": "1,500"}, "It could be either"),
        ({"what-fr": "x", "people": "NaN"}, "no number"),
        ({"what-fr": "x", "state": "running", "since": "31/01/2020"}, "no day"),
    ],
)
def test_what_cannot_stand_is_said_at_its_question_and_nothing_is_handed_in(answers, words):
    application, _, browser = make_begun(make_asking())
    browser.post(f"/en/applications/{application.code}/form/", typed(**answers))
    page = browser.post(f"/en/applications/{application.code}/hand-in/")
    assert page.status_code == 400
    assert words in page.content.decode()
    assert not ApplicationVersion.objects.exists()


def test_an_answer_to_what_is_not_asked_keeps_nobody_from_handing_in_and_is_not_handed_in():
    application, person, _ = make_begun(make_asking())
    keep(application, person, {WHAT: "Marché", ("since", ""): "never"})
    version = submit_application(application=application, at=WITHIN, by=person)
    assert [one["question"] for one in version.answers] == ["what"]


def test_the_last_second_is_in_time_and_the_next_is_late_with_the_draft_kept():
    application, person, _ = make_begun(make_asking())
    other, _, _ = make_begun(application.call, "other")
    for one in (application, other):
        keep(one, person, {WHAT: "Marché"})
    assert (
        submit_application(application=application, at=LAST + timedelta(microseconds=999_999), by=person).number == 1
    )
    with pytest.raises(Refusal) as refused:
        submit_application(application=other, at=LATE, by=person)
    assert refused.value.field == "late"
    assert typed_in(other)[WHAT] == "Marché"
    assert Application.objects.get(pk=other.pk).state == ApplicationState.DRAFT


def test_a_new_version_shows_what_differs_and_the_same_again_is_none():
    application, person, browser = make_begun(make_asking())
    keep(application, person, {WHAT: "Marché ouvert"})
    submit_application(application=application, at=WITHIN, by=person)
    with pytest.raises(Refusal):
        submit_application(application=application, at=WITHIN, by=person)
    keep(application, person, {WHAT: "Marché couvert"})
    assert submit_application(application=application, at=WITHIN, by=person).number == 2
    page = browser.get(f"/en/applications/{application.code}/versions/2/").content.decode()
    assert "<del>Marché ouvert</del>" in page
    assert "<ins>Marché couvert</ins>" in page
    assert browser.get(f"/en/applications/{application.code}/versions/1/").status_code == 200
    assert browser.get(f"/en/applications/{application.code}/versions/3/").status_code == 404


def test_what_was_withdrawn_can_be_handed_in_again_until_the_deadline():
    application, person, browser = make_begun(make_asking())
    keep(application, person, {WHAT: "Marché"})
    submit_application(application=application, at=WITHIN, by=person)
    browser.post(f"/en/applications/{application.code}/withdraw/")
    application.refresh_from_db()
    assert application.state == "withdrawn"
    with pytest.raises(Refusal):
        withdraw_application(application=application, by=person)
    assert submit_application(application=application, at=WITHIN, by=person).number == 2


def test_no_applicant_sees_another_application_at_any_door():
    first, person, _ = make_begun(make_asking())
    keep(first, person, {WHAT: "Kanarienvogel"})
    submit_application(application=first, at=WITHIN, by=person)
    _, _, other = make_begun(first.call, "other")
    for door in ("", "form/", "hand-in/", "versions/1/"):
        assert other.get(f"/en/applications/{first.code}/{door}").status_code == 404
    for door in ("form/", "form/keep/", "hand-in/", "withdraw/", "partners/", "people/", "people/remove/", "consent/"):
        assert other.post(f"/en/applications/{first.code}/{door}").status_code == 404
    assert first.code not in other.get("/en/applications/").content.decode()
    for page in ("/en/applications/", "/en/calls/award/", "/en/search/?q=Kanarienvogel"):
        assert "Kanarienvogel" not in other.get(page).content.decode().replace("q=Kanarienvogel", "").replace(
            'value="Kanarienvogel"', ""
        ).replace("“Kanarienvogel”", "")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_an_application_asks_as_many_questions_for_three_versions_as_for_one(
    number, django_assert_max_num_queries
):
    application, person, browser = make_begun(make_asking())
    for one in range(number):
        keep(application, person, {WHAT: f"Marché {one}"})
        submit_application(application=application, at=WITHIN, by=person)
    browser.get(f"/en/applications/{application.code}/")
    with django_assert_max_num_queries(24):
        browser.get(f"/en/applications/{application.code}/")

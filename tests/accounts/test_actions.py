"""Invitations, roles and the links that let somebody in once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from metronome.accounts.actions import DEMO, admit_operator, appoint, invite, make_demo_person, use_link, withdraw
from metronome.accounts.enums import APPOINTED, Role
from metronome.accounts.models import Appointment, Person, SignInLink
from metronome.accounts.queries import open_link, roles_of
from metronome.ground import audit
from metronome.ground.refusal import Refusal
from tests.factories.accounts import PASSWORD, make_account, signed_in

pytestmark = pytest.mark.django_db


def link_in_letter() -> str:
    found = re.search(r"http://[^/]+(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found.group(1)


@pytest.fixture
def invited(network, django_capture_on_commit_callbacks) -> Person:
    with django_capture_on_commit_callbacks(execute=True):
        return invite(email="Officer@Example.org", role=Role.OFFICER, language="fr", by="operator")


def test_an_invitation_opens_an_account_once_and_only_when_its_reader_says_so(invited, client):
    path = link_in_letter()
    assert path.startswith("/fr/link/")
    assert client.get(path).status_code == 200
    invited.refresh_from_db()
    assert not invited.is_active
    assert client.post(path)["Location"] == "/fr/account/"
    assert client.get("/fr/account/").status_code == 200
    assert Client().post(path).status_code == 404
    invited.refresh_from_db()
    assert invited.is_active
    assert roles_of(invited) == {Role.OFFICER}


def test_the_secret_of_a_link_is_kept_nowhere(invited):
    token = link_in_letter().rstrip("/").split("/")[-1]
    link = SignInLink.objects.get()
    assert token not in str([getattr(link, field.name) for field in SignInLink._meta.fields])
    assert open_link(token) == link


def test_a_link_ends_with_its_time(invited, client):
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(link_in_letter()).status_code == 404


def test_two_hands_cannot_use_one_link(invited):
    link = SignInLink.objects.get()
    use_link(link=link, by=invited)
    with pytest.raises(Refusal, match="used already"):
        use_link(link=link, by=invited)


def test_a_second_invitation_replaces_the_first(invited, django_capture_on_commit_callbacks):
    first = link_in_letter()
    with django_capture_on_commit_callbacks(execute=True):
        invite(email="officer@example.org", role=Role.OFFICER, by="operator")
    assert Client().get(first).status_code == 404
    assert Client().get(link_in_letter()).status_code == 200
    assert Person.objects.count() == 1


def test_who_can_sign_in_already_is_given_the_role_without_a_letter(network):
    person = make_account("editor")
    assert invite(email=person.email, role=Role.EDITOR, by="operator") == person
    assert mail.outbox == []
    with pytest.raises(Refusal, match="already"):
        invite(email=person.email, role=Role.EDITOR, by="operator")


@pytest.mark.parametrize("email", ["", "officer", "officer@", "a@b.org\nBcc: c@d.org"])
def test_what_is_no_address_is_not_invited(network, email):
    with pytest.raises(Refusal, match="not an e-mail address"):
        invite(email=email, by="operator")
    assert not Person.objects.exists()


def test_the_history_knows_the_address_only_by_reference(invited):
    lines = list(audit.Line.objects.order_by("number").values_list("verb", "actor", "subject", "change"))
    assert [line[:3] for line in lines] == [
        ("appoint", "operator", str(invited)),
        ("invite", "operator", str(invited)),
    ]
    assert "example.org" not in str(lines)
    assert audit.PersonalValue.objects.get().value == "officer@example.org"


def test_a_withdrawn_role_no_longer_counts_at_the_next_request(network):
    administrator = make_account("administrator", role=Role.ADMINISTRATOR)
    client = signed_in(administrator)
    assert client.get("/en/people/").status_code == 200
    withdraw(appointment=administrator.appointments.get(), by="operator")
    assert client.get("/en/people/").status_code == 404


def test_an_appointment_ends_once_and_may_begin_again(network):
    person = make_account("editor", role=Role.EDITOR)
    with pytest.raises(Refusal, match="already"):
        appoint(person=person, role=Role.EDITOR, by="operator")
    appointment = Appointment.objects.get()
    withdraw(appointment=appointment, by="operator")
    with pytest.raises(Refusal, match="ended already"):
        withdraw(appointment=appointment, by="operator")
    appoint(person=person, role=Role.EDITOR, by="operator")
    assert Appointment.objects.count() == 2


@pytest.mark.parametrize("role", sorted(set(Role) - set(APPOINTED)))
def test_a_role_that_is_no_office_of_the_network_is_not_given(network, role):
    with pytest.raises(Refusal, match="not given"):
        appoint(person=make_account(), role=role, by="operator")


def test_a_role_counts_from_its_day_to_its_end(network):
    person, now = make_account(), timezone.now()
    soon, past = now + timedelta(days=1), now - timedelta(days=1)
    Appointment.objects.create(person=person, role=Role.EDITOR, since=soon, by="operator")
    Appointment.objects.create(person=person, role=Role.FINANCE, since=past, until=past, by="operator")
    Appointment.objects.create(person=person, role=Role.OFFICER, since=past, until=soon, by="operator")
    assert roles_of(person) == {Role.OFFICER}


def test_an_administrator_invites_and_withdraws_on_a_page(network, django_capture_on_commit_callbacks):
    administrator = make_account("administrator", role=Role.ADMINISTRATOR)
    client = signed_in(administrator)
    given = {"email": "finance@example.org", "name": "Finance", "role": "finance", "language": "fr"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/en/people/", given).status_code == 302
    assert mail.outbox[-1].to == ["finance@example.org"]
    appointment = Appointment.objects.get(role=Role.FINANCE)
    assert "Finance" in client.get("/en/people/").content.decode()
    assert client.post(f"/en/people/{appointment.pk}/withdrawal/").status_code == 302
    assert not Appointment.objects.standing().filter(pk=appointment.pk).exists()
    again = client.post(f"/en/people/{appointment.pk}/withdrawal/", follow=True)
    assert "ended already" in again.content.decode()
    line = audit.Line.objects.order_by("-number").values_list("verb", "actor").first()
    assert line == ("withdraw", str(administrator))


@pytest.mark.parametrize(
    "given",
    [
        {"email": "nobody", "role": "finance", "language": "fr"},
        {"email": "a@example.org", "role": "operator", "language": "fr"},
        {"email": "a@example.org", "role": "finance", "language": "xx"},
        {"email": "administrator@example.org", "role": "administrator", "language": "fr"},
    ],
)
def test_a_wrong_invitation_is_shown_again_with_the_reason(network, given):
    client = signed_in(make_account("administrator", role=Role.ADMINISTRATOR))
    answer = client.post("/en/people/", given)
    assert answer.status_code == 400
    assert "error" in answer.content.decode()
    assert Person.objects.count() == 1


def test_a_list_of_people_costs_the_same_for_one_and_for_three(network):
    client = signed_in(make_account("administrator", role=Role.ADMINISTRATOR))
    client.get("/en/people/")
    with CaptureQueriesContext(connection) as one:
        client.get("/en/people/")
    for office in ("editor", "finance"):
        make_account(office, role=Role.EDITOR)
    with CaptureQueriesContext(connection) as three:
        client.get("/en/people/")
    assert len(one) == len(three) <= 12
    print(f"{len(three)} queries")


def test_a_person_chooses_the_language_of_pages_and_letters(network):
    person = make_account()
    client = signed_in(person)
    assert client.post("/en/account/language/", {"language": "fr"})["Location"] == "/fr/account/"
    assert client.post("/en/account/language/", {"language": "xx"})["Location"] == "/en/account/"
    person.refresh_from_db()
    assert person.language == "fr"


def test_an_operator_is_admitted_and_admitted_anew(network):
    person = admit_operator(email="operator@example.org", password=PASSWORD, by="operator")
    assert roles_of(person) == {Role.OPERATOR}
    assert admit_operator(email="operator@example.org", password="another", by="operator") == person
    person.refresh_from_db()
    assert person.check_password("another")


def test_a_demo_link_opens_once_within_twelve_hours(network, client):
    person, token = make_demo_person(email="editor@example.org", name="Editor", role=Role.EDITOR, by="operator")
    link = SignInLink.objects.get()
    assert timedelta(hours=11) < link.expires_at - timezone.now() <= DEMO
    assert client.post(f"/en/link/{token}/").status_code == 302
    assert client.post(f"/en/link/{token}/").status_code == 404
    again, other = make_demo_person(email="editor@example.org", name="Editor", role=Role.EDITOR, by="operator")
    assert again == person
    assert roles_of(again) == {Role.EDITOR}
    assert other != token


@pytest.mark.parametrize("role", Role)
def test_every_role_is_described_in_words(role):
    assert role.label
    assert role.description.endswith(".")

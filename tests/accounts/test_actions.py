"""Invitations, roles and the links that let somebody in once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from metronome.accounts.actions import PRINTED, admit_operator, appoint, invite, make_demo_person, use_link, withdraw
from metronome.accounts.enums import APPOINTED, Role
from metronome.accounts.models import Appointment, Person, SignInLink
from metronome.accounts.queries import names_of, open_link, roles_of
from metronome.ground import audit
from metronome.ground.refusal import Refusal
from metronome.network.models import Network
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
    assert client.post(path)["Location"] == "/fr/desk/"
    assert client.get("/fr/account/").status_code == 200
    assert Client().post(path).status_code == 404
    invited.refresh_from_db()
    assert invited.is_active
    assert roles_of(invited) == {Role.OFFICER}


def test_an_invitation_names_the_network_to_people_who_never_heard_of_it(invited):
    letter, name = mail.outbox[-1], Network.objects.get().name.in_("fr")
    assert name in letter.subject
    assert str(letter.body).startswith(f"{name} vous")


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
        ("invite", "operator", str(invited)),
        ("appoint", "operator", str(invited)),
    ]
    assert "example.org" not in str(lines)
    assert audit.PersonalValue.objects.get().value == "officer@example.org"


def test_a_withdrawn_role_no_longer_counts_at_the_next_request(network):
    make_account("another-administrator", role=Role.ADMINISTRATOR)
    administrator = make_account("administrator", role=Role.ADMINISTRATOR)
    client = signed_in(administrator)
    assert client.get("/en/desk/people/").status_code == 200
    withdraw(appointment=administrator.appointments.get(), by="operator")
    assert client.get("/en/desk/people/").status_code == 404


def test_nobody_gives_a_role_to_themselves(network):
    administrator = make_account("administrator", role=Role.ADMINISTRATOR)
    for role in (Role.SECRETARY_GENERAL, Role.ADMINISTRATOR):
        with pytest.raises(Refusal, match="to themselves"):
            appoint(person=administrator, role=role, by=administrator)
    with pytest.raises(Refusal, match="to themselves"):
        invite(email=administrator.email, role=Role.EDITOR, by=administrator)
    assert roles_of(administrator) == {Role.ADMINISTRATOR}


def test_the_last_administrator_who_can_sign_in_stays(network):
    last = make_account("administrator", role=Role.ADMINISTRATOR)
    invite(email="invited-administrator@example.org", role=Role.ADMINISTRATOR, by=last)
    with pytest.raises(Refusal, match="last administrator"):
        withdraw(appointment=last.appointments.get(), by=last)
    other = make_account("another-administrator", role=Role.ADMINISTRATOR)
    withdraw(appointment=last.appointments.get(), by=last)
    assert roles_of(Person.objects.get(pk=last.pk)) == frozenset()
    with pytest.raises(Refusal, match="last administrator"):
        withdraw(appointment=other.appointments.get(), by="operator")


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


def test_who_has_not_signed_in_is_a_visitor_and_nothing_else():
    assert roles_of(AnonymousUser()) == {Role.VISITOR}


def test_a_person_chooses_the_language_of_pages_and_letters(network):
    person = make_account()
    client = signed_in(person)
    assert client.post("/en/account/language/", {"language": "fr"})["Location"] == "/fr/account/"
    assert client.post("/en/account/language/", {"language": "xx"})["Location"] == "/en/account/"
    person.refresh_from_db()
    assert person.language == "fr"


def test_an_operator_is_admitted_once_by_their_address_and_gets_a_new_password_the_second_time(network, client):
    person = admit_operator(email="Operator@Example.org", password=PASSWORD, by="operator")
    again = admit_operator(email="operator@example.org", password="another long sentence", by="operator")
    assert again == person == Person.objects.get()
    assert roles_of(person) == {Role.OPERATOR}
    assert not client.login(username="operator@example.org", password=PASSWORD)
    assert client.login(username="operator@example.org", password="another long sentence")
    assert client.get("/repair/").status_code == 200


def test_the_line_of_an_operator_names_nobody_by_address(network):
    admit_operator(email="operator@example.org", password=PASSWORD, by="somebody at the machine")
    line = audit.Line.objects.latest("number")
    assert (line.verb, line.actor) == ("admit", "somebody at the machine")
    assert "operator@" not in line.subject + str(line.change)


def test_an_operator_cannot_be_admitted_without_an_address(network):
    with pytest.raises(ValueError, match="e-mail address"):
        admit_operator(email="", password=PASSWORD, by="operator")
    assert not audit.Line.objects.exists()


def test_a_demo_link_opens_once_within_twelve_hours(network, client):
    person, token = make_demo_person(email="editor@example.org", name="Editor", role=Role.EDITOR, by="operator")
    link = SignInLink.objects.get()
    assert timedelta(hours=11) < link.expires_at - timezone.now() <= PRINTED
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


def test_people_are_named_by_their_numbers_in_one_question(django_assert_num_queries):
    people = [make_account(f"office-{place}") for place in range(5)]
    for many in (1, 2, 3, 5):
        hands = [*map(str, people[:many]), "the loading", "person:999999"]
        with django_assert_num_queries(1):
            assert names_of(hands) == {str(one): one.name or one.email for one in people[:many]}
    with django_assert_num_queries(0):
        assert names_of(["the loading"]) == {}


def test_whoever_is_signed_in_is_found_by_their_number_each_time(django_assert_num_queries):
    person = make_account("editor")
    with django_assert_num_queries(2):
        assert Person.objects.get(pk=person.pk) == person
        with pytest.raises(Person.DoesNotExist):
            Person.objects.get(pk=person.pk + 1)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert not Person.objects.get(pk=person.pk).is_active


def test_hands_are_said_in_the_readers_words_and_people_by_name():
    person = make_account("officer")
    with override("fr"):
        said = names_of([str(person), "operator root", "folder ports", "somebody", "operator"])
    assert said == {
        str(person): "officer",
        "operator root": "sur la machine\u00a0: root",
        "folder ports": "du dossier ports",
    }

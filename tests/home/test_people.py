"""The pages of people: who may sign in, what for, and who may say so."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from metronome.accounts.enums import Role
from metronome.accounts.models import Appointment, Person
from metronome.ground import audit
from metronome.network.actions import appoint_focal_point
from metronome.network.models import FocalPoint
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_member, make_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(db):
    return make_network()


@pytest.fixture
def administrator(network) -> Client:
    return signed_in(make_account("administrator", role=Role.ADMINISTRATOR))


@pytest.fixture
def officer(network) -> Client:
    return signed_in(make_account("officer", role=Role.OFFICER))


def text_of(client: Client, path: str, **given: str) -> str:
    return client.get(path, given).content.decode()


def test_an_administrator_invites_appoints_and_ends(administrator, django_capture_on_commit_callbacks):
    given = {"email": "finance@example.org", "name": "Finance office", "role": "finance", "language": "fr"}
    with django_capture_on_commit_callbacks(execute=True):
        assert administrator.post("/en/desk/people/", given).status_code == 302
    assert mail.outbox[-1].to == ["finance@example.org"]
    person = Person.objects.get(email="finance@example.org")
    page = f"/en/desk/people/{person.pk}/"
    assert "Finance office" in text_of(administrator, "/en/desk/people/")
    assert administrator.post(f"{page}roles/", {"role": "officer"})["Location"] == page
    appointment = Appointment.objects.get(role=Role.OFFICER)
    assert administrator.post(f"/en/desk/people/roles/{appointment.pk}/end/")["Location"] == page
    again = administrator.post(f"/en/desk/people/roles/{appointment.pk}/end/", follow=True)
    assert "ended already" in again.content.decode()
    verbs = audit.Line.objects.filter(subject=str(person)).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["invite", "appoint", "appoint", "withdraw"]


def test_who_has_not_come_yet_is_sent_the_link_again(administrator, django_capture_on_commit_callbacks):
    administrator.post("/en/desk/people/", {"email": "a@example.org", "role": "finance", "language": "fr"})
    person = Person.objects.get(email="a@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(f"/en/desk/people/{person.pk}/letter/")
    assert mail.outbox[-1].to == ["a@example.org"]
    known = Person.objects.get(email="administrator@example.org")
    assert administrator.post(f"/en/desk/people/{known.pk}/letter/").status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {"email": "nobody", "role": "finance", "language": "fr"},
        {"email": "a@example.org", "role": "operator", "language": "fr"},
        {"email": "a@example.org", "role": "finance", "language": "xx"},
        {"email": "administrator@example.org", "role": "editor", "language": "fr"},
    ],
)
def test_a_wrong_invitation_is_shown_again_with_the_reason(administrator, given):
    answer = administrator.post("/en/desk/people/", given)
    assert answer.status_code == 400
    assert "error" in answer.content.decode()
    assert Appointment.objects.count() == 1


def test_nobody_raises_their_own_role_on_the_page(administrator):
    own = Person.objects.get(email="administrator@example.org")
    for role in ("secretary_general", "operator"):
        administrator.post(f"/en/desk/people/{own.pk}/roles/", {"role": role})
    assert [one.role for one in own.appointments.all()] == ["administrator"]
    answer = administrator.post(f"/en/desk/people/roles/{own.appointments.get().pk}/end/", follow=True)
    assert "last administrator" in answer.content.decode()


def test_more_invitations_than_anybody_may_send_are_refused(administrator, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "invite": "2/h/user"}
    given = {"role": "finance", "language": "fr"}
    answers = [
        administrator.post("/en/desk/people/", {**given, "email": f"office-{n}@example.org"}).status_code
        for n in range(3)
    ]
    assert answers == [302, 302, 400]
    assert Person.objects.filter(is_active=False).count() == 2


def test_an_officer_says_who_speaks_for_a_member(officer, django_capture_on_commit_callbacks):
    member = make_member("dakar")
    given = {"member": "dakar", "email": "focal@example.org", "name": "Focal point of Dakar", "language": "fr"}
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post("/en/desk/focal-points/", given).status_code == 302
    grant = FocalPoint.objects.get(member=member)
    assert not grant.person.is_active
    assert "/fr/link/" in str(mail.outbox[-1].body)
    assert "Focal point of Dakar" in text_of(officer, "/en/desk/focal-points/")
    assert officer.post("/en/desk/focal-points/", given).status_code == 400
    officer.post(f"/en/desk/focal-points/{grant.pk}/end/")
    assert not FocalPoint.objects.standing().exists()
    assert officer.get("/en/desk/people/").status_code == 404


def test_whether_an_address_has_an_account_already_is_not_told(officer, django_capture_on_commit_callbacks):
    make_member("dakar")
    make_account("editor", role=Role.EDITOR)
    told = []
    for email in ("editor@example.org", "stranger@example.org"):
        given = {"member": "dakar", "email": email, "language": "fr"}
        with django_capture_on_commit_callbacks(execute=True):
            answer = officer.post("/en/desk/focal-points/", given)
        said = [str(message).replace(email, "…") for message in officer.get(answer["Location"]).context["messages"]]
        told.append((answer.status_code, said, len(mail.outbox)))
        mail.outbox.clear()
    assert told[0] == told[1]


def test_the_list_is_narrowed_by_words_and_role(administrator):
    grant = appoint_focal_point(
        person=make_account("focal-point-of-dakar"), member=make_member("dakar"), by="operator"
    )
    assert grant.person.email in text_of(administrator, "/en/desk/people/", role="focal_point", q="DAKAR")
    assert grant.person.email not in text_of(administrator, "/en/desk/people/", role="editor")
    assert "Nobody fits" in text_of(administrator, "/en/desk/people/", q="no such office")


@pytest.mark.parametrize("path", ["/en/desk/people/", "/en/desk/focal-points/"])
def test_a_list_costs_the_same_for_one_and_for_three(administrator, path):
    appoint_focal_point(person=make_account("focal-point-of-dakar"), member=make_member("dakar"), by="operator")
    administrator.get(path)
    with CaptureQueriesContext(connection) as one:
        administrator.get(path)
    for slug in ("lagos", "accra"):
        person = make_account(f"focal-point-of-{slug}", role=Role.EDITOR)
        appoint_focal_point(person=person, member=make_member(slug), by="operator")
    with CaptureQueriesContext(connection) as three:
        administrator.get(path)
    assert len(one) == len(three) <= 12
    print(f"{len(three)} queries")

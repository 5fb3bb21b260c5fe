"""A session is its owner's: nobody plants, keeps or guesses one, and no limit is passed by asking another worker."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from metronome.accounts.actions import withdraw
from metronome.accounts.enums import Role
from metronome.accounts.gate import EVERYBODY
from metronome.accounts.models import Appointment, Person
from metronome.calls.actions.panels import change_juror
from metronome.calls.models import ApplicationKeeper, Juror
from metronome.exchange.actions import end_expert_account
from metronome.exchange.models import ExpertAccount
from metronome.network.actions import withdraw_focal_point, withdraw_partner_focal_point
from metronome.network.models import FocalPoint, PartnerFocalPoint
from tests.factories.accounts import make_account, signed_in
from tests.faults.walk import declared_doors, given, readers_of
from tests.faults.world import make_full_doors

pytestmark = pytest.mark.slow


@pytest.mark.django_db
def test_whatever_is_shown_to_somebody_signed_in_is_kept_by_no_browser_and_no_proxy():
    doors, wrong, tried = make_full_doors(), [], 0
    for address, pattern in declared_doors():
        if getattr(pattern.callback, "roles", frozenset()) == EVERYBODY or "sign-out" in address:
            continue
        for who in readers_of(pattern):
            page = given(doors.browsers[who], who, doors.address(address))
            tried += 1
            kept = page.headers.get("Cache-Control", "")
            if page.status == 200 and not {"no-store", "private"} <= set(re.split(r",\s*", kept)):
                wrong.append(f"{page}: {kept or 'nothing said'}")
    print(f"{tried} pages of somebody: {len(wrong)} may be kept")
    assert wrong == []


@pytest.mark.django_db
def test_a_public_page_for_somebody_signed_in_is_given_to_nobody_else():
    doors, wrong = make_full_doors(), []
    for address, pattern in declared_doors():
        if getattr(pattern.callback, "roles", frozenset()) == EVERYBODY and "sign-" not in address:
            path = doors.address(address)
            given(doors.browsers[Role.EDITOR], Role.EDITOR, path)
            page = given(doors.browsers[Role.VISITOR], Role.VISITOR, path)
            if page.is_html and any(word in page.text for word in ("My account", "editor@example.org")):
                wrong.append(path)
    assert wrong == []


@pytest.mark.django_db
def test_every_right_that_is_withdrawn_ends_at_the_next_request_on_every_door():
    doors = make_full_doors()
    before = {who: opened(doors, who) for who in doors.browsers if who not in (Role.VISITOR, Role.OPERATOR)}
    # Somebody must stay who can give roles.
    left_behind = make_account("second-administrator", role=Role.ADMINISTRATOR)
    for appointment in Appointment.objects.standing():
        if not appointment.person.is_staff and appointment.person != left_behind:
            withdraw(appointment=appointment, by="operator")
    for grant in FocalPoint.objects.standing():
        withdraw_focal_point(grant=grant, by="operator")
    for of_partner in PartnerFocalPoint.objects.standing():
        withdraw_partner_focal_point(grant=of_partner, by="operator")
    for account in ExpertAccount.objects.standing():
        end_expert_account(grant=account, by="operator")
    for juror in Juror.objects.all():
        change_juror(juror=juror, load=juror.load, is_reserve=False, has_left=True, by="operator")
    ApplicationKeeper.objects.update(until=timezone.now())
    left = [f"{path} for {who}" for who, paths in before.items() for path in paths & opened(doors, who)]
    print(f"{sum(map(len, before.values()))} doors open by a right, {len(left)} after it was withdrawn")
    assert sum(map(len, before.values())) > 30
    assert left == []


def opened(doors, who: str) -> set[str]:
    """The doors that open to somebody by a right, and not to everybody who is signed in."""
    return {
        address
        for address, pattern in declared_doors()
        if len(getattr(pattern.callback, "roles", ())) < 8
        and doors.browsers[who].get(doors.address(address)).status_code not in (302, 404)
    }


@pytest.mark.django_db
def test_a_session_ends_with_its_time_with_its_row_and_with_the_account(network_of_one):
    for ending in (
        lambda key, person: Session.objects.filter(pk=key).update(expire_date=timezone.now()),
        lambda key, person: Session.objects.filter(pk=key).delete(),
        lambda key, person: Person.objects.filter(pk=person.pk).update(is_active=False),
        lambda key, person: Person.objects.filter(pk=person.pk).update(password="!changed"),
    ):
        person = make_account(f"office-{Person.objects.count()}")
        client = signed_in(person)
        assert client.get("/en/account/").status_code == 200
        ending(client.session.session_key, person)
        assert client.get("/en/account/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "a" * 32, "' OR 1=1 --", "../../session", "\x00", "a" * 5000])
def test_a_session_that_nobody_was_given_opens_nothing(network_of_one, key):
    client = Client()
    client.cookies["sessionid"] = key
    assert client.get("/en/account/").status_code == 302


@pytest.fixture
def network_of_one(db):
    return make_full_doors()

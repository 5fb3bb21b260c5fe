"""Offices that sign in."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.test import Client

from metronome.accounts.actions import appoint
from metronome.accounts.enums import APPOINTED, Role
from metronome.accounts.models import Person

PASSWORD = "a long sentence of the office"


def make_account(office: str = "officer", *, role: Role | None = None, **fields: object) -> Person:
    """An office with an account whose address is proven, and with a role."""
    person = Person.objects.create_user(f"{office}@example.org", PASSWORD, name=office, **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if role in APPOINTED:
        appoint(person=person, role=role, by="operator")
    return person


def make_office(office: str = "officer", *, role: Role | None = None) -> Person:
    """The same without a password, whose making takes as long as it must: for tests that do not sign in by one."""
    person = Person.objects.create_user(f"{office}@example.org", name=office)
    if role in APPOINTED:
        appoint(person=person, role=role, by="operator")
    return person


def signed_in(person: Person) -> Client:
    """A browser in which a person has signed in."""
    client = Client()
    client.force_login(person)
    return client

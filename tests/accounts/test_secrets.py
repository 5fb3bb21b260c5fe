"""Secrets stay out of the logs, whatever goes wrong."""

from __future__ import annotations

import logging
from io import StringIO

import pytest
from django.test import Client

from metronome.accounts.actions import make_demo_person
from metronome.accounts.enums import Role
from metronome.accounts.redaction import Redacted
from tests.accounts.conftest import code_in_letter
from tests.factories.accounts import PASSWORD, make_account

pytestmark = pytest.mark.django_db
WRONG = "Kanarienvogel of a password"


@pytest.fixture
def logged():
    """Everything that any logger says, as the console of the instance would show it."""
    heard = StringIO()
    handler = logging.StreamHandler(heard)
    handler.addFilter(Redacted())
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield heard
    root.removeHandler(handler)
    root.setLevel(before)


def test_the_console_of_an_instance_is_redacted(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["redacted"]
    assert settings.LOGGING["root"]["handlers"] == ["console"]


def test_no_password_code_link_or_session_is_logged(network, logged):
    person = make_account()
    _, token = make_demo_person(email="editor@example.org", name="Editor", role=Role.EDITOR, by="operator")
    strict = Client(enforce_csrf_checks=True)
    strict.post(f"/en/link/{token}/")
    strict.post("/en/sign-in/", {"login": person.email, "password": WRONG})
    client = Client()
    for password in (WRONG, PASSWORD):
        client.post("/en/sign-in/", {"login": person.email, "password": password})
    code = code_in_letter()
    client.post("/en/sign-in/code/confirm/", {"code": "WRONGS"})
    client.post("/en/sign-in/code/confirm/", {"code": code})
    session = client.session.session_key
    other = Client()
    other.post(f"/en/link/{token}/")
    other.post(f"/en/link/{token}/")
    told = logged.getvalue()
    assert "/en/link/…/" in told
    secrets = {"token": token, "wrong": WRONG, "password": PASSWORD, "code": code, "session": session}
    assert {name for name, secret in secrets.items() if secret in told} == set()

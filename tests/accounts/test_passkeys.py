"""What a browser says of a passkey, and what no browser would say."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

import pytest
from allauth.core import context
from allauth.mfa.webauthn.internal import auth
from django.contrib.messages import get_messages
from django.test import RequestFactory

from metronome.accounts import forms
from tests.factories.accounts import make_account, signed_in

pytestmark = pytest.mark.django_db


def written(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def said(**response: object) -> str:
    """A credential whose shell is whole."""
    key = written(b"a key")
    return json.dumps({"id": key, "rawId": key, "type": "public-key", "response": response})


DATA = written(b'{"type": "webauthn.get", "challenge": "a", "origin": "https://example.org"}')
WRONG = {
    "nothing": "{}",
    "a number": "5",
    "no key": '{"id": 1}',
    "no letters of base64": json.dumps({"id": "é", "rawId": "é", "response": {}}),
    "an empty answer": said(),
    "no JSON within": said(clientDataJSON="", authenticatorData="", attestationObject="", signature=""),
    "short data": said(clientDataJSON=DATA, authenticatorData="", attestationObject="", signature=""),
    "wrong kinds": said(clientDataJSON=5, authenticatorData=[], attestationObject=5, signature=None),
    "a person that is none": said(
        clientDataJSON=DATA, authenticatorData=written(b"a" * 37), signature=written(b"s"), userHandle="é"
    ),
    "deep": "[" * 20_000,
    "deep and whole": "[" * 900 + "]" * 900,
    "deep within": said(clientDataJSON=written(b"[" * 20_000), attestationObject="", authenticatorData=""),
}


@pytest.mark.parametrize("credential", WRONG.values(), ids=WRONG)
def test_what_no_browser_says_of_a_passkey_is_a_wrong_passkey(rf: RequestFactory, client, credential):
    officer = make_account("officer")
    request = rf.post("/")
    request.session, request.user = client.session, officer
    with context.request_context(request):
        for kind, more, begin in (
            (forms.PasskeyAloneForm, {}, auth.begin_authentication),
            (forms.PasskeyForm, {"user": officer}, lambda: auth.begin_authentication(officer)),
            (forms.PasskeyAgainForm, {"user": officer}, lambda: auth.begin_authentication(officer)),
            (forms.NewPasskeyForm, {"user": officer}, lambda: auth.begin_registration(officer, passwordless=False)),
        ):
            begin()
            form = kind(data={"credential": credential}, **more)
            assert not form.is_valid()
            assert "credential" in form.errors
            assert str(form)


def test_no_door_for_passkeys_breaks_at_it(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    officer = signed_in(make_account("officer"))
    for credential in WRONG.values():
        refused = client.post("/en/sign-in/passkey/", {"credential": credential})
        assert (refused.status_code, refused["Location"]) == (302, "/en/sign-in/")
        told = {str(message) for message in get_messages(refused.wsgi_request)}
        assert told <= {"Incorrect code.", "Enter a valid JSON."}
        assert told
        assert officer.post("/en/account/again/passkey/", {"credential": credential}).status_code in (200, 302)
    assert client.get("/en/account/").status_code == 302

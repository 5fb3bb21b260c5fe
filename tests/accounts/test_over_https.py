"""Over https no cookie leaves in the clear, and a letter names the address of the instance, whatever host is asked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from http.cookies import SimpleCookie

import pytest
from django.core import mail
from django.test import Client

from metronome.accounts.enums import Role
from metronome.network.actions import appoint_focal_point
from tests.factories.accounts import make_account
from tests.factories.network import make_correction, make_member
from tests.instances import PROJECT, empty, surroundings

ADDRESS = "https://record.example.org"
HOST = "evil.example"
#: Signs somebody in by a link, and tells every cookie that came on the way as a browser is told of it.
SIGNING_IN = """
import json, django
django.setup()
from django.test import Client
from metronome.accounts.actions import admit_operator_by_link
_, secret = admit_operator_by_link(email="operator@example.org", by="operator")
here = {"host": "record.example.org"}
browser = Client(headers=here)
dark = {"theme": "dark", "next": "/en/"}
steps = [("get", "/en/sign-in/", None), ("post", f"/en/link/{secret}/", None), ("post", "/en/display", dark)]
answers = [getattr(browser, way)(address, given, secure=True) for way, address, given in steps]
cookies = [morsel.OutputString() for answer in answers for morsel in answer.cookies.values()]
plain = Client(headers=here).get("/en/sign-in/")
print(json.dumps({"cookies": cookies, "plain": plain.headers["Location"], "set": len(plain.cookies)}))
"""


def test_over_https_every_cookie_is_secure_out_of_reach_of_scripts_and_of_other_sites(tmp_path):
    home = empty(tmp_path / "home")
    settings = {"METRONOME_ADDRESS": ADDRESS, "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    command = [sys.executable, "-W", "error", "-c", SIGNING_IN]
    said = subprocess.run(
        command, env={**surroundings(home), **settings}, cwd=PROJECT, capture_output=True, text=True, check=True
    )
    found = json.loads(said.stdout.splitlines()[-1])
    cookies = {name: morsel for line in found["cookies"] for name, morsel in SimpleCookie(line).items()}
    assert {"sessionid", "csrftoken", "theme"} <= cookies.keys()
    for name, cookie in cookies.items():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax"), name
        assert not cookie["domain"], name
    assert found["plain"] == f"{ADDRESS}/en/sign-in/"
    assert found["set"] == 0


@pytest.fixture
def elsewhere(settings, network) -> Client:
    """A browser that asks for the instance under the name of another host, where the server lets it through."""
    settings.ADDRESS, settings.ALLOWED_HOSTS = ADDRESS, ["*"]
    return Client(headers={"host": HOST})


def test_every_letter_leads_to_the_address_of_the_instance_and_none_to_the_host_that_was_asked(
    elsewhere, django_capture_on_commit_callbacks
):
    dakar = make_member("dakar")
    secretary = make_account("secretary", role=Role.SECRETARY_GENERAL)
    administrator = make_account("administrator", role=Role.ADMINISTRATOR)
    focal = make_account("focal-point-of-dakar")
    appoint_focal_point(person=focal, member=dakar, by="operator")
    request = make_correction(dakar, focal)
    steps = [
        ("sign-in/code/", {"email": focal.email}),
        ("sign-in/code/", {"email": "stranger@example.org"}),
    ]
    with django_capture_on_commit_callbacks(execute=True):
        for address, given in steps:
            elsewhere.post(f"/en/{address}", given)
        elsewhere.force_login(secretary, backend="allauth.account.auth_backends.AuthenticationBackend")
        elsewhere.post(f"/en/desk/corrections/{request.pk}/", {"accepted": "no", "answer": "It is right."})
        elsewhere.force_login(administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
        asked = {"email": "officer@example.org", "name": "An officer", "role": "officer", "language": "fr"}
        elsewhere.post("/en/desk/people/", asked)
    written = [f"{letter.subject}\n{letter.body}\n{letter.extra_headers}" for letter in mail.outbox]
    assert len(written) >= 3
    assert [text for text in written if HOST in text] == []
    links = [link for text in written for link in re.findall(r"https?://[^\s>]+", text)]
    assert len(links) >= 2
    assert [link for link in links if not link.startswith(f"{ADDRESS}/")] == []

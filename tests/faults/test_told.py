"""What is secret or personal stands in no log and on no page that says that something broke, whatever goes wrong."""

from __future__ import annotations

import json
import logging
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.test import Client

from metronome.accounts.enums import Role
from metronome.accounts.redaction import Redacted
from metronome.desk import keeping
from metronome.ground.logs import Lines
from metronome.record import actions
from tests.accounts.conftest import code_in_letter
from tests.factories.accounts import PASSWORD, make_account, signed_in
from tests.faults.walk import declared_doors, readers_of
from tests.faults.world import make_full_doors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
#: Typed, and never to be repeated by a log or by a page that says that something broke.
TYPED = "Kanarienvogel"


@pytest.fixture(params=["plain"])
def logged(request, settings):
    """Everything that any logger of an instance says at any level, with tracebacks, as its console would."""
    settings.DEBUG = False
    settings.LOG_FORMAT = request.param
    heard = StringIO()
    handler = logging.StreamHandler(heard)
    plain = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    handler.setFormatter(Lines() if request.param == "json" else plain)
    handler.addFilter(Redacted())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield heard
    root.removeHandler(handler)
    root.setLevel(before)


def broken(*_arguments: object, **_more: object) -> None:
    raise DatabaseError("the disk is gone")


def test_what_is_typed_where_something_breaks_is_neither_logged_nor_shown(logged):
    doors = make_full_doors()
    officer = doors.browsers[Role.OFFICER]
    officer.raise_request_exception = False
    typed = {"title_fr": TYPED, "summary_fr": f"{TYPED} summary", "kind": "event", "first": "2021-03-17", "last": ""}
    typed |= {"precision": "day", "do": "save"}
    with patch.object(actions, "draft_activity", broken), patch.object(keeping, "keep_draft", broken):
        answers = [officer.post("/fr/desk/activities/new/", typed), officer.post("/fr/desk/drafts/activities/", typed)]
    assert [answer.status_code for answer in answers] == [500, 500]
    for answer in answers:
        page = answer.content.decode()
        assert "<h1" in page
        for secret in (TYPED, "Traceback", "the disk is gone", "DatabaseError", "/site-packages/", "metronome.record"):
            assert secret not in page
    told = logged.getvalue()
    assert "the disk is gone" in told
    assert TYPED not in told


@pytest.mark.parametrize("logged", ["plain", "json"], indirect=True)
def test_no_secret_and_no_address_of_a_person_is_logged_on_any_way_in(logged):
    make_full_doors()
    person = make_account("treasurer", role=Role.FINANCE)
    client, wrong = Client(), "Blaumeise of a password"
    client.post("/en/sign-in/code/", {"email": person.email})
    code = code_in_letter()
    client.post("/en/sign-in/code/confirm/", {"code": "WRONGS"})
    client.post("/en/sign-in/code/confirm/", {"code": code})
    for password in (wrong, PASSWORD):
        Client().post("/en/sign-in/", {"login": person.email, "password": password})
    Client().post("/en/sign-in/code/", {"email": "stranger@example.net"})
    administrator = signed_in(make_account("head-of-office", role=Role.ADMINISTRATOR))
    administrator.post(
        "/en/people/", {"email": "newcomer@example.net", "name": TYPED, "role": "finance", "language": "fr"}
    )
    client.get("/en/members/", {"q": TYPED})
    secrets = {
        "code": code, "wrong password": wrong, "password": PASSWORD, "session": str(client.session.session_key),
        "address": person.email, "stranger": "stranger@example.net", "invited": "newcomer@example.net",
    }  # fmt: skip
    lines = [line for line in logged.getvalue().splitlines() if "django.db.backends" not in line]
    told = "\n".join(lines)
    print(
        f"{len(lines)} lines of log, {len(secrets)} secrets: {sum(secret in told for secret in secrets.values())} told"
    )
    assert [line for line in lines if any(secret in line for secret in secrets.values())] == []


@pytest.mark.parametrize("logged", ["json"], indirect=True)
def test_what_is_logged_for_programs_names_doors_and_nobody(logged):
    doors = make_full_doors()
    officer = doors.browsers[Role.OFFICER]
    officer.raise_request_exception = False
    named = [officer.get(f"/fr/members/{TYPED}/"), officer.get("/fr/search/", {"q": TYPED})]
    with patch("django.template.base.Template.render", failing_once()):
        named.append(officer.get("/fr/members/", {"q": TYPED}))
    assert [answer.status_code for answer in named] == [404, 200, 500]
    told = [json.loads(line) for line in logged.getvalue().splitlines()]
    asked = [line for line in told if line["logger"] == "metronome.requests"]
    assert [(line["door"], line["status"]) for line in asked] == [
        ("network:members" if status == 500 else door, status)
        for door, status in (("home:member", 404), ("home:search", 200), ("", 500))
    ]
    assert any(line.get("error") == "DatabaseError" for line in told)
    kept = [line for line in told if line["logger"] != "django.db.backends"]
    assert not any(word in json.dumps(kept) for word in (TYPED, "Blaumeise", "officer@example.org"))


def test_the_database_says_nothing_of_what_is_asked_at_the_level_of_an_instance(settings):
    """Statements with their values are logged at DEBUG by Django; an instance says warnings only."""
    assert settings.LOGGING["root"]["level"] == "WARNING"
    assert not settings.LOGGING.get("loggers")


def test_every_door_that_breaks_says_so_in_the_frame_and_tells_nothing(logged):
    doors = make_full_doors()
    wrong: list[str] = []
    tried = 0
    for address, pattern in declared_doors():
        if "sign-out" in address or not address.startswith("en/"):
            continue
        who = readers_of(pattern)[0]
        browser = doors.browsers[who]
        browser.raise_request_exception = False
        with patch("django.template.base.Template.render", failing_once()):
            answer: Any = browser.get(doors.address(address), {"q": TYPED})
        if answer.status_code == 500:
            tried += 1
            page = answer.content.decode()
            wrong += [
                f"{address}: {secret}"
                for secret in ("Traceback", "Blaumeise", "site-packages", TYPED, "SECRET_KEY")
                if secret in page
            ]
    print(f"{tried} doors that broke: {len(wrong)} told why")
    assert wrong == []
    assert tried > 30


def failing_once() -> Any:
    """A template that breaks, after which the page that says so is made as ever."""
    from django.template.base import Template

    render, seen = Template.render, list[bool]()

    def failing(self: Any, context: Any) -> Any:
        if not seen:
            seen.append(True)
            raise DatabaseError(f"Blaumeise {context.get('request')}")
        return render(self, context)

    return failing

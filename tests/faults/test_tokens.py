"""No other site makes anybody do something: forms have their token, a look changes nothing, nobody is led away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client

from metronome.accounts.enums import Role
from metronome.ground.audit import anchor
from tests.faults.walk import declared_doors, forms_of, given, readers_of, repair_addresses, walked
from tests.faults.world import make_full_doors
from tests.house.world import Doors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
#: Forms without a token, each with the reason.
FREE = {"en/display": "Keeps the reader's display: a forged request could at most turn a page dark."}
#: Tables in which a look may leave a row, each with the reason.
TOUCHED = {
    "sessions.Session": "A message that was shown is shown no more.",
    "usersessions.UserSession": "When a session was last seen.",
    "home.Document": "The search brings its index up to date.",
    "home.Word": "The search brings its index up to date.",
    "home.Indexed": "The search brings its index up to date.",
    "accounts.Person": "When somebody was last here.",
}
ELSEWHERE = ("https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "https:evil.example",
             "javascript:alert(1)", "http:///evil.example", "/%09/evil.example", "\t//evil.example")  # fmt: skip
WRITES = ("POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def doors() -> Doors:
    return make_full_doors()


def strict(browser: Client) -> Client:
    """The same session in a browser that is asked for the token of a form."""
    other = Client(enforce_csrf_checks=True)
    other.cookies = browser.cookies
    return other


def test_every_door_refuses_what_comes_without_a_token(doors):
    before, tried, wrong = anchor(), 0, []
    for address, pattern in declared_doors():
        for who in readers_of(pattern):
            for method in WRITES if who == readers_of(pattern)[0] else ("POST",):
                answer = strict(doors.browsers[who]).generic(method, doors.address(address), "a=b")
                tried += 1
                if answer.status_code != 403 and address not in FREE:
                    wrong.append(f"{method} {address} for {who}: {answer.status_code}")
    operator = strict(doors.browsers[Role.OPERATOR])
    wrong += [f"POST {address}" for address in repair_addresses() if operator.post(address, {}).status_code != 403]
    print(f"{tried} requests without a token: {len(wrong)} taken")
    assert wrong == []
    assert anchor() == before


def test_every_form_that_sends_carries_its_token_and_leads_to_this_site(doors):
    forms = [form for page in walked(doors, repair=False, files=False, follow=False).all() for form in forms_of(page)]
    sending = [form for form in forms if form.method != "get" and "/gallery" not in form.page.address]
    bare = {form.action for form in sending if "csrfmiddlewaretoken" not in form.untouched}
    assert {path.removeprefix("/") for path in bare} <= FREE.keys() | {"fr/display", "ar/display"}
    assert [form.action for form in forms if urlsplit(form.action).netloc] == []
    assert [form for form in forms if form.method == "get" and "csrfmiddlewaretoken" in form.untouched] == []
    assert len(sending) > 20


def contents() -> dict[str, tuple[str, ...]]:
    """A digest of every table but those that a look may touch."""
    found = {}
    for model in apps.get_models():
        if model._meta.label not in TOUCHED and model._meta.managed:
            rows = model._default_manager.order_by("pk").values_list()
            found[model._meta.label] = tuple(sorted(map(repr, rows)))
    return found


def test_no_look_changes_anything(doors):
    before, head, letters, tried = contents(), anchor(), len(mail.outbox), 0
    for address, pattern in declared_doors():
        for who in (*readers_of(pattern), Role.OPERATOR):
            if "sign-out" not in address:
                for query in ("", "?do=save&delete=1&step=publish&_method=POST&confirm=yes"):
                    given(doors.browsers[who], who, doors.address(address) + query)
                    tried += 1
    for who, browser in doors.browsers.items():
        browser.get("/en/sign-out/")
        assert (browser.get("/en/account/").status_code == 200) == (who != Role.VISITOR)
    after = contents()
    print(f"{tried} looks: {sum(before[name] != after[name] for name in before)} tables changed")
    assert {name for name in before if before[name] != after[name]} == set()
    assert (anchor(), len(mail.outbox)) == (head, letters)


def test_no_other_method_stands_for_a_form(doors):
    """Headers and fields by which some frameworks let one method pass for another."""
    editor, before = doors.browsers[Role.EDITOR], anchor()
    for name in ("HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_METHOD_OVERRIDE", "HTTP_X_HTTP_METHOD"):
        for address, _ in declared_doors():
            if "sign-out" not in address:
                editor.get(doors.address(address), {"_method": "POST"}, **{name: "POST"})
    assert anchor() == before


def led(doors: Doors) -> Iterator[tuple[str, str]]:
    """Where every door leads that is told to lead elsewhere."""
    names = ("next", "back", "return_to", "to")
    for address, pattern in declared_doors():
        who, path = readers_of(pattern)[0], doors.address(address)
        own = any(word in address for word in ("account", "sign-", "people"))
        for elsewhere in ELSEWHERE:
            answers = [doors.browsers[who].get(path, dict.fromkeys(names, elsewhere))]
            if not own:
                answers.append(doors.browsers[who].post(path, {**dict.fromkeys(names, elsewhere), "theme": "dark"}))
            ways = [answer["Location"] for answer in answers if "Location" in answer.headers]
            yield from ((f"{path} for {who}", way) for way in ways)
            if not ways:
                break


def test_no_door_leads_to_another_site(doors):
    found = list(led(doors))
    away = [f"{door}: {place}" for door, place in found if not same_site(place)]
    print(f"{len(found)} ways on: {len(away)} to another site")
    assert away == []
    assert len(found) > 50


def same_site(place: str) -> bool:
    bare = re.sub(r"[\x00-\x20]", "", place).replace("\\", "/")
    return bare.startswith("/") and not bare.startswith("//") and not urlsplit(place).netloc


def test_what_stands_in_an_address_never_comes_into_a_header(doors):
    planted = "a\r\nSet-Cookie: planted=1\r\n\r\n<script>"
    for address, pattern in declared_doors():
        if "sign-out" not in address:
            names = ("next", "q", "period", "format", "language", "theme", "name", "code", "kind", "with")
            answer = doors.browsers[readers_of(pattern)[0]].get(doors.address(address), dict.fromkeys(names, planted))
            assert "planted" not in answer.cookies
            assert [header for header, value in answer.headers.items() if "\n" in value or "\r" in value] == [], (
                address
            )


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1@evil.example", "a b", "[::1", ""])
def test_a_host_that_is_not_ours_is_refused_and_named_nowhere(db, settings, host):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    for path in ("/", "/en/", "/en/sign-in/", "/sitemap.xml", "/en/activities.json", "/robots.txt"):
        answer = Client(headers={"host": host}).get(path)
        assert answer.status_code == 400, path
        assert "evil" not in answer.content.decode()

"""Signing in: by code, by password with a second factor, by a link; and who does not get in."""

from __future__ import annotations

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client

from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from tests.accounts.conftest import code_in_letter
from tests.factories.accounts import PASSWORD, make_account, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(network) -> Person:
    return make_account("officer", language="fr")


def ask_for_code(client: Client, email: str, **given: str):
    return client.post("/en/sign-in/code/", {"email": email, **given})


def by_password(client: Client, email: str, password: str, **given: str):
    return client.post("/en/sign-in/", {"login": email, "password": password, **given})


def is_signed_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def test_a_code_by_mail_lets_its_owner_in_and_shows_their_language(officer, client):
    assert ask_for_code(client, officer.email)["Location"] == "/en/sign-in/code/confirm/"
    assert mail.outbox[-1].subject
    answer = client.post("/en/sign-in/code/confirm/", {"code": code_in_letter()})
    assert answer["Location"] == "/fr/desk/my-member/"
    assert is_signed_in(client)


def test_whoever_keeps_the_record_arrives_at_their_desk(network, client):
    officer = make_account("officer", role=Role.OFFICER, language="fr")
    ask_for_code(client, officer.email)
    answer = client.post("/en/sign-in/code/confirm/", {"code": code_in_letter()})
    assert answer["Location"] == "/fr/desk/"


def test_a_letter_is_in_the_language_of_its_reader(officer):
    for language in ("fr", "en"):
        officer.language = language
        officer.save()
        ask_for_code(Client(), officer.email)
    assert [letter.subject for letter in mail.outbox] == ["Votre code de connexion", "Your code to sign in"]


def test_three_wrong_codes_are_the_last(officer, client):
    ask_for_code(client, officer.email)
    code = code_in_letter()
    for _ in range(3):
        client.post("/en/sign-in/code/confirm/", {"code": "WRONGS"})
    client.post("/en/sign-in/code/confirm/", {"code": code})
    assert not is_signed_in(client)


def test_a_password_alone_lets_nobody_in(officer, client):
    assert by_password(client, officer.email, PASSWORD)["Location"].startswith("/en/sign-in/code/confirm/")
    assert not is_signed_in(client)
    client.post("/en/sign-in/code/confirm/", {"code": code_in_letter()})
    assert is_signed_in(client)


def with_app(person: Person) -> str:
    secret = str(totp.generate_totp_secret())
    totp.TOTP.activate(person, secret)
    return secret


def code_of_app(secret: str) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def test_a_password_and_the_code_of_the_app_let_in_once(officer, client):
    secret = with_app(officer)
    assert by_password(client, officer.email, PASSWORD)["Location"].startswith("/en/sign-in/second-factor/")
    assert not is_signed_in(client)
    assert mail.outbox == []
    code = code_of_app(secret)
    client.post("/en/sign-in/second-factor/", {"code": code})
    assert is_signed_in(client)
    again = Client()
    by_password(again, officer.email, PASSWORD)
    again.post("/en/sign-in/second-factor/", {"code": code})
    assert not is_signed_in(again)


def test_the_secret_of_an_app_lies_encrypted(officer):
    secret = with_app(officer)
    kept = Authenticator.objects.get(user=officer)
    assert secret not in str(kept.data)
    assert kept.wrap().validate_code(code_of_app(secret))


def test_a_code_of_the_app_cannot_be_guessed(officer, client):
    secret = with_app(officer)
    by_password(client, officer.email, PASSWORD)
    for _ in range(5):
        client.post("/en/sign-in/second-factor/", {"code": "000000"})
    client.post("/en/sign-in/second-factor/", {"code": code_of_app(secret)})
    assert not is_signed_in(client)


def test_five_wrong_passwords_shut_out_the_right_one_from_any_browser(officer):
    for _ in range(5):
        by_password(Client(), officer.email, "wrong")
    answer = by_password(Client(), officer.email, PASSWORD)
    assert answer.status_code == 200
    assert not mail.outbox


def test_the_fourth_code_within_a_minute_is_not_sent(officer):
    for _ in range(12):
        ask_for_code(Client(), officer.email)
    assert len(mail.outbox) == 3


def test_no_host_and_no_port_gives_further_guesses(officer):
    for port in range(5):
        Client().post(
            "/en/sign-in/", {"login": officer.email, "password": "wrong"}, headers={"Host": f"localhost:{8000 + port}"}
        )
    answer = by_password(Client(), officer.email, PASSWORD)
    assert answer.status_code == 200
    assert "Too many failed" in answer.content.decode()


def test_the_limits_lie_in_the_database_where_every_worker_counts(officer, settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    by_password(Client(), officer.email, "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_attempts")
        assert cursor.fetchone()[0] >= 1


def told(answer) -> str:
    """A page without what differs for every reader."""
    return told_of(answer.content.decode())


def told_of(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_a_stranger_sees_the_same_pages_and_receives_a_letter_too(officer):
    known, unknown = Client(), Client()
    answers = ask_for_code(known, officer.email), ask_for_code(unknown, "nobody@example.org")
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]
    pages = [told(client.get("/en/sign-in/code/confirm/")) for client in (known, unknown)]
    assert pages[0].replace(officer.email, "@") == pages[1].replace("nobody@example.org", "@")
    assert [letter.to for letter in mail.outbox] == [[officer.email], ["nobody@example.org"]]
    wrong = [told(client.post("/en/sign-in/code/confirm/", {"code": "WRONGS"})) for client in (known, unknown)]
    assert wrong[0].replace(officer.email, "@") == wrong[1].replace("nobody@example.org", "@")


def test_a_wrong_password_and_an_unknown_address_read_the_same(officer):
    answers = [told(by_password(Client(), email, "wrong")) for email in (officer.email, "nobody@example.org")]
    assert answers[0].replace(officer.email, "@") == answers[1].replace("nobody@example.org", "@")


def test_an_unknown_address_costs_the_hashing_of_a_known_one(officer, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    officer.set_password(PASSWORD)
    officer.save()
    hashed: list[str] = []
    encode = PBKDF2PasswordHasher.encode

    def counting(self, password, *rest):
        hashed.append(password)
        return encode(self, password, *rest)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counting)
    costs = []
    for email in (officer.email, "nobody@example.org"):
        hashed.clear()
        by_password(Client(), email, "wrong")
        costs.append(len(hashed))
    assert costs[0] == costs[1] > 0


def test_nobody_signs_up(network, client):
    given = {"email": "nobody@example.org", "password1": PASSWORD}
    assert "by invitation" in client.post("/en/sign-up/", given).content.decode()
    ask_for_code(client, "nobody@example.org")
    assert not Person.objects.exists()


def test_an_invited_person_who_has_not_come_is_a_stranger(network, client):
    make_account("officer", is_active=False)
    ask_for_code(client, "officer@example.org")
    assert "no account is known" in mail.outbox[-1].body
    assert by_password(Client(), "officer@example.org", PASSWORD).status_code == 200


def test_signing_in_changes_the_key_of_the_session(officer, client):
    ask_for_code(client, officer.email)
    before = client.session.session_key
    client.post("/en/sign-in/code/confirm/", {"code": code_in_letter()})
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


def test_a_planted_session_key_is_not_taken_over(officer, client):
    client.cookies["sessionid"] = "planted0planted0planted0planted0"
    ask_for_code(client, officer.email)
    client.post("/en/sign-in/code/confirm/", {"code": code_in_letter()})
    assert is_signed_in(client)
    assert client.cookies["sessionid"].value != "planted0planted0planted0planted0"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_away_after_signing_in(officer, client, elsewhere):
    client.post("/en/sign-in/code/", {"email": officer.email, "next": elsewhere})
    answer = client.post("/en/sign-in/code/confirm/", {"code": code_in_letter(), "next": elsewhere})
    assert answer["Location"] == "/fr/desk/my-member/"


def test_a_page_that_asked_for_signing_in_is_come_back_to(officer, client):
    answer = client.get("/en/account/sessions/")
    assert answer["Location"] == "/en/sign-in/?next=/en/account/sessions/"
    ask_for_code(client, officer.email, next="/en/account/sessions/")
    back = client.post("/en/sign-in/code/confirm/", {"code": code_in_letter(), "next": "/en/account/sessions/"})
    assert back["Location"] == "/en/account/sessions/"


@pytest.mark.parametrize("path", ["/en/sign-in/", "/en/sign-in/code/", "/en/sign-out/", "/en/sign-in/second-factor/"])
def test_every_form_of_signing_in_asks_for_its_token(officer, path):
    client = Client(enforce_csrf_checks=True)
    assert client.post(path, {"email": officer.email}).status_code == 403


def test_signing_out_ends_the_session_and_only_a_form_does_it(officer):
    client = signed_in(officer)
    client.get("/en/sign-out/")
    assert is_signed_in(client)
    client.post("/en/sign-out/")
    assert not is_signed_in(client)


def test_a_new_password_ends_the_other_sessions(officer):
    other, client = signed_in(officer), Client()
    by_password(client, officer.email, PASSWORD)
    client.post("/en/sign-in/code/confirm/", {"code": code_in_letter()})
    new = "another long sentence of it"
    answer = client.post(
        "/en/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )
    assert answer.status_code == 200
    officer.refresh_from_db()
    assert officer.check_password(new)
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_the_other_sessions_are_listed_and_ended(officer):
    clients = [Client(HTTP_USER_AGENT=f"browser {number}") for number in range(2)]
    for client in clients:
        ask_for_code(client, officer.email)
        client.post("/en/sign-in/code/confirm/", {"code": code_in_letter()})
    page = clients[0].get("/en/account/sessions/").content.decode()
    assert "browser 0" in page
    assert "browser 1" in page
    clients[0].post("/en/account/sessions/")
    assert is_signed_in(clients[0])
    assert not is_signed_in(clients[1])


def test_who_is_shut_out_is_out_at_the_next_request(officer):
    client = signed_in(officer)
    assert is_signed_in(client)
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    assert not is_signed_in(client)


def test_a_page_with_a_form_is_never_kept(network, client):
    pages = [client.get("/en/sign-in/").content.decode() for _ in range(3)]
    assert pages[1] != pages[2]
    assert told_of(pages[1]) == told_of(pages[2])
    assert "no-store" in client.get("/en/sign-in/")["Cache-Control"]


def test_the_pages_of_the_library_stand_in_the_frame_of_the_site(officer, client):
    for path in ("/en/sign-in/", "/en/sign-in/code/", "/en/sign-up/"):
        page = client.get(path).content.decode()
        assert "Réseau" in page
        assert 'href="/en/members/"' in page
    ask_for_code(client, officer.email)
    page = client.post("/en/sign-in/code/confirm/", {"code": code_in_letter()}, follow=True).content.decode()
    assert "officer" in page
    assert "person:" not in page


def test_public_pages_say_who_is_signed_in_and_are_not_kept_for_others(officer, client):
    assert "My account" in signed_in(officer).get("/en/about/").content.decode()
    page = client.get("/en/about/").content.decode()
    assert "My account" not in page
    assert "Sign in" in page
    assert EmailAddress.objects.count() == 1

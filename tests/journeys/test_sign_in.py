"""Signing in as people do, in French: a link, a passkey, a code by mail, a password with an app; no page a barrier."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Browser, Page

from tests.journeys.axe import without_barriers
from tests.journeys.conftest import Demo, served_demo

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "une longue phrase de la rédaction"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    yield from served_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window whose console stays silent: no error, no refusal of the content policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page, heard = context.new_page(), []
    page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield page
    context.close()
    assert heard == []


def sign_out(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.address}/fr/account/")
    page.locator("form[action$='/sign-out/'] button").click()
    page.wait_for_url(f"{demo.address}/fr/")


def test_a_link_then_a_passkey(demo: Demo, page: Page):
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{demo.address}/fr/{demo.links['officer']}")
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**/fr/desk/")
    page.goto(f"{demo.address}/fr/account/")
    page.get_by_role("link", name="Clés d’accès").click()
    page.goto(f"{demo.address}/fr/account/factors/passkeys/add/")
    without_barriers(page)
    passwordless = page.locator("input[name=passwordless]")
    if passwordless.count():
        passwordless.check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/passkeys/add/" not in url)
    without_barriers(page)
    sign_out(page, demo)
    page.goto(f"{demo.address}/fr/sign-in/")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url("**/fr/desk/")
    page.goto(f"{demo.address}/fr/account/")
    assert "officer@example.org" in page.content()


def test_a_code_by_mail_then_a_password_with_an_app(demo: Demo, page: Page):
    page.goto(f"{demo.address}/fr/about/")
    page.get_by_role("link", name="Se connecter").click()
    page.get_by_role("link", name="M’envoyer un code").click()
    page.locator("input[name=email]").fill("editor@example.org")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/sign-in/code/confirm/**")
    without_barriers(page)
    page.locator("input[name=code]").fill(demo.code())
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/fr/desk/")
    page.goto(f"{demo.address}/fr/account/")
    page.get_by_role("link", name="Mot de passe").click()
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=password2]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/fr/account/")
    page.goto(f"{demo.address}/fr/account/factors/app/")
    if "/again/" in page.url:
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url("**/factors/app/")
    without_barriers(page)
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("input[name=code]").fill(code_of_app(secret))
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/factors/codes/**")
    without_barriers(page)
    for path in ("account/factors/", "account/sessions/"):
        page.goto(f"{demo.address}/fr/{path}")
        without_barriers(page)
    sign_out(page, demo)
    page.goto(f"{demo.address}/fr/sign-in/")
    page.locator("input[name=login]").fill("editor@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter avec le mot de passe").click()
    page.wait_for_url("**/sign-in/second-factor/**")
    without_barriers(page)
    # The code that set the app up is spent; the next one counts already, for clocks that are fast.
    page.locator("input[name=code]").fill(code_of_app(secret, steps=1))
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/fr/desk/")
    page.goto(f"{demo.address}/fr/account/")
    assert "editor@example.org" in page.content()


def code_of_app(secret: str, *, steps: int = 0) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps)))


def test_the_people_are_kept_on_a_page_without_a_barrier(demo: Demo, page: Page):
    page.goto(f"{demo.address}/fr/{demo.links['administrator']}")
    page.get_by_role("button", name="Continuer").click()
    page.goto(f"{demo.address}/fr/desk/people/")
    assert "administrator@example.org" in page.content()

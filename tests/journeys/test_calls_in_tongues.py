"""A call in English and in Spanish, by the words of the interface in each: a city applies and hands in, a juror reads,
the city and everybody read the results. Nobody sees a sentence of another language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import instances
from tests.house.test_tongues import foreign_on
from tests.instances import METROPOLIS
from tests.journeys.applying import begins, hands_in, said
from tests.journeys.axe import READERS, barriers
from tests.journeys.conftest import Demo, scripted, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: A call that is open, with one question that must be answered; its own words are in no language of the journey.
CALL = """
import datetime
import sys

import django

django.setup()
from metronome.calls.models import Outcome, Question, Stage
from tests.factories.calls import make_call
from tests.factories.network import text
call = make_call(sys.argv[1])
Stage.objects.filter(call=call).update(closes_on=datetime.date(2099, 12, 31))
Question.objects.create(call=call, code="what", kind="text", label=text("Q"), is_required=True, order=3)
Outcome.objects.filter(call=call).update(label=text("W"))
"""
#: It is found eligible and given to a juror, who is signed in.
JUROR = """
import sys

import django

django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from metronome.accounts.models import Person
from metronome.calls.models import Application
from tests.factories.panels import make_juror, make_review, make_round
entry = Application.objects.select_related("call").get(code=sys.argv[1])
Application.objects.filter(pk=entry.pk).update(state="eligible")
name = "juror-of-" + entry.call.slug
review = make_review(make_juror(make_round(entry.call, frozen=True), name), entry)
person = Person.objects.get(pk=review.juror.person_id)
session = SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.create()
print(session.session_key)
"""
#: What was decided is announced, with words of the jury in every language, and applicants are told.
DECIDED = """
import sys

import django

django.setup()
from metronome.calls.actions.commending import confirm_commendation, write_commendation
from metronome.calls.actions.deciding import announce, apply_verdicts, propose_verdict, release_feedback
from metronome.calls.models import Application
entry = Application.objects.select_related("call").get(code=sys.argv[1])
propose_verdict(application=entry, outcome="winner", why="-", by="secretary")
apply_verdicts(call=entry.call, by="chair")
entry.refresh_from_db()
texts = {code: "JURY-" + code for code in ("fr", "en", "es")}
made = write_commendation(application=entry, outcome="winner", texts=texts, source="fr", by="secretary")
confirm_commendation(application=entry, outcome="winner", written_at=made.written_at.isoformat(), by="chair")
for outcome in ("", "winner"):
    announce(call=entry.call, outcome=outcome, by="chair")
release_feedback(call=entry.call, by="chair")
"""


@dataclass(frozen=True)
class Place:
    """An instance that is served, and who looks at it."""

    browser: Browser
    demo: Demo

    def opened(self, language: str, key: str = "") -> Page:
        context = self.browser.new_context(reduced_motion="reduce", locale=language)
        if key:
            context.add_cookies([{"name": "sessionid", "value": key, "url": self.demo.address}])
        return context.new_page()


@pytest.fixture(scope="module")
def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    home: Path = tmp_path_factory.mktemp("tongues")
    for address in served(instances.loaded(METROPOLIS, home)):
        yield Place(browser, Demo(address, home, {}))


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_city_a_juror_and_everybody_go_through_a_call_in_their_language_alone(place: Place, language: str):
    call, title = f"prize-{language}", f"Rain {language}"
    scripted(place.demo.home, CALL, call)
    city = place.opened(language)
    code = begins(city, place.demo, language, call=call, title=title, office=f"office-{language}@example.org")
    in_one_language(city, language)
    city.locator("[name=a-what-" + language + "]").fill("-")
    expect(city.get_by_text(said(language, "Kept at %(time)s.").split("%")[0].strip()).first).to_be_visible()
    hands_in(city, language)
    expect(city.get_by_role("heading", name=said(language, "Receipt"))).to_be_visible()
    in_one_language(city, language)
    assert said(language, "Your application was received") in subject_of(place.demo)
    reads(place, language, code, title)
    scripted(place.demo.home, DECIDED, code)
    public = place.opened(language)
    public.goto(f"{place.demo.address}/{language}/calls/{call}/results/")
    expect(public.get_by_role("heading", name=title)).to_be_visible()
    expect(public.get_by_text(f"JURY-{language}")).to_be_visible()
    in_one_language(public, language)
    city.goto(f"{place.demo.address}/{language}/applications/{code}/")
    in_one_language(city, language)
    city.get_by_role("link", name=said(language, "What came of your application")).click()
    expect(city.get_by_text("VERDICT")).to_be_visible()
    in_one_language(city, language)


def reads(place: Place, language: str, code: str, title: str) -> None:
    """The juror finds what is to be read, scores it and sends the review."""
    key = scripted(place.demo.home, JUROR, code).splitlines()[-1]
    juror = place.opened(language, key)
    juror.goto(f"{place.demo.address}/{language}/reviews/")
    in_one_language(juror, language)
    juror.get_by_role("link", name=title).click()
    in_one_language(juror, language)
    for criterion, score in (("effect", "8"), ("idea", "7")):
        juror.locator(f"label:has([name=score_{criterion}][value='{score}'])").click()
    juror.locator("[name=text]").fill("VERDICT")
    juror.get_by_role("button", name=said(language, "Send my review")).click()
    sent = said(language, "Your review is sent. What the others sent stands beside it now.")
    expect(juror.get_by_text(sent)).to_be_visible()
    in_one_language(juror, language)


def in_one_language(page: Page, language: str) -> None:
    """The page says its language, holds no sentence of the interface in another one, and no barrier on a phone, where
    words of another length reach over the edge; all readers walk it in French."""
    assert page.locator("html").get_attribute("lang") == language
    assert foreign_on(page.content(), language) == []
    assert barriers(page, readers=READERS[:1]) == []


def subject_of(demo: Demo) -> str:
    """What the letter that was sent last is about."""
    return str(demo.message()["Subject"])

"""Calls and practices are read in one language at a time: the pages of an applicant, a juror, the secretariat, a
moderator, a city that takes something over and the public hold no sentence of the interface in another language."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.urls import get_resolver

from metronome.accounts.enums import Role
from tests.house.test_doors import doors
from tests.house.world import ANOTHER, Doors, make_doors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LOCALE = Path(__file__).resolve().parents[2] / "metronome" / "locale"
#: Who walks: applicant city, juror, secretariat and moderator, focal points of two cities, the public.
WALKERS = (Role.APPLICANT, Role.JUROR, Role.EDITOR, Role.FOCAL_POINT, ANOTHER, Role.VISITOR)
#: Where they walk: every page of calls and of the exchange, and those of practices that cross rooms.
ROOMS = re.compile(r"metronome\.(calls|exchange|home\.(practices|entries|collecting|results))\b")
TEXT = re.compile(r">([^<>]+)<")
#: The shortest sentence that is looked for: short words are the same in two languages, or a name.
SHORTEST = 12


@cache
def said_in(language: str) -> dict[str, str]:
    """What the interface says in a language, by what it says in English; without what has a place for a name."""
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        rows = [(one.id, one.string) for one in read_po(file) if isinstance(one.id, str) and one.id]
    return {english: str(words) for english, words in rows if len(english) >= SHORTEST and "%(" not in english}


@cache
def foreign_to(language: str) -> frozenset[str]:
    """The sentences of the other languages that are none of this one."""
    own = set(said_in(language).values()) if language != "en" else set(said_in("fr"))
    others = {words for other in ("fr", "es", "ar") if other != language for words in said_in(other).values()}
    if language != "en":
        others |= set(said_in(language))
    return frozenset(words for words in others - own if len(words) >= SHORTEST)


def pages(world: Doors) -> list[str]:
    found = [address for address, pattern in doors(get_resolver().url_patterns) if ROOMS.match(module_of(pattern))]
    return [world.address(address) for address in found]


def module_of(pattern) -> str:
    return str(pattern.callback.__module__)


def foreign_on(page: str, language: str) -> list[str]:
    words = {unescape(one).strip() for one in TEXT.findall(page[page.find("<main") :])}
    return sorted(words & foreign_to(language))


def test_a_foreign_sentence_is_seen():
    english, french = next((one, words) for one, words in said_in("fr").items() if words in foreign_to("es"))
    page = f"<main><p>{french}</p><p>{said_in('es')[english]}</p></main>"
    assert foreign_on(page, "es") == [french]
    assert english in foreign_on(f"<main><b>{english}</b>", "es")


def test_no_page_of_calls_and_practices_says_something_in_another_language():
    world, found, seen = make_doors(), {}, 0
    for who in WALKERS:
        for address in pages(world):
            for language in ("en", "es"):
                answer = world.browsers[who].get(address.replace("/en/", f"/{language}/", 1))
                if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                    seen += 1
                    if foreign := foreign_on(answer.content.decode(), language):
                        found[language, address] = foreign
    assert seen > 120
    assert found == {}

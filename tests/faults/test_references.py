"""What is not public is told to nobody outside: on no page, in no file, by no search and under no guessed address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps

from metronome.accounts.enums import Role
from metronome.desk.models import Proposal
from metronome.exchange.models import Letter
from metronome.listening.models import Bilateral
from metronome.network.models import Contact, CorrectionRequest
from metronome.projects.models import ChangeRequest, Project
from metronome.record.enums import State
from metronome.record.models import Activity
from tests.faults.hidden import CANARY, Canaries, hide
from tests.faults.walk import Page, declared_doors, given, readers_of, walked
from tests.faults.world import make_full_doors
from tests.house.world import ANOTHER, Doors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@dataclass(frozen=True)
class World:
    doors: Doors
    canaries: Canaries


@pytest.fixture
def world() -> World:
    doors, canaries = make_full_doors(), Canaries()
    hide(canaries)
    return World(doors, canaries)


#: Who is outside: nobody, and those who have an office for one member only.
OUTSIDE = (Role.VISITOR.value, Role.FOCAL_POINT.value, ANOTHER, Role.EXPERT.value, Role.PARTNER.value)
#: What both cities of an adoption read, and what the city of a practice keeps.
EXCHANGED = ("exchange.Adoption", "exchange.AdoptionStep", "exchange.PracticeContact")


def is_own(world: World, page: Page, label: str, row: Any, column: str) -> bool:
    """Whether a row is about the very person who reads or was written by them, or is for the focal points of the
    member that the addresses of this world name, or for whoever has the link of a letter."""
    who = page.who
    if label == "exchange.Letter" and "/answers/" in page.address:
        return True
    if who == Role.VISITOR:
        return False
    reader = world.doors.browsers[who].session.get("_auth_user_id")
    if label == "accounts.Person":
        return str(row) == reader
    if label == "network.CorrectionRequest":
        return str(CorrectionRequest.objects.get(pk=row).asked_by_id) == reader
    if who == Role.EXPERT:
        # The world has one who signs in: their profile, what they proposed of it, the questions to them.
        return label == "exchange.Expert" or is_of_the_expert(label, row)
    if who == Role.PARTNER:
        return is_of_the_partner(label, row, column)
    if who == Role.FOCAL_POINT and label == "network.Contact":
        return Contact.objects.filter(pk=row, member__slug="dakar").exists()
    if who == Role.FOCAL_POINT and label.startswith("projects."):
        found = apps.get_model(label).objects.get(pk=row)
        project = found if isinstance(found, Project) else getattr(found, "project", None) or found.expense.project
        return project.carriers.filter(role="lead", member__slug="dakar").exists() and label != "projects.Risk"
    if who == Role.FOCAL_POINT and label in EXCHANGED:
        found = apps.get_model(label).objects.get(pk=row)
        of = found.adoption if label == "exchange.AdoptionStep" else found
        return "dakar" in {city.slug for city in (of.practice.member, getattr(of, "member", None)) if city}
    if who == Role.FOCAL_POINT and label == "desk.Proposal":
        # What became of a change that the lead of a project asked for.
        led = Project.objects.filter(carriers__role="lead", carriers__member__slug="dakar")
        return ChangeRequest.objects.filter(proposal=row, project__in=led).exists()
    if who == Role.FOCAL_POINT and label in ("observatory.Round", "observatory.Cell"):
        # The round of this world asks this member alone.
        return True
    if who == Role.FOCAL_POINT and column in ("needs", "follow_up"):
        return Bilateral.objects.filter(pk=row, member__slug="dakar").exists()
    return False


def is_of_the_expert(label: str, row: Any) -> bool:
    if label == "exchange.Letter":
        return Letter.objects.filter(pk=row, expert__slug="head-of-buses").exists()
    return label == "desk.Proposal" and Proposal.objects.filter(pk=row, kind="experts").exists()


def is_of_the_partner(label: str, row: Any, column: str) -> bool:
    """Its people, what was said with it but for the confidential notes, and what its focal point proposed."""
    if label == "network.Contact":
        return Contact.objects.filter(pk=row, partner__slug="alliance").exists()
    if column in ("needs", "follow_up"):
        return Bilateral.objects.filter(pk=row, partner__slug="alliance").exists()
    of = {"kind": "partners", "identity": "alliance", "author__startswith": "person:"}
    return label == "desk.Proposal" and Proposal.objects.filter(pk=row, **of).exists()


def leaks(world: World, pages: Iterable[Page]) -> list[str]:
    found = []
    for page in pages:
        for number in sorted(world.canaries.seen_in(page)):
            label, row, column = world.canaries.places[number]
            if not is_own(world, page, label, row, column):
                found.append(f"{page} shows {label}.{column} of row {row}")
    return found


def test_nothing_that_is_not_public_is_told_outside(world: World):
    walk = walked(world.doors, repair=False)
    for address, pattern in declared_doors():
        for who in OUTSIDE:
            if who in readers_of(pattern) and "sign-out" not in address:
                walk.get(who, world.doors.address(address))
    outside = [page for page in walk.all() if page.who in OUTSIDE]
    inside = {number for page in walk.all() if page.who not in OUTSIDE for number in world.canaries.seen_in(page)}
    found = leaks(world, outside)
    print(
        f"{len(world.canaries.places)} canaries ({len(inside)} seen inside) x {len(outside)} pages: {len(found)} seen"
    )
    assert sorted(found) == []
    assert walk.errors() == []
    assert len(inside) >= 20


def test_no_address_of_what_is_hidden_opens_outside(world: World):
    codes = list(Activity.objects.exclude(state=State.PUBLISHED).values_list("code", flat=True))
    pages, wrong = [], []
    for address, _ in declared_doors():
        for who in OUTSIDE:
            for filling in fillings(world.doors, address, codes):
                page = given(world.doors.browsers[who], who, filling)
                pages.append(page)
                if page.status == 200 and any(code in filling for code in codes):
                    wrong.append(f"{page} opens")
    found = leaks(world, pages)
    print(f"{len(pages)} guessed addresses: {len(found) + len(wrong)} told")
    assert len(pages) > 100
    assert wrong + found == []


def fillings(doors: Doors, address: str, codes: Iterable[str]) -> Iterator[str]:
    """The address with what somebody might guess in its parts: hidden codes, and the numbers of rows."""
    if "activities/<slug:code>" in address:
        for code in codes:
            yield doors.address(address.replace("activities/<slug:code>", f"activities/{code}"))
    if re.search(r"<int:\w+>", address) and "sitemap" not in address:
        for number in range(1, 4):
            yield doors.address(re.sub(r"<int:\w+>", str(number), address))


def test_a_search_for_what_is_hidden_answers_as_for_what_there_is_not(world: World):
    nothing = CANARY.format(99999)
    words = [CANARY.format(number) for number in sorted(world.canaries.places)][
        :: max(1, len(world.canaries.places) // 25)
    ]
    browser, wrong, asked = world.doors.browsers[Role.VISITOR], [], 0
    for path in (
        "search/",
        "search.json",
        "activities/",
        "activities.csv",
        "activities.json",
        "members/",
        "partners/",
    ):
        expected = answer_without(browser, path, nothing)
        for word in words:
            asked += 1
            if answer_without(browser, path, word) != expected:
                wrong.append(f"{path}?q={word}: {world.canaries.places[int(word[2:7])]}")
    print(f"{asked} searches for what is hidden: {len(wrong)} answered otherwise than for nothing")
    assert wrong == []


def answer_without(browser: Any, path: str, word: str) -> str:
    return str(browser.get(f"/en/{path}", {"q": word}).content.decode()).replace(word, "…")


def test_a_misspelt_hidden_word_is_not_put_right(world: World):
    browser = world.doors.browsers[Role.VISITOR]
    for number in list(world.canaries.places)[::10]:
        word = CANARY.format(number)
        for typed in (word[:-1], word + "z", word.replace("q", "g")):
            page = browser.get("/en/search/", {"q": typed}).content.decode()
            assert word not in page.replace(typed, ""), world.canaries.places[number]

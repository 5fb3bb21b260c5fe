"""Who may come in at which door: every address, by every method, for every role, as its view declares it.

The table for readers is docs/permissions.md.
"""

from __future__ import annotations

from collections import Counter

import pytest
from django.urls import URLPattern, get_resolver

from metronome.accounts.enums import Role
from metronome.accounts.gate import SIGNED_IN
from metronome.accounts.models import Person
from metronome.ground.audit import Line
from tests.environment import often
from tests.house.floors import PROJECT
from tests.house.test_doors import EXEMPT, doors
from tests.house.world import ANOTHER, Doors, make_doors
from tools import permissions

#: Methods by which no door is asked. In every run somebody whom a door lets in and somebody whom it does not try them.
UNKNOWN = ("PUT", "PATCH", "DELETE")
METHODS = ("GET", "POST", *UNKNOWN[: often(3, 0)])
ROLES = (*(role.value for role in Role), ANOTHER)
#: What an open door may answer: the page, a way on, a refused form, a method it does not know.
OPEN = {200, 302, 303, 400, 405}
#: Public doors that may also answer 404 in this world, each with the reason.
NOTHING_THERE = {
    "en/desk/proposals/<int:number>/plan/": "The proposal of this world is not about a plan.",
    "en/desk/imports/<int:number>/throw-away/": "Whoever came first has thrown the file away.",
    "en/arrive/<str:token>/": "Nobody of this world was written a letter; that is what such a door says.",
    "en/desk/applications/<slug:code>/files/<str:name>": "Nobody handed in a file with the application.",
    "en/applications/<slug:code>/files/<str:name>": "Nobody handed in a file with the application.",
    "en/link/<str:token>/": "The world has no open link; that is what such a door says.",
    "en/reports/<slug:slug>/files/<str:name>": "The edition of this world was published without files.",
    "en/desk/reports/<slug:slug>/preview/<str:name>": "The edition of this world was published without files.",
    "en/activities/<slug:code>/files/<str:name>": "Nobody handed in a file.",
    "en/desk/activities/files/<str:name>": "Nobody handed in a file.",
    "en/desk/projects/<slug:slug>/running/files/<str:name>": "Nobody handed in a file.",
    "en/applications/<slug:code>/project/": "The application of this world was not chosen.",
    "en/reviews/<int:pk>/files/<str:name>": "The application of this world has no file.",
    "en/calls/<slug:slug>/pictures/<str:name>": "No outcome of this world was announced.",
    "en/logos/<str:name>": "No member of the world has a logo.",
    "en/reports/<slug:slug>/difference/": "There is no other edition to compare with.",
    "en/account/factors/app/remove/": "Nobody here has an app.",
    "en/account/factors/codes/": "Nobody here has recovery codes.",
    "en/account/factors/codes/new/": "Nobody here has a second factor.",
    "en/account/factors/codes/download/": "Nobody here has recovery codes.",
    "en/account/factors/passkeys/<int:pk>/": "Nobody here has a passkey; somebody else's is not there either.",
    "en/account/factors/passkeys/<int:pk>/remove/": "Nobody here has a passkey; somebody else's is not there either.",
}


def declared() -> list[tuple[str, URLPattern]]:
    return [
        (address, pattern)
        for address, pattern in doors(get_resolver().url_patterns)
        if not address.startswith(tuple(EXEMPT))
    ]


@pytest.fixture
def world(db, settings) -> Doors:
    # The limits of sign-in would answer instead of the door.
    settings.ACCOUNT_RATE_LIMITS = False
    settings.MFA_RATE_LIMITS = False
    return make_doors()


def outcome(world: Doors, pattern: URLPattern, address: str, role: str, method: str) -> str:
    """What a door does for somebody: opens, asks to sign in, or is not there."""
    answer = world.browsers[role].generic(method, world.address(address))
    if answer.status_code == 404:
        return "open" if address in NOTHING_THERE and enters(pattern, role) else "not there"
    if answer.status_code == 302 and answer["Location"].startswith("/en/sign-in/?next="):
        return "sign in"
    return "open" if answer.status_code in OPEN else f"answers {answer.status_code}"


def enters(pattern: URLPattern, role: str) -> bool:
    """Whether the view declares that somebody with this role comes in. `of=` doors name the member of this world."""
    let_in: frozenset[Role] = getattr(pattern.callback, "roles", frozenset())
    if role != ANOTHER:
        return Role(role) in let_in
    return let_in >= SIGNED_IN or (
        Role.FOCAL_POINT in let_in and not getattr(pattern.callback, "is_of_something", True)
    )


def expected(pattern: URLPattern, role: str) -> str:
    if enters(pattern, role):
        return "open"
    return "sign in" if role == Role.VISITOR else "not there"


@pytest.mark.slow
def test_every_door_opens_to_whom_it_says_and_to_nobody_else(world: Doors):
    cells: Counter[str] = Counter()
    wrong = []
    for address, pattern in declared():
        assert "<" not in world.address(address), f"say in tests/house/world.py what stands for the parts of {address}"
        for role in ROLES:
            for method in METHODS:
                asked, found = expected(pattern, role), outcome(world, pattern, address, role, method)
                cells[asked] += 1
                if asked != found:
                    wrong.append(f"{method} {address} for {role}: {found}, not {asked}")
                if "sign-out" in address and method == "POST" and role != Role.VISITOR:
                    world.browsers[role].force_login(person_of(role))
    print(f"{sum(cells.values())} cells: {dict(cells)}")
    assert wrong == []
    assert all(cells[kind] for kind in ("open", "sign in", "not there"))


@pytest.mark.slow
def test_no_door_writes_by_a_method_that_no_page_uses(world: Doors):
    wrong = []
    for address, pattern in declared():
        for role in one_in_and_one_out(pattern):
            for method in UNKNOWN:
                lines = Line.objects.count()
                asked, found = expected(pattern, role), outcome(world, pattern, address, role, method)
                if asked != found or Line.objects.count() != lines:
                    wrong.append(f"{method} {address} for {role}: {found}, not {asked}")
    assert wrong == []


def one_in_and_one_out(pattern: URLPattern) -> set[str]:
    """A role that a door lets in, and one that it does not, if there is one."""
    return {role for inside in (True, False) for role in [r for r in ROLES if enters(pattern, r) is inside][:1]}


def person_of(role: str) -> Person:
    names = {ANOTHER: "focal-point-of-lagos", Role.FOCAL_POINT.value: "focal-point-of-dakar"}
    return Person.objects.get(email=f"{names.get(role, role)}@example.org")


def test_the_repair_desk_opens_to_operators_only(world: Doors):
    answers = {role: browser.get("/repair/").status_code for role, browser in world.browsers.items()}
    assert answers.pop(Role.OPERATOR) == 200
    assert answers.pop(Role.VISITOR) == 302
    assert set(answers.values()) == {302}
    assert world.browsers[Role.EDITOR].get("/repair/login/").status_code == 403
    assert world.browsers[Role.VISITOR].get("/repair/login/")["Location"].startswith("/fr/sign-in/")


def test_every_rule_says_in_words_whom_it_lets_in():
    assert [address for address, pattern in declared() if not getattr(pattern.callback, "rule_words", "")] == []
    assert [address for address, pattern in declared() if not getattr(pattern.callback, "roles", None)] == []


def test_every_reason_for_nothing_there_names_a_door():
    assert NOTHING_THERE.keys() - {address for address, _ in declared()} == set()


def test_the_table_of_permissions_is_that_of_the_doors():
    table = (PROJECT / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert table == permissions.table(), "run tools/permissions.py"

"""An edition in preparation is for those who prepare it: to everybody else it is not there, wherever one looks."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from metronome.accounts.enums import APPOINTED, Role
from metronome.home.enums import Sort
from metronome.home.search.asking import ask
from metronome.network.actions import appoint_focal_point
from metronome.report.editions.build import in_state, read_edition
from metronome.report.enums import EditionState
from metronome.report.rules import PREPARING
from metronome.report.shown import others_of
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import text
from tests.factories.report import make_edition, make_frozen
from tests.home.world import World, make_world, say_that_something_public_changed

pytestmark = pytest.mark.django_db
PLACES = (
    "",
    "findings/",
    "difference/",
    "files/report.json",
    "files/report.csv",
    "files/report.fr.html",
    "figures/members.total/",
    "figures/members.total.csv",
)
#: What is in preparation: being composed, and frozen but not published.
HIDDEN = ("autumn", "spring")


@pytest.fixture
def world() -> World:
    world = make_world()
    make_frozen("winter", state=EditionState.PUBLISHED, number=1, title=text("Rapport paru"))
    make_frozen("spring", number=2, title=text("Rapport gelé"))
    make_edition("autumn", number=3, title=text("Rapport en préparation"))
    say_that_something_public_changed()
    return world


@pytest.fixture
def strangers(world) -> dict[str, Client]:
    found = {role.value: signed_in(make_account(role, role=role)) for role in APPOINTED if role not in PREPARING}
    speaks = make_account("focal-point-of-dakar")
    appoint_focal_point(person=speaks, member=world.member, by="operator")
    return {"visitor": Client(), "focal point": signed_in(speaks), **found}


def readers() -> dict[str, Client]:
    return {role.value: signed_in(make_account(role, role=role)) for role in APPOINTED if role in PREPARING}


def test_nobody_else_finds_a_page_or_a_file_of_it(strangers):
    assert set(strangers) == {"visitor", "focal point", "administrator"}
    answers = {
        (who, slug, place): browser.get(f"/fr/reports/{slug}/{place}").status_code
        for who, browser in strangers.items()
        for slug in (*HIDDEN, "nothing")
        for place in PLACES
    }
    assert set(answers.values()) == {404}


def test_those_who_prepare_it_read_all_of_it_on_pages_that_are_kept_nowhere(world):
    for browser in readers().values():
        for slug in HIDDEN:
            for place in PLACES:
                answer = browser.get(f"/fr/reports/{slug}/{place}")
                assert answer.status_code == 200, place
                assert "no-store" in answer["Cache-Control"], place


def test_no_public_page_names_it(strangers, world):
    pages = (*world.pages, "/en/reports/", "/en/reports/winter/", "/en/reports/winter/figures/members.total/",
             "/en/reports/winter/difference/", "/en/figures/members.total/?period=2021-P1", "/en/search/?q=rapport",
             "/en/search.json?q=rapport")  # fmt: skip
    for browser in strangers.values():
        for page in pages:
            answer = browser.get(page)
            assert answer.status_code == 200, page
            body = answer.content.decode()
            assert re.findall(r"reports/(?:spring|autumn)|Rapport gelé|Rapport en préparation", body) == [], page
    assert "reports/winter" in strangers["visitor"].get("/sitemap-1.xml").text


def test_the_search_finds_the_published_one_only(world):
    found = ask("rapport", sort=Sort.EDITION)
    assert [hit.document.identity for group in found.groups for hit in group.hits] == ["winter"]


def test_a_visitor_is_never_given_the_page_that_was_made_for_somebody_who_prepares(world):
    officer, visitor = readers()["officer"], Client()
    assert "Rapport gelé" in officer.get("/fr/reports/").text
    assert "Rapport gelé" not in visitor.get("/fr/reports/").text
    assert "Rapport gelé" in officer.get("/fr/reports/").text
    assert visitor.get("/fr/reports/spring/").status_code == 404


def test_a_published_edition_is_compared_by_visitors_with_published_ones_only(strangers, world):
    visitor = strangers["visitor"]
    assert visitor.get("/en/reports/winter/difference/?with=spring").status_code == 404
    assert readers()["editor"].get("/en/reports/winter/difference/?with=spring").status_code == 200


def test_what_it_would_be_compared_with_costs_the_same_for_one_and_for_three(world, django_assert_num_queries):
    from metronome.report.models import Edition

    winter = Edition.objects.get(slug="winter")
    with django_assert_num_queries(1):
        assert len(others_of(winter, Edition.objects.all())) == 2
    make_edition("later", number=4)
    with django_assert_num_queries(1):
        assert len(others_of(winter, Edition.objects.all())) == 3


def test_a_right_withdrawn_closes_it_at_the_next_request(world):
    person = make_account("board-member", role=Role.BOARD_MEMBER)
    browser = signed_in(person)
    assert browser.get("/fr/reports/autumn/").status_code == 200
    person.appointments.update(since=datetime(2020, 1, 1, tzinfo=UTC), until=datetime(2021, 1, 1, tzinfo=UTC))
    assert browser.get("/fr/reports/autumn/").status_code == 404


def test_documents_of_a_published_edition_say_that_it_is_published(world):
    from metronome.report.models import Edition

    winter = read_edition(Edition.objects.get(slug="winter"))
    assert winter.manifest.head.state == EditionState.FROZEN
    assert (winter.head.state, winter.content("en").notice) == (EditionState.PUBLISHED, "")
    frozen = read_edition(Edition.objects.get(slug="spring"))
    assert frozen.content("en").notice
    assert in_state(frozen, EditionState.PUBLISHED).content("en").notice == ""

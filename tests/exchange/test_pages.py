"""The pages of practices: what everybody reads, and what nobody outside does."""

from __future__ import annotations

from datetime import date

import pytest

from metronome.exchange.enums import Trust
from metronome.exchange.queries import months_after, trust_of
from metronome.ground.text import Making, Text
from tests.factories.exchange import (
    make_adoption,
    make_challenge_tag,
    make_collection,
    make_expert,
    make_practice,
    make_verification,
    make_whole_practice,
)
from tests.factories.network import make_member, make_network, make_region, text
from tests.factories.plan import make_challenge, make_plan

pytestmark = pytest.mark.django_db


def test_a_practice_is_read_with_its_results_conditions_and_who_took_it_over(client):
    make_network()
    dakar, lagos = make_member(region=make_region()), make_member("lagos")
    practice = make_whole_practice(member=dakar, done=text("Des voies pour les bus."))
    make_verification(practice, said="Annual report")
    make_adoption(practice, lagos, "interest", "running", summary=text("Sur deux lignes."))
    page = client.get("/en/practices/bus-lanes/").content.decode()
    for words in (
        "Dakar", "Africa", "Des voies pour les bus.", "12.5", "At least 500,000 inhabitants", "Une autorité unique",
        "Annual report", "Lagos", "running", "Sur deux lignes.", "SDG 11.2",
    ):  # fmt: skip
        assert words in page, words
    for hidden in ("buses@city.example", "Desk of buses"):
        assert hidden not in page


def test_what_only_one_city_has_said_is_told_to_nobody(client):
    make_network()
    practice = make_practice(member=make_member())
    adoption = make_adoption(practice, make_member("lagos"), "interest", summary=text("Kanarienvogel"))
    adoption.steps.update(confirmed_by="", confirmed_at=None)
    assert "Kanarienvogel" not in client.get("/en/practices/bus-lanes/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_collection_asks_as_many_questions_for_three_as_for_one(
    client, number, django_assert_num_queries
):
    make_network()
    for one in range(number):
        make_practice(f"practice-{one}", member=make_member(f"city-{one}"))
    client.get("/en/practices/collections/solutions/")
    with django_assert_num_queries(9):
        client.get("/en/practices/collections/solutions/?anew")


@pytest.mark.parametrize(
    ("months", "confirmed", "today", "trust"),
    [
        (None, None, date(2031, 1, 1), Trust.UNVERIFIED),
        (12, None, date(2022, 1, 31), Trust.UNVERIFIED),
        (12, None, date(2022, 2, 1), Trust.STALE),
        (12, date(2021, 8, 1), date(2022, 2, 1), Trust.CONFIRMED),
        (12, date(2021, 8, 1), date(2022, 8, 1), Trust.STALE),
    ],
)
def test_a_practice_is_to_be_confirmed_again_after_the_months_of_its_collection(months, confirmed, today, trust):
    practice = make_practice(collection=make_collection(confirm_months=months), confirmed_on=confirmed)
    assert trust_of(practice, today, is_verified=False) is trust


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2021, 12, 15), 1, date(2022, 1, 15)),
        (date(9999, 12, 31), 12, date.max),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, expected):
    assert months_after(day, months) == expected


def test_a_retired_practice_keeps_its_page_and_says_so(client):
    make_network()
    make_practice(retired_on=date(2021, 4, 1), retired_why=text("Remplacée"))
    page = client.get("/en/practices/bus-lanes/").content.decode()
    assert "Retired on 1 April 2021." in page
    assert "Remplacée" in page
    assert "Bus Lanes" not in client.get("/en/practices/").content.decode()


@pytest.mark.parametrize(
    ("title", "words"),
    [
        (text("Bus"), "Not translated yet: it is shown in French"),
        (Text.of({"fr": "Bus", "en": "Buses"}, source="fr"), "Translated from French."),
        (Text.of({"fr": "Bus", "en": "Buses"}, source="fr", how=Making.MACHINE), "by a machine"),
        (Text.of({"fr": "Bus", "en": "Buses"}, source="fr").with_text("fr", "Les bus"), "was changed since"),
    ],
)
def test_the_page_says_how_its_translation_stands(client, title, words):
    make_network()
    make_practice(title=title)
    assert words in client.get("/en/practices/bus-lanes/").content.decode()
    assert words not in client.get("/fr/practices/bus-lanes/").content.decode()


def test_the_page_says_where_a_part_is_not_translated(client):
    make_network()
    make_practice(title=Text.of({"fr": "Bus", "en": "Buses"}, source="fr"), summary=text("Deux lignes"))
    page = client.get("/en/practices/bus-lanes/").content.decode()
    assert "Not all of this is translated: what is missing is shown in French." in page


def test_similar_practices_are_shown_with_what_they_have_in_common(client):
    make_network()
    challenge = make_challenge(make_plan(), "1.1", label=text("Se déplacer"))
    africa = make_region()
    one = make_practice("one", member=make_member(region=africa))
    two = make_practice("two", member=make_member("lagos", region=africa))
    make_practice("three")
    for practice in (one, two):
        make_challenge_tag(practice, challenge)
    page = client.get("/en/practices/one/").content.decode()
    similar = page[page.index("Similar practices") :]
    assert "/en/practices/two/" in similar
    assert "Se déplacer, Africa" in similar
    assert "/en/practices/three/" not in similar


def test_experts_are_named_while_their_consent_stands_and_their_address_never(client):
    make_network()
    make_expert()
    make_expert("asked", name="Never Asked", consented_on=None)
    make_expert("gone", name="Changed Mind", withdrawn_on=date(2021, 2, 1))
    page = client.get("/en/experts/").content.decode()
    assert "Expert of Buses" in page
    for hidden in ("Never Asked", "Changed Mind", "expert@city.example"):
        assert hidden not in page

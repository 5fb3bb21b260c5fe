"""Whom a spelling means: one, several candidates, or nobody; never a silent guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.network.names import Meaning, Names

SEVILLE = Meaning("member", "seville")
NAMES = Names(
    [
        (Meaning("member", "barcelona-city"), "Barcelone (ville)"),
        (Meaning("member", "barcelona-area"), "Barcelone (aire métropolitaine)"),
        (Meaning("member", "victoria"), "Victoria"),
        (Meaning("member", "xian"), "Xi'an"),
        (Meaning("member", "aktau"), "Ақтау"),
        (Meaning("member", "anzali"), "بندر انزلی"),
        (Meaning("partner", "cities"), "Cités et Gouvernements Locaux Unis"),
        (Meaning("partner", "cities"), "CGLU"),
        (SEVILLE, "Séville"),
        (Meaning("partner", "seville-university"), "Séville"),
    ]
)


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [
        ("BARCELONE (VILLE)", "barcelona-city"),
        ("Barcelone, aire metropolitaine", "barcelona-area"),
        ("Xí'an", "xian"),
        ("xi’an", "xian"),
        ("ақтау", "aktau"),
        ("بندر انزلی", "anzali"),
        ("cglu", "cities"),
        ("  Victoria ", "victoria"),
    ],
)
def test_case_accents_and_punctuation_do_not_matter(spelling, slug):
    meaning = NAMES.resolve(spelling).meaning
    assert meaning is not None
    assert meaning.slug == slug


def test_two_of_one_name_stay_two():
    resolution = NAMES.resolve("Barcelone")
    assert resolution.meaning is None
    assert {candidate.meaning.slug for candidate in resolution.candidates} == {"barcelona-city", "barcelona-area"}


def test_a_spelling_of_several_gives_all_of_them():
    resolution = NAMES.resolve("Seville")
    assert resolution.meaning is None
    assert [candidate.score for candidate in resolution.candidates] == [100.0, 100.0]


def test_a_kind_tells_apart_what_shares_a_name():
    assert NAMES.resolve("Seville", kind="member").meaning == SEVILLE


def test_what_only_resembles_a_name_is_a_candidate_and_never_the_answer():
    resolution = NAMES.resolve("Victorria")
    assert resolution.meaning is None
    assert resolution.candidates[0].meaning.slug == "victoria"
    assert resolution.candidates[0].score < 100


@pytest.mark.parametrize("spelling", ["", "...", "Samarkand", "ab"])
def test_what_resembles_nothing_is_nobody(spelling):
    resolution = NAMES.resolve(spelling)
    assert resolution.meaning is None
    assert resolution.candidates == ()


@given(st.text(max_size=40))
def test_no_text_breaks_the_asking(spelling):
    resolution = NAMES.resolve(spelling)
    assert resolution.meaning is None or resolution.candidates == ()


def test_the_record_knows_every_spelling_of_every_script(caspian, django_assert_num_queries):
    with django_assert_num_queries(3):
        names = Names.of_the_network()
    assert names.resolve("Shevchenko").meaning == Meaning("member", "aktau")
    assert names.resolve("شفتشينكو").meaning == Meaning("member", "aktau")
    assert names.resolve("Port City of Baku").meaning == Meaning("member", "baku")
    assert names.resolve("CPI").meaning == Meaning("partner", "coastal-institute")
    assert names.resolve("Astara").meaning is None


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [
        ("Mexico", "mexico-city"),
        ("Ville de Mexico", "mexico-city"),
        ("Ciudad de México", "mexico-city"),
        ("Johannesburg", "johannesburg"),
        ("Johannesbourg", "johannesburg"),
        ("AAbidjan", "abidjan"),
        ("Doula", "douala"),
        ("Mashhad", "mashhad"),
        ("Machhad", "mashhad"),
        ("AMB", "barcelona-amb"),
        ("Barcelona (city)", "barcelona-city"),
    ],
)
def test_every_printed_spelling_of_the_reference_network_means_one(metropolis, spelling, slug):
    assert Names.of_the_network().resolve(spelling).meaning == Meaning("member", slug)


def test_the_two_barcelonas_of_the_reference_network_stay_two(metropolis):
    resolution = Names.of_the_network().resolve("Barcelone")
    assert [candidate.meaning.slug for candidate in resolution.candidates] == ["barcelona-amb", "barcelona-city"]

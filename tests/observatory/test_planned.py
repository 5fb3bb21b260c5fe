"""A round is described by a file; what the file says wrongly is named with its field."""

from __future__ import annotations

from datetime import date

import pytest

from metronome.ground.refusal import Refusal
from metronome.observatory.rounds.planned import read_planned
from tests.factories.network import make_network
from tests.factories.rounds import make_members

ROUND = """
title: {fr: Printemps, en: Spring}
geography: drawn
source: census-office
due_on: 2021-04-30
indicators: [people, share]
years: [2019, 2020]
sexes: [F, M]
members: [dakar]
"""


@pytest.fixture
def world(observatory):
    make_network(languages=["fr", "en"])
    make_members()


def test_a_file_says_what_is_asked_of_whom_until_when(world):
    said = read_planned(ROUND, ["fr", "en"])
    assert (said["title"].texts, said["title"].source) == ({"fr": "Printemps", "en": "Spring"}, "fr")
    assert (said["geography"].slug, said["source"].slug, said["due_on"]) == (
        "drawn",
        "census-office",
        date(2021, 4, 30),
    )
    assert [(one.definition.slug, one.year, one.sex) for one in said["questions"]] == [
        (slug, year, sex) for slug in ("people-v1", "share-v1") for year in (2019, 2020) for sex in ("F", "M")
    ]
    assert [one.slug for one in said["members"]] == ["dakar"]
    everybody = read_planned(ROUND.replace("members: [dakar]\n", "").replace("sexes: [F, M]\n", ""), ["fr", "en"])
    assert [one.slug for one in everybody["members"]] == ["dakar", "lagos"]
    assert {one.sex for one in everybody["questions"]} == {"_T"}


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("years: [2019, 2020]", "years: [soon]", "years"),
        ("geography: drawn", "geography: moon", "geography"),
        ("members: [dakar]", "members: [atlantis]", "members"),
        ("indicators: [people, share]", "indicators: [happiness]", "indicators"),
        ("due_on: 2021-04-30", "due_on: soon", "due_on"),
        ("source: census-office\n", "", "source"),
        ("sexes: [F, M]", "sexes: [X]", "sexes"),
        ("years: [2019, 2020]", "years: [2020]\nwho: all", "prepare"),
        ("title: {fr: Printemps", "title: {xx: Printemps", "title"),
        ("title:", "- title", "prepare"),
    ],
)
def test_what_it_says_wrongly_is_named(world, old, new, field):
    assert old in ROUND
    with pytest.raises(Refusal) as refused:
        read_planned(ROUND.replace(old, new), ["fr", "en"])
    assert refused.value.field == field
    assert refused.value.remedy or field in ("years", "due_on")

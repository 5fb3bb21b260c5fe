"""A round is described by a file; what the file says wrongly is named with its field."""

from __future__ import annotations

from datetime import date

import pytest

from metronome.ground.refusal import Refusal
from metronome.network.models import Network
from metronome.observatory.rounds.planned import read_planned
from tests.factories.network import make_network
from tests.factories.rounds import make_members

ROUND = """
title: {fr: Printemps, en: Spring}
geography: drawn
source: census-office
due_on: 2021-04-30
indicators: [people, share]
periods: [2019, 2020]
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
    assert [(one.definition.slug, one.period.short, one.sex) for one in said["questions"]] == [
        (slug, year, sex) for slug in ("people-v1", "share-v1") for sex in ("F", "M") for year in ("2019", "2020")
    ]
    assert [one.slug for one in said["members"]] == ["dakar"]
    everybody = read_planned(ROUND.replace("members: [dakar]\n", "").replace("sexes: [F, M]\n", ""), ["fr", "en"])
    assert [one.slug for one in everybody["members"]] == ["dakar", "lagos"]
    assert {one.sex for one in everybody["questions"]} == {"_T"}


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("periods: [2019, 2020]", "periods: [soon]", "periods"),
        ("periods: [2019, 2020]", "periods: [1066]", "periods"),
        ("periods: [2019, 2020]", "periods: [2021-04-05..2021-06-30]\nstep: month", "periods"),
        ("periods: [2019, 2020]", "periods: [2021-01..2021-04]\nstep: quarter", "periods"),
        ("periods: [2019, 2020]", "periods: [2021]\nstep: week", "step"),
        ("geography: drawn", "geography: moon", "geography"),
        ("members: [dakar]", "members: [atlantis]", "members"),
        ("indicators: [people, share]", "indicators: [happiness]", "indicators"),
        ("due_on: 2021-04-30", "due_on: soon", "due_on"),
        ("source: census-office\n", "", "source"),
        ("sexes: [F, M]", "sexes: [X]", "sexes"),
        ("periods: [2019, 2020]", "periods: [2020]\nwho: all", "prepare"),
        ("title: {fr: Printemps", "title: {xx: Printemps", "title"),
        ("title:", "- title", "prepare"),
    ],
)
def test_what_it_says_wrongly_is_named(world, old, new, field):
    assert old in ROUND
    with pytest.raises(Refusal) as refused:
        read_planned(ROUND.replace(old, new), ["fr", "en"])
    assert refused.value.field == field
    assert refused.value.remedy or field in ("periods", "due_on")


@pytest.mark.parametrize(
    ("periods", "asked"),
    [
        ("periods: [2021-03, 2021-01]", ["2021-01", "2021-03"]),
        ("periods: [2021-Q2, FY2020]", ["2020-07..2021-06", "2021-04..2021-06"]),
        ("periods: [2021-01..2021-06]\nstep: quarter", ["2021-01..2021-03", "2021-04..2021-06"]),
        ("periods: [2020-11..2021-01, 2020-12]\nstep: month", ["2020-11", "2020-12", "2021-01"]),
        ("years: [2020, 2019]", ["2019", "2020"]),
    ],
)  # fmt: skip
def test_a_period_is_asked_for_as_it_is_or_in_quarters_or_months(world, periods, asked):
    Network.objects.update(fiscal_month=7)
    planned = ROUND.replace("periods: [2019, 2020]", periods).replace("[people, share]", "[people]")
    questions = read_planned(planned.replace("[F, M]", "[_T]"), ["fr", "en"])["questions"]
    assert [one.period.short for one in questions] == asked

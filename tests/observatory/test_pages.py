"""What the pages of the observatory show: the definition first, and no number without what it rests on."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import ibis
import pytest
from django.test import Client

from metronome.ground.audit import note
from metronome.observatory.actions import make_release
from metronome.observatory.asked import Wish
from metronome.observatory.averages import average
from metronome.observatory.comparing import compared
from metronome.observatory.dense import reading
from metronome.observatory.dense.building import build, build_missing
from metronome.observatory.dense.layout import SCALES, STATUSES, folder, note_of, path_of, scale_of, status_of
from metronome.observatory.dense.reading import cube_of
from metronome.observatory.enums import WITHOUT_VALUE
from metronome.observatory.exhibits.ranking import ranking_of
from metronome.observatory.facts.reading import known
from metronome.observatory.models import Area, Indicator, IndicatorVersion, Release
from metronome.observatory.shown import latest_definition
from metronome.report.models import Document, StatedFigure
from tests.factories.network import make_network, make_region, text
from tests.factories.observatory import MAPPING, loaded, make_area, make_geography, make_source

HOW = MAPPING + "status: {column: status}\nmethod: {column: how}\n"
HEADER = "indicator,area,period,value,unit,status,how"
NARROW = HOW.replace("geography: drawn", "geography: narrow")


@pytest.fixture
def released(observatory):
    """Three metropolises over three years, the last projected; Dakar drawn in two ways."""
    make_network()
    Area.objects.filter(slug__in=("dakar", "lagos")).update(region=make_region())
    loaded(
        "people-v1,DAKAR,2000,1000,persons,A,count", "people-v1,DAKAR,2020,3000,persons,A,count",
        "people-v1,DAKAR,2030,4500,persons,F,count", "people-v1,LAGOS,2020,9000,persons,A,count",
        "people-v1,LAGOS,2030,12000,persons,F,count", "people-v1,BAKU,2020,3000,persons,E,count",
        "people-v1,DAKAR,2020,2900,persons,A,estimate", "people-v1,LAGOS,2000,,persons,L,count",
        "share-v1,DAKAR,2020,10.5,percent,A,count", "share-v1,LAGOS,2020,20.5,percent,A,count",
        mapping=HOW, header=HEADER,
    )  # fmt: skip
    loaded("people-v1,DAKAR,2020,700,persons,A,count", mapping=NARROW, header=HEADER)
    release = make_release(slug="spring", title=text("Printemps"), by="operator")
    build(release)
    return release


def page(address: str, status: int = 200) -> str:
    response = Client().get(address)
    assert response.status_code == status
    return response.content.decode()


def rows(query: str = "") -> list[dict[str, str]]:
    answer = page(f"/en/observatory/indicators/people.csv?{query}").removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(answer)))


def test_a_ranking_is_of_one_geography_one_method_and_the_latest_year_that_is_no_projection(released):
    told = [(row["place"], row["area"], row["value"], row["status"], row["method"]) for row in rows()]
    assert told == [
        ("1", "lagos", "9000", "A", "count"),
        ("2", "baku", "3000", "E", "count"),
        ("2", "dakar", "3000", "A", "count"),
    ]
    assert {row["geography"] for row in rows()} == {"drawn"}
    assert {row["release"] for row in rows()} == {"spring"}


def test_another_geography_is_shown_only_when_asked_for(released):
    assert [(row["area"], row["value"]) for row in rows("geography=narrow")] == [("dakar", "700")]


def test_what_readers_of_a_question_share_is_made_once_until_something_public_changes(released):
    definition = latest_definition("people")
    anybody, dakar = (compared(definition, Wish(released, area=area)) for area in ("", "dakar"))
    assert anybody is not None
    assert dakar is not None
    assert dakar.same is anybody.same
    assert (anybody.marked, dakar.marked and dakar.marked.slug) == (None, "dakar-drawn")
    assert ranking_of(anybody).mark == ranking_of(dakar).mark
    note(by="operator", verb="described", subject="area:dakar", change={"name": [None, "Dakar"]}, public=True)
    after = compared(definition, Wish(released))
    assert after is not None
    assert after.same is not anybody.same
    assert ranking_of(after).mark == ranking_of(anybody).mark


def test_a_change_since_a_year_leaves_out_what_is_not_known_of_both(released):
    told = [(row["area"], row["change"]) for row in rows("year=2030&since=2020")]
    assert told == [("dakar", "0.5000"), ("lagos", "0.3333")]
    assert [row["area"] for row in rows("year=2020&since=2000")] == ["dakar"]


def test_the_page_of_an_indicator_says_what_its_numbers_rest_on(released):
    shown = page("/en/observatory/indicators/people/?area=dakar&region=africa")
    assert "Combien." in shown
    assert "of 2 metropolises with a value" in shown
    assert "CC BY 4.0" in shown
    assert "census-office, estimate" in shown  # what was passed over
    assert "release spring" in shown
    assert released.digest[:12] in shown
    assert "2. Dakar, marked" in shown
    assert "from 1,000 in 2000 to 4,500 in 2030" in shown
    assert "p-series--ahead" in shown


def test_what_documents_state_stands_beside_without_a_year_that_they_do_not_print(released):
    document = Document.objects.create(slug="plan", title=text("Plan"))
    given = {"label": text("Moyenne"), "qualifier": "exactly", "value": 53, "printed": "53%", "where": "p. 9"}
    StatedFigure.objects.create(slug="average", document=document, subject="average-share", **given)
    shown = page("/en/observatory/indicators/share/")
    assert "53%" in shown
    assert "not stated" in shown
    assert "53%" not in page("/en/observatory/indicators/people/")


@pytest.mark.parametrize("asked", ["release=x", "geography=x", "region=x", "area=x", "year=soon", "since=99999"])
def test_an_address_that_means_nothing_is_named_and_gives_no_file(released, asked):
    value = asked.split("=")[1]
    assert f"“{value}”" in page(f"/en/observatory/indicators/people/?{asked}", 400)
    page(f"/en/observatory/indicators/people.csv?{asked}", 400)


def test_a_year_of_which_nothing_is_stated_shows_nothing_and_no_zero(released):
    shown = page("/en/observatory/indicators/people/?year=1900")
    assert "No value in this year" in shown


def test_a_metropolis_stands_among_its_peers_with_its_gaps(released):
    make_area("oslo", make_geography("other"))
    shown = page("/en/observatory/areas/lagos/")
    assert "Place 1 of 3" in shown
    assert "9,000" in shown
    assert 'id="gaps"' not in shown
    gaps = page("/en/observatory/areas/oslo/")
    assert 'id="gaps"' in gaps
    page("/en/observatory/areas/atlantis/", 404)
    page("/en/observatory/indicators/happiness/", 404)
    page("/en/observatory/indicators/happiness.csv", 404)


def test_without_a_release_the_definition_stands_alone(observatory):
    make_network()
    assert "No value is released yet" in page("/en/observatory/indicators/people/")
    page("/en/observatory/indicators/people.csv", 404)
    assert "No release yet" in page("/en/observatory/sources/")
    assert "Known there as" in page("/en/observatory/areas/dakar/")
    Indicator.objects.update(domain=None)
    assert "Other indicators" in page("/en/observatory/")


def test_without_the_engine_the_pages_are_there_and_show_no_number(released, monkeypatch):
    monkeypatch.setattr(reading, "is_there", lambda: False)
    assert "No value is released yet" in page("/en/observatory/indicators/people/")


def test_an_average_of_the_page_is_the_one_that_the_facts_alone_give(released):
    for slug in ("people", "share"):
        definition = latest_definition(slug)
        found = compared(definition, Wish(released, year=2020))
        stated = known(released.cutoff.number)
        table = stated.filter(
            stated.indicator == definition.slug, stated.first_day.year() == 2020, stated.method == "count",
            stated.area.endswith("-drawn"),
        )  # fmt: skip
        total, count = table.aggregate(sum=ibis._.value.sum(), n=ibis._.count()).to_pyarrow().to_pylist()[0].values()
        assert found is not None
        assert found.average.value * count * 10**definition.decimals == total
        assert (found.average.n, found.average.of) == (count, 3)


def test_a_weighted_mean_takes_its_weights_of_the_same_year_from_the_same_release(released):
    people = Indicator.objects.get(slug="people")
    IndicatorVersion.objects.filter(slug="share-v1").update(aggregation="weighted", weight=people)
    later = make_release(slug="summer", title=text("Été"), by="operator")
    build(later)
    found = compared(latest_definition("share"), Wish(later, year=2020))
    assert found is not None
    assert found.average.rounded(2) == Decimal("18.00")  # (10.5 x 3000 + 20.5 x 9000) / 12000


def test_a_source_that_is_preferred_stands_before_one_that_says_more(released):
    make_source("survey")
    Indicator.objects.filter(slug="people").update(preference=["survey", "census-office"])
    mapping = HOW.replace("census-office", "survey")
    loaded("people-v1,DAKAR,2020,3100,persons,A,count", mapping=mapping, header=HEADER)
    build(make_release(slug="summer", title=text("Été"), by="operator"))
    assert [(row["source"], row["value"]) for row in rows()] == [("survey", "3100")]
    assert [row["source"] for row in rows("release=spring")] == ["census-office"] * 3


def test_the_arrays_hold_exactly_what_the_facts_say(released):
    cube = cube_of(released.digest)
    assert cube is not None
    chosen = {(one.indicator, one.geography): (one.source, one.method) for one in cube.header.series}
    stated = {
        (row["indicator"], row["first_day"].year, row["area"]): (row["value"], row["status"], row["scale"])
        for row in known(released.cutoff.number).to_pyarrow().to_pylist()
        if chosen[row["indicator"], row["area"].split("-")[1]] == (row["source"], row["method"])
    }
    found = {
        (indicator, year, cell.area): (cell.number, cell.status, cell.scale)
        for indicator in cube.header.indicators
        for year in cube.years
        for cell in cube.cells(indicator, year, cube.header.areas)
    }
    assert found == stated
    for indicator, _year, area in stated:
        told = {key[1]: value[0] for key, value in stated.items() if (key[0], key[2]) == (indicator, area)}
        assert {cell.year: cell.number for cell in cube.history(indicator, area)} == told


def test_arrays_that_are_not_whole_are_none_and_are_made_again(released):
    path_of(released.digest, "header").unlink()
    assert cube_of(released.digest) is None
    build(Release.objects.get())
    assert cube_of(released.digest) is not None
    assert not list(path_of(released.digest, "values").parent.glob(".part-*"))


def test_arrays_that_were_cut_short_show_no_number_and_no_fault(released):
    path = path_of(released.digest, "values")
    path.write_bytes(path.read_bytes()[:-4])
    assert cube_of(released.digest) is None
    assert "No value is released yet" in page("/en/observatory/indicators/people/")


def test_what_another_layout_left_of_a_release_is_cleared_when_it_is_made_anew(released):
    left = folder() / f"{released.digest}.by_area.npy"
    left.write_bytes(b"of another layout")
    path_of(released.digest, "notes").unlink()
    assert [release.slug for release in build_missing()] == ["spring"]
    assert not left.exists()
    assert cube_of(released.digest) is not None
    assert list(build_missing()) == []


def test_a_value_that_needs_more_than_32_bits_is_kept_exactly(observatory):
    make_network()
    IndicatorVersion.objects.filter(slug="people-v1").update(decimals=6)
    loaded("people-v1,DAKAR,2020,37435191.123456,persons")
    release = make_release(slug="spring", title=text("Printemps"), by="operator")
    build(release)
    cube = cube_of(release.digest)
    assert cube is not None
    (cell,) = cube.cells("people-v1", 2020, ["dakar-drawn"])
    assert cell.number == 37_435_191_123_456


def test_status_and_scale_have_room_in_one_byte():
    for status in STATUSES:
        for scale in SCALES:
            note = note_of(status, scale)
            assert 0 < note < 256
            assert (status_of(note), scale_of(note)) == (status, scale)
    assert set(STATUSES) >= WITHOUT_VALUE
    assert average([], aggregation="mean", decimals=0, of=0).n == 0


def test_a_metropolis_shows_its_months_with_source_and_why_one_is_missing(released):
    loaded(
        "people-v1,DAKAR,2021-01,3010,persons", "people-v1,DAKAR,2021-02,,persons",
        "people-v1,LAGOS,2021-01,9,persons",
    )  # fmt: skip
    build(make_release(slug="months", title=text("Mois"), by="operator"))
    told = page("/fr/observatory/areas/dakar/")
    section = told[told.index('id="shorter"') : told.index('id="drawn"')]
    assert section.index("février 2021") < section.index("janvier 2021")
    assert re.search(r"3\W010<", section)
    assert section.count("#census-office") == 2
    assert "Lagos" not in section
    assert 'id="shorter"' not in page("/fr/observatory/areas/dakar/?release=spring")

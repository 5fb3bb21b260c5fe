"""What the observatory shows can be taken along, put into other pages, cited, and verified years later."""

from __future__ import annotations

import hashlib
import io
import json
import math
from decimal import Decimal
from statistics import correlation
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pyarrow import parquet
from python_calamine import CalamineWorkbook

from metronome.ground.audit import note
from metronome.ground.canonical import digest
from metronome.network.models import Region
from metronome.observatory.actions import make_release
from metronome.observatory.dense.building import build
from metronome.observatory.exhibits.catalogue import MAKERS, exhibit_of
from metronome.observatory.exhibits.distribution import counts_in, edges_of
from metronome.observatory.exhibits.exhibit import MARK, NAMES
from metronome.observatory.exhibits.relation import correlated, places_of
from metronome.observatory.facts.differing import make_differences
from metronome.observatory.facts.files import path_of
from metronome.observatory.models import (
    Area,
    AreaMember,
    AreaVersion,
    FactFile,
    Geography,
    IndicatorVersion,
    Overlap,
    Release,
)
from tests.factories.network import make_member, make_network, make_region, text
from tests.factories.observatory import MAPPING, loaded, make_area

HOW = MAPPING + 'status: {column: status}\nsex: {column: sex, codes: {"": _T, F: F, M: M}}\n'
NARROW = HOW.replace("geography: drawn", "geography: narrow")
HEADER = "indicator,area,period,value,unit,status,sex"
ASKED = {
    "averages": "release=spring&indicator=people&year=2020",
    "average": "release=spring&indicator=people&year=2020&group=region-africa",
    "ranking": "indicator=people&year=2020",
    "map": "indicator=people&year=2020",
    "series": "indicator=people",
    "distribution": "indicator=people&year=2020",
    "profile": "area=dakar",
    "comparison": "areas=dakar&areas=lagos&indicators=people&indicators=share",
    "relation": "x=people&y=share",
    "similar": "area=dakar",
    "coverage": "",
    "changes": "release=summer",
    "women": "indicator=people",
}


@pytest.fixture
def released(observatory: object) -> Release:
    """Two releases: the second corrects Dakar in 2020 and nothing else."""
    make_network()
    Area.objects.filter(slug__in=("dakar", "lagos")).update(region=make_region())
    AreaMember.objects.create(
        area=Area.objects.get(slug="dakar"), member=make_member("dakar", latitude=14, longitude=-17)
    )
    IndicatorVersion.objects.filter(slug="people-v1").update(aggregation="sum")
    put(
        "people-v1,DAKAR,2000,1000,persons,A", "people-v1,DAKAR,2010,2000,persons,A",
        "people-v1,DAKAR,2020,3000,persons,A", "people-v1,DAKAR,2030,4500,persons,F",
        "people-v1,LAGOS,2010,6000,persons,A", "people-v1,LAGOS,2020,9000,persons,A",
        "people-v1,BAKU,2010,2900,persons,A", "people-v1,BAKU,2020,3000,persons,A",
        "people-v1,DAKAR,2020,1600,persons,A,F", "people-v1,DAKAR,2020,1400,persons,A,M",
        "people-v1,LAGOS,2020,4500,persons,A,F",
        "share-v1,DAKAR,2020,10.5,percent,A", "share-v1,LAGOS,2020,20.5,percent,A", "share-v1,BAKU,2020,,percent,L",
    )  # fmt: skip
    put("people-v1,DAKAR,2020,700,persons,A", mapping=NARROW)
    first = make_release(slug="spring", title=text("Printemps"), by="operator")
    build(first)
    put("people-v1,DAKAR,2020,3100,persons,A")
    second = make_release(slug="summer", title=text("Été"), by="operator")
    build(second)
    make_differences(first, second)
    return first


def put(*rows: str, mapping: str = HOW) -> None:
    """Load rows; without a sex they are of both."""
    loaded(*(row + "," * (HEADER.count(",") - row.count(",")) for row in rows), mapping=mapping, header=HEADER)


def shown(view: str, asked: str) -> Any:
    found = exhibit_of(view, QueryDict(asked))
    assert found is not None
    return found


def page(address: str, status: int = 200) -> str:
    response = Client().get(address)
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


@pytest.mark.parametrize("view", sorted(MAKERS))
def test_every_exhibit_is_given_in_every_format_with_the_same_rows(released: Release, view: str) -> None:
    one, asked = shown(view, ASKED[view]), f"?{ASKED[view]}"
    assert one.rows
    files = {
        format: Client().get(f"/fr/observatory/views/{view}.{format}{asked}")
        for format in ("csv", "xlsx", "parquet", "svg", "png")
    }
    assert {format: answer.status_code for format, answer in files.items()} == dict.fromkeys(files, 200)
    table = parquet.read_table(io.BytesIO(files["parquet"].content))
    assert table.column_names == list(one.columns)
    assert table.num_rows == len(one.rows)
    assert b"release" in table.schema.metadata
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"].content)).get_sheet_by_index(0).to_python()
    assert sheet[0] == list(one.columns)
    assert len(sheet) == len(one.rows) + 1
    assert files["csv"].content.decode("utf-8-sig").splitlines()[0] == ",".join(one.columns)
    assert files["svg"].content.startswith(b"<svg")
    assert b"class=" not in files["svg"].content  # it carries its colours itself
    assert Image.open(io.BytesIO(files["png"].content)).width > 300


@pytest.mark.parametrize("view", sorted(MAKERS))
def test_a_citation_finds_the_same_numbers_after_corrections_and_says_so(released: Release, view: str) -> None:
    one = shown(view, ASKED[view])
    found = shown(view, urlsplit(one.citation_href).query)
    assert found.stated == one.stated
    assert found.mark == one.mark
    put("people-v1,DAKAR,2020,9999,persons,A")
    build(make_release(slug="autumn", title=text("Automne"), by="operator"))
    again = page(one.citation_href)
    assert "These are the numbers that were cited" in again
    assert "unharmed" in again
    assert one.mark in again


def test_a_citation_of_an_earlier_release_says_how_much_is_different_now(released: Release) -> None:
    cited = shown("ranking", "indicator=people&year=2020&release=spring")
    assert [row[7] for row in cited.rows] == [Decimal(9000), Decimal(3000), Decimal(3000)]
    told = page(cited.citation_href)
    assert "These are the numbers that were cited" in told
    # Dakar has another value, and Baku another place.
    assert "2 rows are different in the latest release" in told
    assert "not those" not in told


def test_a_sign_that_is_not_that_of_the_numbers_is_seen(released: Release) -> None:
    cited = shown("ranking", "indicator=people&year=2020&release=spring")
    forged = cited.citation_href.replace(cited.mark, "0" * 16)
    assert "was changed, or something else was cited" in page(forged)
    assert "carries no sign" in page(forged.split("&mark=")[0])


@pytest.mark.parametrize("view", sorted(MAKERS))
def test_a_sign_follows_from_the_rows_however_they_are_read(released: Release, view: str, monkeypatch) -> None:
    one, same = shown(view, ASKED[view]), shown(view, ASKED[view])
    assert len(same.rows) > 0
    monkeypatch.setattr("metronome.observatory.exhibits.exhibit.STRETCH", 1)
    monkeypatch.setattr("metronome.observatory.tables.STRETCH", 1)
    by_the_book = json.dumps([list(row) for row in same.stated])
    columns = [name for name in same.columns if name not in NAMES]
    sign = digest([view, same.release.digest, columns, hashlib.sha256(by_the_book.encode()).hexdigest()])[:MARK]
    assert one._mark() == same._mark() == sign


def test_a_sign_is_the_same_in_every_language(released: Release) -> None:
    told = page("/fr/observatory/cite/ranking/?indicator=people&release=spring")
    assert shown("ranking", "indicator=people&release=spring").mark in told


def test_a_damaged_file_of_facts_is_named_by_the_citation(released: Release) -> None:
    file = FactFile.objects.order_by("pk")[0]
    path_of(file.sha256).write_bytes(b"?")
    told = page(shown("ranking", "indicator=people&release=spring").citation_href)
    assert file.sha256[:16] in told
    assert "missing or were changed" in told


def test_a_page_shows_what_was_shown_on_a_day(released: Release) -> None:
    Release.objects.filter(slug="spring").update(at="2021-04-15T10:00:00+00:00")
    Release.objects.filter(slug="summer").update(at="2021-07-15T10:00:00+00:00")
    assert shown("ranking", "indicator=people&year=2020&on=2021-04-30").release.slug == "spring"
    assert shown("ranking", "indicator=people&year=2020&on=2021-07-15").release.slug == "summer"
    assert "No release was made" in page("/en/observatory/indicators/people/?on=2021-04-01", 400)
    assert "is no day" in page("/en/observatory/indicators/people/?on=yesterday", 400)


def test_values_of_another_geography_are_shown_only_when_asked_for_and_then_said(released: Release) -> None:
    make_area("oslo", Area.objects.get(slug="dakar").versions.get(slug="dakar-narrow").geography)
    put("people-v1,OSLO,2020,500,persons,A", mapping=NARROW)
    build(make_release(slug="autumn", title=text("Automne"), by="operator"))
    asked = "areas=dakar&areas=oslo&indicators=people&geography=drawn&year=2020"
    assert [(row[1], row[3], row[10]) for row in shown("comparison", asked).rows] == [
        ("dakar", Decimal(3100), "drawn"),
        ("oslo", None, ""),
    ]
    mixed = shown("comparison", f"{asked}&mix=yes")
    assert [(row[1], row[3], row[10]) for row in mixed.rows] == [
        ("dakar", Decimal(3100), "drawn"),
        ("oslo", Decimal(500), "narrow"),
    ]
    assert mixed.notes
    assert "no like things" in page(f"/en/observatory/compare/?{asked}&mix=yes")
    assert "no like things" not in page(f"/en/observatory/compare/?{asked}")
    make_area("oslo", Geography.objects.get(slug="drawn"))
    part, whole = (AreaVersion.objects.get(slug=f"oslo-{geography}") for geography in ("narrow", "drawn"))
    Overlap.objects.create(slug="oslo", part=part, whole=whole, share=Decimal("0.755"), of="surface")
    note(by="operator", verb="update", subject="overlap:oslo", change={}, public=True)
    assert "75.5\u00a0% of its surface lie in what is compared" in page(f"/en/observatory/compare/?{asked}&mix=yes")
    # What was cited does not change with what is known of it.
    assert shown("comparison", f"{asked}&mix=yes").mark == mixed.mark
    assert "75.5\u00a0% of its surface lie in Oslo as drawn by “Drawn”." in page("/en/observatory/areas/oslo/")


def test_a_reason_why_there_is_no_value_is_kept_in_a_comparison(released: Release) -> None:
    rows = shown("comparison", "areas=baku&indicators=share&year=2020").rows
    assert [(row[3], row[8]) for row in rows] == [(None, "L")]
    assert "was not collected" in page("/en/observatory/compare/?areas=baku&indicators=share&year=2020")


def test_metropolises_like_one_are_ordered_by_their_standardised_distance(released: Release) -> None:
    one = shown("similar", "area=dakar&indicators=people&release=spring")
    assert [(row[1], row[5]) for row in one.rows] == [
        ("baku", "people-v1:2020"), ("baku", "people-v1:2010..2020"),
        ("lagos", "people-v1:2020"), ("lagos", "people-v1:2010..2020"),
    ]  # fmt: skip
    # By hand: the logarithms of 3000, 9000, 3000 and the changes of 50 %, 50 % and 3.45 %, in standard deviations.
    people = [math.log(value) for value in (3000, 9000, 3000)]
    growth = [0.5, 0.5, 0.0345]

    def apart(values: list[float], other: int) -> float:
        mean = sum(values) / 3
        return (values[other] - values[0]) / math.sqrt(sum((value - mean) ** 2 for value in values) / 3)

    expected = [math.sqrt((apart(people, other) ** 2 + apart(growth, other) ** 2) / 2) for other in (2, 1)]
    assert [float(row[3]) for row in one.rows[::2]] == pytest.approx(expected, abs=0.001)


def test_a_relation_has_only_who_has_both(released: Release) -> None:
    one = shown("relation", "x=people&y=share")
    assert [row[0] for row in one.rows] == ["dakar", "lagos"]
    told = page("/en/observatory/relation/?x=people&y=share")
    assert "of 3 metropolises have both" in told


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=3, max_size=30))
def test_a_correlation_is_that_of_the_library_of_python(pairs: list[tuple[int, int]]) -> None:
    xs, ys = [float(x) for x, _ in pairs], [float(y) for _, y in pairs]
    found = correlated(xs, ys)
    if len(set(xs)) < 2 or len(set(ys)) < 2:
        assert found is None
        return
    assert float(found or 0) == pytest.approx(correlation(xs, ys), abs=0.006)
    ranked = correlated(places_of(xs), places_of(ys))
    assert float(ranked or 0) == pytest.approx(correlation(by_counting(xs), by_counting(ys)), abs=0.006)


def by_counting(values: list[float]) -> list[float]:
    """The place of each: how many are less, and half of its other equals."""
    return [sum(other < one for other in values) + (values.count(one) - 1) / 2 for one in values]


@given(st.lists(st.floats(-1e6, 1e9, allow_nan=False).map(lambda value: round(value, 2)), min_size=1, max_size=60))
def test_every_value_lies_in_one_stretch_of_the_distribution(values: list[float]) -> None:
    values.sort()
    edges = edges_of(values)
    assert edges == sorted(set(edges))
    assert edges[0] <= values[0]
    assert values[-1] < edges[-1] or len(set(values)) == 1 or math.isclose(values[-1], edges[-1])
    assert sum(counts_in(values, edges)) == len(values)


def test_the_places_of_a_profile_are_those_among_the_peers_that_are_asked_for(released: Release) -> None:
    whole = {
        row[0]: (row[8], row[9], row[10])
        for row in shown("profile", "area=dakar&release=spring").rows
        if row[7] == "drawn"
    }
    assert whole["people-v1"] == (2, 3, Decimal("0.0"))
    near = {row[0]: (row[8], row[9]) for row in shown("profile", "area=dakar&peers=region").rows if row[7] == "drawn"}
    assert near["people-v1"] == (2, 2)
    page("/en/observatory/views/profile.csv?area=dakar&peers=everybody", 400)


def test_coverage_counts_the_gaps(released: Release) -> None:
    told = {(row[0], row[3]): (row[4], row[5], row[6], row[7]) for row in shown("coverage", "geography=drawn").rows}
    assert told["dakar", "people-v1"] == (2000, 2030, 2020, 4)
    assert told["baku", "share-v1"] == (None, None, None, 0)


def test_the_share_of_women_is_held_against_that_of_an_earlier_release(released: Release) -> None:
    (row,) = shown("women", "indicator=people&release=spring").rows  # of Lagos nothing is stated of men
    assert (row[0], row[5], row[8], row[15]) == ("dakar", 2020, Decimal("53.33"), None)
    put("people-v1,DAKAR,2021,1500,persons,A,F", "people-v1,DAKAR,2021,1500,persons,A,M")
    build(make_release(slug="autumn", title=text("Automne"), by="operator"))
    (row,) = shown("women", "indicator=people&against=spring").rows
    assert (row[5], row[8], row[11], row[14], row[15]) == (2021, 50, 2020, Decimal("53.33"), Decimal("-3.33"))
    told = page("/en/observatory/women/?indicator=people&against=spring")
    assert "53.33" in told
    assert "-3.33" in told
    page("/en/observatory/women/?against=never", 400)


def test_a_release_is_held_against_the_one_before(released: Release) -> None:
    told = page("/en/observatory/releases/summer/")
    assert "3,000" in told
    assert "3,100" in told
    assert "no earlier release" in page("/en/observatory/releases/spring/")
    page("/en/observatory/releases/winter/", 404)
    page("/en/observatory/releases/spring/?against=summer", 400)


def test_only_embedded_pictures_may_stand_in_the_frame_of_another_site(released: Release) -> None:
    embedded = Client().get("/en/observatory/embed/ranking/?indicator=people")
    assert "frame-ancestors *" in embedded.headers["Content-Security-Policy"]
    assert "default-src 'self'" in embedded.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded.headers
    whole = Client().get("/en/observatory/indicators/people/")
    assert "frame-ancestors 'none'" in whole.headers["Content-Security-Policy"]
    assert whole.headers["X-Frame-Options"] == "DENY"
    assert b"<script" not in embedded.content


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("views/ranking.csv", "Say which indicator"),
        ("views/ranking.csv?indicator=happiness", "happiness"),
        ("views/profile.csv", "Say which metropolis"),
        ("views/comparison.csv?areas=atlantis&indicators=people", "atlantis"),
        ("views/relation.csv?x=people&y=happiness", "happiness"),
        ("embed/relation/?x=people&y=share&x_year=soon", "soon"),
        ("cite/series/?indicator=people&geography=moon", "moon"),
    ],
)
def test_an_address_that_means_nothing_says_why(released: Release, address: str, said: str) -> None:
    assert said in page(f"/en/observatory/{address}", 400)


@pytest.mark.parametrize(
    "view",
    ["poem.csv", "ranking.exe?indicator=people", "relation.csv"],
    ids=["no view", "no format", "nothing asked for"],
)
def test_what_is_no_view_or_no_format_is_not_there(released: Release, view: str) -> None:
    assert Client().get(f"/en/observatory/views/{view}").status_code == 404


def test_a_release_shows_the_definition_that_its_values_are_of(released: Release) -> None:
    old = IndicatorVersion.objects.get(slug="people-v1")
    fields = {
        "name": text("Autrement"),
        "definition": text("Compté autrement."),
        "unit": "persons",
        "unit_label": text("h"),
    }
    IndicatorVersion.objects.create(slug="people-v2", indicator=old.indicator, number=2, **fields)
    told = page("/en/observatory/indicators/people/")
    assert "Combien." in told
    assert "Definition 2 is newer" in told


@pytest.mark.parametrize(
    "address", ["areas/dakar/", "coverage/", "similar/?area=dakar", "compare/?indicators=people&areas=dakar"]
)
def test_a_page_asks_as_many_questions_for_many_as_for_few(
    released: Release, address: str, django_assert_max_num_queries: Any
) -> None:
    """Each more metropolis and indicator costs no more questions."""
    with django_assert_max_num_queries(60) as first:
        page(f"/en/observatory/{address}")
    geography = Area.objects.get(slug="dakar").versions.get(slug="dakar-drawn").geography
    for number in range(5):
        make_area(f"town-{number}", geography, region=Region.objects.first())
    put(*(f"people-v1,TOWN-{number},2020,{number + 5},persons,A" for number in range(5)))
    build(make_release(slug="autumn", title=text("Automne"), by="operator"))
    with django_assert_max_num_queries(len(first)):
        page(
            f"/en/observatory/{address}&release=autumn"
            if "?" in address
            else f"/en/observatory/{address}?release=autumn"
        )


def test_indicators_and_metropolises_are_found_by_words_and_by_those_who_act_there(released: Release) -> None:
    told = page("/en/search/?q=people")
    assert "/en/observatory/indicators/people/" in told
    assert "/en/observatory/areas/dakar/" in page("/en/search/?q=dakar")
    assert "/en/observatory/areas/dakar/" in page("/en/members/dakar/")

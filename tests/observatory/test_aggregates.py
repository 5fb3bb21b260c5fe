"""An average is kept with its release, is what fractions of the facts say, and mixes nothing unasked."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from metronome.cli import _parser, _run
from metronome.ground.files import sha256_of
from metronome.ground.refusal import Refusal
from metronome.home.health import examine
from metronome.observatory.actions import keep_averages, make_release
from metronome.observatory.aggregates.keeping import fault_of, path_of
from metronome.observatory.aggregates.making import averages_over
from metronome.observatory.aggregates.reading import averages_of, groups_of
from metronome.observatory.aggregates.record import MIXED, Key
from metronome.observatory.asked import Wish
from metronome.observatory.comparing import compared
from metronome.observatory.dense.building import build, build_missing
from metronome.observatory.dense.layout import SCALES, STATUSES, Header, Series, note_of
from metronome.observatory.dense.reading import Cube
from metronome.observatory.enums import WITHOUT_VALUE
from metronome.observatory.facts.recomputing import differences_of_averages
from metronome.observatory.models import (
    Area,
    AreaMember,
    Indicator,
    IndicatorVersion,
    Release,
    SizeClass,
)
from metronome.observatory.shown import latest_definition
from tests.factories.network import make_member, make_network, make_region, text
from tests.factories.observatory import HEADER, MAPPING, loaded

WIDE = HEADER + ",status,scale,sex,how"
HOW = "".join(f"{name}: {{column: {column}}}\n" for name, column in (
    ("status", "status"), ("scale", "scale"), ("sex", "sex"), ("method", "how"),
))  # fmt: skip
PEOPLE = (
    "people-v1,DAKAR,2019,2000,persons,A,metropolitan,_T,count",
    "people-v1,DAKAR,2020,3000,persons,A,metropolitan,_T,count",
    "people-v1,LAGOS,2020,9000,persons,A,metropolitan,_T,count",
    "people-v1,LAGOS,2030,9900,persons,F,metropolitan,_T,count",
    "people-v1,BAKU,2019,4000,persons,A,national,_T,count",
    "people-v1,BAKU,2020,5000,persons,E,national,_T,count",
    "people-v1,DAKAR,2018,1100,persons,A,metropolitan,F,census",
    "people-v1,DAKAR,2018,900,persons,A,metropolitan,M,census",
    "people-v1,LAGOS,2020,4200,persons,A,metropolitan,F,census",
    "people-v1,LAGOS,2020,4800,persons,A,metropolitan,M,census",
    "people-v1,BAKU,2020,100,persons,A,metropolitan,F,census",
)
SHARES = (
    "share-v1,DAKAR,2020,10.5,percent,A,metropolitan,_T,count",
    "share-v1,LAGOS,2020,20.5,percent,A,metropolitan,_T,count",
    "share-v1,BAKU,2019,30.5,percent,A,metropolitan,_T,count",
)


@pytest.fixture
def released(observatory) -> Release:
    """Two metropolises of Africa and one of elsewhere, in two classes of size; a member acts in one of them."""
    make_network()
    Area.objects.filter(slug__in=("dakar", "lagos")).update(region=make_region())
    AreaMember.objects.create(area=Area.objects.get(slug="dakar"), member=make_member("dakar"))
    AreaMember.objects.create(area=Area.objects.get(slug="lagos"), member=make_member("lagos"), until=date(2001, 1, 1))
    people = Indicator.objects.get(slug="people")
    IndicatorVersion.objects.filter(slug="people-v1").update(aggregation="sum")
    IndicatorVersion.objects.filter(slug="share-v1").update(aggregation="weighted", weight=people)
    SizeClass.objects.create(slug="small", label=text("Petites"), indicator=people, high=5000)
    loaded(*PEOPLE, *SHARES, mapping=MAPPING + HOW, header=WIDE)
    release = make_release(slug="spring", title=text("Printemps"), by="operator")
    build(release)
    return release


def kept(release: Release, group: str, year: int | None, scale: str, sex: str = "_T", indicator: str = "people-v1"):
    found = averages_of(release.averages, indicator)
    assert found is not None
    return found.rows.get(Key(indicator, "drawn", group, year, scale, sex))


def test_a_release_keeps_what_its_groups_add_up_to(released):
    groups = groups_of(released.averages)["drawn"]
    assert {key: len(areas) for key, areas in groups.items()} == {
        "all": 3, "members": 1, "region-africa": 2, "size-large": 2, "size-small": 1,
    }  # fmt: skip
    for group, value, n in (("all", 12000, 2), ("members", 3000, 1), ("region-africa", 12000, 2)):
        found = kept(released, group, 2020, "metropolitan")
        assert found is not None
        assert (found.average.value, found.average.n, found.average.of) == (value, n, len(groups[group]))
        assert found.methods == {"census-office, count": n}


def test_values_of_two_scales_are_put_together_only_in_an_average_that_says_so(released):
    whole, national, mixed = (kept(released, "all", 2020, scale) for scale in ("metropolitan", "national", MIXED))
    assert [one and one.average.value for one in (whole, national, mixed)] == [12000, 5000, 17000]
    assert mixed is not None
    assert mixed.average.scales == {"metropolitan": 2, "national": 1}
    assert kept(released, "region-africa", 2020, MIXED) is None
    found = compared(latest_definition("people"), Wish(released, year=2020))
    assert found is not None
    assert [found.average.value, found.same.other_scales] == [12000, 1]


def test_an_average_of_the_latest_years_says_from_which_to_which_and_takes_no_projection(released):
    found = kept(released, "all", None, MIXED, indicator="share-v1") or kept(
        released, "all", None, "metropolitan", indicator="share-v1"
    )
    assert found is not None
    # Each is weighted by its own year: (10.5 x 3000 + 20.5 x 9000 + 30.5 x 4000) / 16000
    assert found.average.value == Fraction(338000, 16000)
    assert found.average.years == (2019, 2020)
    assert found.weight == ("people-v1", "census-office", "count")
    people = kept(released, "region-africa", None, "metropolitan")
    assert people is not None
    assert people.average.value == 12000


def test_women_and_men_are_put_together_where_both_are_stated(released):
    women, men = (kept(released, "all", None, "metropolitan", sex) for sex in "FM")
    assert women is not None
    assert men is not None
    assert (women.average.value, men.average.value) == (5300, 5700)
    assert (women.average.n, women.average.of, women.average.years) == (2, 3, (2018, 2020))
    assert kept(released, "size-small", None, "metropolitan", "M").average.value == 900


def test_what_is_missing_has_no_average_and_no_zero(released):
    assert kept(released, "members", 1999, "metropolitan") is None
    found = compared(latest_definition("people"), Wish(released, year=1999))
    assert found is not None
    assert (found.average.value, found.average.n, found.average.of) == (None, 0, 3)


def test_its_facts_give_every_average_of_a_release_again(released):
    assert list(differences_of_averages(released)) == []


def test_what_was_kept_stays_when_regions_members_and_definitions_change(released):
    before = kept(released, "region-africa", 2020, "metropolitan")
    Area.objects.update(region=None)
    AreaMember.objects.all().delete()
    SizeClass.objects.all().delete()
    IndicatorVersion.objects.filter(slug="people-v1").update(aggregation="mean")
    build(released)
    assert kept(released, "region-africa", 2020, "metropolitan") == before
    assert list(differences_of_averages(released)) == []
    later = make_release(slug="summer", title=text("Été"), by="operator")
    build(later)
    assert later.averages != released.averages
    assert "region-africa" not in groups_of(later.averages)["drawn"]


def test_averages_that_were_harmed_are_named_and_not_held_against_anything(released):
    path = path_of(released.averages)
    content = path.read_bytes().replace(b'"12000"', b'"12001"', 1)
    assert "averages" not in [one.what for one in examine() if not one.is_well]
    path.write_bytes(content)
    assert fault_of(released) == "changed"
    assert "spring (changed)" in next(one.words for one in examine() if one.what == "averages")
    with pytest.raises(Refusal):
        list(differences_of_averages(released))
    path.unlink()
    assert fault_of(released) == "missing"


def test_an_average_that_was_kept_wrongly_is_told_by_the_command(released, capsys):
    def told(code: int):
        parser = _parser()
        words = ["observatory", "averages", "spring", "--format", "json", "--language", "en"]
        assert _run(parser, parser.parse_args(words)) == code
        return json.loads(capsys.readouterr().out)

    assert told(0)["equal"] is True
    content = path_of(released.averages).read_bytes().replace(b'"12000"', b'"12001"', 1)
    name = sha256_of(content)
    path_of(name).write_bytes(content)
    Release.objects.filter(pk=released.pk).update(averages=name)
    found = told(1)
    assert [(one["group"], one["kept"], one["given"]) for one in found["different"]] == [
        ("all", "12001 (2/3)", "12000 (2/3)")
    ]


def test_averages_are_kept_once_and_made_where_they_are_missing(released):
    with pytest.raises(Refusal):
        keep_averages(release=released, sha256="0" * 64, by="operator")
    name = released.averages
    Release.objects.update(averages="")
    assert "spring" in next(one.words for one in examine() if one.what == "releases")
    assert [one.slug for one in build_missing()] == ["spring"]
    assert Release.objects.get().averages == name


CELL = st.tuples(
    st.one_of(st.integers(-9, 9), st.integers(-(2**55), 2**55)),
    st.one_of(st.just(0), st.builds(note_of, st.sampled_from(STATUSES), st.sampled_from(SCALES[:2]))),
)


@given(
    st.lists(st.tuples(CELL, CELL, CELL, CELL), min_size=1, max_size=8),
    st.sampled_from(["sum", "mean", "weighted"]),
    st.integers(0, 3),
)
def test_an_average_of_any_areas_and_years_is_what_fractions_say(areas, aggregation, decimals):
    """Two years of a share and of its weights, each area as a row: share, share, weight, weight."""
    import numpy as np

    slugs = tuple(f"a{place}" for place in range(len(areas)))
    series = tuple(Series(name, "drawn", "office", "count", ()) for name in ("share", "weight"))
    values, notes = (
        np.array([[[row[2 * one + year][part] for year in (0, 1)] for row in areas] for one in (0, 1)], kind)
        for part, kind in ((0, np.int64), (1, np.uint8))
    )
    cube = Cube(Header("", ("share", "weight"), 2019, 2020, slugs, series), values, notes)
    definition = IndicatorVersion(slug="share", aggregation=aggregation, decimals=decimals)
    weight = series[1] if aggregation == "weighted" else None
    key = Key("share", "drawn", "all", None, MIXED)
    found = dict(averages_over(key, definition, cube, slugs, weight))

    def cells(indicator: str, year: int) -> dict[str, tuple[int, str, str]]:
        stated = cube.column(indicator, year, cube.placed(slugs)).cells
        return {
            one.area: (one.number, one.status, one.scale)
            for one in stated
            if one.status not in WITHOUT_VALUE and one.number is not None
        }

    for year in (2019, 2020):
        for scale in (*SCALES, MIXED):
            told = {slug: one for slug, one in cells("share", year).items() if scale in (MIXED, one[2])}
            average = found.get(Key("share", "drawn", "all", year, scale))
            if not told or (scale == MIXED and len({one[2] for one in told.values()}) == 1):
                assert average is None
                continue
            weights = (
                {slug: one[0] for slug, one in cells("weight", year).items()} if weight else dict.fromkeys(told, 1)
            )
            used = [(Fraction(one[0], 10**decimals), weights[slug]) for slug, one in told.items() if slug in weights]
            by = 1 if aggregation == "sum" else sum(weight for _value, weight in used)
            expected = sum(value * weight for value, weight in used) / by if used and by else None
            assert average is not None
            assert average.value == expected
            assert (average.n, average.of, average.unweighted) == (len(used), len(slugs), len(told) - len(used))


def test_a_class_of_size_holds_its_lower_end_and_not_its_upper_one():
    one = SizeClass(slug="middle", low=Decimal(10), high=Decimal(20))
    assert [one.holds(Decimal(value)) for value in ("9.9", "10", "19.9", "20")] == [False, True, True, False]


# What pages show


def page(address: str, status: int = 200) -> str:
    answer = Client().get(f"/en/observatory/{address}")
    assert answer.status_code == status
    return answer.content.decode()


def rows(view: str, query: str) -> list[dict[str, str]]:
    answer = page(f"views/{view}.csv?{query}").removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(answer)))


def test_the_page_of_averages_shows_every_group_with_what_it_is_of(released):
    shown = page("averages/?indicator=people&year=2020")
    for words in ("All metropolises", "Metropolises where members act", "Africa", "Grandes"):
        assert words in shown
    assert "national, in place of metropolitan" in shown
    assert "17,000" not in shown
    assert "Put all scales together" in shown
    assert "17,000" in page("averages/?indicator=people&year=2020&mixed=yes")
    assert "48.18" in shown  # women of 5,300 and 5,700
    assert page("indicators/people/?year=2020").count("One value is of another scale and no part of it.") == 1


@pytest.mark.parametrize("sex", ["_T", "F", "M"])
@pytest.mark.parametrize("year", ["2020", "latest"])
def test_the_rows_of_an_average_add_up_to_it(released, sex, year):
    for group in groups_of(released.averages)["drawn"]:
        query = f"indicator=people&year={year}&group={group}&sex={sex}"
        told = rows("average", query)
        found = [one for one in rows("averages", query) if (one["group"], one["sex"]) == (group, sex)]
        assert len(told) == len(groups_of(released.averages)["drawn"][group])
        used = [Decimal(one["value"]) for one in told if one["is_in"] == "yes"]
        assert sum(used) == (Decimal(found[0]["value"]) if found else 0)
        assert str(len(used)) == (found[0]["n"] if found else "0")


def test_an_average_is_cited_and_its_citation_holds_after_a_later_release(released):
    shown = page("averages/?indicator=people&year=2020&group=region-africa")
    assert "People: Africa, 2020" in shown
    cited = re.search(r"/en/observatory/cite/average/\?[^ <\"]*mark=\w+", shown)
    assert cited is not None
    Area.objects.update(region=None)
    loaded("people-v1,DAKAR,2020,1,persons,A,metropolitan,_T,count", mapping=MAPPING + HOW, header=WIDE)
    build(make_release(slug="summer", title=text("Été"), by="operator"))
    again = Client().get(html.unescape(cited[0])).content.decode()
    assert "These are the numbers that were cited" in again


@pytest.mark.parametrize("asked", ["group=moon", "sex=X", "geography=moon", "year=soon"])
def test_an_address_of_averages_that_means_nothing_is_named(released, asked):
    assert f"“{asked.partition('=')[2]}”" in page(f"averages/?indicator=people&{asked}", 400)
    assert Client().get("/en/observatory/averages/?indicator=nothing").status_code == 404

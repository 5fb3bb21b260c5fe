"""Real files with real traps, where they lie beside the project: read there, and copied nowhere."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import pytest

from metronome.ground.refusal import Refusal
from metronome.observatory.actions import load_observations
from metronome.observatory.facts.reading import known
from metronome.observatory.loading.preparing import FileGiven, prepare
from metronome.observatory.loading.shipped import shipped_mapping
from metronome.observatory.models import Area, AreaVersion, Geography
from tests.factories.network import text
from tests.factories.observatory import make_geography, make_indicator, make_source
from tests.instances import METROPOLIS, PROJECT

OPEN = PROJECT.parent / "shared" / "data" / "open"
BY_SEX = OPEN / "unsd_city_population_by_sex.csv"
REGIONS = OPEN / "worldbank_subnational_population_2000_2016.csv"
WUP = OPEN / "un_wup2018_f22_agglomerations_annual_1950_2035.csv"
GEOGRAPHIES = {"unsd-city-proper": "City proper", "unsd-agglomeration": "Urban agglomeration"}
SEXES = {"F": "Female", "M": "Male"}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not OPEN.exists(), reason="the open data do not lie beside the project"),
]


@pytest.fixture(autouse=True)
def people(observatory):
    """What the mappings that come along name: people, and who publishes them."""
    make_indicator("population")
    for slug in ("un-wup-2018", "unsd-demographic-yearbook", "world-bank-subnational"):
        make_source(slug)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make_areas(geography: Geography, codes: set[str]) -> None:
    """Areas by the codes of a file; no matter which metropolis is which."""
    made = Area.objects.bulk_create(
        Area(slug=f"{geography.slug}-{number}", name=text(code)) for number, code in enumerate(sorted(codes))
    )
    AreaVersion.objects.bulk_create(
        AreaVersion(slug=f"{area.slug}-v", area=area, geography=geography, code=code)
        for area, code in zip(made, sorted(codes), strict=True)
    )


def test_the_whole_file_of_agglomerations_comes_in_with_its_projections_marked():
    wup = rows(WUP)
    make_areas(make_geography("wup-2018"), {row["city_code"] for row in wup})
    found = prepare(FileGiven(WUP.name, WUP.read_bytes(), shipped_mapping("un-wup-2018")))
    assert found.checked.findings == []
    load = load_observations(prepared=found, by="operator")
    assert load.rows == 1860 * 86
    file = load.files.get()
    assert file.size < 3 * file.rows  # bytes an observation
    stands = known(1)
    told = stands.group_by("status").aggregate(n=stands.count(), sum=stands.value.sum()).to_pyarrow().to_pylist()
    years = [str(year) for year in range(1950, 2036)]
    totals = {year: sum(int(row[year]) for row in wup) * 1000 for year in years}
    assert {row["status"]: (row["n"], row["sum"]) for row in told} == {
        "E": (1860 * 69, sum(totals[year] for year in years if year <= "2018")),
        "F": (1860 * 17, sum(totals[year] for year in years if year > "2018")),
    }


def test_the_table_of_the_reference_folder_says_what_the_file_says():
    wup = {row["city_code"]: row for row in rows(WUP)}
    ours = rows(METROPOLIS / "observations" / "population.csv")
    assert len(ours) == 129
    for row in ours:
        theirs = wup[row.pop("code")]
        assert row.pop("agglomeration") == theirs["urban_agglomeration"]
        assert row == {year: theirs[year] for year in row}


def test_every_area_of_the_reference_folder_is_the_one_of_its_members():
    crosswalk = {row["member_name_fr"]: row["wup2018_city_code"] for row in rows(OPEN / "members_crosswalk.csv")}
    names = {row["slug"]: row["name_fr"] for row in rows(METROPOLIS / "members.csv")}
    drawn = rows(METROPOLIS / "area_versions.csv")
    codes = {row["area"]: row["code"] for row in drawn if row["geography"] == "wup-2018"}
    acting = rows(METROPOLIS / "area_members.csv")
    assert len(acting) == 131
    assert {(names[row["member"]], codes[row["area"]]) for row in acting} == {
        (name, code) for name, code in crosswalk.items() if code
    }


def test_a_file_that_is_not_what_its_mapping_says_is_refused_with_what_it_has():
    make_geography("wup-2018")
    mapping = (METROPOLIS / "observations" / "population.yaml").read_text(encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        prepare(FileGiven(WUP.name, WUP.read_bytes(), mapping))
    assert "city_code" in refused.value.remedy


def test_women_and_men_of_the_yearbook_come_in_as_census_and_estimate_in_both_geographies():
    lines = list(enumerate(rows(BY_SEX), 2))
    toronto = [
        (number, row) for number, row in lines if (row["Country or Area"], row["City"]) == ("Canada", "Toronto")
    ]
    for kind in GEOGRAPHIES:
        make_areas(make_geography(kind), {"Canada/Toronto"})
    found = prepare(FileGiven(BY_SEX.name, BY_SEX.read_bytes(), shipped_mapping("unsd-city-population")))
    assert found.checked.findings == []
    stands = {
        (row["row"], GEOGRAPHIES[row["area"][:-4]], str(row["first_day"].year), SEXES[row["sex"]], row["method"]): row[
            "value"
        ]
        for row in found.checked.table.to_pylist()
    }
    assert stands == {
        (number, row["City type"], row["Year"], row["Sex"], f"{row['Record Type']}/{row['Source Year']}"): int(
            Decimal(row["Value"]).quantize(Decimal(1), ROUND_HALF_EVEN)
        )
        for number, row in toronto
    }
    assert {kind for _row, kind, *_rest in stands} == set(GEOGRAPHIES.values())
    assert any(str(len(lines) - len(toronto)) in words for _row, words in found.notes)


def test_every_region_of_the_world_bank_comes_in_and_what_is_said_below_them_does_not():
    regions = [row for row in rows(REGIONS) if row["Series Code"]]
    make_areas(make_geography("world-bank-regions"), {row["Country Code"] for row in regions})
    found = prepare(FileGiven(REGIONS.name, REGIONS.read_bytes(), shipped_mapping("world-bank-subnational")))
    assert found.checked.findings == []
    assert found.checked.table.num_rows == len(regions) * 17
    assert {(row["status"], row["scale"]) for row in found.checked.table.to_pylist()} == {("E", "regional")}
    told = sum(int(row[f"{year} [YR{year}]"]) for row in regions for year in range(2000, 2017))
    assert sum(found.checked.table.column("value").to_pylist()) == told


def test_the_tables_by_sex_of_the_reference_folder_say_what_the_file_says_each_vintage_for_itself():
    theirs = {
        (row["Country or Area"], row["City"], row["City type"], row["Record Type"], row["Source Year"], row["Year"],
         row["Sex"]): row["Value"]
        for row in rows(OPEN / "unsd_city_population_by_sex.csv")
    }  # fmt: skip
    drawn = {row["code"] for row in rows(METROPOLIS / "area_versions.csv") if row["geography"].startswith("unsd-")}
    said = set()
    for vintage, last in (("2009", "2009"), ("2014", "2014")):
        for row in rows(METROPOLIS / "observations" / f"population-by-sex-{vintage}.csv"):
            about = (row["country"], row["city"], row["type"], row["record"], row["source_year"], row["year"])
            assert theirs[(*about, row["sex"])] == row["value"]
            assert (row["source_year"] > "2009") == (vintage == "2014")
            assert row["source_year"] <= last
            said.add(f"{row['country']}/{row['city']}")
    assert said == drawn

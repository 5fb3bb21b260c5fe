"""A table of regions of the World Bank, read beside the project and copied nowhere."""

from __future__ import annotations

import csv

import pytest

from metronome.observatory.actions import load_observations
from metronome.observatory.facts.reading import known
from metronome.observatory.loading.preparing import FileGiven, prepare
from metronome.observatory.models import Area, AreaVersion, Geography
from tests.factories.network import text
from tests.factories.observatory import make_geography
from tests.observatory.test_open_data import OPEN

REGIONS = OPEN / "worldbank_subnational_population_2000_2016.csv"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not OPEN.exists(), reason="the open data do not lie beside the project"),
]


def make_areas(kind: str, codes: set[str]) -> None:
    geography: Geography = make_geography(kind)
    made = Area.objects.bulk_create(
        Area(slug=f"{kind}-{number}", name=text(code[:60])) for number, code in enumerate(sorted(codes))
    )
    AreaVersion.objects.bulk_create(
        AreaVersion(slug=f"{area.slug}-v", area=area, geography=geography, code=code)
        for area, code in zip(made, sorted(codes), strict=True)
    )


REGION = """
source: census-office
geography: regions
indicator: people-v1
unit: persons
area: {column: Country Code}
years: {columns: 2000..2016, named: "{year} [YR{year}]"}
only: {Series Code: SP.POP.TOTL}
areas: known
"""


def test_regions_of_the_world_bank_come_in_for_the_areas_that_are_on_record(observatory):
    with REGIONS.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Level_attr"] in ("South Africa", "Indonesia")]
    wanted = {
        row["Country Code"]: row for row in rows if "Gauteng" in row["Country Name"] or "Kali" in row["Country Name"]
    }
    assert len(wanted) >= 2
    make_areas("regions", set(wanted))
    prepared = prepare(FileGiven(REGIONS.name, REGIONS.read_bytes(), REGION))
    assert prepared.checked.findings == []
    load = load_observations(prepared=prepared, by="operator")
    assert load.rows == len(wanted) * 17
    assert "left aside" in load.notes[0][1]
    drawn = dict(AreaVersion.objects.values_list("slug", "code"))
    stands = {(drawn[one["area"]], one["first_day"].year): one["value"] for one in known(1).to_pyarrow().to_pylist()}
    assert stands == {
        (code, year): int(row[f"{year} [YR{year}]"]) for code, row in wanted.items() for year in range(2000, 2017)
    }

"""Two vintages of one table of the United Nations, one after the other: what changed is what a comparison of the files
says, and both geographies of a city stand side by side. Files are read beside the project, and copied nowhere."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import pytest

from metronome.observatory.actions import load_observations, make_release
from metronome.observatory.enums import Difference
from metronome.observatory.facts.differing import make_differences
from metronome.observatory.facts.reading import known
from metronome.observatory.loading.preparing import FileGiven, prepare
from metronome.observatory.loading.shipped import shipped_mapping
from metronome.observatory.models import Area, AreaVersion, Geography, Load
from tests.factories.network import text
from tests.factories.observatory import make_geography, make_indicator, make_source
from tests.observatory.test_open_data import OPEN

FIRST = OPEN / "unsd_city_population_both_sexes.csv"
SECOND = OPEN / "unsd_city_population_both_sexes_20240220.csv"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not OPEN.exists(), reason="the open data do not lie beside the project"),
]
WORDS = {"City proper": "unsd-city-proper", "Urban agglomeration": "unsd-agglomeration"}


def statements(path: Path) -> dict[tuple[str, str, str, str], set[int]]:
    """What a file says of each country, city, geography and year: its values, rounded as the load rounds them."""
    found: dict[tuple[str, str, str, str], set[int]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Value"]:
                key = (row["Country or Area"].strip(), row["City"].strip(), row["City type"], row["Year"])
                found[key].add(int(Decimal(row["Value"]).quantize(Decimal(1), ROUND_HALF_EVEN)))
    return found


def make_areas(kind: str, codes: set[str]) -> None:
    geography: Geography = make_geography(kind)
    made = Area.objects.bulk_create(
        Area(slug=f"{kind}-{number}", name=text(code[:60])) for number, code in enumerate(sorted(codes))
    )
    AreaVersion.objects.bulk_create(
        AreaVersion(slug=f"{area.slug}-v", area=area, geography=geography, code=code)
        for area, code in zip(made, sorted(codes), strict=True)
    )


def loaded(path: Path) -> Load:
    prepared = prepare(FileGiven(path.name, path.read_bytes(), shipped_mapping("unsd-city-population")))
    faults = {one.fault for one in prepared.checked.findings}
    assert faults <= {"duplicate"}
    return load_observations(prepared=prepared, leave_out=True, by="operator")


def test_the_change_list_of_two_vintages_is_the_set_difference_of_the_files(observatory):
    make_indicator("population")
    make_source("unsd-demographic-yearbook")
    before, after = statements(FIRST), statements(SECOND)
    for word, kind in WORDS.items():
        make_areas(kind, {f"{one[0]}/{one[1]}" for one in {*before, *after} if one[2] == word})
    first = loaded(FIRST)
    earlier = make_release(slug="vintage-2014", title=text("2014"), by="operator")
    second = loaded(SECOND)
    later = make_release(slug="vintage-2024", title=text("2024"), by="operator")
    assert (first.left_out, second.left_out) == (0, 2)
    found = make_differences(earlier, later)
    changed = {key for key in before.keys() & after.keys() if before[key] != after[key]}
    gone = before.keys() - after.keys()
    assert (len(changed), len(gone), len(after.keys() - before.keys())) == (125, 999, 11_414)
    drawn = dict(AreaVersion.objects.values_list("slug", "code"))
    kinds = {kind: word for word, kind in WORDS.items()}
    told: dict[Difference, set[tuple[str, str, str, str]]] = defaultdict(set)
    for one in found.rows():
        country, _slash, city = drawn[one.area].partition("/")
        word = kinds[one.area.rpartition("-")[0].rpartition("-")[0]]
        told[one.kind].add((country, city, word, str(one.first_day.year)))
    assert told[Difference.CHANGED] == changed
    assert told[Difference.GONE] == gone
    # The one key that the second file states twice is left out with both of its rows.
    assert found.total(Difference.NEW) == 11_413
    assert len(second.notes) > 200
    assert any("Population statistics are compiled from registers." in note for _row, note in second.notes)
    stands = [one for one in known(second.number).to_pyarrow().to_pylist() if drawn[one["area"]] == "Canada/Toronto"]
    toronto = {
        (one["area"].rpartition("-")[0].rpartition("-")[0], one["method"].partition(" ")[0]): one["value"]
        for one in stands
        if one["first_day"].year == 2021
    }
    assert toronto == {
        ("unsd-city-proper", "Census"): 2_794_355,
        ("unsd-city-proper", "Estimate"): 2_974_293,
        ("unsd-agglomeration", "Census"): 6_202_225,
        ("unsd-agglomeration", "Estimate"): 6_572_524,
    }

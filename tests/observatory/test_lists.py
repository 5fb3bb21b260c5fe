"""Indicators, definitions, metropolises and drawings as lists: they leave, come in again and change nothing; what
comes in is held against what the desk asks."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from metronome.ground.audit import verify
from metronome.ground.refusal import Refusal
from metronome.intake.lists.actions import import_list
from metronome.intake.lists.catalogue import LISTINGS
from metronome.intake.lists.enums import Fate
from metronome.intake.lists.exporting import export_file
from metronome.intake.lists.looking import look_at
from metronome.observatory.models import Area, AreaMember, AreaVersion, Indicator, IndicatorVersion
from tests.factories.network import make_member, make_network
from tests.factories.observatory import loaded, make_observatory

pytestmark = pytest.mark.django_db
KINDS = ["indicators", "definitions", "domains", "size_classes", "areas", "drawings", "geographies"]
NOISE = {"name (fr)": "Bruit", "definition (fr)": "Décibels.", "unit": "db", "unit_label (fr)": "dB"}


@pytest.fixture(autouse=True)
def record(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    make_network(languages=["fr", "en"])
    make_observatory()
    AreaMember.objects.create(area=Area.objects.get(slug="dakar"), member=make_member("dakar"))


def table(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def refusals(path: Path, kind: str) -> list[tuple[str, str]]:
    found = look_at(path, kind=kind).fates()
    return [(one.refusals[0].field, one.refusals[0].reason) for one in found if one.fate is Fate.REFUSED]


def put(path: Path, kind: str) -> dict[Fate, int]:
    return dict(import_list(path=path, kind=kind, source="file", by="editor").counts)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_leaves_comes_in_and_changes_nothing(tmp_path, kind, format):
    path = tmp_path / f"list.{format}"
    path.write_bytes(export_file(LISTINGS[kind], format, all=True))
    fates = list(look_at(path, kind=kind).fates())
    assert fates
    assert [(one.fate, one.changes, one.refusals) for one in fates] == [(Fate.UNCHANGED, {}, ())] * len(fates)


def test_a_new_version_follows_those_of_its_indicator_and_a_new_indicator_is_called_as_its_definition(tmp_path):
    path = table(tmp_path, {"indicator": "people", **NOISE}, {"indicator": "", **NOISE})
    assert put(path, "definitions") == {Fate.NEW: 2}
    assert list(
        Indicator.objects.get(slug="people").versions.order_by("number").values_list("slug", "number", "unit")
    ) == [
        ("people-v1", 1, "persons"),
        ("people-v2", 2, "db"),
    ]
    assert IndicatorVersion.objects.get(slug="bruit-v1").indicator.slug == "bruit"
    assert not verify()


def test_what_observations_are_read_by_is_refused_in_its_column_while_another_wording_comes_in(tmp_path):
    loaded("people-v1,DAKAR,2020,3000,persons")
    assert refusals(table(tmp_path, {"slug": "people-v1", "unit": "thousands"}), "definitions") == [
        ("unit", "There are values of “people-v1”, which would mean something else.")
    ]
    assert put(table(tmp_path, {"slug": "people-v1", "definition (fr)": "Habitants."}), "definitions") == {
        Fate.CHANGED: 1
    }
    assert IndicatorVersion.objects.get(slug="people-v1").definition.texts["fr"] == "Habitants."


@pytest.mark.parametrize(
    ("kind", "row", "field", "words"),
    [
        ("definitions", {"slug": "share-v1", "indicator": "people"}, "indicator", "stays with its indicator"),
        ("definitions", {"slug": "people-v7", "indicator": "people", **NOISE}, "slug", "“people-v2”"),
        ("definitions", {"slug": "people-v1", "low": "9", "high": "1"}, "high", "below the lowest"),
        ("definitions", {"indicator": "noise", **NOISE}, "indicator", "unknown"),
        ("indicators", {"slug": "noise", "goals": "11"}, "slug", "no indicator"),
        ("indicators", {"slug": "people", "goals": "99"}, "goals", "99"),
        ("drawings", {"slug": "", "area": "baku", "geography": "narrow", "code": "DAKAR"}, "code", "dakar-narrow"),
        ("drawings", {"slug": "dakar-drawn", "area": "dakar", "geography": "drawn", "km2": "0"}, "km2", "more than"),
        ("drawings", {"slug": "x", "area": "baku", "geography": "narrow", "code": "B"}, "slug", "“baku-narrow”"),
        ("areas", {"slug": "dakar", "memberships": "dakar\ndakar"}, "memberships", "twice"),
        ("areas", {"slug": "dakar", "memberships": "atlantis"}, "memberships", "unknown"),
    ],
)
def test_what_the_desk_would_not_take_is_refused_in_its_column(tmp_path, kind, row, field, words):
    told = refusals(table(tmp_path, row), kind)
    assert [one[0] for one in told] == [field]
    assert words in told[0][1]


def test_a_metropolis_and_its_drawing_come_in_and_the_metropolis_stands_last(tmp_path):
    assert put(table(tmp_path, {"name (fr)": "Abuja", "memberships": "dakar | since: 2021-01-01"}), "areas") == {
        Fate.NEW: 1
    }
    area = Area.objects.get(slug="abuja")
    assert (area.order, area.memberships.get().member.slug) == (1, "dakar")
    row = {"area": "abuja", "geography": "drawn", "code": "ABUJA", "km2": "713.5"}
    assert put(table(tmp_path, row), "drawings") == {Fate.NEW: 1}
    assert AreaVersion.objects.get(slug="abuja-drawn").km2 == 713.5


def test_two_rows_of_one_file_that_want_the_same_code_are_refused_and_nothing_comes_in(tmp_path):
    make = {"geography": "narrow", "code": "B", "km2": ""}
    Area.objects.create(slug="oran", name=Area.objects.get(slug="baku").name)
    path = table(tmp_path, {"area": "baku", **make}, {"area": "oran", **make})
    with pytest.raises(Refusal, match="baku-narrow"):
        put(path, "drawings")
    assert not AreaVersion.objects.filter(code="B").exists()

"""Observations come in by command, are named, and put together; what cannot come in is told row by row."""

from __future__ import annotations

import json

import pytest

from metronome.cli import _parser, _run
from metronome.ground.text import Text
from metronome.home.health import examine
from metronome.intake.loading import load_folder
from metronome.observatory import engine
from metronome.observatory.dense.layout import PARTS, folder
from metronome.observatory.facts.files import path_of
from metronome.observatory.loading.mapping import read_mapping
from metronome.observatory.models import FactFile, RefusedObservation, Release
from metronome.operation.backups import _files
from tests.instances import METROPOLIS

POPULATION = METROPOLIS / "observations" / "population.csv"
MAPPING = ("--mapping", POPULATION.with_suffix(".yaml"))


@pytest.fixture
def run(db, settings, tmp_path, capsys):
    """The command of an operator on an instance with the reference network, in this very process."""
    settings.HOME = tmp_path / "home"
    load_folder(METROPOLIS, by="operator")

    def called(*words: object, code: int = 0) -> str:
        parser = _parser()
        assert _run(parser, parser.parse_args([*map(str, words), "--language", "en"])) == code
        told = capsys.readouterr()
        return str(told.out + told.err)

    return called


def test_members_as_one_number_say_what_they_are_of(run):
    assert json.loads(run("observatory", "load", POPULATION, "--format", "json"))["rows"] == 2451
    assert "No release has a value" in run("observatory", "average", "population", code=1)
    assert "everything up to load 1" in run("observatory", "release", "spring")
    assert "Load 1: 2451" in run("observatory", "load", POPULATION)
    told = json.loads(run("observatory", "average", "population", "--year", "2020", "--format", "json"))
    assert (told["value"], told["n"], told["of"], told["statuses"]) == ("677972000/1", 129, 129, {"F": 129})
    assert (told["release"], told["source"]) == ("spring", "un-wup-2018")
    assert "23 of 23 metropolises, 2018" in run("observatory", "average", "population", "--region", "africa")
    assert "There is no indicator" in run("observatory", "average", "happiness", code=1)
    assert "unknown here" in run("observatory", "average", "population", "--region", "moon", code=1)


def test_a_file_with_rows_that_cannot_come_in_is_told_row_by_row(run, tmp_path):
    path = tmp_path / "population.csv"
    lines = POPULATION.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], lines[1].replace("5203", "many"), "99,Nowhere" + ",1" * 19 + "\n"]), "utf-8")
    found = json.loads(run("observatory", "load", path, *MAPPING, "--format", "json", code=1))
    assert found["load"] is None
    assert {"row": 2, "column": "2020", "value": "many", "fault": "not-a-number"} in found["refused"]
    assert {one["fault"] for one in found["refused"]} == {"not-a-number", "unknown-area"}
    assert "The geography has no area of this code." in run("observatory", "load", path, *MAPPING, code=1)
    assert "Nothing was loaded" in run("observatory", "load", path, *MAPPING, "--leave-out", "--preview")
    assert "came in" in run("observatory", "load", path, *MAPPING, "--leave-out", "--why", "a first try")
    assert RefusedObservation.objects.count() == len(found["refused"])
    assert "There is no file" in run("observatory", "load", tmp_path / "none.csv", code=1)


def test_doctor_names_a_file_of_facts_that_is_harmed_and_a_backup_keeps_them_all(run):
    run("observatory", "load", POPULATION)
    file = FactFile.objects.get()
    assert path_of(file.sha256) in {path for _name, path in _files()}
    assert {row.what: row.is_well for row in examine()}["observations"]
    path_of(file.sha256).unlink()
    found = {row.what: row for row in examine()}["observations"]
    assert not found.is_well
    assert file.sha256 in found.words


def test_a_base_installation_says_what_is_missing(run, monkeypatch):
    monkeypatch.setattr(engine, "NEEDED", ("no_such_module",))
    monkeypatch.setattr(engine, "is_there", engine.is_there.__wrapped__)  # looks anew
    told = run("observatory", "load", POPULATION, code=1)
    assert "engine is not installed" in told
    assert "metronome[observatory]" in told


def test_the_six_printed_indicators_are_defined_and_the_doubtful_ones_say_how_they_are_read(run):
    from metronome.observatory.shown import latest_definitions
    from metronome.report.models import StatedFigure

    found = {one.indicator.slug: one for one in latest_definitions()}
    printed = StatedFigure.objects.filter(subject__startswith="average-")
    assert {row.subject.removeprefix("average-") for row in printed} == found.keys() - {"population"}
    assert {row.as_of for row in printed} == {""}
    for slug in ("gender-pay-gap", "air-quality-pm25", "population-density", "population-below-poverty-line"):
        assert isinstance(found[slug].reading, Text)
        assert found[slug].reading


def test_a_release_without_its_arrays_is_named_and_made_anew(run):
    run("observatory", "load", POPULATION)
    run("observatory", "release", "spring")
    for part in PARTS:
        for path in folder().glob(f"*.{part}.npy"):
            path.unlink()
    found = {row.what: row for row in examine()}["releases"]
    assert not found.is_well
    assert "metronome observatory arrays" in found.words
    (slug,) = Release.objects.values_list("slug", flat=True)
    assert json.loads(run("observatory", "arrays", "--format", "json")) == {"made": [slug]}
    assert {row.what: row.is_well for row in examine()}["releases"]
    assert "Every release has its arrays." in run("observatory", "arrays")


def test_a_mapping_that_comes_along_is_listed_printed_and_loaded_with_by_its_name(run, tmp_path):
    named = json.loads(run("observatory", "mapping", "--format", "json"))
    assert set(named) == {"un-wup-2018", "unsd-city-population", "world-bank-subnational"}
    for name, words in named.items():
        assert words in " ".join(run("observatory", "mapping").split())
        assert read_mapping(run("observatory", "mapping", name)).areas == "known"
    path = tmp_path / "f22.csv"
    path.write_text("city_code,2018,2030\n21602,4921,7136\n1,2,3\n", "utf-8")
    assert "2 observations" in run("observatory", "load", path, "--mapping", "un-wup-2018")
    told = run("observatory", "load", path, "--mapping", "nobody", code=1)
    assert "neither a file nor a mapping “nobody”" in told
    assert "unsd-city-population" in told
    assert "There is no file" in run("observatory", "load", path, code=1)


def test_metropolises_are_held_against_each_other_as_on_the_page(run):
    run("observatory", "load", POPULATION)
    run("observatory", "release", "spring")
    asked = ("compare", "dakar,madrid", "--indicators", "population")
    told = json.loads(run("observatory", *asked, "--year", "2020", "--since", "2010", "--format", "json"))
    values = {one["area"]: (one["value"], one["status"]) for one in told["rows"]}
    assert values["dakar"] == ("3140000", "F")
    assert set(values) == {"dakar", "madrid"}
    assert all(one["change"] for one in told["rows"])
    assert (told["release"], told["mixed"]) == ("spring", [])
    assert "observatory/cite/comparison" in told["cite"]
    shown = run("observatory", *asked, "--year", "2020")
    assert "3,140,000" in shown
    assert told["cite"].partition(" http")[0].split(", release")[0] in shown
    assert "unknown here" in run("observatory", "compare", "atlantis", "--indicators", "population", code=1)


ROUND = """
title: {en: Spring}
geography: wup-2018
source: members
due_on: 2021-04-30
indicators: [population]
years: [2020]
members: [dakar, madrid]
"""


def test_a_round_is_prepared_by_a_file_and_goes_its_way_by_command(run, tmp_path):
    from metronome.ground.audit import Line
    from tests.factories.observatory import make_source

    make_source("members")
    file = tmp_path / "round.yaml"
    file.write_text(ROUND)
    assert "no round yet" in run("observatory", "round")
    told = json.loads(run("observatory", "round", "spring", "--prepare", file, "--by", "officer", "--format", "json"))
    assert (told["state"], told["cells"], told["owed"], len(told["matrix"])) == ("prepared", 2, 2, 2)
    assert {one["member"] for one in told["members"]} == {"dakar", "madrid"}
    assert Line.objects.filter(subject="round:spring", actor="officer", verb="prepare").count() == 1
    assert "open" in run("observatory", "round", "spring", "--begin")
    assert "0/1" in run("observatory", "round", "spring")
    assert json.loads(run("observatory", "round", "--format", "json"))[0]["state"] == "open"
    run("observatory", "round", "spring", "--close")
    assert "closed" in run("observatory", "round", "spring", "--close", code=1)
    assert "2021-05-31" in run("observatory", "round", "spring", "--reopen", "2021-05-31")
    run("observatory", "round", "spring", "--close")
    assert "No answer is approved" in run("observatory", "round", "spring", "--publish", "2021-05", code=1)
    assert "There is no round" in run("observatory", "round", "autumn", code=1)

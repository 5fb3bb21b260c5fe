"""An assignment asked for in files: what is read, what is refused, and the proof that anyone can check."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from metronome.calls.assignment.files import read_problem
from metronome.calls.assignment.problem import Goal
from metronome.calls.assignment.proof import faults_of, proof_of, read_proof
from metronome.calls.assignment.solving import solve
from metronome.cli import main
from metronome.ground.refusal import Refusal
from tests.instances import PROJECT

pytest.importorskip("scipy", reason="scipy (the extra `calls`) is not installed")

TABLE = "entry,Ana,Ben,Chi\nLima,0.75,0.5,0.1\nOslo,0.9,0.25,0\nPune,0.9,0.8,0.5\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "affinity.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path / "affinity.csv"


@pytest.fixture
def proof(table: Path, tmp_path: Path) -> Path:
    problem, _is_rounded = read_problem(table, per_entry=2, load=2)
    (tmp_path / "proof.json").write_text(json.dumps(proof_of(solve(problem))))
    return tmp_path / "proof.json"


def refused(tmp_path, text, **more) -> Refusal:
    (tmp_path / "affinity.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(Refusal) as raised:
        read_problem(tmp_path / "affinity.csv", per_entry=2, load=2, **more)
    return raised.value


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (TABLE.replace("0.25", "0,25"), "row 3", "cells"),
        (TABLE.replace(",", ";").replace("0.25", "0,25"), "row 3, column Ben", "0,25"),
        (TABLE.replace("0.25", "nan"), "row 3, column Ben", "nan"),
        (TABLE.replace("0.25", "1e999"), "row 3, column Ben", "1e999"),
        (TABLE.replace("0.25", ""), "row 3, column Ben", "missing"),
        (TABLE.replace("Ben", "Ana"), "column 3", "Ana"),
        (TABLE.replace("Oslo", "Lima"), "row 3, column 1", "Lima"),
        (TABLE.replace("Oslo", ""), "row 3, column 1", "missing"),
        ("entry,Ana\n", "row 1", "no entries"),
        ("", "affinity.csv", "empty"),
        (TABLE.replace("Oslo", "Córdoba").encode("cp1252"), "affinity.csv", "UTF-8"),
    ],
)
def test_a_bad_table_is_refused_with_row_column_and_remedy(tmp_path, text, place, words):
    refusal = refused(tmp_path, text)
    assert place in (refusal.field or "")
    assert words in refusal.reason
    assert refusal.remedy


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_table_reads_in_the_ways_that_programs_write_it(tmp_path, delimiter, start):
    (tmp_path / "a.csv").write_text(start + TABLE.replace(",", delimiter).replace("\n", "\r\n"), encoding="utf-8")
    problem, is_rounded = read_problem(tmp_path / "a.csv", per_entry=2, load=2)
    assert (problem.affinities[0], problem.decimals, is_rounded) == ((75, 50, 10), 2, False)


def test_affinities_finer_than_nine_decimals_are_rounded_and_the_answer_says_so(tmp_path):
    (tmp_path / "a.csv").write_text("entry,Ana,Ben\nLima,0.3745401188473625,5e-324\n")
    problem, is_rounded = read_problem(tmp_path / "a.csv", per_entry=1, load=1)
    assert (problem.affinities, problem.decimals, is_rounded) == (((374540119, 0),), 9, True)


@pytest.mark.parametrize(
    "text",
    ["entry,reviewer,reason\nOslo,Ana,own city\n", "Entry;Reviewer\nOslo;Ana\n", ",Ana,Ben\nLima,0,\nOslo,1,0\n"],
)
def test_conflicts_read_as_a_list_or_as_a_table(table, tmp_path, text):
    (tmp_path / "c.csv").write_text(text)
    problem, _is_rounded = read_problem(table, per_entry=2, load=2, conflicts=tmp_path / "c.csv")
    assert problem.forbidden == {(1, 0)}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("entry,reviewer\nLima,Ana\nOsol,Ana\n", "row 3, column entry"),
        ("entry,reviewer\nOslo,Anna\n", "row 2, column reviewer"),
        ("Lima,Ana\n", "row 1"),
        (",Ana\nLima,yes\n", "row 2, column Ana"),
    ],
)
def test_bad_conflicts_are_refused_with_their_place(tmp_path, text, place):
    (tmp_path / "c.csv").write_text(text)
    refusal = refused(tmp_path, TABLE, conflicts=tmp_path / "c.csv")
    assert f"c.csv, {place}" in (refusal.field or "")
    assert refusal.remedy


def test_loads_of_some_reviewers_differ(table, tmp_path):
    (tmp_path / "loads.csv").write_text("reviewer,load\nBen,3\n")
    problem, _is_rounded = read_problem(table, per_entry=1, load=1, loads=tmp_path / "loads.csv")
    assert problem.loads == (1, 3, 1)
    (tmp_path / "loads.csv").write_text("reviewer,load\nBen,many\n")
    refusal = refused(tmp_path, TABLE, loads=tmp_path / "loads.csv")
    assert "row 2, column load" in (refusal.field or "")


@pytest.mark.parametrize("first", Goal)
def test_a_proof_that_was_written_reads_as_it_was_and_holds(table, tmp_path, first):
    problem, _is_rounded = read_problem(table, per_entry=2, load=2)
    found = solve(problem, first=first)
    (tmp_path / "proof.json").write_text(json.dumps(proof_of(found)))
    again = read_proof(tmp_path / "proof.json")
    assert (again.pairs, again.bounds, again.certificates) == (found.pairs, found.bounds, found.certificates)
    assert faults_of(again) == []


def change(proof: Path, do) -> list[str]:
    data = json.loads(proof.read_text())
    do(data)
    proof.write_text(json.dumps(data))
    return faults_of(read_proof(proof))


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda data: data["pairs"].pop(), "another number"),
        (lambda data: data.update(loads=[1, 1, 1]), "more entries"),
        (lambda data: data.update(forbidden=[data["pairs"][0]]), "in conflict"),
        (lambda data: data.update(fixed=[[0, 0], [0, 1], [0, 2]]), "fixed pair"),
        (lambda data: data["pairs"].append(data["pairs"][0]), "twice"),
        (lambda data: data["certificates"][0].update(reviewers=[-1, 0, 0]), "prove nothing"),
        (lambda data: data["certificates"][0].update(own=[1, 0, 0]), "prove nothing"),
        (lambda data: data["certificates"][1].update(own=[0, 0, 0]), "prove nothing"),
    ],
)
def test_a_proof_that_was_tampered_with_does_not_hold(proof, do, words):
    assert any(words in fault for fault in change(proof, do))


def test_a_worse_assignment_shows_its_distance_to_the_bound(proof):
    data = json.loads(proof.read_text())
    data["pairs"] = [[0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 1]]
    proof.write_text(json.dumps(data))
    found = read_proof(proof)
    assert faults_of(found) == []
    assert found.bounds[Goal.SUM] > found.sum


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other"}', "[" * 5000])
def test_what_is_no_proof_is_refused(tmp_path, text):
    (tmp_path / "proof.json").write_text(text)
    with pytest.raises(Refusal):
        read_proof(tmp_path / "proof.json")


@pytest.mark.parametrize("change", [{"pairs": [[0, 9]]}, {"affinities": [[1]]}, {"per_entry": 1.5}])
def test_a_proof_of_which_parts_do_not_fit_is_refused(proof, change):
    data = json.loads(proof.read_text()) | change
    proof.write_text(json.dumps(data))
    with pytest.raises(Refusal):
        read_proof(proof)


def test_the_few_lines_of_the_documentation_check_a_proof(proof, capsys):
    text = (PROJECT / "docs" / "assignment.md").read_text(encoding="utf-8")
    lines = re.search(r"```python\n(.*?)```", text, re.S)
    assert lines
    found = read_proof(proof)
    exec(lines[1].replace("proof.json", str(proof)), {})  # noqa: S102 (it is what the page tells people to run)
    assert capsys.readouterr().out.split() == [str(found.sum), str(found.bounds[Goal.SUM])]


def test_the_command_answers_with_sum_worst_served_bounds_and_gap(table, tmp_path, capsys):
    (tmp_path / "c.csv").write_text("entry,reviewer\nLima,Ana\n")
    files = ["--affinity", str(table), "--conflicts", str(tmp_path / "c.csv")]
    given = ["--per-entry", "2", "--load", "2", "--proof", str(tmp_path / "p.json"), "--format", "json"]
    assert main(["call", "assign", *files, *given]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["sum"] == answer["bounds"]["sum"] == pytest.approx(0.5 + 0.1 + 0.9 + 0 + 0.9 + 0.8)
    assert (answer["gap"], answer["worst_served_gap"]) == (0, 0)
    assert (answer["worst_served"], answer["worst_served_entries"]) == (0.6, ["Lima"])
    assert answer["assignment"] == {"Lima": ["Ben", "Chi"], "Oslo": ["Ana", "Chi"], "Pune": ["Ana", "Ben"]}
    assert answer["loads"] == {"Ana": 2, "Ben": 2, "Chi": 2}
    assert main(["call", "check-assignment", str(tmp_path / "p.json"), *files]) == 0
    assert "holds" in capsys.readouterr().out
    assert main(["call", "check-assignment", str(tmp_path / "p.json"), *files[:2], "--format", "json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["faults"]) == 1


def test_the_command_in_words_and_its_refusals(table, capsys):
    given = ["--affinity", str(table), "--load", "2", "--language", "fr"]
    assert main(["call", "assign", *given, "--per-entry", "2"]) == 0
    assert "Pune" in capsys.readouterr().out
    assert main(["call", "assign", *given, "--per-entry", "3"]) == 1
    assert "Lima" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["call", "assign", *given, "--per-entry", "0"])
    assert ended.value.code == 2

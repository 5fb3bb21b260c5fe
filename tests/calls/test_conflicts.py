"""Conflicts of interest: all that were planted are found, and none besides."""

from __future__ import annotations

import json
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metronome.calls.assignment.files import read_affinities, read_pairs
from metronome.calls.conflicts.deriving import (
    MEETING,
    OF_ENTRIES,
    OF_REVIEWERS,
    Kind,
    Known,
    Relation,
    Rules,
    conflicts_of,
    not_known,
)
from metronome.calls.conflicts.files import read_relations
from metronome.cli import main
from metronome.ground.refusal import Refusal
from tests.environment import often

ON = date(2021, 3, 1)
RULES = Rules(ON, 3)
R = Relation

#: The table of planted relations: what is known of the entry and of the reviewer, and the conflict, if it is one.
PLANTED = [
    (Known("e", R.CITY, "Lima"), Known("r", R.CITY, "Lima"), Kind.OWN_CITY),
    (Known("e", R.CITY, "Malmö"), Known("r", R.CITY, " MALMO "), Kind.OWN_CITY),
    (Known("e", R.CITY, "Xi’an"), Known("r", R.CITY, "Xi'an"), Kind.OWN_CITY),
    (Known("e", R.CITY, "القاهرة"), Known("r", R.CITY, "القاهرة"), Kind.OWN_CITY),
    (Known("e", R.CITY, "Lima"), Known("r", R.CITY, "Lima", ON), Kind.OWN_CITY),
    (Known("e", R.CITY, "Lima"), Known("r", R.CITY, "Lima", ON - timedelta(1)), None),
    (Known("e", R.CITY, "Victoria (Seychelles)"), Known("r", R.CITY, "Victoria (Australia)"), None),
    (Known("e", R.CITY, "Lima"), Known("r", R.CITY, "Limassol"), None),
    (Known("e", R.COUNTRY, "PE"), Known("r", R.COUNTRY, "PE"), Kind.COUNTRY),
    (Known("e", R.COUNTRY, "PE"), Known("r", R.COUNTRY, "PT"), None),
    (Known("e", R.CITY, "Luxembourg"), Known("r", R.COUNTRY, "Luxembourg"), None),
    (Known("e", R.AREA, "Gauteng"), Known("r", R.AREA, "Gauteng"), Kind.AREA),
    (Known("e", R.AREA, "Panama"), Known("r", R.CITY, "Panama"), None),
    (Known("e", R.PARTNER, "Oslo"), Known("r", R.CITY, "Oslo"), Kind.PARTNER_CITY),
    (Known("e", R.CITY, "Oslo"), Known("r", R.PARTNER, "Oslo"), Kind.PARTNER_CITY),
    (Known("e", R.PARTNER, "Oslo"), Known("r", R.PARTNER, "Oslo"), None),
    (Known("e", R.PARTNER, "Oslo", ON - timedelta(1)), Known("r", R.CITY, "Oslo"), None),
    (Known("e", R.CO_APPLICANT, "Pune"), Known("r", R.CITY, "Pune"), Kind.CO_APPLICANT),
    (Known("e", R.CO_APPLICANT, "Port agency"), Known("r", R.EMPLOYER, "Port agency"), Kind.CO_APPLICANT),
    (Known("e", R.CO_APPLICANT, "Pune"), Known("r", R.PARTNER, "Pune"), None),
    (Known("e", R.CITY, "Lima"), Known("r", R.EMPLOYER, "Lima"), Kind.EMPLOYER),
    (Known("e", R.CITY, "Lima"), Known("r", R.EMPLOYER, "Lima", date(2018, 3, 1)), Kind.EMPLOYER),
    (Known("e", R.CITY, "Lima"), Known("r", R.EMPLOYER, "Lima", date(2018, 2, 28)), None),
    (Known("e", R.SPONSOR, "Bank"), Known("r", R.EMPLOYER, "Bank"), Kind.EMPLOYER),
    (Known("e", R.SPONSOR, "Bank"), Known("r", R.BOARD, "Bank"), Kind.SPONSORS_BOARD),
    (Known("e", R.SPONSOR, "Bank"), Known("r", R.BOARD, "Bank", ON - timedelta(1)), None),
    (Known("e", R.CITY, "Bank"), Known("r", R.BOARD, "Bank"), None),
    (Known("e", R.WRITER, "person 7"), Known("r", R.PERSON, "person 7"), Kind.APPLICANT),
    (Known("e", R.WRITER, "person 7"), Known("r", R.PERSON, "person 17"), None),
    (Known("e", R.CITY, "Lima"), Known("r", R.DECLARED, "e"), Kind.DECLARED),
    (Known("e", R.CITY, "Lima"), Known("r", R.DECLARED, "Lima"), None),
]


@pytest.mark.parametrize("number", range(len(PLANTED)))
def test_each_planted_relation_is_a_conflict_or_none_as_the_table_says(number):
    entry, reviewer, kind = PLANTED[number]
    assert [one.kind for one in conflicts_of([entry], [reviewer], RULES)] == ([kind] if kind else [])


def test_every_kind_of_conflict_stands_in_the_table():
    assert {kind for _entry, _reviewer, kind in PLANTED} - {None} == set(Kind)


def test_every_relation_is_one_that_may_be_written():
    assert {here for here, _ in MEETING} == OF_ENTRIES
    assert {there for _, there in MEETING} | {R.DECLARED} == OF_REVIEWERS


@settings(max_examples=often(500, 60), deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 12))
def test_all_that_is_planted_among_much_else_is_found_and_none_besides(seed, number):
    random = Random(seed)  # noqa: S311 (a simulation)
    names = iter(f"name {place}" for place in range(10**4))
    entries = [f"entry {place}" for place in range(12)]
    reviewers = [f"reviewer {place}" for place in range(6)]
    # Everybody has relations of every sort, to what nobody else has.
    of_entries = [Known(who, relation, next(names)) for who in entries for relation in sorted(OF_ENTRIES)]
    of_reviewers = [Known(who, relation, next(names)) for who in reviewers for relation in sorted(OF_REVIEWERS)]
    planted = set()
    for _ in range(number):
        (here, there), kind = random.choice(sorted(MEETING.items()))
        who, judge, name = random.choice(entries), random.choice(reviewers), next(names)
        of_entries.append(Known(who, here, name))
        of_reviewers.append(Known(judge, there, name.upper()))
        planted.add((who, judge, kind))
    random.shuffle(of_entries)
    random.shuffle(of_reviewers)
    found = conflicts_of(of_entries, of_reviewers, RULES)
    assert {(one.entry, one.reviewer, one.kind) for one in found} == planted
    assert found == conflicts_of(reversed(of_entries), reversed(of_reviewers), RULES)


def test_a_kind_that_the_call_leaves_out_is_none():
    pair = [Known("e", R.COUNTRY, "PE")], [Known("r", R.COUNTRY, "PE")]
    assert conflicts_of(*pair, Rules(ON, 3, frozenset(Kind) - {Kind.COUNTRY})) == []


def test_years_before_a_leap_day_end_in_february():
    assert Rules(date(2024, 2, 29), 1).counts(Known("r", R.EMPLOYER, "x", date(2023, 2, 28)))


def test_what_is_not_known_is_told_and_makes_no_conflict():
    known = [
        Known("e", R.CITY, "Lima"),
        Known("f", R.SPONSOR, "Bank"),
        Known("g", R.CITY, "x"),
        Known("g", R.COUNTRY, "y"),
    ]
    assert not_known(known) == {"e": (R.COUNTRY,), "f": (R.CITY, R.COUNTRY)}


ENTRIES = "who,relation,name\nLima parks,city,Lima\nLima parks,country,PE\nOslo ports,city,Oslo\n"
REVIEWERS = "who,relation,name,until\nAna,city,Lima,\nAna,country,PE,\nBen,employer,Oslo,2020-01-31\nBen,country,NO,\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (REVIEWERS.replace("2020-01-31", "2020"), "row 4, column until"),
        (REVIEWERS.replace("employer", "boss"), "row 4, column relation"),
        (REVIEWERS.replace("employer", "sponsor"), "row 4, column relation"),
        (REVIEWERS.replace("Oslo", ""), "row 4, column name"),
        (REVIEWERS.replace("Ana,city", ",city"), "row 2, column who"),
        ("name,city\nAna,Lima\n", "row 1"),
    ],
)
def test_bad_relations_are_refused_with_their_place_and_a_remedy(tmp_path, text, place):
    (tmp_path / "reviewers.csv").write_text(text)
    with pytest.raises(Refusal) as refused:
        read_relations(tmp_path / "reviewers.csv", OF_REVIEWERS)
    assert place in (refused.value.field or "")
    assert refused.value.remedy


def test_the_command_writes_what_the_assignment_reads(tmp_path, capsys):
    (tmp_path / "entries.csv").write_text(ENTRIES)
    (tmp_path / "reviewers.csv").write_text(REVIEWERS)
    files = ["--entries", str(tmp_path / "entries.csv"), "--reviewers", str(tmp_path / "reviewers.csv")]
    out = ["--on", "2021-03-01", "--out", str(tmp_path / "conflicts.csv")]
    assert main(["call", "conflicts", *files, *out, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [(one["entry"], one["reviewer"], one["kind"]) for one in answer["conflicts"]] == [
        ("Lima parks", "Ana", "country"), ("Lima parks", "Ana", "own_city"), ("Oslo ports", "Ben", "employer"),
    ]  # fmt: skip
    assert answer["not_known"] == {"entries": {"Oslo ports": ["country"]}, "reviewers": {"Ben": ["city"]}}
    (tmp_path / "affinity.csv").write_text("entry,Ana,Ben\nLima parks,1,1\nOslo ports,1,1\n")
    table = read_affinities(tmp_path / "affinity.csv")
    assert read_pairs(tmp_path / "conflicts.csv", table) == {(0, 0), (1, 1)}
    assert main(["call", "conflicts", *files, "--on", "2021-03-01", "--without", "country", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "Not known of Ben: city" in said
    assert "own_city" in said

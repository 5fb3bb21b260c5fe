"""What the terminal and the pages say of silences, differences, verdicts and faults of the chain."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.utils import translation

from metronome.ground.audit import Entry, Fault, note_all
from metronome.ground.counting import Basis
from metronome.ground.period import Period
from metronome.report.editions.difference import Difference, FigureChange, LineSaid, RowChange, difference
from metronome.report.editions.manifest import Head, Manifest, make_manifest
from metronome.report.editions.titles import title_of
from metronome.report.editions.verify import Authenticity, Verdict
from metronome.report.editions.words import difference_in_words, fault_in_words, silence_in_words, verdict_in_words
from metronome.report.figures.ledger import compute_all
from metronome.report.kinds import shipped
from metronome.report.snapshot import Snapshot
from tests.factories import snapshot as rows

ROW = {"kind": "activity", "id": "forum", "label": "Forum", "used": "1"}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def manifest(snapshot: Snapshot, slug: str = "first", anchor: str = "0:0") -> Manifest:
    head = Head(slug, "progress", 1, "composing", ("fr", "en"), "https://cities.example", anchor)
    return make_manifest(head, snapshot, compute_all(snapshot), ())


def said_of(snapshot: Snapshot) -> list[str]:
    return list(silence_in_words(snapshot, compute_all(snapshot)))


class TestSilence:
    def test_what_everything_reached_is_not_said(self):
        assert said_of(rows.quiet_snapshot()) == ["0 of 4 members", "Months left in the plan: 32"]

    def test_results_by_code_challenges_and_regions_by_name_and_members_by_number(self):
        forum = rows.activity_row("forum", results=("G1.1",), members=rows.parts("dakar"))
        assert said_of(rows.quiet_snapshot(activities=(forum,))) == [
            "1 result: G1.2",
            "1 challenge: C1 Challenge",
            "1 region: Europa",
            "3 of 4 members",
            "Months left in the plan: 32",
        ]

    def test_the_reader_s_language_names_what_is_silent(self):
        with translation.override("fr"):
            assert any("C1 Défi" in line for line in said_of(rows.quiet_snapshot(activities=())))


class TestDifference:
    def words(self, *, figures=(), changed=()) -> list[str]:
        return list(difference_in_words(Difference("first", "second", tuple(figures), tuple(changed))))

    def test_equal_editions_are_said_to_be_equal(self):
        assert self.words() == ["first and second hold the same rows and figures."]

    def test_a_figure_is_told_with_its_rows(self):
        change = FigureChange("activities.total", {"value": 1}, {"value": 1380}, (ROW,), ())
        assert self.words(figures=[change]) == [
            "From first to second",
            "activities.total: 1, then 1,380",
            "    + activity forum: Forum (1)",
        ]

    @pytest.mark.parametrize(
        ("low", "strict", "words"),
        [(200, True, "more than 200"), (None, False, "an unknown number"), (3, False, "at least 3")],
    )
    def test_bounds_and_a_figure_that_was_not_there_are_said(self, low, strict, words):
        bound = {"value": None, "low": low, "strict": strict, "high": None, "basis": Basis.PEOPLE.value}
        change = FigureChange("people.engaged.people", None, bound, (), (ROW,))
        assert self.words(figures=[change])[1:] == [
            f"people.engaged.people: not there, then {words}",
            "    - activity forum: Forum (1)",
        ]

    def test_who_changed_a_row_is_told_with_the_reason_or_that_none_was_given(self):
        moment = datetime(2021, 5, 4, 10, 30, tzinfo=UTC)
        lines = (
            LineSaid(7, moment, "officer for Africa", "update", "Counted twice."),
            LineSaid(8, moment, "editor", "update", ""),
        )
        told = self.words(changed=[RowChange("activity:forum", {"title": ("a", "b"), "place": ("", "x")}, lines)])
        assert told[1] == "activity:forum: title, place"
        assert "line 7: officer for Africa" in told[2]
        assert "Counted twice." in told[2]
        assert "none given" in told[3]

    def test_a_row_that_no_line_tells_of_is_said_to_be_so(self):
        assert "no line" in self.words(changed=[RowChange("activity:forum", {"title": ("a", "b")}, ())])[-1]

    def test_rows_that_came_or_went_are_told_with_who_did_it(self, db):
        with transaction.atomic():
            note_all(by="officer for Africa", entries=[Entry("create", "activity:seminar", {})], why="It took place.")
        few = rows.quiet_snapshot(activities=rows.quiet_snapshot().activities[:1])
        there_and_back = [
            difference(manifest(few, anchor="0:0"), manifest(rows.quiet_snapshot(), anchor="1:x")),
            difference(manifest(rows.quiet_snapshot(), anchor="1:x"), manifest(few, anchor="0:0")),
        ]
        for found in there_and_back:
            assert [row.subject for row in found.rows] == ["activity:seminar"]
            assert [(line.actor, line.why) for line in found.rows[0].lines] == [
                ("officer for Africa", "It took place.")
            ]
        assert there_and_back[0].rows[0].fields["code"] == (None, "seminar")
        assert there_and_back[1].rows[0].fields["code"] == ("seminar", None)

    def test_a_figure_that_one_side_has_not_is_a_difference(self, db):
        one, other = manifest(rows.quiet_snapshot()), manifest(rows.quiet_snapshot())
        without = {id: figure for id, figure in one.data["figures"].items() if id != "members.total"}
        (change,) = difference(Manifest({**one.data, "figures": without}, None), other).figures
        assert (change.id, change.before) == ("members.total", None)
        assert len(change.added) == 4


def verdict(**fields) -> Verdict:
    given = {"is_consistent": True, "is_rendered": None, "authenticity": Authenticity.KNOWN_KEY, "figures": 50}
    return Verdict(**{**given, "problems": (), **fields})


class TestVerdict:
    @pytest.mark.parametrize("authenticity", Authenticity)
    def test_each_question_has_its_answer_and_no_other(self, authenticity):
        said = list(verdict_in_words(verdict(authenticity=authenticity)))
        assert len(said) == 2
        assert said[0].startswith("consistent: the 50 figures")
        assert ("NOT" in said[1]) == (authenticity is Authenticity.FORGED)

    def test_what_was_changed_is_shouted_and_told(self):
        said = list(verdict_in_words(verdict(is_consistent=False, is_rendered=False, problems=("Page 3 is not.",))))
        assert [line.startswith("NOT") for line in said] == [True, True, False, False]
        assert said[-1] == "  Page 3 is not."

    def test_pages_that_are_those_signed_are_said_to_be(self):
        assert list(verdict_in_words(verdict(is_rendered=True)))[1].startswith("rendered:")


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_of_the_chain_has_its_words(fault):
    assert fault_in_words(fault.value)


def test_a_new_edition_is_titled_in_each_of_its_languages_and_in_those_only():
    title = title_of(Period(date(2021, 1, 1), date(2021, 4, 30)), ["en", "fr"], shipped()[0])
    assert title.in_("en").startswith("Progress report January")
    assert "2021" in title.in_("fr")
    assert title.in_("fr") != title.in_("en")
    assert sorted(title.texts) == ["en", "fr"]

"""One fault is planted in a network in which everything fits; exactly its finding appears. Here references, and what
holds of all findings."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metronome.ground.counting import Qualifier
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.report.checks.finding import CHECKS, check
from metronome.report.checks.inspection import inspect
from metronome.report.enums import Severity
from metronome.report.figures.ledger import compute_all
from metronome.report.rows import ChallengeRow, PartText, PlanRow, StandingRow, ThemeRow
from metronome.report.snapshot import Snapshot
from tests.factories.snapshot import (
    bilateral_row,
    count_row,
    member_row,
    mention_row,
    node_row,
    parts,
    person_row,
    printed_list,
    quiet_snapshot,
    stated_row,
    words,
)
from tests.report.planted import FORUM, QUIET, SEMINAR, bare, findings, forum, message, planted


def test_a_network_in_which_everything_fits_has_no_findings():
    assert planted() == []


# References


@pytest.mark.parametrize(
    "fields",
    [
        {"lead_line": "G9"},
        {"results": ("G1.1", "G9.9")},
        {"challenges": ("C1", "C9")},
        {"themes": ("water",)},
        {"members": (*FORUM.members, *parts("atlantis"))},
        {"partners": parts("omega", role="partner")},
        {"people": (person_row("Office of the chair", partner="omega"),)},
    ],
)
def test_a_reference_that_leads_nowhere_stops(fields):
    assert bare(activities=forum(**fields)) == [("references.unknown", "activity:forum")]


def test_a_known_theme_is_no_fault():
    activities = forum(themes=("water",))
    assert planted(activities=activities, themes=(ThemeRow("water", "plan", words("Eau", "Water")),)) == []


def test_meetings_and_mentions_refer_to_somebody_too():
    assert bare(bilaterals=(bilateral_row("one", partner="omega"),)) == [("references.unknown", "bilateral:one")]
    assert bare(mentions=(mention_row("one", member="atlantis"),)) == [("references.unknown", "mention:one")]
    assert bare(mentions=(mention_row("one", member="dakar"),)) == []


@pytest.mark.parametrize("plan", ["other", "late"])
def test_a_tag_of_a_plan_that_was_not_in_force_on_the_day_is_asked_about(plan):
    late = PlanRow("late", words("Plan tardif", "Late plan"), Period(date(2021, 4, 1), date(2025, 3, 31)), ())
    found = planted(
        plans=(*QUIET.plans, late),
        nodes=(*QUIET.nodes, node_row("L1.1", "L1", plan=plan, is_result=False)),
        activities=forum(results=("G1.1", "L1.1")),
    )
    assert ("references.outside_plan", "activity:forum") in found


def test_a_challenge_of_another_plan_is_asked_about_too():
    foreign = ChallengeRow("C2", "C2", "other", "", words("Autre", "Other"), False)
    activities = forum(challenges=("C1", "C2"))
    assert planted(challenges=(*QUIET.challenges, foreign), activities=activities) == [
        ("references.outside_plan", "activity:forum")
    ]


@pytest.mark.parametrize(("on", "found"), [("2021-03-08", True), ("2021-03-09", False)])
def test_a_code_is_retired_from_its_day_on(on, found):
    nodes = (*QUIET.nodes, node_row("G1.3", "G1", retired_on=date.fromisoformat(on)))
    rules = [("references.retired", "activity:forum")] if found else []
    assert planted(nodes=nodes, activities=forum(results=("G1.1", "G1.3"))) == rules


def test_a_tag_above_the_results_counts_for_none():
    assert planted(activities=forum(results=("G1.1", "G1"))) == [("references.not_a_result", "activity:forum")]


@pytest.mark.parametrize(
    ("until", "role", "found"),
    [
        (date(2021, 3, 7), "activated", True),
        (date(2021, 3, 7), "named", False),
        (date(2021, 3, 8), "activated", False),
    ],
)
def test_a_member_takes_part_only_while_in_standing(until, role, found):
    former = member_row("oslo", standings=(StandingRow("honorary", Period(None, until)),))
    rules = [("references.not_in_standing", "activity:forum")] if found else []
    members = (*FORUM.members, *parts("oslo", role=role))
    snapshot = quiet_snapshot(members=(*QUIET.members, former), activities=forum(members=members))
    assert [one for one in findings(snapshot) if one[0].startswith("references")] == rules


# All together


def noisy() -> Snapshot:
    """A network with a fault in every family."""
    summary = words("Avec Tunis, l'Institut Beta et 3 villes.", "With Tunis.")
    return quiet_snapshot(
        activities=(
            replace(
                FORUM,
                results=("G9",),
                summary=summary,
                network_role="organiser",
                counts=(count_row(None, qualifier=Qualifier.ABOUT),),
            ),
            replace(SEMINAR, days=(*SEMINAR.days, *SEMINAR.days), title=Text.of({"fr": "Séminaire"}, source="fr")),
        ),
        printed=(
            printed_list("members.activated", [("dakar", "Ndakaaru"), ("", "Atlantis"), ("", "Springfield")]),
            printed_list("headings", {"europe": "EUROPA"}, "regions"),
            printed_list("plan.labels", {"G1": "Ligne une"}),
        ),
        stated=(stated_row("members", 141, compares_with="members.total"),),
        texts=(PartText("note", words("12 membres \U00013080.", "{figure:none} members.")),),
    )


@settings(max_examples=30, deadline=None)  # a busy machine is no fault
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_finding(random: Random):
    snapshot = noisy()
    shuffled: dict[str, Any] = {}
    for name in ("activities", "members", "partners", "regions", "nodes", "printed", "stated"):
        rows = list(getattr(snapshot, name))
        random.shuffle(rows)
        shuffled[name] = tuple(rows)
    other = replace(snapshot, **shuffled)
    assert sorted(findings(other)) == sorted(findings(snapshot))


@settings(max_examples=30, deadline=None)
@given(st.permutations(["Dakar", "Ndakaaru", "DAKAR", "dâkar"]), st.sampled_from(["Tunis", "tunis", "TÚNIS"]))
def test_what_resolves_never_yields_a_difference_between_lists(spellings, other):
    items = [("", spellings[0]), ("", other), ("springfield-east", ""), ("springfield-west", "")]
    found = planted(printed=(printed_list("members.activated", items),))
    assert [rule for rule, _ in found if rule.startswith(("lists", "figures"))] == []


def test_findings_come_gravest_first_and_are_the_same_each_time():
    snapshot = noisy()
    first, again = (inspect(snapshot, compute_all(snapshot)) for _ in range(2))
    assert [found.digest for found in first] == [found.digest for found in again]
    order = [list(Severity).index(found.severity) for found in first]
    assert order == sorted(order)
    assert len({found.family for found in first}) >= 10


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_finding_says_what_it_means_and_how_to_mend_it(language):
    snapshot = noisy()
    findings = inspect(snapshot, compute_all(snapshot))
    assert len({found.rule for found in findings}) > 12
    for found in findings:
        for said in (found.message(language), found.mend(language)):
            assert said
            assert "%(" not in said


def test_a_new_translation_of_a_name_leaves_a_finding_what_it_is():
    printed = (printed_list("members.activated", [("dakar", "Dakar")]),)
    renamed = replace(QUIET.activities[1], title=words("Rencontre seminar", "Another meeting"))
    one = quiet_snapshot(printed=printed)
    other = quiet_snapshot(printed=printed, activities=(FORUM, renamed))
    assert [f.digest for f in inspect(one, compute_all(one))] == [f.digest for f in inspect(other, compute_all(other))]


def test_a_thing_without_a_name_is_called_by_its_id():
    assert "“Meeting forum” refers to what the record does not know: G9." in message(
        "references.unknown", activities=forum(results=("G1.1", "G9"))
    )


def test_a_long_list_is_cut_and_a_long_title_too():
    strangers = tuple(member_row(f"m{number:02}") for number in range(20))
    assert "and 8 more" in message("silence.members", members=(*QUIET.members, *strangers))
    long = forum(title=words("Rencontre " + "longue " * 20), results=("G1.1", "G9"))
    assert "…”" in message("references.unknown", activities=long)


def test_no_rule_is_defined_twice():
    with pytest.raises(ValueError, match="defined twice"):
        check("names.spelling", Severity.TELL, label=str, message=str, mend=str)(lambda snapshot, figures: ())


def test_every_rule_has_a_label():
    assert all(rule.label() for rule in CHECKS.values())


def test_every_rule_is_described_with_its_severity_and_no_other():
    page = Path(__file__).resolve().parents[2] / "docs" / "checks.md"
    described = re.findall(r"^\| `(\w+\.\w+)` \| (stop|ask|tell) \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(described) == sorted((rule.rule, rule.severity.value) for rule in CHECKS.values())

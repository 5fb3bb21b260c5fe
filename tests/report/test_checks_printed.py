"""What a printed report says is held against the record: its lists and its stated figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from metronome.ground.counting import Basis, Qualifier
from metronome.ground.period import Period
from metronome.report.checks.stated import Proof, proof_of
from metronome.report.figures.ledger import compute_all
from metronome.report.rows import StandingRow
from tests.factories.snapshot import (
    count_row,
    member_row,
    node_row,
    printed_list,
    quiet_snapshot,
    stated_row,
)
from tests.report.planted import QUIET, findings, forum, message, planted

# Lists


def test_a_result_that_is_tagged_and_not_printed_is_named_with_the_activity_that_proves_it():
    printed = (printed_list("results.worked_on", {"G1.1": "G1.1"}),)
    assert planted(printed=printed) == [("lists.missing", "list:results.worked_on")]
    assert "“Meeting seminar”" in message("lists.missing", printed=printed)


def test_a_result_that_is_printed_and_not_tagged_is_named():
    items = {key: key for key in ("G1.1", "G1.2", "G1.9")}
    assert planted(printed=(printed_list("results.worked_on", items),)) == [("lists.extra", "list:results.worked_on")]


def test_an_empty_list_is_one_finding_and_not_one_for_each_item():
    printed = (printed_list("partners.involved", {}), printed_list("partners.met", {}))
    assert planted(printed=printed) == [("lists.empty", "list:partners.involved")]


def test_lists_that_agree_once_names_are_resolved_are_not_reported():
    items = [("", "Ndakaaru"), ("tunis", "Tunis"), ("", "Springfield-East"), ("springfield-west", "springfield-west")]
    found = planted(printed=(printed_list("members.activated", items),))
    assert found == [("names.spelling", "member:dakar")]


def test_a_spelling_that_may_mean_the_missing_one_is_asked_about_once():
    items = [("dakar", "Dakar"), ("tunis", "Tunis"), ("", "Springfield")]
    assert planted(printed=(printed_list("members.activated", items),)) == [
        ("names.ambiguous", "list:members.activated")
    ]


@pytest.mark.parametrize(
    ("name", "items", "rule"),
    [
        ("members.box", {"dakar": "Dakar"}, "lists.missing"),
        ("members.box", {"dakar": "Dakar", "springfield-east": "Springfield-East", "tunis": "Tunis"}, "lists.extra"),
        ("partners.box", {"alpha": "Institut Alpha"}, "lists.extra"),
        ("others.box", {"x": "X"}, None),
        ("members.other", {"dakar": "Dakar"}, None),
    ],
)
def test_the_box_of_an_activity_is_held_against_its_tags(name, items, rule):
    found = planted(printed=(printed_list(name, items, "activity:forum"),))
    assert found == ([(rule, "activity:forum")] if rule else [])


@pytest.mark.parametrize("subject", ["activity:unknown", "chapter:one", "region:atlantis"])
def test_a_list_that_nothing_answers_to_is_only_read_for_its_names(subject):
    assert planted(printed=(printed_list("members.names", {"dakar": "Dakar"}, subject),)) == []


def test_a_region_is_printed_with_its_members():
    observer = member_row("oslo", standings=(StandingRow("observer", Period(None, None)),))
    printed = (printed_list("members.region", {"dakar": "Dakar"}, "region:south"),)
    assert planted(members=(*QUIET.members, observer), printed=printed) == [("lists.missing", "region:south")]


def test_the_lines_of_the_plan_are_printed_with_what_lies_under_them():
    nodes = (*QUIET.nodes, node_row("G2"))
    printed = (printed_list("plan.level.1", {"G2": "G2"}),)
    snapshot = quiet_snapshot(nodes=nodes, printed=printed)
    assert findings(snapshot) == [("lists.extra", "list:plan.level.1"), ("lists.missing", "list:plan.level.1")]


def test_a_challenge_and_a_partner_are_proven_by_their_activities():
    printed = (
        printed_list("challenges.answered", {"C9": "C9"}),
        printed_list("partners.involved", {"beta": "Institut Beta"}),
    )
    assert [rule for rule, _ in planted(printed=printed)] == ["lists.extra"] * 2 + ["lists.missing"] * 2


# Stated figures


@pytest.mark.parametrize(
    ("value", "qualifier", "rule"),
    [
        (4, "exactly", None),
        (5, "exactly", "figures.differs"),
        (3, "more_than", None),
        (4, "more_than", "figures.differs"),
        (4, "at_least", None),
        (5, "at_least", "figures.differs"),
        (4, "at_most", None),
        (3, "at_most", "figures.differs"),
        (5, "about", None),
        (6, "about", "figures.differs"),
        (9, "unknown", None),
    ],
)
def test_a_stated_number_is_held_against_the_computed_one(value, qualifier, rule):
    stated = stated_row("members", value, qualifier, compares_with="members.total")
    assert planted(stated=(stated,)) == ([(rule, "stated:members")] if rule else [])


#: What is stated as of these is not the end of the period: what cannot be read included.
OTHER_TIMES = ("2021-04-29", "2021-01", "2020", "202", "2021-13", "spring")


@pytest.mark.parametrize("as_of", ["", "2021-04-30", "2021-04", "2021", *OTHER_TIMES])
def test_a_number_of_a_period_that_is_stated_for_another_time_is_not_compared(as_of):
    claim = stated_row("nine", 9, as_of=as_of, compares_with="activities.total")
    is_compared = as_of not in OTHER_TIMES
    assert planted(stated=(claim,)) == ([("figures.differs", "stated:nine")] if is_compared else [])
    assert proof_of(claim, QUIET, compute_all(QUIET)) == (Proof.DIFFERS if is_compared else None)


@pytest.mark.parametrize(
    ("as_of", "value", "found"),
    [
        ("2020-11", 3, False),
        ("2020-11", 4, True),
        ("2021-03-01", 4, False),
        ("2021-03-01", 3, True),
        ("soon", 9, False),
    ],
)
def test_a_number_of_a_day_is_held_against_the_record_of_the_day_for_which_it_is_stated(as_of, value, found):
    joined = (StandingRow("full", Period(date(2021, 1, 1), None)),)
    members = (*QUIET.members[:-1], replace(QUIET.members[-1], standings=joined))
    claim = stated_row("count", value, as_of=as_of, compares_with="members.total")
    said = planted(members=members, stated=(claim,))
    assert ("figures.differs" in [rule for rule, _ in said]) is found


def test_a_part_of_a_figure_can_be_compared():
    stated = stated_row("southerners", 2, compares_with="members.by_region[south]")
    assert planted(stated=(stated,)) == []
    stated = replace(stated, compares_with="members.by_region[europe]", value=stated.value + 1)
    assert planted(stated=(stated,)) == [("figures.differs", "stated:southerners")]


@pytest.mark.parametrize("id", ["members.totals", "members.by_region[atlantis]", "members.total[south]"])
def test_a_comparison_with_no_figure_is_asked_about(id):
    assert planted(stated=(stated_row("members", 4, compares_with=id),)) == [("figures.unknown", "stated:members")]


@pytest.mark.parametrize(
    ("counted", "rule"),
    [
        (count_row(2000), None),
        (count_row(1380), None),
        (count_row(1380, qualifier=Qualifier.AT_LEAST), "figures.unproven"),
        (count_row(100), "figures.unproven"),
        (count_row(100, qualifier=Qualifier.EXACTLY), "figures.differs"),
        (count_row(100, qualifier=Qualifier.AT_MOST), "figures.differs"),
        (count_row(None, qualifier=Qualifier.ABOUT, printed="des dizaines"), "figures.unproven"),
    ],
)
def test_a_stated_audience_must_be_reached_by_the_counts(counted, rule):
    stated = stated_row("engaged", 1380, "more_than", compares_with="people.engaged.people")
    found = planted(stated=(stated,), activities=forum(network_role="organiser", counts=(counted,)))
    assert [one for one in found if one[0] != "counts.vague"] == ([(rule, "stated:engaged")] if rule else [])


def test_what_cannot_be_recomputed_comes_with_the_counts_there_are():
    stated = stated_row("engaged", 1380, "more_than", compares_with="people.engaged.people")
    counts = (count_row(200, Basis.REGISTRATIONS, printed="plus de 200 inscriptions"),)
    activities = forum(network_role="organiser", counts=counts)
    words_said = message("figures.unproven", stated=(stated,), activities=activities)
    assert "plus de 200 inscriptions" in words_said
    assert "no number" in words_said
    assert "none" in message("figures.unproven", stated=(stated,), activities=forum(network_role="organiser"))


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        (("exactly", 35), ("more_than", 35), "figures.contradict"),
        (("more_than", 35), ("more_than", 30), None),
        (("at_most", 30), ("at_least", 31), "figures.contradict"),
        (("exactly", 141), ("exactly", 141), None),
        (("unknown", 0), ("exactly", 141), None),
    ],
)
def test_two_statements_contradict_each_other_only_where_no_number_fits_both(one, other, rule):
    rows = (
        stated_row("plan-years", one[1], one[0], subject="years"),
        stated_row("flyer-years", other[1], other[0], subject="years"),
    )
    assert planted(stated=rows) == ([(rule, "stated:plan-years")] if rule else [])


def test_statements_of_unlike_units_or_days_are_not_compared():
    rows = (
        stated_row("one", 1, subject="same", unit="city"),
        stated_row("two", 2, subject="same", unit="country"),
        stated_row("three", 3, subject="same", unit="city", as_of="2020"),
    )
    assert planted(stated=rows) == []


@pytest.mark.parametrize(
    ("served", "rule"), [(("more_than", 608), "figures.share"), (("more_than", 800), None), (("exactly", 750), None)]
)
def test_a_share_is_borne_out_by_the_numbers(served, rule):
    rows = (
        stated_row("large-cities", 1800, "at_least", subject="large"),
        stated_row("large-share", 24, relation={"part": "large", "share_of": "world"}),
        stated_row("served", served[1], served[0], subject="served"),
        stated_row("our-share", 10, relation={"part": "served", "share_of": "world"}),
        stated_row("broken-share", 10, relation={"part": "served"}),
        stated_row("lonely-share", 10, relation={"part": "nobody", "share_of": "nothing"}),
    )
    found = [one for one in planted(stated=rows) if one[1] == "stated:our-share"]
    assert found == ([(rule, "stated:our-share")] if rule else [])


def test_a_share_of_a_stated_whole_needs_no_other_share():
    rows = (
        stated_row("world", 7500, "between", subject="other"),
        stated_row("world-now", 7500, subject="world"),
        stated_row("served", 608, "more_than", subject="served"),
        stated_row("our-share", 10, relation={"part": "served", "share_of": "world"}),
    )
    assert planted(stated=rows) == [("figures.share", "stated:our-share")]


def test_an_interval_with_two_ends_is_said_with_both():
    stated = stated_row("engaged", 5000, compares_with="people.engaged.people")
    counts = (count_row(100, qualifier=Qualifier.AT_MOST),)
    activities = forum(network_role="organiser", counts=counts)
    assert "0 to 100" in message("figures.differs", stated=(stated,), activities=activities)


@pytest.mark.parametrize(
    ("qualifier", "said"), [(Qualifier.AT_LEAST, "at least 100"), (Qualifier.MORE_THAN, "more than 100")]
)
def test_an_open_interval_says_where_it_begins(qualifier, said):
    stated = stated_row("engaged", 5000, compares_with="people.engaged.people")
    activities = forum(network_role="organiser", counts=(count_row(100, qualifier=qualifier),))
    assert said in message("figures.unproven", stated=(stated,), activities=activities)

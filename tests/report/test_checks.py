"""One fault is planted in a network in which everything fits; exactly its finding appears."""

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

from metronome.ground.counting import Basis, Qualifier
from metronome.ground.period import Period
from metronome.ground.text import Made, Making, Text
from metronome.report.checks.finding import CHECKS, check
from metronome.report.checks.inspection import inspect
from metronome.report.enums import Severity
from metronome.report.figures.ledger import compute_all
from metronome.report.snapshot import (
    ActivityRow,
    ChallengeRow,
    DaysRow,
    PartText,
    PlanRow,
    Snapshot,
    StandingRow,
    ThemeRow,
)
from tests.factories.snapshot import (
    activity_row,
    bilateral_row,
    count_row,
    day,
    mandate_row,
    member_row,
    mention_row,
    node_row,
    partner_row,
    parts,
    person_row,
    printed_list,
    quiet_snapshot,
    stated_row,
    words,
)

QUIET = quiet_snapshot()
FORUM, SEMINAR = QUIET.activities


def findings(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Rule and subject of everything found; each can be said."""
    found = inspect(snapshot, compute_all(snapshot))
    assert not [one.rule for one in found if "%(" in one.message("en") + one.mend("en") or not one.mend("en")]
    return [(one.rule, one.subject) for one in found]


def planted(**fields: Any) -> list[tuple[str, str]]:
    """What is found once some rows of the quiet network are others."""
    return findings(quiet_snapshot(**fields))


def bare(**fields: Any) -> list[tuple[str, str]]:
    """The references that lead nowhere; no figure could be computed of them."""
    found = inspect(quiet_snapshot(**fields), {})
    return [(one.rule, one.subject) for one in found if one.rule == "references.unknown"]


def forum(**fields: Any) -> tuple[ActivityRow, ...]:
    """The activities, the forum among them with other fields."""
    return replace(FORUM, **fields), SEMINAR


def message(rule: str, language: str = "en", **fields: Any) -> str:
    snapshot = quiet_snapshot(**fields)
    return next(found for found in inspect(snapshot, compute_all(snapshot)) if found.rule == rule).message(language)


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


# Prose


def test_a_member_whom_the_texts_name_and_nobody_tagged_is_asked_about():
    summary = words("Avec Dakar et Tunis.", "With Dakar.")
    assert planted(activities=forum(summary=summary)) == [("prose.members", "activity:forum")]


@pytest.mark.parametrize(
    "fields",
    [
        {"people": (person_row("", "mayor", member="tunis"),)},
        {"members": (*FORUM.members, *parts("tunis", role="named"))},
    ],
)
def test_a_member_may_be_named_by_a_speaker_or_by_the_officer(fields):
    assert planted(activities=forum(**fields)) == [("prose.members", "activity:forum")]


def test_a_tagged_member_need_not_be_named():
    printed = (printed_list("members.text", {"dakar": "Dakar"}, "activity:forum"),)
    assert planted(printed=printed) == []


def test_a_name_of_several_is_no_question_where_one_of_them_is_tagged():
    assert planted(activities=forum(summary=words("À Springfield.", "In Springfield."))) == []
    untagged = forum(summary=words("À Springfield.", "In Springfield."), members=parts("dakar", "tunis"))
    found = planted(activities=untagged)
    assert ("prose.unclear", "activity:forum") in found
    assert "springfield-west" in message("prose.unclear", activities=untagged).casefold()


def test_a_partner_that_counts_elsewhere_is_asked_about():
    activities = forum(summary=words("Avec l'Institut Alpha et l'Institut Gamma.", "A day."))
    assert planted(activities=activities) == [("prose.partners", "activity:forum")]
    assert "Gamma" not in message("prose.partners", activities=activities)


def test_a_partner_met_in_a_bilateral_counts_too():
    fields = {
        "activities": forum(summary=words("Avec l'Institut Beta.", "A day.")),
        "bilaterals": (bilateral_row("one", partner="beta"),),
    }
    assert planted(**fields) == [("prose.partners", "activity:forum")]


def test_an_organisation_named_in_passing_is_told_once_for_all():
    activities = (
        replace(FORUM, summary=words("Avec l'Institut Beta.", "A day.")),
        replace(SEMINAR, people=(person_row("Office of the director", partner="gamma", is_named_in_text=True),)),
    )
    assert planted(activities=activities) == [("prose.organisations", "period:2021-01..2021-04")]


def test_a_partner_without_a_name_in_the_printed_text_is_told_and_another_in_its_place_is_asked_about():
    silent = printed_list("partners.text", {}, "activity:seminar")
    assert planted(printed=(silent,)) == [("prose.unnamed", "period:2021-01..2021-04")]
    other = printed_list("partners.text", {"beta": "Institut Beta"}, "activity:seminar")
    assert planted(printed=(other,)) == [("prose.partners", "activity:seminar")]
    assert "Alpha Institute, which is tagged" in message("prose.partners", printed=(other,))


# Numbers


@pytest.mark.parametrize("cited", ["{figure:members.totals}", "{members.total}", "{figure: members.total}"])
def test_a_reference_to_no_figure_stops(cited):
    texts = (PartText("note", words(f"Note : {cited}.", f"Note: {cited}.")),)
    assert planted(texts=texts) == [
        ("numbers.unknown_figure", "text:note/en"),
        ("numbers.unknown_figure", "text:note/fr"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "141 membres",
        "plus de 1 380 personnes",
        "10 %",
        "10%",
        "(15)",
        "30 participants",
        "« 12 »",
        "+30 ans",
        "3,5",
        "7 mars-elles 8",
    ],
)
def test_a_typed_number_is_asked_about(text):
    source = Text("fr", {"fr": text, "en": "None."}, Text.of({"fr": text, "en": "x"}, source="fr").made)
    assert ("numbers.typed", "text:note/fr") in planted(texts=(PartText("note", source),))


@pytest.mark.parametrize(
    "text",
    [
        "le 8 mars",
        "les 7 et 20 avril",
        "du 1er au 4 mai 2021",
        "en 2021",
        "le plan 2021-2023",
        "2020/21",
        "G1.1 et COVID-19",
        "la 5e édition",
        "{figure:members.total} membres",
        "L'ODD5.",
    ],
)
def test_days_years_codes_and_ordinals_are_no_numbers(text):
    texts = (PartText("note", Text("fr", {"fr": text, "en": text}, words(text).made)),)
    assert [one for one in planted(texts=texts) if one[0] == "numbers.typed" and one[1].endswith("fr")] == []


def test_a_month_stands_before_its_day_in_other_languages():
    texts = (PartText("note", words("Le 8 mars.", "On March 8 and 9.")),)
    assert planted(texts=texts) == []


def test_a_code_of_the_plan_is_no_number():
    nodes = (*QUIET.nodes, node_row("4.1", "G1"))
    activities = forum(results=("G1.1", "4.1"))
    texts = (PartText("note", words("Le résultat 4.1.", "Result 4.1.")),)
    assert planted(nodes=nodes, activities=activities, texts=texts) == []


def test_a_number_is_a_number_in_an_unknown_language():
    network = replace(QUIET.network, languages=("xx",), required_languages=())
    texts = (PartText("note", Text.of({"xx": "8 mars"}, source="xx")),)
    snapshot = quiet_snapshot(network=network, texts=texts)
    assert findings(snapshot) == [("numbers.typed", "text:note/xx")]
    assert message("numbers.typed", "xx", network=network, texts=texts)


def test_a_translation_cites_the_figures_of_its_source():
    texts = (PartText("note", words("Note : {figure:members.total}.", "Note: {figure:members.silent}.")),)
    assert planted(texts=texts) == [("numbers.unlike_translations", "text:note/en")]


# Dates


def test_days_that_overlap_are_asked_about():
    week = DaysRow(Period(date(2021, 3, 8), date(2021, 3, 12)), "day", Text())
    apart = DaysRow(day("2021-03-13"), "day", Text())
    assert planted(activities=forum(days=(week, apart))) == []
    again = DaysRow(day("2021-03-12"), "day", Text())
    assert planted(activities=forum(days=(week, again))) == [("dates.overlap", "activity:forum")]


@pytest.mark.parametrize("what", ["activities", "bilaterals", "mentions"])
def test_what_is_known_by_the_month_only_is_told_once(what):
    march = Period(date(2021, 3, 1), date(2021, 3, 31))
    rows: dict[str, Any] = {
        "activities": forum(days=(DaysRow(march, "month", Text()),)),
        "bilaterals": (bilateral_row("one", period=march, precision="month", member="dakar"),),
        "mentions": (mention_row("one", period=march, precision="month"),),
    }
    assert planted(**{what: rows[what]}) == [("dates.month_only", "period:2021-01..2021-04")]
    assert "Known by the month only: 1 " in message("dates.month_only", **{what: rows[what]})


@pytest.mark.parametrize("last", [date(2021, 5, 1), None])
def test_an_activity_that_runs_on_counts_in_two_periods(last):
    days = (DaysRow(Period(date(2021, 4, 29), last), "day", Text()),)
    assert planted(activities=forum(days=days)) == [("dates.beyond_period", "period:2021-01..2021-04")]


@pytest.mark.parametrize(
    ("printed", "found"),
    [("08 mars", False), ("le 8 Mars", False), ("9 mars", True), ("8 avril", True), ("bientôt", False)],
)
def test_the_printed_day_is_held_against_the_record(printed, found):
    rows = (printed_list("headings", {"days": printed}, "activity:forum"),)
    assert planted(printed=rows) == ([("dates.printed", "activity:forum")] if found else [])


def test_days_apart_and_months_alone_are_read_as_printed():
    days = (DaysRow(day("2021-04-07"), "day", Text()), DaysRow(day("2021-04-20"), "day", Text()))
    rows = (printed_list("headings", {"days": "7 et 20 avril"}, "activity:forum"),)
    assert planted(printed=rows, activities=forum(days=days)) == []
    month = (DaysRow(Period(date(2021, 4, 1), date(2021, 4, 30)), "month", Text()),)
    rows = (printed_list("headings", {"days": "avril"}, "activity:forum"),)
    assert planted(printed=rows, activities=forum(days=month)) == [("dates.month_only", "period:2021-01..2021-04")]


# Duplicates


@pytest.mark.parametrize(
    ("title", "on", "found"),
    [
        ("Rencontre: FORUM", "2021-03-08", True),
        ("Rencontre forum", "2021-03-09", False),
        ("Rencontre forums", "2021-03-08", True),
        ("Rencontre forum 2", "2021-03-08", False),
        ("Atelier forum des villes", "2021-03-08", False),
    ],
)
def test_one_activity_under_two_codes_is_asked_about(title, on, found):
    twin = activity_row("twin", on, title=words(title))
    rules = [("duplicates.activities", "activity:forum")] if found else []
    assert planted(activities=(FORUM, SEMINAR, twin)) == rules


def test_two_activities_alike_on_two_days_are_asked_about_once():
    days = (DaysRow(day("2021-03-08"), "day", Text()), DaysRow(day("2021-03-09"), "day", Text()))
    twin = activity_row("twin", title=FORUM.title, days=days)
    activities = (replace(FORUM, days=days), SEMINAR, twin)
    assert planted(activities=activities) == [("duplicates.activities", "activity:forum")]


def test_a_mention_noted_twice_is_asked_about():
    assert planted(mentions=(mention_row("one"), mention_row("two", subject=words("Autre", "Other")))) == []
    assert planted(mentions=(mention_row("one"), mention_row("two"))) == [("duplicates.mentions", "mention:one")]


def test_a_member_printed_twice_in_one_list_is_asked_about():
    items = [("dakar", "Dakar"), ("", "DAKAR"), ("springfield-east", "Springfield-East")]
    assert planted(printed=(printed_list("members.box", items, "activity:forum"),)) == [
        ("duplicates.printed", "activity:forum")
    ]


# Languages


@pytest.mark.parametrize(
    "fields",
    [
        {"title": Text.of({"fr": "Rapport"}, source="fr")},
        {"texts": (PartText("note", Text.of({"fr": "Note."}, source="fr")),)},
        {"activities": forum(title=Text.of({"fr": "Rencontre forum"}, source="fr"))},
        {"title": replace(words("Rapport", "Report"), texts={"fr": "Bilan", "en": "Report"})},
    ],
)
def test_a_title_or_text_that_lacks_a_required_language_stops(fields):
    found = [rule for rule, subject in planted(**fields) if subject == "language:en"]
    assert found == ["languages.missing"]


def test_missing_and_outdated_are_said_apart():
    outdated = replace(words("Rapport", "Report"), texts={"fr": "Bilan", "en": "Report"})
    missing = forum(title=Text.of({"fr": "Rencontre forum"}, source="fr"))
    said = message("languages.missing", title=outdated, activities=missing)
    assert "Missing in English" in said
    assert "Outdated in English" in said


def test_another_text_that_lacks_a_required_language_is_asked_about_and_one_that_is_not_there_is_not():
    summary = Text.of({"fr": "Une journée."}, source="fr")
    assert planted(activities=forum(summary=summary)) == [("languages.incomplete", "language:en")]
    assert planted(activities=forum(summary=Text())) == []


def test_a_language_that_is_not_required_may_be_missing():
    network = replace(QUIET.network, required_languages=("fr",))
    assert planted(network=network, title=Text.of({"fr": "Rapport"}, source="fr")) == []


def test_what_a_machine_made_is_told():
    source = words("Rapport", "Report")
    title = replace(source, made={"en": Made(Making.MACHINE, source.made["en"].of)})
    assert planted(title=title) == [("languages.machine", "language:en")]


@pytest.mark.parametrize(
    ("subject", "id", "printed", "found"),
    [
        ("regions", "europe", "EUROPA", ("languages.residue", "region:europe")),
        ("regions", "europe", "EUROPE", None),
        ("regions", "europe", "Le continent", None),
        ("regions", "atlantis", "EUROPA", None),
        ("offices", "chair", "CHAIR", ("languages.residue", "office:chair")),
        ("activity:forum", "title", "MEETING FORUM", ("languages.residue", "activity:forum")),
    ],
)
def test_a_heading_in_another_language_of_the_network_is_told(subject, id, printed, found):
    assert planted(printed=(printed_list("headings", {id: printed}, subject),)) == ([found] if found else [])


# Names


def test_every_other_spelling_of_a_member_is_told_in_one_finding():
    printed = (
        printed_list("members.names", {"dakar": "Ndakaaru", "tunis": "TUNIS"}, "annex"),
        printed_list("members.box", {"dakar": "Dakkar", "springfield-east": "Springfield-East"}, "activity:forum"),
        printed_list("members.text", {"dakar": "Dakkar"}, "activity:forum"),
    )
    assert planted(printed=printed) == [("names.spelling", "member:dakar")]
    said = message("names.spelling", printed=printed)
    assert said.count("“Meeting forum”") == 1
    assert "page 9" in said


def test_a_spelling_of_nobody_is_asked_about():
    printed = (printed_list("partners.names", [("", "Institut Omega")], "bilaterals"),)
    assert planted(printed=printed) == [("names.unresolved", "bilaterals")]


# Counts


def test_counts_of_unlike_bases_are_told_and_parts_of_one_basis_are_not():
    counts = (count_row(200, Basis.REGISTRATIONS), count_row(100))
    assert planted(activities=forum(counts=counts)) == [("counts.unlike", "activity:forum")]
    women = replace(count_row(60, Basis.VIEWS), sex="women")
    assert planted(activities=forum(counts=(count_row(100), women))) == []


def test_vague_counts_are_told_once():
    counts = (count_row(None, qualifier=Qualifier.ABOUT, printed="des dizaines"),)
    both = (replace(FORUM, counts=counts), replace(SEMINAR, counts=(count_row(None, qualifier=Qualifier.UNKNOWN),)))
    assert planted(activities=both) == [("counts.vague", "period:2021-01..2021-04")]


@pytest.mark.parametrize(
    ("role", "format", "found"),
    [
        ("organiser", "online", True),
        ("co_organiser", "", True),
        ("organiser", "none", False),
        ("speaker", "online", False),
    ],
)
def test_an_own_audience_that_nobody_counted_is_told(role, format, found):
    rules = [("counts.none", "period:2021-01..2021-04")] if found else []
    assert planted(activities=forum(network_role=role, format=format)) == rules


# Silence


@pytest.mark.parametrize(
    ("fields", "figure"),
    [
        ({"activities": forum(results=())}, "results.silent"),
        ({"activities": forum(challenges=())}, "challenges.silent"),
        ({"members": (*QUIET.members, member_row("oslo"))}, "members.silent"),
    ],
)
def test_what_nothing_reached_is_told_with_the_months_left(fields, figure):
    rule = f"silence.{figure.partition('.')[0]}"
    assert planted(**fields) == [(rule, f"figure:{figure}")]
    assert "32 months of the plan are left." in message(rule, **fields)


def test_a_region_without_an_activated_member_is_told_besides_its_members():
    members = (*QUIET.members, member_row("oslo", region="south"))
    regions = (*QUIET.regions, replace(QUIET.regions[0], slug="north"))
    moved = (*members[:4], replace(members[4], region="north"))
    assert planted(members=moved, regions=regions) == [
        ("silence.members", "figure:members.silent"),
        ("silence.regions", "figure:regions.silent"),
    ]


def test_silence_needs_no_figure_of_the_months_left():
    snapshot = quiet_snapshot(activities=forum(results=()))
    figures = {id: figure for id, figure in compute_all(snapshot).items() if id == "results.silent"}
    found = [one for one in inspect(snapshot, figures) if one.rule == "silence.results"]
    assert "left" not in found[0].message("en")


# Labels


def test_labels_printed_in_other_words_are_told_in_one_finding():
    printed = (
        printed_list("plan.labels", {"G1": "LIBELLÉ G1", "G1.1": "Autre libellé", "G9": "Inconnu"}, language=""),
        printed_list("challenges.labels", {"C1": "Épreuve", "C9": "Inconnu"}),
    )
    assert planted(printed=printed) == [("labels.plan", "edition:spring-as-printed")]
    assert "Of 5 labels of the plan, 2 are printed" in message("labels.plan", printed=printed)


def test_a_short_label_is_the_plans_word_too():
    nodes = (replace(QUIET.nodes[0], short_label=words("Un", "One")), *QUIET.nodes[1:])
    assert planted(nodes=nodes, printed=(printed_list("plan.labels", {"G1": "Un"}),)) == []


def test_one_thing_under_two_headings_is_told_once():
    printed = tuple(
        printed_list("headings", {"members": heading}, f"activity:{code}")
        for code, heading in (("forum", "Membres activés"), ("seminar", "Membres actifs"), ("third", "MEMBRES ACTIFS"))
    )
    assert planted(printed=printed) == [("labels.headings", "field:members")]
    assert "“Membres actifs” (2 times)" in message("labels.headings", printed=printed)


def test_the_forms_of_an_inclusive_label_are_one_heading():
    offices = (replace(QUIET.offices[0], slug="officer", label=words("Agent·e régional·e", "Regional officer")),)
    items = [("officer", "Agent régional"), ("officer", "AGENTE RÉGIONALE")]
    assert planted(offices=offices, printed=(printed_list("headings", items, "offices"),)) == []


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("maire de Tunis", False),
        ("Maire de Tunis", False),
        ("Maire de Tunis et présidente du réseau", False),
        ("Tunis", False),
        ("", False),
        ("ancienne maire de Sousse", True),
    ],
)
def test_one_person_under_two_titles_is_told(title, found):
    activities = (FORUM, replace(SEMINAR, people=(person_row("The Chair", title, member="tunis"),)))
    mandates = (mandate_row("chair", "The Chair", "Maire de Tunis"),)
    rules = [("labels.person", "name:the chair")] if found else []
    assert planted(activities=activities, mandates=mandates) == rules


# Signs


@pytest.mark.parametrize(
    ("fields", "subject"),
    [
        ({"title": words("Rapport \U00013080", "Report")}, "text:title"),
        ({"partners": (*QUIET.partners, partner_row("omega\U00013080"))}, "partner:omega\U00013080"),
        ({"activities": forum(people=(person_row("Office \U00013080"),))}, "activity:forum"),
    ],
)
def test_a_sign_that_no_font_has_is_asked_about_before_a_document_is_made(fields, subject):
    assert planted(**fields) == [("rendering.missing_glyph", subject)]


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
    for found in inspect(snapshot, compute_all(snapshot)):
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

"""What each figure means."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from metronome.ground.counting import Basis, Bound, Count, Qualifier
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.report.figures.figure import DEFINITIONS, Figure, Row, define
from metronome.report.figures.ledger import compute_all, figures_json
from metronome.report.figures.people import shown
from metronome.report.rows import (
    BodyRow,
    ChallengeRow,
    CountRow,
    DaysRow,
    KindRow,
    MandateRow,
    PlanRow,
    StandingRow,
    ThemeRow,
)
from tests.factories.snapshot import (
    PLAN,
    SPRING,
    activity_row,
    bilateral_row,
    count_row,
    day,
    member_row,
    mention_row,
    node_row,
    parts,
    person_row,
    quiet_snapshot,
    words,
)


def figure(id: str, **fields: object) -> Figure:
    """One figure of the quiet network, with other rows."""
    return compute_all(quiet_snapshot(**fields))[id]


def test_figures_come_in_the_order_of_their_ids():
    assert list(compute_all(quiet_snapshot())) == sorted(id for id in DEFINITIONS if not id.startswith("member."))


def test_a_figure_says_what_was_used_of_what():
    assert figure("members.activated").rows[0] == Row("activity", "forum", "Rencontre forum", "dakar")
    assert figure("results.silent", activities=()).rows[1] == Row("result", "G1.2", "Libellé G1.2", "G1.2")


def test_a_label_stands_in_the_source_language_or_in_the_one_it_has():
    english_only = activity_row("forum", title=Text.of({"en": "Forum"}, source="en"))
    assert figure("activities.total", activities=(english_only,)).rows[0].label == "Forum"


class TestActivities:
    def test_what_the_record_does_not_state_stands_apart_from_none(self):
        rows = (activity_row("a", format=""), activity_row("b", format="none"))
        assert figure("activities.by_format", activities=rows).by == {"none": 1, "not_stated": 1}

    def test_kinds_stand_in_the_order_of_the_network_and_only_those_that_occur(self):
        kinds = tuple(KindRow(slug, Text(), Text()) for slug in ("webinar", "event", "launch"))
        rows = (activity_row("a", kind="event"), activity_row("b", kind="webinar"))
        by = figure("activities.by_kind", activities=rows, kinds=kinds).by
        assert list((by or {}).items()) == [("webinar", 1), ("event", 1)]

    def test_lines_show_their_zeros_and_those_of_other_plans_only_when_used(self):
        nodes = (node_row("G1"), node_row("G2"), node_row("old:L1", plan="old"), node_row("old:L2", plan="old"))
        rows = (activity_row("a", lead_line="old:L1"), activity_row("b", lead_line=""))
        by = figure("activities.by_line", activities=rows, nodes=nodes).by
        assert by == {"G1": 0, "G2": 0, "not_stated": 1, "old:L1": 1}

    def test_an_activity_counts_once_in_each_month_that_it_touches_within_the_period(self):
        long = Period(date(2020, 12, 20), date(2021, 2, 3))
        spread = (DaysRow(long, "day", Text()), DaysRow(day("2021-02-20"), "day", Text()))
        months = figure("activities.by_month", activities=(activity_row("a", days=spread),))
        assert months.value == 1
        assert months.by == {"2021-01": 1, "2021-02": 1, "2021-03": 0, "2021-04": 0}

    def test_a_region_is_reached_by_its_activated_members(self):
        rows = (activity_row("a", members=(*parts("dakar", "tunis"), *parts("springfield-east", role="named"))),)
        assert figure("activities.by_region", activities=rows).by == {"south": 1, "europe": 0}


class TestResults:
    def test_a_result_retired_before_the_period_is_not_asked_for_any_more(self):
        nodes = (
            node_row("G1.1", "G1", retired_on=date(2021, 1, 1)),
            node_row("G1.2", "G1", retired_on=date(2021, 1, 2)),
            node_row("old:1", "G1", plan="old"),
        )
        assert figure("results.total", nodes=nodes).items == ("G1.2",)

    def test_a_tag_of_another_plan_or_of_a_line_works_on_nothing(self):
        nodes = (node_row("G1"), node_row("G1.1", "G1"), node_row("old:1", "G1", plan="old"))
        rows = (activity_row("a", results=("G1", "old:1")),)
        assert figure("results.worked_on", nodes=nodes, activities=rows).items == ()
        assert figure("results.silent", nodes=nodes, activities=rows).items == ("G1.1",)

    def test_results_stand_in_the_order_of_the_plan(self):
        rows = (activity_row("a", results=("G1.2", "G1.1")),)
        assert figure("results.worked_on", activities=rows).items == ("G1.1", "G1.2")
        assert figure("results.by_result", activities=rows).by == {"G1.1": 1, "G1.2": 1}

    def test_the_months_left_are_those_after_the_period_and_never_less_than_none(self):
        plans = (
            PlanRow("long", Text(), PLAN, ()),
            PlanRow("ended", Text(), Period(date(2018, 1, 1), date(2021, 2, 28)), ()),
        )
        months = figure("plan.months_left", plans=plans, nodes=())
        assert (months.value, months.by) == (32, {"long": 32, "ended": 0})
        assert figure("plan.months_left", plans=(), nodes=()).value == 0


class TestChallenges:
    def test_only_the_finest_challenges_are_answered(self):
        challenges = (
            ChallengeRow("1", "1", "plan", "", words("Un"), False),
            ChallengeRow("1.1", "1.1", "plan", "1", words("Un un"), True),
            ChallengeRow("old:9", "9", "old", "", words("Neuf"), True),
        )
        rows = (activity_row("a", challenges=("1", "old:9")),)
        assert figure("challenges.answered", challenges=challenges, activities=rows).value == 0
        assert figure("challenges.silent", challenges=challenges, activities=rows).items == ("1.1",)

    def test_two_targets_of_one_goal_are_one_activity_for_it(self):
        rows = (activity_row("a", goals=("5.1", "5.2", "11.a")), activity_row("b", goals=("5",)))
        goals = figure("goals.by_goal", activities=rows)
        assert (goals.value, goals.items, goals.by) == (2, ("5", "11"), {"5": 2, "11": 1})

    def test_themes_show_their_zeros_and_markers_their_scores(self):
        themes = (ThemeRow("water", "plan", Text()), ThemeRow("care", "plan", Text()))
        rows = (activity_row("a", themes=("care",), markers=(("gender", 0),)), activity_row("b"))
        assert figure("themes.by_theme", themes=themes, activities=rows).by == {"water": 0, "care": 1}
        assert figure("markers.by_score", activities=rows).by == {"gender:0": 1}


class TestMembers:
    def test_a_member_is_activated_only_while_a_full_one(self):
        members = (
            member_row("dakar", standings=(StandingRow("full", Period(date(2021, 3, 9), None)),)),
            member_row("tunis", standings=(StandingRow("full", Period(None, date(2021, 3, 8))),)),
            member_row("rabat", standings=(StandingRow("honorary", Period(None, None)),)),
        )
        rows = (activity_row("forum", "2021-03-08", members=parts("dakar", "tunis", "rabat")),)
        assert figure("members.activated", members=members, activities=rows).items == ("tunis",)
        assert figure("members.total", members=members, activities=rows).items == ("dakar",)
        assert figure("members.silent", members=members, activities=rows).items == ("dakar",)
        assert figure("members.honorary", members=members, activities=rows).items == ("rabat",)
        assert figure("members.observers", members=members, activities=rows).value == 0

    @pytest.mark.parametrize("role", ["named", "speaker", "host", "organiser"])
    def test_only_the_role_activated_activates(self, role):
        rows = (activity_row("forum", members=parts("dakar", role=role)),)
        assert figure("members.activated", activities=rows).value == 0

    def test_a_bilateral_meeting_activates_nobody(self):
        assert figure("members.silent", activities=(), bilaterals=(bilateral_row("m", member="dakar"),)).value == 4

    def test_a_member_counts_once_and_its_participations_every_time(self):
        rows = tuple(activity_row(code, members=parts("dakar")) for code in ("a", "b", "c"))
        assert figure("members.activated", activities=rows).value == 1
        assert figure("members.participations", activities=rows).by == {"dakar": 3}

    def test_countries_are_those_of_the_full_members_of_the_last_day(self):
        gone = (StandingRow("full", Period(None, date(2021, 4, 29))),)
        members = (
            member_row("dakar"),
            member_row("thies"),
            member_row("atlantis", country=""),
            member_row("tunis", country="TN", standings=gone),
        )
        countries = figure("members.countries", members=members, activities=())
        assert (countries.items, countries.by) == (("SN",), {"SN": 2})

    def test_a_region_without_members_is_not_silent(self):
        members = (member_row("dakar", region="south"), member_row("nowhere", region=""))
        assert figure("regions.silent", members=members, activities=()).items == ("south",)
        assert figure("regions.total", members=members, activities=()).items == ("south", "europe")
        assert figure("members.by_region", members=members, activities=()).by == {
            "south": 1,
            "europe": 0,
            "not_stated": 1,
        }


class TestPartners:
    def test_a_partner_that_is_only_named_is_not_involved(self):
        rows = (activity_row("a", partners=(*parts("alpha", role="named"), *parts("beta", "beta", role="partner"))),)
        meetings = (bilateral_row("one", partner="gamma"), bilateral_row("two", member="dakar"))
        given = {"activities": rows, "bilaterals": meetings}
        assert figure("partners.involved", **given).items == ("beta",)
        assert figure("partners.met", **given).items == ("gamma",)
        assert figure("partners.reached", **given).items == ("beta", "gamma")
        assert figure("bilaterals.held", **given).by == {"member": 1, "partner": 1}

    def test_a_mention_over_two_months_is_one_mention(self):
        long = mention_row("long")
        mentions = (replace(long, period=Period(date(2021, 3, 30), date(2021, 4, 2))), mention_row("short"))
        months = figure("media.by_month", mentions=mentions)
        assert (months.value, months.by) == (2, {"2021-01": 0, "2021-02": 0, "2021-03": 2, "2021-04": 1})
        assert figure("media.mentions", mentions=mentions).items == ("long", "short")


class TestExperts:
    def test_one_name_in_two_spellings_is_one_person(self):
        people = (person_row("Ama Ó"), person_row("AMA O", role="author"), person_row("Lee", role="expert"))
        named = figure("experts.named", activities=(activity_row("a", people=people),))
        assert (named.value, named.items) == (2, ("Ama Ó", "Lee"))

    @pytest.mark.parametrize("role", ["moderator", "chair"])
    def test_who_chairs_or_moderates_is_no_expert(self, role):
        rows = (activity_row("a", people=(person_row("Lee", role=role), person_row("", "mayor", role=role))),)
        assert figure("experts.named", activities=rows).value == 0
        assert figure("experts.unnamed", activities=rows).value == 0

    def test_an_unnamed_expert_counts_every_time(self):
        rows = tuple(activity_row(code, people=(person_row("", "director"),)) for code in ("a", "b"))
        assert figure("experts.unnamed", activities=rows).value == 2


class TestPeople:
    def test_counts_of_own_activities_are_added_and_others_stand_apart(self):
        rows = (
            activity_row("a", network_role="organiser", counts=(count_row(100),)),
            activity_row("b", network_role="co_organiser", counts=(count_row(200),)),
            activity_row("c", network_role="participant", counts=(count_row(600),)),
            activity_row("d", network_role="", counts=(count_row(7, qualifier=Qualifier.EXACTLY),)),
        )
        engaged = figure("people.engaged.people", activities=rows)
        assert engaged.bound == Bound(Basis.PEOPLE, 300, strict=True, high=None)
        assert [row.used for row in engaged.rows] == ["> 100", "> 200"]
        elsewhere = figure("people.elsewhere.people", activities=rows)
        assert elsewhere.bound == Bound(Basis.PEOPLE, 607, strict=True, high=None)

    def test_part_of_an_audience_is_not_added(self):
        whole, women = count_row(100), CountRow("a/people/women", count_row(60).count, "women", "", "", "")
        rows = (activity_row("a", network_role="organiser", counts=(whole, women)),)
        assert [row.used for row in figure("people.engaged.people", activities=rows).rows] == ["> 100"]

    def test_no_activity_is_zero_and_activities_without_a_count_are_unknown(self):
        rows = (activity_row("a", network_role="organiser"),)
        unknown = figure("people.engaged.views", activities=rows)
        assert unknown.measure() == {"value": None, "low": None, "strict": False, "high": None, "basis": "views"}
        assert unknown.rows == (Row("count", "a/views", "Rencontre a", "unknown"),)
        assert figure("people.elsewhere.views", activities=rows).measure()["value"] == 0

    @pytest.mark.parametrize(
        ("qualifier", "number", "upper", "words_shown"),
        [
            (Qualifier.EXACTLY, 5, None, "5"),
            (Qualifier.MORE_THAN, 5, None, "> 5"),
            (Qualifier.AT_LEAST, 5, None, "≥ 5"),
            (Qualifier.AT_MOST, 5, None, "≤ 5"),
            (Qualifier.BETWEEN, 5, 9, "5–9"),
            (Qualifier.ABOUT, 5, None, "about 5"),
            (Qualifier.ABOUT, None, None, "about"),
            (Qualifier.UNKNOWN, None, None, "unknown"),
        ],
    )
    def test_a_count_is_shown_as_its_source_states_it(self, qualifier, number, upper, words_shown):
        assert shown(Count(qualifier, Basis.PEOPLE, number, upper)) == words_shown


def test_a_body_counts_the_members_seated_on_the_last_day_each_once():
    def seat(body: str, last: date | None, *members: str) -> MandateRow:
        return MandateRow("", body, "seat", "", "", Text(), members, "", Period(None, last))

    bodies = (BodyRow("board", "", words("Conseil")), BodyRow("treasury", "", words("Trésorerie")))
    mandates = (
        seat("board", None, "dakar", "tunis"),
        seat("board", None, "dakar"),
        seat("treasury", date(2021, 4, 29), "tunis"),
        seat("dissolved", None, "tunis"),
    )
    governments = figure("bodies.governments", bodies=bodies, mandates=mandates)
    assert governments.items == ("dakar", "tunis")
    assert governments.by == {"board": 2, "treasury": 0}


class TestTheContract:
    def test_a_figure_has_a_value_or_bounds_and_never_both(self):
        for value, bound in ((None, None), (1, Bound(Basis.PEOPLE, 1, False, 1))):
            with pytest.raises(ValueError, match="needs a value or bounds"):
                Figure("x", 1, "member", SPRING, (), value, bound)

    def test_an_id_is_defined_once(self):
        with pytest.raises(ValueError, match="defined twice"):
            define("members.total", unit="member", label=str, words=str)(lambda snapshot: None)  # type: ignore[arg-type, return-value]

    def test_a_hash_covers_what_the_value_rests_on(self):
        whole = figure("members.by_region")
        changes: tuple[dict[str, Any], ...] = (
            {"version": 2},
            {"value": 9},
            {"period": PLAN},
            {"by": {}},
            {"id": "members.total"},
        )
        assert len({whole.hash, *(replace(whole, **change).hash for change in changes)}) == len(changes) + 1

    def test_json_has_value_rows_parts_and_words_in_each_language(self):
        printed = figures_json(compute_all(quiet_snapshot()), languages=("en", "fr"))
        whole = printed["members.activated"]
        assert whole["value"] == 4
        assert whole["items"] == ["dakar", "springfield-east", "springfield-west", "tunis"]
        assert whole["rows"][0] == {"kind": "activity", "id": "forum", "label": "Rencontre forum", "used": "dakar"}
        assert whole["hash"] == figure("members.activated").hash
        assert set(whole["definition"]) == set(whole["label"]) == {"en", "fr"}
        assert printed["results.by_result"]["by"] == {"G1.1": 1, "G1.2": 1}
        assert json.loads(json.dumps(printed)) == printed

    @pytest.mark.parametrize("id", sorted(DEFINITIONS))
    def test_every_figure_has_a_label_and_a_definition_in_whole_sentences(self, id):
        definition = DEFINITIONS[id]
        assert definition.label()
        assert definition.words().endswith(".")
        assert definition.unit


def crossed(**fields: Any) -> Figure:
    """A plan of two challenges, one of them refined, and two themes; one activity tagged as given."""
    challenges = (
        ChallengeRow("1", "1", "plan", "", words("Défi 1"), False),
        ChallengeRow("1.1", "1.1", "plan", "1", words("Défi 1.1"), True),
        ChallengeRow("2", "2", "plan", "", words("Défi 2"), True),
    )
    themes = tuple(ThemeRow(key, "plan", words(key)) for key in ("safety", "work"))
    return figure(
        "coverage.opportunities",
        challenges=challenges,
        themes=themes,
        activities=(activity_row("forum", **fields),),
    )


def test_a_theme_and_a_challenge_meet_where_one_activity_carries_both():
    met = crossed(themes=("safety",), challenges=("1.1",))
    assert (met.value, met.items) == (1, ("safety/1",))
    assert met.by == {"safety/1": 1, "safety/2": 0, "work/1": 0, "work/2": 0}


def test_two_challenges_under_one_make_one_meeting():
    assert crossed(themes=("safety",), challenges=("1", "1.1")).by == {
        "safety/1": 1,
        "safety/2": 0,
        "work/1": 0,
        "work/2": 0,
    }


def test_without_a_theme_nothing_meets():
    assert crossed(themes=(), challenges=("1.1", "2")).value == 0


def test_an_activity_covers_a_line_once_however_many_of_its_results_it_serves():
    found = figure("coverage.by_line", activities=(activity_row("forum", results=("G1.1", "G1.2"), lead_line=""),))
    assert (found.value, found.by) == (1, {"G1": 1})

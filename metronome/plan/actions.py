"""What may be done to plans. What is given is put by its identity, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metronome.ground.hand import Hand, Keys
from metronome.ground.period import Period
from metronome.ground.putting import Noun, Part, put
from metronome.ground.refusal import Refusal

from .amending import amended
from .given import (
    GivenAmendment,
    GivenAssessment,
    GivenChallenge,
    GivenChange,
    GivenExpectation,
    GivenMarker,
    GivenNode,
    GivenPlan,
    GivenPlanned,
    GivenRating,
    GivenTheme,
    GivenValue,
    GivenWorkPlan,
)
from .held import held_changes, held_levels, held_nodes
from .models import (
    Amendment,
    AmendmentChange,
    Assessment,
    Challenge,
    Expectation,
    ExpectedValue,
    KeyIdea,
    Level,
    Marker,
    Node,
    Plan,
    PlannedActivity,
    PlannedResult,
    Rating,
    Theme,
    WorkPlan,
)


@dataclass(frozen=True, slots=True)
class PlanKeys:
    """What the codes of one plan stand for."""

    nodes: Keys
    challenges: Keys
    themes: Keys


def put_plans(*, plans: Iterable[GivenPlan], by: Hand) -> tuple[Keys, Mapping[str, PlanKeys]]:
    """Put each plan with its tree, challenges and themes; return the plans' keys, and those inside each plan."""
    plans = tuple(plans)
    columns = ("title", "first_day", "last_day", "version", "adopted", "vision", "mission")
    parts = {"levels": Part(Level, "plan", ("depth", "name", "plural", "pattern"))}
    keys = put(Noun(Plan, "plan", columns, parts=parts), plans, by=by)
    return keys, {plan.slug: _put_inside(plan, keys.ids[plan.slug], by) for plan in plans}


def amend_plan(*, amendment: GivenAmendment, by: Hand) -> None:
    """Put an amendment and make the plan what it says, from its day on; `by` is the hand that approved it.

    What was decided stays: an amendment that is there may be told in other words, and changes nothing a second time.

    Raises Refusal where the plan cannot be changed so.
    """
    plan = Plan.objects.select_for_update().get(slug=amendment.plan)
    refuse_outside(amendment=amendment, period=plan.period)
    scope = {"plan_id": plan.pk}
    decided = Amendment.objects.filter(slug=amendment.slug).prefetch_related("changes").first()
    if decided is None:
        nodes = amended(held_nodes(plan), amendment, levels=held_levels(plan))
        _put_nodes(nodes, scope, f"{plan.slug}/", by)
    elif held_changes(decided) != amendment.changes or decided.plan_id != plan.pk or decided.on != amendment.on:
        raise Refusal(
            _("What an amendment changed stays as it was decided."),
            field="changes",
            remedy=_("Make another amendment."),
        )
    put(_amendment_noun(scope), [amendment], by=by)


def refuse_outside(*, amendment: GivenAmendment, period: Period) -> None:
    """Raise Refusal for an amendment on a day on which its plan does not run."""
    if not period.holds(amendment.on):
        reason = _("The plan does not run on that day.")
        raise Refusal(reason, field="on", remedy=_("Choose a day between the first and the last of the plan."))


def put_markers(*, markers: Iterable[GivenMarker], by: Hand) -> Keys:
    """Put the markers."""
    return put(Noun(Marker, "marker", ("label", "description", "highest")), markers, by=by)


def put_work_plans(*, work_plans: Iterable[GivenWorkPlan], plans: Keys, nodes: Keys, by: Hand) -> Keys:
    """Put each work plan with what it plans; return the keys of all planned activities. `nodes` are known by
    plan/code."""
    work_plans = tuple(work_plans)
    keys = put(Noun(WorkPlan, "work-plan", ("plan", "year", "title"), references={"plan": plans}), work_plans, by=by)
    return put_planned(
        planned=(one for work_plan in work_plans for one in work_plan.planned), work_plans=keys, nodes=nodes, by=by
    )


def put_planned(*, planned: Iterable[GivenPlanned], work_plans: Keys, nodes: Keys, by: Hand) -> Keys:
    """Put planned activities. `nodes` are known by plan/code."""
    columns = tuple(name for name in GivenPlanned.__slots__ if name not in ("slug", "results"))
    parts = {"results": Part(PlannedResult, "planned", ("result",), {"result": nodes})}
    return put(
        Noun(PlannedActivity, "planned", columns, references={"work_plan": work_plans}, parts=parts), planned, by=by
    )


def put_ratings(*, ratings: Iterable[GivenRating], by: Hand) -> Keys:
    """Put the steps of the scale by which bodies judge."""
    return put(Noun(Rating, "rating", ("label", "description", "order")), ratings, by=by)


def put_expectations(*, expectations: Iterable[GivenExpectation], nodes: Keys, by: Hand) -> Keys:
    """Put what shows that results are reached. `nodes` are known by plan/code."""
    columns = tuple(name for name in GivenExpectation.__slots__ if name not in ("slug", "values"))
    parts = {"values": Part(ExpectedValue, "expectation", GivenValue.__slots__)}
    noun = Noun(Expectation, "expectation", columns, references={"node": nodes}, parts=parts)
    return put(noun, expectations, by=by)


def put_assessments(*, assessments: Iterable[GivenAssessment], nodes: Keys, ratings: Keys, by: Hand) -> Keys:
    """Put how bodies judged results. `nodes` are known by plan/code."""
    columns = tuple(name for name in GivenAssessment.__slots__ if name != "slug")
    noun = Noun(Assessment, "assessment", columns, references={"node": nodes, "rating": ratings})
    return put(noun, assessments, by=by)


def put_node(*, plan: str, node: GivenNode, by: Hand) -> None:
    """Put one node of a plan; those above it are there."""
    scope, scope_name = _inside(plan)
    keys = Keys.of(Node, "code", **scope)
    put(_node_noun(keys, scope, scope_name), [node], by=by, keys=keys)


def put_challenge(*, plan: str, challenge: GivenChallenge, by: Hand) -> None:
    """Put one challenge of a plan; the one that it refines is there."""
    scope, scope_name = _inside(plan)
    keys = Keys.of(Challenge, "code", **scope)
    put(_challenge_noun(keys, scope, scope_name), [challenge], by=by, keys=keys)


def put_theme(*, plan: str, theme: GivenTheme, by: Hand) -> None:
    """Put one theme of a plan."""
    put(_theme_noun(*_inside(plan)), [theme], by=by)


def _inside(plan: str) -> tuple[Mapping[str, int], str]:
    return {"plan_id": Plan.objects.get(slug=plan).pk}, f"{plan}/"


def _put_inside(plan: GivenPlan, key: int, by: Hand) -> PlanKeys:
    scope, scope_name = {"plan_id": key}, f"{plan.slug}/"
    themes = put(_theme_noun(scope, scope_name), plan.themes, by=by)
    put(_amendment_noun(scope), plan.amendments, by=by)
    return PlanKeys(
        _put_nodes(plan.nodes, scope, scope_name, by), _put_challenges(plan, scope, scope_name, by), themes
    )


def _amendment_noun(scope: Mapping[str, int]) -> Noun:
    columns = ("on", "title", "why", "decided_by", "document")
    parts = {"changes": Part(AmendmentChange, "amendment", GivenChange.__slots__)}
    return Noun(Amendment, "amendment", columns, parts=parts, scope=scope)


def _theme_noun(scope: Mapping[str, int], scope_name: str) -> Noun:
    return Noun(Theme, "theme", ("label", "description", "order"), scope=scope, scope_name=scope_name)


def _node_noun(keys: Keys, scope: Mapping[str, int], scope_name: str) -> Noun:
    return Noun(
        Node,
        "node",
        (
            "parent",
            "depth",
            "label",
            "short_label",
            "description",
            "order",
            "retired_on",
            "added_on",
            "successors",
        ),
        identity="code",
        references={"parent": keys},
        parts={"key_ideas": Part(KeyIdea, "node", ("order", "text"))},
        scope=scope,
        scope_name=scope_name,
    )


def _challenge_noun(keys: Keys, scope: Mapping[str, int], scope_name: str) -> Noun:
    return Noun(
        Challenge,
        "challenge",
        ("parent", "label", "description", "order"),
        identity="code",
        references={"parent": keys},
        scope=scope,
        scope_name=scope_name,
    )


def _put_nodes(nodes: Iterable[GivenNode], scope: Mapping[str, int], scope_name: str, by: Hand) -> Keys:
    """From the top down, because a node refers to the one above it."""
    keys = Keys.of(Node, "code", **scope)
    noun = _node_noun(keys, scope, scope_name)
    for depth in sorted({node.depth for node in nodes}):
        put(noun, (node for node in nodes if node.depth == depth), by=by, keys=keys)
    return keys


def _put_challenges(plan: GivenPlan, scope: Mapping[str, int], scope_name: str, by: Hand) -> Keys:
    """From the top down, because a challenge refers to the one that it refines."""
    keys = Keys.of(Challenge, "code", **scope)
    noun = _challenge_noun(keys, scope, scope_name)
    waiting: list[GivenChallenge] = list(plan.challenges)
    placed: set[str] = {""}
    while waiting:
        ready = [challenge for challenge in waiting if challenge.parent in placed]
        put(noun, ready, by=by, keys=keys)
        placed |= {challenge.code for challenge in ready}
        waiting = [challenge for challenge in waiting if challenge.code not in placed]
    return keys

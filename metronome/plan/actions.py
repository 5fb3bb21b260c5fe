"""What may be done to plans. What is given is put by its identity, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put

from .given import GivenChallenge, GivenMarker, GivenNode, GivenPlan
from .models import Challenge, KeyIdea, Level, Marker, Node, Plan, Theme


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


def put_markers(*, markers: Iterable[GivenMarker], by: Hand) -> Keys:
    """Put the markers."""
    return put(Noun(Marker, "marker", ("label", "description", "highest")), markers, by=by)


def _put_inside(plan: GivenPlan, key: int, by: Hand) -> PlanKeys:
    scope, scope_name = {"plan_id": key}, f"{plan.slug}/"
    themes = put(
        Noun(Theme, "theme", ("label", "description", "order"), scope=scope, scope_name=scope_name),
        plan.themes,
        by=by,
    )
    return PlanKeys(
        _put_nodes(plan.nodes, scope, scope_name, by), _put_challenges(plan, scope, scope_name, by), themes
    )


def _put_nodes(nodes: Iterable[GivenNode], scope: Mapping[str, int], scope_name: str, by: Hand) -> Keys:
    """From the top down, because a node refers to the one above it."""
    keys = Keys.of(Node, "code", **scope)
    noun = Noun(
        Node,
        "node",
        ("parent", "depth", "label", "short_label", "description", "order", "retired_on"),
        identity="code",
        references={"parent": keys},
        parts={"key_ideas": Part(KeyIdea, "node", ("order", "text"))},
        scope=scope,
        scope_name=scope_name,
    )
    for depth in sorted({node.depth for node in nodes}):
        put(noun, (node for node in nodes if node.depth == depth), by=by, keys=keys)
    return keys


def _put_challenges(plan: GivenPlan, scope: Mapping[str, int], scope_name: str, by: Hand) -> Keys:
    """From the top down, because a challenge refers to the one that it refines."""
    keys = Keys.of(Challenge, "code", **scope)
    noun = Noun(
        Challenge,
        "challenge",
        ("parent", "label", "description", "order"),
        identity="code",
        references={"parent": keys},
        scope=scope,
        scope_name=scope_name,
    )
    waiting: list[GivenChallenge] = list(plan.challenges)
    placed: set[str] = {""}
    while waiting:
        ready = [challenge for challenge in waiting if challenge.parent in placed]
        put(noun, ready, by=by, keys=keys)
        placed |= {challenge.code for challenge in ready}
        waiting = [challenge for challenge in waiting if challenge.code not in placed]
    return keys

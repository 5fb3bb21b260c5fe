"""Practices that resemble one, and in what: what few share counts for more than what most do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from metronome.design.words import reader
from metronome.plan.goals import goal_in_words

from .models import Practice, PracticeChallenge, PracticeGoal
from .queries import public_practices

#: How many are shown, and how many of one tag are looked at.
SHOWN, LOOKED_AT = 4, 500


@dataclass(frozen=True, kw_only=True)
class Similar:
    """A practice and why it is shown."""

    practice: Practice
    why: Sequence[str]


def similar_to(practice: Practice) -> list[Similar]:
    """The practices that share most with one, in a fixed number of questions."""
    scores: Counter[int] = Counter()
    shared: dict[int, list[str]] = defaultdict(list)
    total = Practice.objects.filter(retired_on=None).count()
    challenges = {one.challenge_id: one.challenge for one in practice.challenges.all()}
    goals = [one.goal for one in practice.goals.all()]
    tags: list[tuple[Any, Any]] = [
        *PracticeChallenge.objects.filter(challenge__in=challenges)
        .order_by("-pk")
        .values_list("challenge", "practice"),
    ][: LOOKED_AT * max(1, len(challenges))]
    of_goals = PracticeGoal.objects.filter(goal__in=goals).order_by("-pk").values_list("goal", "practice")
    tags += of_goals[: LOOKED_AT * max(1, len(goals))]
    often = Counter(tag for tag, _practice in tags)
    for tag, other in tags:
        if other != practice.pk:
            scores[other] += int(1000 * (1 + log(max(total, 2) / often[tag])))
            label = challenges[tag].label.in_(reader()) if tag in challenges else goal_in_words(tag)
            shared[other].append(label)
    best = [pk for pk, _score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[: 4 * SHOWN]]
    rows = public_practices().in_bulk(best)
    found = [Similar(practice=rows[pk], why=[*shared[pk], *_beside(practice, rows[pk])]) for pk in best if pk in rows]
    found.sort(key=lambda one: -len(one.why))
    return found[:SHOWN]


def _beside(one: Practice, other: Practice) -> list[str]:
    """What two have in common besides their tags."""
    said = []
    region, others = region_of(one), region_of(other)
    if region is not None and region == others:
        said.append(region.name.in_(reader()))
    if one.budget_class_id and one.budget_class_id == other.budget_class_id and one.budget_class:
        said.append(one.budget_class.label.in_(reader()))
    if one.stage and one.stage == other.stage:
        said.append(str(one.get_stage_display()))
    return said


def region_of(practice: Practice) -> Any:
    """The region of its city."""
    return practice.member.region if practice.member else practice.region

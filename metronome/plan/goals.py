"""Sustainable Development Goals and their targets, as people write them: 5, 11.6, 3.d."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from metronome.design.parts import Tag
from metronome.ground.refusal import Refusal

GOAL = re.compile(r"(?:[1-9]|1[0-7])(?:\.[0-9a-d]{1,2})?")
GOALS = range(1, 18)


def wrong_goals(goals: Iterable[str]) -> list[Refusal]:
    """Why some of these are no goals, one for each."""
    reason, remedy = (
        _("“%(goal)s” is no Sustainable Development Goal or target."),
        _("Write a goal from 1 to 17, or a target such as 5.2."),
    )
    return [
        Refusal(reason % {"goal": goal}, field="goals", remedy=remedy) for goal in goals if not GOAL.fullmatch(goal)
    ]


def goal_in_words(goal: str) -> str:
    return _("SDG %(goal)s") % {"goal": goal}


def goal_tags(goals: Iterable[str]) -> list[Tag]:
    """Goals as a page shows them."""
    return [Tag(code=goal_in_words(goal), kind="plain") for goal in goals]

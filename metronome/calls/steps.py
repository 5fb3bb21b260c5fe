"""Steps of an application: what a call asks of it first, and what it asks of those that were chosen.

A step is known by the code of the stage that takes it in. The first has none: an application begins there, in whatever
stage takes beginnings. A question, a rule, a criterion that names no stage belongs to every step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from django.db.models import Model, QuerySet

from .given import GivenCall
from .models import Call

#: The step in which an application begins.
FIRST = ""
M = TypeVar("M", bound=Model)


class Step(Protocol):
    """A stage, from a row or from what is given."""

    @property
    def code(self) -> str: ...
    @property
    def takes_applications(self) -> bool: ...
    @property
    def invites(self) -> str: ...


S = TypeVar("S", bound=Step)


def stages_at(stages: Iterable[S], step: str) -> list[S]:
    """The stages that take in what is handed in at a step."""
    return [one for one in stages if one.takes_applications and (one.code == step if step else not one.invites)]


def names_at(stages: Iterable[Step], step: str) -> set[str]:
    """What a part of a call may name to belong to a step."""
    return {FIRST, *(one.code for one in stages_at(stages, step))}


def parts_at(parts: QuerySet[M], call: Call, step: str) -> QuerySet[M]:
    """The questions, rules or criteria of a call that belong to a step."""
    return parts.filter(stage__in=names_at(call.stages.all(), step))


def at_step(call: GivenCall, step: str) -> GivenCall:
    """A call as it is read at a step: its form, its rules and its criteria are those of it alone."""
    names = names_at(call.stages, step)

    def here(parts: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(one for one in parts if one.stage in names)

    return replace(call, questions=here(call.questions), rules=here(call.rules), criteria=here(call.criteria))


def steps_of(stages: Iterable[Step]) -> list[str]:
    """The steps of a call, in order; a call that takes in once has the first alone."""
    return [FIRST, *(one.code for one in stages if one.takes_applications and one.invites)]

"""What may be done to calls. What is given is put by its identity, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put

from .given import (
    GivenCall,
    GivenCriterion,
    GivenOption,
    GivenOutcome,
    GivenPanel,
    GivenQuestion,
    GivenRule,
    GivenStage,
)
from .models import Call, Criterion, EligibilityRule, Option, Outcome, Panel, Question, Stage


def put_calls(*, calls: Iterable[GivenCall], by: Hand) -> Keys:
    """Put the calls with their parts."""
    parts = {
        "stages": _part(Stage, GivenStage),
        "questions": _part(Question, GivenQuestion),
        "options": _part(Option, GivenOption),
        "rules": _part(EligibilityRule, GivenRule),
        "criteria": _part(Criterion, GivenCriterion),
        "panels": _part(Panel, GivenPanel),
        "outcomes": _part(Outcome, GivenOutcome),
    }
    columns = tuple(name for name in GivenCall.__slots__ if name != "slug" and name not in parts)
    return put(Noun(Call, "call", columns, parts=parts), calls, by=by)


def _part(model: Any, given: Any) -> Part:
    return Part(model, "call", tuple(given.__slots__))

"""What may be done to calls. What is given is put by its identity, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from metronome.desk.actions import propose
from metronome.desk.models import Proposal
from metronome.desk.sheets import sheet_of
from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put

from ..given import (
    GivenCall,
    GivenCriterion,
    GivenOption,
    GivenOutcome,
    GivenPanel,
    GivenQuestion,
    GivenRule,
    GivenStage,
)
from ..models import Call, Criterion, EligibilityRule, Option, Outcome, Panel, Question, Stage
from .amending import amend_calls


def put_calls(*, calls: Iterable[GivenCall], by: Hand) -> Keys:
    """Put the calls with their parts. What cities apply to already gets a new version where it promises other things
    now."""
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
    given = list(calls)
    keys = put(Noun(Call, "call", columns, parts=parts), given, by=by)
    amend_calls(calls=given, by=by)
    return keys


def begin_call(*, template: str, by: object) -> Proposal:
    """Propose a new call that is as a template, to be written on.

    Raises ObjectDoesNotExist where there is no such call.
    """
    pattern: GivenCall = sheet_of("calls").held(template)
    return propose(kind="calls", given=replace(pattern, slug="", is_template=False), by=by)


def _part(model: Any, given: Any) -> Part:
    return Part(model, "call", tuple(given.__slots__))

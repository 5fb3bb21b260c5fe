"""What may be done to calls. What is given is put by its identity, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Max

from metronome.desk.actions import propose
from metronome.desk.models import Proposal
from metronome.desk.sheets import sheet_of
from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put
from metronome.projects.actions import put_terms
from metronome.projects.models import ProjectTerms
from metronome.projects.terms_held import held_terms

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

#: Characters of what something is known by.
LONGEST = 50


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
    """Propose a new call that is as a template, to be written on. The terms of its grants come with it once it is on
    record.

    Raises ObjectDoesNotExist where there is no such call.
    """
    pattern: GivenCall = sheet_of("calls").held(template)
    return propose(kind="calls", given=replace(pattern, slug="", is_template=False, begun_from=template), by=by)


def put_call(*, identity: str, given: GivenCall, by: Hand) -> None:
    """Put one call of the desk. With one that is new come the terms of the template that it is begun from."""
    is_new = not Call.objects.filter(slug=identity).exists()
    put_calls(calls=[given], by=by)
    if is_new and given.begun_from:
        _carry_terms(given, by)


def _carry_terms(call: GivenCall, by: Hand) -> None:
    """The terms of a template for a call that is begun from it: those of outcomes that it still has."""
    outcomes = [one.code for one in call.outcomes]
    found = ProjectTerms.objects.filter(call=call.begun_from, outcome__in=outcomes).order_by("order", "slug")
    order = ProjectTerms.objects.aggregate(last=Max("order"))["last"] or 0
    put_terms(
        terms=[
            replace(held_terms(one), slug=_slug_of(call.slug, one.outcome), call=call.slug, order=order + number)
            for number, one in enumerate(found, 1)
        ],
        by=by,
    )


def _slug_of(call: str, outcome: str) -> str:
    """What terms are known by: call and outcome, with a number where that is taken."""
    stem = f"{call}-{outcome}"[: LONGEST - 4]
    taken = set(ProjectTerms.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(one for one in (stem, *(f"{stem}-{number}" for number in range(2, 1000))) if one not in taken)


def _part(model: Any, given: Any) -> Part:
    return Part(model, "call", tuple(given.__slots__))

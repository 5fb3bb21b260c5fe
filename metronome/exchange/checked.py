"""What a practice must be: to hold together at all, and to be published in its collection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.plan.goals import wrong_goals

from .enums import ConditionKind
from .given import GivenCondition, GivenPractice

#: What a claim's column can hold.
LARGEST = Decimal(10) ** 16
FIRST_YEAR = 1800

#: What a collection can ask for before it publishes a practice: by name, when it is fulfilled. Title, collection and
#: city are asked of every practice, and of a draft too.
CRITERIA: Mapping[str, Callable[[GivenPractice], bool]] = {
    "summary": lambda given: bool(given.summary),
    "problem": lambda given: bool(given.problem),
    "done": lambda given: bool(given.done),
    "learnt": lambda given: bool(given.learnt),
    "stage": lambda given: bool(given.stage),
    "since": lambda given: given.since is not None,
    "budget_class": lambda given: bool(given.budget_class),
    "challenges": lambda given: bool(given.challenges),
    "goals": lambda given: bool(given.goals),
    "scores": lambda given: bool(given.scores),
    "claims": lambda given: bool(given.claims) and all(claim.label for claim in given.claims),
    "sources": lambda given: all(claim.source for claim in given.claims),
    "conditions": lambda given: bool(given.conditions),
    "languages": lambda given: bool(given.languages),
    "contacts": lambda given: bool(given.contacts),
    "licence": lambda given: bool(given.licence),
}


def criterion_in_words(name: str) -> str:
    """What a collection asks for."""
    return {
        "summary": _("a summary"),
        "problem": _("the problem"),
        "done": _("what was done"),
        "learnt": _("what others should know"),
        "stage": _("how far it has come"),
        "since": _("the year in which it began"),
        "budget_class": _("what it cost, roughly"),
        "challenges": _("at least one challenge"),
        "goals": _("at least one Sustainable Development Goal"),
        "scores": _("a score on a marker"),
        "claims": _("at least one result"),
        "sources": _("a source for each result"),
        "conditions": _("what a city needs for it"),
        "languages": _("the languages in which questions are answered"),
        "contacts": _("somebody who answers questions"),
        "licence": _("a licence"),
    }.get(name, name)


def missing(given: GivenPractice, criteria: Sequence[str]) -> list[str]:
    """The criteria that a practice does not fulfil yet, in their order."""
    return [name for name in criteria if name in CRITERIA and not CRITERIA[name](given)]


def faults_of(given: GivenPractice) -> list[Refusal]:
    """What does not hold together, draft or not, each with its field."""
    faults = []
    if bool(given.member) == bool(given.city):
        reason = _("A practice is of one member, or of another city by its name.")
        faults.append(Refusal(reason, field="member", remedy=_("Fill in one of the two.")))
    for name in ("since", "until"):
        year = getattr(given, name)
        if year is not None and not FIRST_YEAR <= year <= date.max.year:
            faults.append(Refusal(_("Write a year with four digits."), field=name))
    if given.since is not None and given.until is not None and given.until < given.since:
        faults.append(Refusal(_("The last year comes before the first."), field="until"))
    latitude, longitude = given.latitude or Decimal(0), given.longitude or Decimal(0)
    if (given.latitude is None) != (given.longitude is None):
        faults.append(Refusal(_("A place has both coordinates or none."), field="latitude"))
    elif abs(latitude) > 90 or abs(longitude) > 180:
        faults.append(Refusal(_("These coordinates are nowhere on earth."), field="latitude"))
    faults += wrong_goals(given.goals)
    for name, known in (("goals", given.goals), ("challenges", given.challenges)):
        if len(set(known)) < len(known):
            faults.append(Refusal(_("Something stands there twice."), field=name))
    if any(claim.value is not None and abs(claim.value) >= LARGEST for claim in given.claims):
        faults.append(Refusal(_("This number is larger than there is room for."), field="claims"))
    faults += [fault for one in given.conditions if (fault := _fault_of(one))]
    return faults


def _fault_of(condition: GivenCondition) -> Refusal | None:
    """A condition that is held against something says what; one that the reader answers says it in words."""
    remedy = _("Say with which value, or in words.")
    match condition.kind:
        case ConditionKind.SMALLEST | ConditionKind.LARGEST:
            try:
                if Decimal(condition.value.replace(" ", "")) >= 0:
                    return None
            except InvalidOperation:
                pass
            return Refusal(_("A number of inhabitants is expected, as 500000."), field="conditions")
        case ConditionKind.REGION | ConditionKind.LANGUAGE:
            said = bool(condition.value)
        case _:
            said = bool(condition.text)
    return None if said else Refusal(_("A condition says nothing."), field="conditions", remedy=remedy)


def tidy(given: GivenPractice) -> GivenPractice:
    """Raises Refusal for the first thing that does not hold together. Coordinates are kept as finely as of members."""
    for fault in faults_of(given):
        raise fault
    if given.latitude is not None and given.longitude is not None:
        return replace(given, latitude=round(given.latitude, 5), longitude=round(given.longitude, 5))
    return given

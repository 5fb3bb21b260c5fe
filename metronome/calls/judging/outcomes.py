"""What applications have come to."""

from __future__ import annotations

from collections.abc import Mapping

from metronome.projects.models import ProjectTerms

from ..models import Application, Call, Outcome, Verdict
from ..queries import ENDED, terms_of


def reached(call: Call, further: Mapping[tuple[int, str], str]) -> set[tuple[str, int]]:
    """Outcome and application, for all that were applied and some that are to be, by application and step. Whoever
    came to an outcome has come to it, also where they came further since; nothing takes an application out of all of
    its step, and so does whoever takes it back."""
    applied = Verdict.objects.filter(application__call=call, applied_at__isnull=False).order_by("applied_at", "pk")
    rows: dict[tuple[int, str], set[str]] = {}
    for pk, step, outcome in applied.values_list("application", "stage", "outcome"):
        _come_to(rows.setdefault((pk, step), set()), outcome)
    for place, outcome in further.items():
        _come_to(rows.setdefault(place, set()), outcome)
    for place in call.applications.filter(state__in=ENDED).values_list("pk", "stage"):
        rows.pop(place, None)
    return {(outcome, pk) for (pk, _step), outcomes in rows.items() for outcome in outcomes}


def outcome_in(application: Application, step: str) -> str:
    """What an application came to in a step, as the code of an outcome; empty where nothing was decided."""
    if application.stage == step:
        return application.outcome
    applied = application.verdicts.filter(stage=step, applied_at__isnull=False).order_by("-applied_at", "-pk")
    return applied.values_list("outcome", flat=True).first() or ""


def announced_outcome(application: Application, step: str | None = None) -> Outcome | None:
    """The outcome of an application, in the step in which it is or in another, where the public was told of it; nobody
    else hears of it before."""
    outcome = outcome_in(application, application.stage if step is None else step)
    if not outcome or not application.call.announcements.filter(outcome=outcome).exists():
        return None
    return application.call.outcomes.filter(code=outcome).first()


def told_terms_of(application: Application) -> ProjectTerms | None:
    """The terms under which an application becomes a project, once everybody was told of the outcome behind it."""
    return terms_of(application) if announced_outcome(application) else None


def _come_to(outcomes: set[str], outcome: str) -> None:
    if outcome:
        outcomes.add(outcome)
    else:
        outcomes.clear()

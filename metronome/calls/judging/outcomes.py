"""What applications have come to."""

from __future__ import annotations

from collections.abc import Mapping

from ..models import Application, Call, Outcome, Verdict


def reached(call: Call, further: Mapping[int, str]) -> set[tuple[str, int]]:
    """Outcome and application, for all that were applied and some that are to be. Whoever came to an outcome has come
    to it, also where they came further since; `further` with nothing takes an application out of all."""
    applied = Verdict.objects.filter(application__call=call, applied_at__isnull=False)
    rows: dict[int, set[str]] = {}
    for outcome, pk in applied.order_by("applied_at", "pk").values_list("outcome", "application"):
        _come_to(rows.setdefault(pk, set()), outcome)
    for pk, outcome in further.items():
        _come_to(rows.setdefault(pk, set()), outcome)
    return {(outcome, pk) for pk, outcomes in rows.items() for outcome in outcomes}


def announced_outcome(application: Application) -> Outcome | None:
    """The outcome of an application where the public was told of it; nobody else hears of it before."""
    if not application.outcome or not application.call.announcements.filter(outcome=application.outcome).exists():
        return None
    return application.call.outcomes.filter(code=application.outcome).first()


def _come_to(outcomes: set[str], outcome: str) -> None:
    if outcome:
        outcomes.add(outcome)
    else:
        outcomes.clear()

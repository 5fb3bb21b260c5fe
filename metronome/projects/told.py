"""What reports are told of projects: published ones, with their money only where that is public. Where an instalment
stands is as on the last day of the period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from metronome.ground.money import Money
from metronome.ground.period import Period

from .enums import DeliveryKind, EntryState, ProjectState
from .ledger import exact, lines_left, missing_of, money_of, standing_of, sums_of
from .models import Carrier, Instalment, Project, ProjectOutput

PARTS = (
    "carriers__member", "carriers__partner", "results", "sources__partner", "instalments", "payments", "deliveries",
    "budget", "expenses", "reports", "outputs",
)  # fmt: skip


def told_in(period: Period) -> list[Project]:
    """The projects of a closed period: published, not called off, of which a day is known to lie in it; in a fixed
    number of questions. One whose first day is not known is in none."""
    _first, last = period.ends
    runs = Q(last_day=None) | Q(last_day__gte=period.first)
    rows = Project.objects.public().exclude(state=ProjectState.CANCELLED).filter(runs, first_day__lte=last)
    return sorted(rows.prefetch_related(*PARTS), key=lambda one: (one.order, one.slug))


def carried(project: Project, period: Period) -> list[Carrier]:
    """Who carries it on a day of the period."""
    return [one for one in project.carriers.all() if Period(one.since, one.until).touches(period)]


def instalments_told(project: Project, on: date) -> Iterator[tuple[Instalment, str, Money]]:
    """Each instalment with its standing and its amount on a day."""
    reports, outputs = (_accepted(project, kind, on) for kind in DeliveryKind)
    paid = {one.instalment for one in project.payments.all() if one.paid_on <= on}
    for one in project.instalments.all():
        missing = missing_of(one, reports=reports, outputs=outputs, today=on)
        yield one, standing_of(missing, is_paid=one.code in paid).value, exact(one.amount, one.currency)


def outputs_told(project: Project, on: date) -> Iterator[tuple[ProjectOutput, bool]]:
    """Each output, and whether it was accepted on a day."""
    accepted = _accepted(project, DeliveryKind.OUTPUT, on)
    yield from ((one, one.code in accepted) for one in project.outputs.all())


def _accepted(project: Project, kind: DeliveryKind, on: date) -> set[str]:
    return {
        one.code
        for one in project.deliveries.all()
        if one.kind == kind
        and one.state == EntryState.ACCEPTED
        and one.decided_on is not None
        and one.decided_on <= on
    }


def faults_told(project: Project, on: date) -> Iterator[tuple[str, str]]:
    """What does not fit on a day, each with the code that it is about: an instalment that was paid and whose
    conditions are not met (unmet), a budget line that more was spent on (overspent), a report that is late (late), a
    currency in which the sum of the lines is not that of the sources (uneven)."""
    reports, outputs = (_accepted(project, kind, on) for kind in DeliveryKind)
    terms = {one.code: one for one in project.instalments.all()}
    for payment in project.payments.all():
        if payment.paid_on > on:
            continue
        known = terms.get(payment.instalment)
        if known is None or missing_of(known, reports=reports, outputs=outputs, today=on):
            yield "unmet", payment.instalment
    lines = {line.code: money_of(line) for line in project.budget.all()}
    spent = [
        (one.line, exact(one.amount, one.currency))
        for one in project.expenses.all()
        if one.state == EntryState.ACCEPTED and one.spent_on <= on
    ]
    yield from (("overspent", line.code) for line in lines_left(lines, spent) if line.is_overspent)
    handed_in = {
        one.code
        for one in project.deliveries.all()
        if one.kind == DeliveryKind.REPORT and one.state != EntryState.RETURNED and one.handed_in_on <= on
    }
    yield from (("late", one.code) for one in project.reports.all() if one.due_on < on and one.code not in handed_in)
    yield from (("uneven", currency) for currency in _uneven(project))


def _uneven(project: Project) -> list[str]:
    """The currencies in which lines and sources differ; none where an amount is not known, or a side says nothing."""
    planned, given = sums_of(project.budget.all()), sums_of(project.sources.all())
    if planned.unknown or given.unknown or not planned.is_known or not given.is_known:
        return []
    currencies = {money.currency for money in (*planned.amounts, *given.amounts)}
    return sorted(code for code in currencies if planned.of(code) != given.of(code))

"""Work plans as a folder tells them: what the network means to do in a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from metronome.ground.money import Money
from metronome.ground.text import Text
from metronome.intake.fields import Fields
from metronome.intake.folder import Folder
from metronome.plan.enums import PlannedState
from metronome.plan.given import GivenPlanned, GivenWorkPlan

#: No budget of a year is larger.
MOST = 999_999_999_999


def read_work_plan(folder: Folder, fields: Fields) -> GivenWorkPlan:
    slug = fields.identity("slug", folder.ids.work_plans)
    work_plan = GivenWorkPlan(
        slug=slug,
        plan=fields.reference("plan", folder.ids.plans),
        year=fields.number("year", low=1, high=9998, required=True) or 1,
        title=fields.words("title", required=True),
        planned=tuple(_planned(folder, fields, slug)),
    )
    fields.close()
    return work_plan


def _planned(folder: Folder, fields: Fields, work_plan: str) -> Iterator[GivenPlanned]:
    for order, item in enumerate(fields.items("planned"), 1):
        yield read_planned(folder, item, work_plan, order)
        item.close()


def read_planned(folder: Folder, fields: Fields, work_plan: str, order: int) -> GivenPlanned:
    """One activity of a work plan (its slug), by default in this place of it."""
    first, last = _months(fields)
    state, why = fields.choice("state", PlannedState.values, PlannedState.PLANNED), fields.words("why")
    if state != PlannedState.PLANNED and not why:
        fields.refuse("why", _("The field is missing."), _("Say why it was postponed or dropped."))
    amount, currency = _budget(fields)
    return GivenPlanned(
        slug=fields.identity("slug", folder.ids.planned, most=100),
        work_plan=work_plan,
        title=fields.words("title", required=True),
        first_month=first,
        last_month=last,
        owner=fields.text("owner", most=200),
        amount=amount,
        currency=currency,
        state=state,
        why=why if state != PlannedState.PLANNED else Text(),
        order=fields.order(order),
        results=folder.all_coded(fields, "results", folder.ids.nodes),
    )


def _months(fields: Fields) -> tuple[date | None, date | None]:
    """The first days of the first and the last month of 2021-03 or 2021-03..2021-05; nothing: in the year."""
    text = fields.text("month")
    if not text:
        return None, None
    begin, dots, end = text.partition("..")
    first = fields.span("month", begin.strip()).first_day
    last = fields.span("month", end.strip()).first_day if dots else first
    if last < first:
        reason = _("The last month comes before the first.")
        fields.refuse("month", reason, _("Exchange the two, or mend one."))
        return None, None
    return first.replace(day=1), last.replace(day=1)


def _budget(fields: Fields) -> tuple[Decimal | None, str]:
    """What it may cost, in a currency of ISO 4217."""
    amount, currency = fields.decimal("amount", ends=MOST, places=2), fields.text("currency")
    if amount is None and not currency:
        return None, ""
    try:
        if amount is None or amount < 0:
            raise ValueError("an amount from zero on is missing")
        return Money(amount, currency).amount, currency
    except ValueError:
        reason = _("A budget is an amount from zero on, and its currency.")
        fields.refuse("amount", reason, _("Write both: amount: 1200.50, currency: EUR."))
        return None, ""

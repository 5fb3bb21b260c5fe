"""What a project must be to hold together, whether it comes from a folder or from the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.money import Money
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal

from .enums import CarrierRole
from .given import GivenInstalment, GivenProject, GivenTrip

#: No amount is larger, in whatever currency; and no project lasts longer, in months.
LARGEST, LONGEST = Decimal(10) ** 14, 600
CODED = ("sources", "budget", "instalments", "reports", "outputs", "risks")


def faults_of(project: GivenProject) -> Iterator[Refusal]:
    """Everything that is wrong, each with its field and its remedy."""
    for name in CODED:
        yield from _twice(name, [row.code for row in getattr(project, name)])
    yield from _days(project)
    yield from _carriers(project)
    yield from _amounts(project)
    yield from _instalments(project)
    yield from _rates(project)
    yield from _carbon(project)
    for marked in project.markers:
        if not marked.reason.strip():
            yield Refusal(
                _("The score on the marker “%(marker)s” has no reason.") % {"marker": marked.marker},
                field="markers",
                remedy=_("Say why it is scored so, or leave it out: not scored is not zero."),
            )


def tidy(project: GivenProject) -> GivenProject:
    """The project with whole numbers where it has numbers. Raises the first Refusal that there is."""
    for fault in faults_of(project):
        raise fault
    return replace(
        project,
        months=_whole(project.months),
        trips=tuple(replace(trip, kilometres=_whole(trip.kilometres)) for trip in project.trips),
    )


def _whole(number: Any) -> int | None:
    return None if number is None else int(number)


def _twice(field: str, codes: Iterable[str]) -> Iterator[Refusal]:
    seen: set[str] = set()
    for code in codes:
        if not code or code in seen:
            reason = _("“%(code)s” stands there twice.") % {"code": code} if code else _("A code is missing.")
            yield Refusal(reason, field=field, remedy=_("Give each row a code of its own."))
        seen.add(code)


def _ends_before(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and last < first


def _days(project: GivenProject) -> Iterator[Refusal]:
    remedy = _("Exchange the two, or mend one.")
    if _ends_before(project.first_day, project.last_day):
        yield Refusal(_("The last day comes before the first."), field="last_day", remedy=remedy)
    if project.months is not None and not (project.months == int(project.months) and 1 <= project.months <= LONGEST):
        yield Refusal(
            _("“%(months)s” is no number of months.") % {"months": project.months},
            field="months",
            remedy=_("Write a whole number from 1 to %(most)s.") % {"most": LONGEST},
        )
    for report in project.reports:
        if _ends_before(report.first_day, report.last_day):
            reason = _("The days of the report “%(code)s” end before they begin.") % {"code": report.code}
            yield Refusal(reason, field="reports", remedy=remedy)


def _carriers(project: GivenProject) -> Iterator[Refusal]:
    for one in project.carriers:
        if bool(one.member) == bool(one.partner):
            yield Refusal(
                _("Each row names a member or a partner, and not both."),
                field="carriers",
                remedy=_("Fill in one of the two."),
            )
        if _ends_before(one.since, one.until):
            yield Refusal(_("A part in the project ends before it begins."), field="carriers", remedy=_("Mend a day."))
            return
    leads = [one for one in project.carriers if one.role == CarrierRole.LEAD]
    for a, b in combinations(leads, 2):
        if Period(a.since, a.until).touches(Period(b.since, b.until)):
            yield Refusal(
                _("Two lead on one day."), field="carriers", remedy=_("Write until when the one leads, and the other.")
            )
    known = [(one.member, one.partner, one.since) for one in project.carriers]
    if len(set(known)) < len(known):
        yield Refusal(_("One of them stands there twice."), field="carriers", remedy=_("Remove one of the two."))


def fault_in(amount: Decimal | None, currency: str) -> bool:
    """Whether an amount and a currency are no money: one without the other, below zero, or too fine for it."""
    if amount is None:
        return bool(currency)
    try:
        Money(amount, currency)
    except ValueError:
        return True
    return not 0 <= amount < LARGEST


def _amounts(project: GivenProject) -> Iterator[Refusal]:
    for field in ("sources", "budget", "instalments"):
        for row in getattr(project, field):
            if fault_in(row.amount, row.currency):
                yield Refusal(
                    _("“%(code)s” has no amount from zero on with a currency.") % {"code": row.code},
                    field=field,
                    remedy=_("Write both, as 1200.50 and EUR, no finer than the currency’s smallest unit."),
                )
    if project.currency and fault_in(Decimal(0), project.currency):
        yield Refusal(
            _("“%(currency)s” is no currency.") % {"currency": project.currency},
            field="currency",
            remedy=_("Write its three capital letters, as EUR."),
        )
    known = {source.code for source in project.sources}
    for line in project.budget:
        if line.source and line.source not in known:
            yield _unknown("budget", line.source)


def _unknown(field: str, code: str) -> Refusal:
    return Refusal(
        _("“%(code)s” is not in this project.") % {"code": code},
        field=field,
        remedy=_("Name it by the code that its own row has."),
    )


def _instalments(project: GivenProject) -> Iterator[Refusal]:
    sources = {source.code: source for source in project.sources}
    reports = {report.code for report in project.reports}
    outputs = {output.code for output in project.outputs}
    for one in project.instalments:
        yield from _instalment(one)
        unknown = [one.source] if one.source not in sources else []
        unknown += [code for code in one.after_reports if code not in reports]
        unknown += [code for code in one.after_outputs if code not in outputs]
        for code in unknown:
            yield _unknown("instalments", code)
        if one.source in sources and sources[one.source].currency not in ("", one.currency):
            yield Refusal(
                _("The instalment “%(code)s” is in another currency than its source.") % {"code": one.code},
                field="instalments",
                remedy=_("Write it in the currency in which it is paid."),
            )


def _instalment(one: GivenInstalment) -> Iterator[Refusal]:
    if not one.amount:
        yield Refusal(
            _("The instalment “%(code)s” has no amount.") % {"code": one.code},
            field="instalments",
            remedy=_("Write what is to be paid, or remove it."),
        )


def _rates(project: GivenProject) -> Iterator[Refusal]:
    for rate in project.rates:
        if fault_in(Decimal(0), rate.base) or fault_in(Decimal(0), rate.to) or rate.base == rate.to or rate.value <= 0:
            yield Refusal(
                _("“%(base)s” to “%(to)s” is no rate.") % {"base": rate.base, "to": rate.to},
                field="rates",
                remedy=_("Write two currencies by their letters, and a rate above zero."),
            )
    days = [(rate.base, rate.to, rate.on) for rate in project.rates]
    if len(set(days)) < len(days):
        yield Refusal(_("Two rates are of one day."), field="rates", remedy=_("Remove one of the two."))


def _carbon(project: GivenProject) -> Iterator[Refusal]:
    if project.has_no_trips and project.trips:
        yield Refusal(
            _("Nobody travelled, and journeys are listed."), field="has_no_trips", remedy=_("Choose one of the two.")
        )
    if project.online_share is not None and not 0 <= project.online_share <= 100:
        yield Refusal(_("A share in per cent lies between 0 and 100."), field="online_share", remedy=_("Mend it."))
    for trip in project.trips:
        if not _is_sound(trip):
            yield Refusal(
                _("The journeys from “%(origin)s” do not hold together.") % {"origin": trip.origin},
                field="trips",
                remedy=_(
                    "Write how many journeys there were, and for a factor its source; the lowest value is not above "
                    "it, the highest not below."
                ),
            )


def _is_sound(trip: GivenTrip) -> bool:
    if trip.number < 1 or (trip.kilometres is not None and trip.kilometres < 0):
        return False
    if trip.factor is None:
        return trip.factor_low is None and trip.factor_high is None
    low = trip.factor if trip.factor_low is None else trip.factor_low
    high = trip.factor if trip.factor_high is None else trip.factor_high
    return bool(trip.factor_source) and 0 <= low <= trip.factor <= high

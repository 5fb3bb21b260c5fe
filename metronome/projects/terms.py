"""The terms under which an application becomes a project: what they must be, and what they come to from a day on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from metronome.ground.period import months_after
from metronome.ground.refusal import Refusal

from .checked import LONGEST, fault_in
from .given import GivenInstalment, GivenReportDue, GivenTerms


def faults_of_terms(terms: GivenTerms) -> Iterator[Refusal]:
    """Everything that is wrong, each with its field and its remedy."""
    if not 1 <= terms.months <= LONGEST:
        yield Refusal(
            _("“%(months)s” is no number of months.") % {"months": terms.months},
            field="months",
            remedy=_("Write a whole number from 1 to %(most)s.") % {"most": LONGEST},
        )
    for name in ("instalments", "reports"):
        codes = [row.code for row in getattr(terms, name)]
        if len(set(codes)) < len(codes):
            yield Refusal(_("A code stands there twice."), field=name, remedy=_("Give each row a code of its own."))
    if len({one.currency for one in terms.instalments}) > 1:
        yield Refusal(
            _("The instalments are in several currencies."), field="instalments", remedy=_("Pay one grant in one.")
        )
    reports = {one.code for one in terms.reports}
    for one in terms.instalments:
        if not one.amount or fault_in(one.amount, one.currency):
            yield Refusal(
                _("“%(code)s” has no amount from zero on with a currency.") % {"code": one.code},
                field="instalments",
                remedy=_("Write both, as 1200.50 and EUR, no finer than the currency’s smallest unit."),
            )
        for code in set(one.after_reports) - reports:
            yield Refusal(
                _("“%(code)s” is not in this project.") % {"code": code},
                field="instalments",
                remedy=_("Name it by the code that its own row has."),
            )


def tidy_terms(terms: GivenTerms) -> GivenTerms:
    """The terms with whole numbers. Raises the first Refusal that there is."""
    for fault in faults_of_terms(terms):
        raise fault
    whole = tuple(
        replace(one, after_months=None if one.after_months is None else int(one.after_months))
        for one in terms.instalments
    )
    return replace(terms, instalments=whole)


def from_day(first: date, months: int) -> date:
    """The day that comes so many months after another: of 31 January, the first day after February."""
    return first if not months else months_after(first, months) + timedelta(days=1)


def instalments_from(terms: GivenTerms, first: date) -> tuple[GivenInstalment, ...]:
    """The instalments of a project that begins on a day, paid by the source “grant”."""
    return tuple(
        GivenInstalment(
            one.code, one.label, "grant", one.amount, one.currency,
            None if one.after_months is None else from_day(first, one.after_months),
            one.after_reports, (), one.order,
        )
        for one in terms.instalments
    )  # fmt: skip


def reports_from(terms: GivenTerms, first: date) -> tuple[GivenReportDue, ...]:
    """The reports that such a project owes."""
    return tuple(
        GivenReportDue(one.code, one.label, None, None, from_day(first, one.after_months), one.order)
        for one in terms.reports
    )

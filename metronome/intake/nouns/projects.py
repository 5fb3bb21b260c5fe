"""Projects as a folder tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from metronome.intake.fields import Fields
from metronome.intake.folder import Folder
from metronome.projects.checked import LONGEST, faults_of
from metronome.projects.enums import CarrierRole, Level, ProjectState, SourceKind, TripMode
from metronome.projects.given import (
    GivenAfterwards,
    GivenCarrier,
    GivenInstalment,
    GivenLine,
    GivenMarked,
    GivenOutput,
    GivenProject,
    GivenRate,
    GivenReportDue,
    GivenRisk,
    GivenSource,
    GivenTermInstalment,
    GivenTermReport,
    GivenTerms,
    GivenTrip,
)
from metronome.projects.terms import faults_of_terms

T = TypeVar("T")
#: Limits of what columns hold.
AMOUNT, RATE, FACTOR = 99_999_999_999_999, 9_999_999_999, 9_999


def read_project(folder: Folder, fields: Fields, number: int) -> GivenProject:
    """A project with all that belongs to it."""
    line = fields.text("line")
    project = GivenProject(
        slug=fields.identity("slug", folder.ids.projects),
        title=fields.words("title", required=True),
        summary=fields.words("summary"),
        text=fields.words("text"),
        lead_line=folder.coded(fields, "line", folder.ids.nodes, line) if line else "",
        state=fields.choice("state", ProjectState.values),
        state_note=fields.words("state_note"),
        first_day=fields.day("first_day"),
        last_day=fields.day("last_day"),
        months=fields.number("months", low=1, high=LONGEST),
        call=fields.text("call", most=50),
        application=fields.text("application", most=60),
        currency=fields.text("currency"),
        is_money_public=fields.flag("money_public"),
        has_no_trips=fields.flag("no_trips"),
        online_share=fields.decimal("online_share", ends=100, places=2),
        source=fields.text("source", most=300),
        is_published=fields.flag("published"),
        carriers=_each(folder, fields, "carriers", _carrier),
        results=folder.all_coded(fields, "results", folder.ids.nodes),
        activities=tuple(_activities(folder, fields)),
        sources=_each(folder, fields, "sources", _source),
        budget=_each(folder, fields, "budget", _line),
        rates=_each(folder, fields, "rates", _rate),
        instalments=_each(folder, fields, "instalments", _instalment),
        reports=_each(folder, fields, "reports", _report),
        outputs=_each(folder, fields, "outputs", _output),
        markers=_each(folder, fields, "markers", _marked),
        trips=_each(folder, fields, "trips", _trip),
        risks=_each(folder, fields, "risks", _risk),
        follow_ups=_each(folder, fields, "follow_ups", _follow_up),
        order=fields.order(number),
    )
    for fault in faults_of(project):
        fields.refuse(NAMED.get(fault.field or "", fault.field or ""), fault.reason, fault.remedy)
    return project


#: Fields that a folder calls otherwise.
NAMED = {"has_no_trips": "no_trips"}


def _each(folder: Folder, fields: Fields, name: str, make: Callable[[Folder, Fields, int], T]) -> tuple[T, ...]:
    found = []
    for order, item in enumerate(fields.items(name), 1):
        found.append(make(folder, item, order))
        item.close()
    return tuple(found)


def _activities(folder: Folder, fields: Fields) -> Iterator[str]:
    for code, place in fields.listed("activities"):
        if found := fields.found("activities", code, folder.ids.activities, place):
            yield found


def _carrier(folder: Folder, item: Fields, order: int) -> GivenCarrier:
    since, until = item.since_until()
    return GivenCarrier(
        member=folder.member(item, "member"),
        partner=folder.partner(item, "partner"),
        role=item.choice("role", CarrierRole.values, CarrierRole.PARTNER),
        since=since,
        until=until,
        order=order,
    )


def _amount(item: Fields) -> tuple[Decimal | None, str]:
    return item.decimal("amount", ends=AMOUNT, places=3), item.text("currency", most=3)


def _source(folder: Folder, item: Fields, order: int) -> GivenSource:
    amount, currency = _amount(item)
    return GivenSource(
        code=item.slug("code"),
        label=item.words("label", required=True),
        kind=item.choice("kind", SourceKind.values, SourceKind.OTHER),
        member=folder.member(item, "member"),
        partner=folder.partner(item, "partner"),
        amount=amount,
        currency=currency,
        order=order,
    )


def _line(_folder: Folder, item: Fields, order: int) -> GivenLine:
    amount, currency = _amount(item)
    return GivenLine(
        item.slug("code"), item.words("label", required=True), item.text("source", most=50), amount, currency, order
    )


def _needed(item: Fields, name: str, *, ends: int, places: int) -> Decimal:
    """A number that must be there."""
    item.text(name, required=True)
    return item.decimal(name, ends=ends, places=places) or Decimal(0)


def _rate(_folder: Folder, item: Fields, order: int) -> GivenRate:
    return GivenRate(
        base=item.text("base", required=True, most=3),
        to=item.text("to", required=True, most=3),
        value=_needed(item, "value", ends=RATE, places=8),
        on=item.day("on", required=True) or date.min,
        source=item.text("source", required=True, most=200),
        order=order,
    )


def _instalment(_folder: Folder, item: Fields, order: int) -> GivenInstalment:
    return GivenInstalment(
        code=item.slug("code"),
        label=item.words("label", required=True),
        source=item.text("source", required=True, most=50),
        amount=_needed(item, "amount", ends=AMOUNT, places=3),
        currency=item.text("currency", required=True, most=3),
        due_on=item.day("due_on"),
        after_reports=item.texts("after_reports"),
        after_outputs=item.texts("after_outputs"),
        order=order,
    )


def _report(_folder: Folder, item: Fields, order: int) -> GivenReportDue:
    return GivenReportDue(
        code=item.slug("code"),
        label=item.words("label", required=True),
        first_day=item.day("first_day"),
        last_day=item.day("last_day"),
        due_on=item.day("due_on", required=True) or date.min,
        order=order,
    )


def _output(_folder: Folder, item: Fields, order: int) -> GivenOutput:
    return GivenOutput(item.slug("code"), item.words("label", required=True), item.day("due_on"), order)


def _marked(folder: Folder, item: Fields, _order: int) -> GivenMarked:
    marker = item.reference("marker", folder.ids.markers, required=True)
    score = item.number("score", high=100, required=True)
    return GivenMarked(marker, score or 0, item.text("reason", required=True))


def _trip(_folder: Folder, item: Fields, order: int) -> GivenTrip:
    return GivenTrip(
        origin=item.text("from", required=True, most=120),
        destination=item.text("to", most=120),
        mode=item.choice("mode", TripMode.values, TripMode.OTHER),
        number=item.number("number", low=1, required=True) or 0,
        kilometres=item.number("kilometres", high=1_000_000),
        factor=item.decimal("factor", ends=FACTOR, places=5),
        factor_low=item.decimal("factor_low", ends=FACTOR, places=5),
        factor_high=item.decimal("factor_high", ends=FACTOR, places=5),
        factor_source=item.text("factor_source", most=300),
        order=order,
    )


def _risk(_folder: Folder, item: Fields, order: int) -> GivenRisk:
    return GivenRisk(
        code=item.slug("code"),
        text=item.words("text", required=True),
        likelihood=item.choice("likelihood", Level.values),
        effect=item.choice("effect", Level.values),
        response=item.words("response"),
        owner=item.text("owner", most=200),
        closed_on=item.day("closed_on"),
        order=order,
    )


def _follow_up(_folder: Folder, item: Fields, order: int) -> GivenAfterwards:
    what = item.words("what", required=True)
    if not item.has("owner"):
        item.refuse("owner", _("The field is missing."), _("Say which office answers for it."))
    return GivenAfterwards(what, item.text("owner", most=200), item.day("due_on"), item.day("done_on"), order)


# Terms


def read_terms(folder: Folder, fields: Fields, number: int) -> GivenTerms:
    """Under which terms an application to a call becomes a project."""
    terms = GivenTerms(
        slug=fields.identity("slug", folder.ids.project_terms),
        call=fields.reference("call", folder.ids.calls, required=True),
        outcome=fields.slug("outcome"),
        label=fields.words("label", required=True),
        months=fields.number("months", low=1, high=LONGEST, required=True) or 1,
        instalments=_each(folder, fields, "instalments", _term_instalment),
        reports=_each(folder, fields, "reports", _term_report),
        order=fields.order(number),
    )
    for fault in faults_of_terms(terms):
        fields.refuse(fault.field or "", fault.reason, fault.remedy)
    return terms


def _term_instalment(_folder: Folder, item: Fields, order: int) -> GivenTermInstalment:
    return GivenTermInstalment(
        code=item.slug("code"),
        label=item.words("label", required=True),
        amount=_needed(item, "amount", ends=AMOUNT, places=3),
        currency=item.text("currency", required=True, most=3),
        after_months=item.number("after_months", high=LONGEST),
        after_reports=item.texts("after_reports"),
        order=order,
    )


def _term_report(_folder: Folder, item: Fields, order: int) -> GivenTermReport:
    months = item.number("after_months", high=LONGEST, required=True)
    return GivenTermReport(item.slug("code"), item.words("label", required=True), months or 0, order)

"""What pages show of projects: whole texts, sums that say what is not known, where each instalment stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from metronome.design.parts import Tag
from metronome.design.pictures.dotmap import Place, dotmap
from metronome.design.words import reader
from metronome.ground.money import Money, Rate
from metronome.ground.text import Text
from metronome.plan.shown import Tree, tree
from metronome.record.enums import State
from metronome.record.models import Activity

from .carbon import Carbon, carbon_of
from .enums import CarrierRole, DeliveryKind, EntryState, ProjectState
from .ledger import Converted, Missing, Standing, Sums, converted, exact, missing_of, money_of, standing_of, sums_of
from .models import (
    BudgetLine,
    Carrier,
    Delivery,
    Instalment,
    MoneySource,
    Payment,
    Project,
    ProjectOutput,
    ProjectTerms,
    ReportDue,
)
from .phrases import days_of, missing_in_words, term_in_words
from .queries import labels_of

#: How a state looks, for `{% status %}`.
LOOKS = {
    ProjectState.PLANNED: "wait",
    ProjectState.RUNNING: "now",
    ProjectState.SUSPENDED: "warn",
    ProjectState.FINISHED: "ok",
    ProjectState.CANCELLED: "warn",
}


@dataclass(frozen=True, kw_only=True)
class InstalmentShown:
    instalment: Instalment
    standing: Standing
    missing: Sequence[Missing]
    payment: Payment | None
    labels: Mapping[tuple[str, str], Text]

    @property
    def waits_for(self) -> str:
        return missing_in_words(self.missing, self.labels)

    @property
    def money(self) -> Money:
        return exact(self.instalment.amount, self.instalment.currency)

    @property
    def paid(self) -> Money | None:
        return exact(self.payment.amount, self.payment.currency) if self.payment else None


@dataclass(frozen=True, kw_only=True)
class OwedShown:
    """A report or an output with what was handed in for it, the latest last."""

    owed: ReportDue | ProjectOutput
    deliveries: Sequence[Delivery]
    today: date

    @property
    def counted(self) -> Delivery | None:
        """What counts of it: all but what was given back."""
        return next((one for one in self.deliveries if one.state != EntryState.RETURNED), None)

    @property
    def accepted(self) -> Delivery | None:
        return next((one for one in self.deliveries if one.state == EntryState.ACCEPTED), None)

    @property
    def is_late(self) -> bool:
        """Whether its day is over and nothing lies there to be looked at."""
        return self.owed.due_on is not None and self.owed.due_on < self.today and self.counted is None


@dataclass(frozen=True, kw_only=True)
class ProjectShown:
    """A project on a day. Its parts were fetched with it."""

    project: Project
    today: date

    @property
    def state(self) -> str:
        return str(self.project.get_state_display())

    @property
    def look(self) -> str:
        """How its state looks; empty where it is not known."""
        return LOOKS[ProjectState(self.project.state)] if self.project.state else ""

    @property
    def days(self) -> str:
        return days_of(self.project.first_day, self.project.last_day, self.project.months)

    @cached_property
    def carriers(self) -> list[Carrier]:
        return list(self.project.carriers.all())

    @property
    def leads(self) -> list[Carrier]:
        return [one for one in self.carriers if one.role == CarrierRole.LEAD]

    @property
    def partners(self) -> list[Carrier]:
        return [one for one in self.carriers if one.role == CarrierRole.PARTNER]

    @cached_property
    def _tree(self) -> Tree:
        return tree()

    @property
    def line(self) -> Tag | None:
        lead = self.project.lead_line_id
        return self._tree.nodes[lead].tag(with_label=True) if lead else None

    @property
    def results(self) -> list[Tag]:
        return [self._tree.nodes[one.result_id].tag(with_label=True) for one in self.project.results.all()]

    @property
    def activities(self) -> list[Activity]:
        """Those of its activities that are public."""
        return [one.activity for one in self.project.activities.all() if one.activity.state == State.PUBLISHED]

    # Money

    @property
    def rates(self) -> list[Rate]:
        return [Rate(one.base, one.to, one.value, one.on, one.source) for one in self.project.rates.all()]

    @property
    def sources(self) -> list[tuple[MoneySource, Money | None]]:
        return [(one, money_of(one)) for one in self.project.sources.all()]

    @property
    def budget(self) -> list[tuple[BudgetLine, Money | None, Text | str]]:
        """Each line with its amount and what its source is called."""
        labels = {source.code: source.label for source in self.project.sources.all()}
        return [(one, money_of(one), labels.get(one.source, "")) for one in self.project.budget.all()]

    @cached_property
    def source_sums(self) -> Sums:
        return sums_of(self.project.sources.all())

    @cached_property
    def budget_sums(self) -> Sums:
        return sums_of(self.project.budget.all())

    @cached_property
    def budget_told(self) -> Converted | None:
        """The budget in the currency of the project's totals, where it is in another one too."""
        currency = self.project.currency
        if not currency or all(money.currency == currency for money in self.budget_sums.amounts):
            return None
        return converted(self.budget_sums, currency, self.rates)

    @cached_property
    def instalments(self) -> list[InstalmentShown]:
        accepted = {
            kind: {
                one.code
                for one in self.project.deliveries.all()
                if one.kind == kind and one.state == EntryState.ACCEPTED
            }
            for kind in DeliveryKind
        }
        payments = {one.instalment: one for one in self.project.payments.all()}
        found, labels = [], labels_of(self.project)
        for one in self.project.instalments.all():
            missing = missing_of(
                one, reports=accepted[DeliveryKind.REPORT], outputs=accepted[DeliveryKind.OUTPUT], today=self.today
            )
            payment = payments.get(one.code)
            standing = standing_of(missing, is_paid=payment is not None)
            shown = InstalmentShown(instalment=one, standing=standing, missing=missing, payment=payment, labels=labels)
            found.append(shown)
        return found

    # What it owes, and what it weighs

    def _owed(self, rows: Sequence[ReportDue | ProjectOutput], kind: DeliveryKind) -> list[OwedShown]:
        handed_in = [one for one in self.project.deliveries.all() if one.kind == kind]
        return [
            OwedShown(owed=row, deliveries=[one for one in handed_in if one.code == row.code], today=self.today)
            for row in rows
        ]

    @cached_property
    def reports(self) -> list[OwedShown]:
        return self._owed(list(self.project.reports.all()), DeliveryKind.REPORT)

    @cached_property
    def outputs(self) -> list[OwedShown]:
        return self._owed(list(self.project.outputs.all()), DeliveryKind.OUTPUT)

    @cached_property
    def carbon(self) -> Carbon:
        return carbon_of(self.project.trips.all(), has_no_trips=self.project.has_no_trips)

    def map(self) -> SafeString | None:
        """The world with the members that carry it; None where the place of none is on record."""
        members = [one.member for one in self.carriers if one.member is not None]
        places = [
            Place(
                float(member.latitude),
                float(member.longitude),
                member.name.in_(reader()),
                True,
                reverse("home:member", args=[member.slug]),
            )
            for member in members
            if member.latitude is not None and member.longitude is not None
        ]
        names = ", ".join(place.label for place in places)
        return (
            dotmap(places, sentence=_("World map of who carries it: %(names)s.") % {"names": names})
            if places
            else None
        )


# Terms


@dataclass(frozen=True, kw_only=True)
class TermShown:
    """An instalment or a report of terms, and when it comes."""

    label: Text
    words: str
    money: Money | None = None


@dataclass(frozen=True, kw_only=True)
class TermsShown:
    """The terms of a call as whoever agrees to them reads them."""

    length: str
    instalments: Sequence[TermShown]
    reports: Sequence[TermShown]


def terms_shown(terms: ProjectTerms) -> TermsShown:
    reports = list(terms.reports.all())
    labels = {one.code: one.label.in_(reader()) for one in reports}
    return TermsShown(
        length=days_of(None, None, terms.months),
        instalments=[
            TermShown(
                label=one.label,
                money=exact(one.amount, one.currency),
                words=term_in_words(one.after_months, [labels.get(code, code) for code in one.after_reports]),
            )
            for one in terms.instalments.all()
        ],
        reports=[TermShown(label=one.label, words=term_in_words(one.after_months, [])) for one in reports],
    )

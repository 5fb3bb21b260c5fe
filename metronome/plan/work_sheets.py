"""How the plan at work is kept at the desk: planned activities, amendments, expectations and assessments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metronome.accounts.enums import Role
from metronome.design.words import reader
from metronome.desk.sheets import Field, Sheet, in_words, keys_of, one_of, put_one, sheet_of
from metronome.ground.hand import Hand, Keys
from metronome.ground.money import Money
from metronome.ground.refusal import Refusal
from metronome.ground.told import held_rows

from .actions import amend_plan, put_assessments, put_expectations, put_planned, refuse_outside
from .amending import amended
from .enums import ChangeKind, Method, PlannedState
from .given import GivenAmendment, GivenAssessment, GivenExpectation, GivenPlanned, GivenValue
from .held import held_changes, held_levels, held_nodes
from .known import known_nodes
from .models import Amendment, Assessment, Expectation, Node, Plan, PlannedActivity, Rating, WorkPlan


def node_keys() -> Keys:
    """Every node by plan/code."""
    rows = Node.objects.values_list("plan__slug", "code", "pk")
    return Keys((f"{plan}/{code}", key) for plan, code, key in rows)


def plans() -> Sequence[tuple[str, str]]:
    return [(plan.slug, plan.title.in_(reader())) for plan in Plan.objects.order_by("-first_day", "slug")]


def work_plans() -> Sequence[tuple[str, str]]:
    return [(found.slug, found.title.in_(reader())) for found in WorkPlan.objects.order_by("-year", "slug")]


def ratings() -> Sequence[tuple[str, str]]:
    return [(rating.slug, rating.label.in_(reader())) for rating in Rating.objects.order_by("order", "slug")]


def bodies() -> Sequence[tuple[str, str]]:
    """The bodies of the network, which another room keeps."""
    return [(body.slug, body.label.in_(reader())) for body in sheet_of("bodies").rows().order_by("order", "slug")]


class PlannedSheet(Sheet):
    def given_of(self, row: Any) -> GivenPlanned:
        results = row.results.order_by("pk").values_list("result__plan__slug", "result__code")
        columns = {name: getattr(row, name) for name in GivenPlanned.__slots__ if name not in ("work_plan", "results")}
        return GivenPlanned(
            **columns, work_plan=row.work_plan.slug, results=tuple(f"{plan}/{code}" for plan, code in results)
        )


def tidy_planned(given: GivenPlanned) -> GivenPlanned:
    """Months as their first days. Raises Refusal for half a budget, months the wrong way round, and no reason."""
    first, last = (day and day.replace(day=1) for day in (given.first_month, given.last_month))
    first, last = first or last, last or first
    if first and last and last < first:
        raise Refusal(_("The last month comes before the first."), field="last_month")
    if (given.amount is None) != (not given.currency):
        raise Refusal(_("A budget is an amount from zero on, and its currency."), field="amount")
    if given.amount is not None:
        try:
            Money(abs(given.amount), given.currency)
        except ValueError as error:
            raise Refusal(_("A budget is an amount from zero on, and its currency."), field="amount") from error
        if given.amount < 0 or given.amount >= Decimal(10) ** 12:
            raise Refusal(_("A budget is an amount from zero on, and its currency."), field="amount")
    if given.state != PlannedState.PLANNED and not given.why:
        raise Refusal(_("Say why it was postponed or dropped."), field="why")
    return replace(given, first_month=first, last_month=last)


PLANNED = PlannedSheet(
    kind="planned",
    subject="planned",
    given=GivenPlanned,
    rows=lambda: PlannedActivity.objects.select_related("work_plan").order_by("-work_plan__year", "order", "slug"),
    plural=lambda: _("Planned activities"),
    one=lambda: _("Planned activity"),
    fields=(
        Field(name="title", label=lambda: _("Title"), is_required=True),
        Field(name="work_plan", label=lambda: _("Work plan"), choices=work_plans, is_required=True),
        Field(
            name="first_month",
            label=lambda: _("First month"),
            hint=lambda: _("Any day of it. Without a month, it is meant for the course of the year."),
        ),
        Field(name="last_month", label=lambda: _("Last month"), hint=lambda: _("Any day of it.")),
        Field(name="results", label=lambda: _("Results"), spellings=known_nodes),
        Field(name="owner", label=lambda: _("Owner"), hint=lambda: _("An office, not a person.")),
        Field(name="amount", label=lambda: _("Budget"), hint=lambda: _("No public page shows it.")),
        Field(name="currency", label=lambda: _("Currency"), hint=lambda: _("Three letters, as EUR.")),
        Field(name="state", label=lambda: _("State"), choices=one_of(PlannedState.choices), is_required=True),
        Field(name="why", label=lambda: _("Why it was postponed or dropped")),
    ),
    title=lambda planned: planned.title,
    put=put_one(put_planned, name="planned", work_plans=keys_of(WorkPlan), nodes=node_keys),
    named=in_words("title"),
    href=lambda slug: reverse("record:work_plans"),
    identity=lambda given: str(given.title),
    tidy=tidy_planned,
    fresh={"state": PlannedState.PLANNED.value},
    hidden=frozenset({"owner", "amount", "currency"}),
)


class AmendmentSheet(Sheet):
    def given_of(self, row: Any) -> GivenAmendment:
        columns = {name: getattr(row, name) for name in ("slug", "on", "title", "why", "decided_by", "document")}
        return GivenAmendment(**columns, plan=row.plan.slug, changes=held_changes(row))


def tidy_amendment(given: GivenAmendment) -> GivenAmendment:
    """Raises Refusal for what the plan cannot become; what was decided is held against the plan no more."""
    plan = Plan.objects.get(slug=given.plan)
    refuse_outside(amendment=given, period=plan.period)
    if not given.slug:
        amended(held_nodes(plan), given, levels=held_levels(plan))
    return given


def put_amendment(*, identity: str, given: GivenAmendment, by: Hand) -> None:
    amend_plan(amendment=replace(given, slug=identity), by=by)


AMENDMENTS = AmendmentSheet(
    kind="amendments",
    subject="amendment",
    given=GivenAmendment,
    rows=lambda: Amendment.objects.select_related("plan").order_by("-on", "slug"),
    plural=lambda: _("Amendments"),
    one=lambda: _("Amendment"),
    fields=(
        Field(name="title", label=lambda: _("What was decided"), is_required=True),
        Field(name="plan", label=lambda: _("Plan"), choices=plans, is_required=True),
        Field(name="on", label=lambda: _("From which day"), is_required=True),
        Field(name="decided_by", label=lambda: _("Decided by"), is_required=True),
        Field(name="why", label=lambda: _("Why"), is_long=True),
        Field(name="document", label=lambda: _("Document")),
        Field(
            name="changes",
            label=lambda: _("What it changes"),
            hint=lambda: _("Words that stay empty stay as they were. A code is never used a second time."),
            fields=(
                Field(
                    name="kind",
                    label=lambda: pgettext("what is changed", "Change"),
                    choices=one_of(ChangeKind.choices),
                    is_required=True,
                ),
                Field(name="code", label=lambda: _("Code"), is_required=True),
                Field(name="parent", label=lambda: _("Code of what it is added under")),
                Field(name="label", label=lambda: _("In these words")),
                Field(name="short_label", label=lambda: _("In short")),
                Field(name="description", label=lambda: _("Description")),
                Field(name="successors", label=lambda: _("Codes that take its place")),
            ),
        ),
    ),
    title=lambda amendment: amendment.title,
    put=put_amendment,
    named=in_words("title"),
    identity=lambda given: str(given.title),
    tidy=tidy_amendment,
    preview=lambda number: reverse("home:amendment_preview", args=[number]),
)


class ExpectationSheet(Sheet):
    def given_of(self, row: Any) -> GivenExpectation:
        left_out = ("node", "values")
        columns = {name: getattr(row, name) for name in GivenExpectation.__slots__ if name not in left_out}
        values = held_rows(GivenValue, row.values.order_by("pk"))
        return GivenExpectation(**columns, node=f"{row.node.plan.slug}/{row.node.code}", values=values)


def tidy_expectation(given: GivenExpectation) -> GivenExpectation:
    """Raises Refusal for numbers of what is measured in words, and for values whose days go backwards."""
    if given.method == Method.NARRATIVE and (given.baseline is not None or given.target is not None):
        raise Refusal(_("What is measured in words has no numbers."), field="method")
    if any(value.last_day < value.first_day for value in given.values):
        raise Refusal(_("The last day comes before the first."), field="values")
    return given


EXPECTATIONS = ExpectationSheet(
    kind="expectations",
    subject="expectation",
    given=GivenExpectation,
    rows=lambda: Expectation.objects.select_related("node__plan").order_by("node__plan", "node__order", "slug"),
    plural=lambda: _("Expectations"),
    one=lambda: _("Expectation"),
    fields=(
        Field(name="indicator", label=lambda: _("Indicator"), is_required=True),
        Field(name="node", label=lambda: _("Result"), spellings=known_nodes, is_required=True),
        Field(name="method", label=lambda: _("Measured as"), choices=one_of(Method.choices), is_required=True),
        Field(name="unit", label=lambda: _("Unit")),
        Field(name="baseline", label=lambda: _("At the beginning")),
        Field(name="target", label=lambda: _("Target")),
        Field(
            name="values",
            label=lambda: _("Since then"),
            fields=(
                Field(name="first_day", label=lambda: _("First day"), is_required=True),
                Field(name="last_day", label=lambda: _("Last day"), is_required=True),
                Field(name="value", label=lambda: _("Value")),
                Field(name="text", label=lambda: _("In words")),
                Field(name="source", label=lambda: _("Source")),
            ),
        ),
    ),
    title=lambda expectation: expectation.indicator,
    put=put_one(put_expectations, name="expectations", nodes=node_keys),
    named=in_words("indicator"),
    identity=lambda given: str(given.indicator),
    tidy=tidy_expectation,
    fresh={"method": Method.NUMBER.value},
)


class AssessmentSheet(Sheet):
    def given_of(self, row: Any) -> GivenAssessment:
        left_out = ("node", "rating")
        columns = {name: getattr(row, name) for name in GivenAssessment.__slots__ if name not in left_out}
        return GivenAssessment(**columns, node=f"{row.node.plan.slug}/{row.node.code}", rating=row.rating.slug)


def tidy_assessment(given: GivenAssessment) -> GivenAssessment:
    """Raises Refusal where the result was assessed for that year already, and for a year that is none."""
    if not 1 <= given.year <= 9998:
        raise Refusal(_("Write the year in four digits."), field="year")
    plan, _slash, code = given.node.rpartition("/")
    others = Assessment.objects.filter(node__plan__slug=plan, node__code=code, year=given.year)
    if others.filter(is_final=given.is_final).exclude(slug=given.slug).exists():
        reason = _("This result was assessed for that year already.")
        raise Refusal(reason, field="year", remedy=_("Change that assessment instead."))
    return given


def assessment_begun(asked: Mapping[str, str]) -> Mapping[str, Any]:
    """What a new assessment begins with: the result and the year that an address asks for, as far as there are such,
    and the body that judged last."""
    node, year = asked.get("node", ""), asked.get("year", "")
    begun: dict[str, Any] = {"body": Assessment.objects.order_by("-on", "-pk").values_list("body", flat=True).first()}
    if known_nodes().name_of(node):
        begun["node"] = node
    if year.isascii() and year.isdigit() and len(year) == 4:
        begun["year"] = int(year)
    return {name: value for name, value in begun.items() if value}


def assessment_rests_on(given: GivenAssessment) -> str:
    """The page of what was done for a result in a year."""
    plan, _slash, code = given.node.rpartition("/")
    return f"{reverse('home:assessing_of', args=[plan, code])}?year={given.year}" if plan else ""


ASSESSMENTS = AssessmentSheet(
    kind="assessments",
    subject="assessment",
    given=GivenAssessment,
    rows=lambda: Assessment.objects.select_related("node__plan", "rating").order_by("-on", "slug"),
    plural=lambda: _("Assessments"),
    one=lambda: _("Assessment"),
    fields=(
        Field(name="node", label=lambda: _("Result"), spellings=known_nodes, is_required=True),
        Field(
            name="year",
            label=lambda: _("Year"),
            hint=lambda: _("In which the fiscal year begins."),
            is_required=True,
        ),
        Field(name="is_final", label=lambda: _("Of the whole plan, at its end")),
        Field(name="rating", label=lambda: _("Rating"), choices=ratings, is_required=True),
        Field(name="text", label=lambda: _("In words"), is_long=True),
        Field(name="body", label=lambda: _("Body that judged"), choices=bodies, is_required=True),
        Field(name="on", label=lambda: _("Decided on"), is_required=True),
    ),
    title=lambda assessment: (
        _("Assessment of %(result)s, %(year)s")
        % {
            "result": assessment.node.rpartition("/")[2] if isinstance(assessment.node, str) else assessment.node.code,
            "year": assessment.year,
        }
    ),
    put=put_one(put_assessments, name="assessments", nodes=node_keys, ratings=keys_of(Rating)),
    named=lambda rows, words: rows.filter(node__code__icontains=words) if words else rows,
    identity=lambda given: f"{given.node.rpartition('/')[2]} {given.year}{' final' if given.is_final else ''}",
    tidy=tidy_assessment,
    begun=assessment_begun,
    rests_on=assessment_rests_on,
    writers=frozenset({Role.BOARD_MEMBER}),
    # The Board judges what the secretariat did; while nobody sits on it, whoever answers for the record.
    decided_by=(frozenset({Role.BOARD_MEMBER}), frozenset({Role.SECRETARY_GENERAL})),
)

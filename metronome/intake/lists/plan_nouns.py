"""The texts of plans, planned activities, expectations and assessments as lists.

Codes, and who stands below whom, are the plan's for ever: a list rewords what a plan says, and adds nothing to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from metronome.desk.sheets import Sheet
from metronome.ground.hand import Hand, Keys
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.intake.fields import Fields
from metronome.intake.known import Codes, Known
from metronome.intake.nouns.assessment import read_assessment, read_expectation
from metronome.intake.nouns.work_plan import read_planned
from metronome.plan.actions import put_assessments, put_expectations, put_planned
from metronome.plan.given import GivenAssessment, GivenExpectation, GivenKeyIdea, GivenPlanned
from metronome.plan.models import Rating, WorkPlan
from metronome.plan.sheets import CHALLENGES as CHALLENGE_SHEET
from metronome.plan.sheets import NODES as NODE_SHEET
from metronome.plan.sheets import THEMES as THEME_SHEET
from metronome.plan.work_sheets import ASSESSMENTS as ASSESSMENT_SHEET
from metronome.plan.work_sheets import EXPECTATIONS as EXPECTATION_SHEET
from metronome.plan.work_sheets import PLANNED as PLANNED_SHEET
from metronome.plan.work_sheets import node_keys

from .columns import (
    Column,
    Listing,
    from_sheet,
    held_of,
    key_column,
    made_of,
    order_column,
    row_of,
    rows_of,
    span_text,
)
from .grammar import Row
from .on_record import OnRecord

T = TypeVar("T")
VALUE = {"value": "value", "text": "text", "source": "source"}

# The texts of a plan


@dataclass(frozen=True, slots=True)
class PlanText:
    """What a challenge or theme says. `code` is plan/code."""

    code: str
    label: Text
    description: Text


@dataclass(frozen=True, slots=True)
class NodeText:
    """What an element of a plan says. `code` is plan/code."""

    code: str
    label: Text
    short_label: Text
    description: Text
    key_ideas: tuple[GivenKeyIdea, ...]


CODE = Column(
    name="code",
    label=lambda: _("Code"),
    hint=lambda: _("Plan and code, with a slash between."),
    says=lambda given, record: given.code,
    is_required=True,
)


def _in_print(sheet: Sheet) -> QuerySet[Any]:
    """What stands in plans, plan by plan, in the order of print."""
    return sheet.rows().order_by("plan__slug", "order")


def _known_as(sheet: Sheet, rows: QuerySet[Any], wanted: Sequence[str]) -> QuerySet[Any]:
    """Those of the rows that are known by these identities, each plan/code."""
    is_one = Q()
    for identity in wanted:
        plan, _slash, code = identity.rpartition("/")
        is_one |= Q(plan__slug=plan, **{sheet.key: code})
    return rows.filter(is_one) if is_one else rows.none()


def _reword(sheet: Sheet, texts: Iterable[Any], hand: Hand) -> None:
    """Put what the texts say; all else of what stands stays."""
    for text in texts:
        changes = {name: getattr(text, name) for name in sheet.names}
        sheet.put(identity=text.code, given=replace(sheet.held(text.code, lock=True), **changes), by=hand)


def _texts_of(
    sheet: Sheet,
    *,
    columns: tuple[Column, ...],
    said: Callable[[str, Any], Any],
    read: Callable[[Fields, str], Any],
    codes: Callable[[OnRecord], Codes],
) -> Listing:
    """The list of what one sort of thing says in plans. `said` makes a row of what stands, `read` of its fields, with
    its code; `codes` are those that plans have."""

    def read_one(record: OnRecord, fields: Fields, number: int) -> Any:
        code = fields.text("code", required=True)
        if code and code not in codes(record).depths:
            reason = _("No plan has the code “%(code)s”.") % {"code": code}
            fields.refuse("code", reason, _("Write it as plan/code. What is new in a plan comes by an amendment."))
        return read(fields, code)

    return Listing(
        kind=sheet.kind,
        subject=sheet.subject,
        key="code",
        plural=sheet.plural,
        one=sheet.one,
        columns=(CODE, *columns),
        rows=lambda: _in_print(sheet),
        open=lambda rows: rows,
        given=lambda rows: (said(sheet.identity_of(row), sheet.given_of(row)) for row in rows),
        read=read_one,
        put=lambda texts, hand, source: _reword(sheet, texts, hand),
        identity=lambda given, record: "",
        found=lambda rows, wanted: _known_as(sheet, rows, wanted),
    )


NODES = _texts_of(
    NODE_SHEET,
    columns=(
        from_sheet(NODE_SHEET, "label"),
        from_sheet(NODE_SHEET, "short_label"),
        from_sheet(NODE_SHEET, "description"),
        from_sheet(NODE_SHEET, "key_ideas", says=rows_of("key_ideas", {"text": "text"}), head="text", parts=("text",)),
    ),
    said=lambda code, node: NodeText(code, node.label, node.short_label, node.description, node.key_ideas),
    read=lambda fields, code: NodeText(
        code,
        fields.words("label", required=True),
        fields.words("short_label"),
        fields.words("description"),
        tuple(
            GivenKeyIdea(number, item.words("text", required=True))
            for number, item in enumerate(fields.items("key_ideas"), 1)
        ),
    ),
    codes=lambda record: record.ids.nodes,
)


def _plan_texts(sheet: Sheet, codes: Callable[[OnRecord], Codes]) -> Listing:
    return _texts_of(
        sheet,
        columns=(from_sheet(sheet, "label"), from_sheet(sheet, "description")),
        said=lambda code, given: PlanText(code, given.label, given.description),
        read=lambda fields, code: PlanText(code, fields.words("label", required=True), fields.words("description")),
        codes=codes,
    )


CHALLENGES = _plan_texts(CHALLENGE_SHEET, lambda record: record.ids.challenges)
THEMES = _plan_texts(THEME_SHEET, lambda record: record.ids.themes)

# The plan at work


def _month(planned: GivenPlanned, record: OnRecord) -> str:
    first, last = planned.first_month, planned.last_month
    if first is None:
        return ""
    return f"{first:%Y-%m}" if last in (None, first) else f"{first:%Y-%m}..{last:%Y-%m}"


def _tidied(sheet: Sheet, given: T, fields: Fields, **names: str) -> T:
    """What the desk would make of it; what the desk would refuse is refused at its column."""
    try:
        tidied: T = sheet.tidy(given)
    except Refusal as refusal:
        name = refusal.field or ""
        fields.refuse(names.get(name, name), refusal.reason, refusal.remedy)
        return given
    return tidied


def _read_planned(record: OnRecord, fields: Fields, number: int) -> GivenPlanned:
    work_plan = fields.reference("work_plan", record.ids.work_plans, required=True)
    return read_planned(record, fields, work_plan, number)


def _results(name: str) -> Callable[[Any, OnRecord], Any]:
    return lambda given, record: [record.short(record.ids.nodes, key) for key in getattr(given, name)]


PLANNED = Listing(
    kind=PLANNED_SHEET.kind,
    subject=PLANNED_SHEET.subject,
    key="slug",
    own="planned",
    plural=PLANNED_SHEET.plural,
    one=PLANNED_SHEET.one,
    columns=(
        key_column(),
        from_sheet(PLANNED_SHEET, "title"),
        from_sheet(PLANNED_SHEET, "work_plan"),
        Column(
            name="month",
            label=lambda: _("Month"),
            hint=lambda: _("A month as 2021-03, several as 2021-03..2021-05."),
            says=_month,
        ),
        from_sheet(PLANNED_SHEET, "results", says=_results("results")),
        from_sheet(PLANNED_SHEET, "owner"),
        from_sheet(PLANNED_SHEET, "amount"),
        from_sheet(PLANNED_SHEET, "currency"),
        from_sheet(PLANNED_SHEET, "state"),
        from_sheet(PLANNED_SHEET, "why"),
        order_column(),
    ),
    rows=lambda: PLANNED_SHEET.rows().order_by("-work_plan__year", "order", "slug"),
    open=lambda rows: rows,
    given=lambda rows: held_of(PLANNED_SHEET, rows),
    read=_read_planned,
    put=lambda planned, hand, source: put_planned(
        planned=planned, work_plans=Keys.of(WorkPlan), nodes=node_keys(), by=hand
    ),
    identity=lambda given, record: made_of(PLANNED_SHEET, given),
)


def _values(expectation: GivenExpectation, record: OnRecord) -> list[Row]:
    return [
        {"on": span_text(value.first_day, value.last_day, "day"), **row_of(value, VALUE, record.languages.all)}
        for value in expectation.values
    ]


def _node(given: Any, record: OnRecord) -> str:
    return record.short(record.ids.nodes, given.node)


def _read_expectation(record: OnRecord, fields: Fields, number: int) -> GivenExpectation:
    return _tidied(EXPECTATION_SHEET, read_expectation(record, fields, number), fields)


EXPECTATIONS = Listing(
    kind=EXPECTATION_SHEET.kind,
    subject=EXPECTATION_SHEET.subject,
    key="slug",
    own="expectations",
    plural=EXPECTATION_SHEET.plural,
    one=EXPECTATION_SHEET.one,
    columns=(
        key_column(),
        from_sheet(EXPECTATION_SHEET, "result", of="node", says=_node),
        from_sheet(EXPECTATION_SHEET, "indicator"),
        from_sheet(EXPECTATION_SHEET, "method"),
        from_sheet(EXPECTATION_SHEET, "unit"),
        from_sheet(EXPECTATION_SHEET, "baseline"),
        from_sheet(EXPECTATION_SHEET, "target"),
        from_sheet(EXPECTATION_SHEET, "values", says=_values, head="on", parts=("on", *VALUE.values())),
        order_column(),
    ),
    rows=lambda: EXPECTATION_SHEET.rows().order_by("node__plan__slug", "node__order", "slug"),
    open=lambda rows: rows,
    given=lambda rows: held_of(EXPECTATION_SHEET, rows),
    read=_read_expectation,
    put=lambda expectations, hand, source: put_expectations(expectations=expectations, nodes=node_keys(), by=hand),
    identity=lambda given, record: made_of(EXPECTATION_SHEET, given),
)


def _read_assessment(record: OnRecord, fields: Fields, number: int) -> GivenAssessment:
    record.ids.assessed = Known()  # A row is held against what is on record, and not against itself as it stood.
    return _tidied(ASSESSMENT_SHEET, read_assessment(record, fields, number), fields, node="result", is_final="final")


ASSESSMENTS = Listing(
    kind=ASSESSMENT_SHEET.kind,
    subject=ASSESSMENT_SHEET.subject,
    key="slug",
    own="assessments",
    plural=ASSESSMENT_SHEET.plural,
    one=ASSESSMENT_SHEET.one,
    columns=(
        key_column(),
        from_sheet(ASSESSMENT_SHEET, "result", of="node", says=_node),
        from_sheet(ASSESSMENT_SHEET, "year"),
        from_sheet(ASSESSMENT_SHEET, "final", of="is_final"),
        from_sheet(ASSESSMENT_SHEET, "rating"),
        from_sheet(ASSESSMENT_SHEET, "text"),
        from_sheet(ASSESSMENT_SHEET, "body"),
        from_sheet(ASSESSMENT_SHEET, "on"),
    ),
    rows=lambda: ASSESSMENT_SHEET.rows().order_by("-on", "slug"),
    open=lambda rows: rows,
    given=lambda rows: held_of(ASSESSMENT_SHEET, rows),
    read=_read_assessment,
    put=lambda assessments, hand, source: put_assessments(
        assessments=assessments, nodes=node_keys(), ratings=Keys.of(Rating), by=hand
    ),
    identity=lambda given, record: made_of(ASSESSMENT_SHEET, given),
)

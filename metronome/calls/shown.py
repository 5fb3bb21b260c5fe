"""What the public pages of calls show: whole texts, and moments by the call's clock and by that of everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.ground.phrases import zoned_moment_in_words
from metronome.ground.text import Text

from .clock import closing, opening, stands, stands_in_all
from .enums import Clock, QuestionKind
from .models import Call, Criterion, Option, Question, Stage
from .steps import steps_of


@dataclass(frozen=True, kw_only=True)
class Moment:
    """An instant in words: by the clock of the call, in universal time and by the clock that the reader chose, each
    where it differs."""

    instant: datetime
    own: str = ""

    @property
    def words(self) -> str:
        return zoned_moment_in_words(self.instant)

    @property
    def universal(self) -> str:
        """The same in universal time; empty where the call's clock shows that already."""
        return zoned_moment_in_words(self.instant.astimezone(UTC)) if self.instant.utcoffset() else ""

    @property
    def here(self) -> str:
        """The same by the clock that the reader chose; empty where none was chosen, or where it shows the same."""
        own = self.instant.astimezone(ZoneInfo(self.own)) if self.own else self.instant
        return "" if own.utcoffset() == self.instant.utcoffset() else zoned_moment_in_words(own)


@dataclass(frozen=True, kw_only=True)
class StageShown:
    label: Text
    clock: Clock
    state: str
    opens: Moment | None
    closes: Moment | None
    is_beginning: bool


@dataclass(frozen=True, kw_only=True)
class CriterionShown:
    """A criterion with the share of its weight, in per cent; None where nothing is weighted."""

    criterion: Criterion
    share: Decimal | None
    step: str


@dataclass(frozen=True, kw_only=True)
class QuestionShown:
    question: Question
    options: Sequence[Option]
    condition: str
    step: str

    @property
    def kind(self) -> str:
        return str(QuestionKind(self.question.kind).label)


@dataclass(frozen=True, kw_only=True)
class CallShown:
    """A call with where it stands now; `deadline` is the end of the stage in which applications are taken."""

    call: Call
    clock: Clock
    state: str
    stages: Sequence[StageShown]
    deadline: Moment | None

    @property
    def is_open(self) -> bool:
        return any(stage.is_beginning and stage.clock is Clock.RUNNING for stage in self.stages)


def shown(call: Call, now: datetime, own: str = "") -> CallShown:
    """A call at a moment; `own` is the time zone that the reader chose."""
    stages = list(call.stages.all())
    clock = stands_in_all(stages, call.zone, now)
    rows = [_stage(stage, call.zone, now, own) for stage in stages]
    taking = [stage for stage in rows if stage.is_beginning and stage.clock is Clock.RUNNING]
    return CallShown(
        call=call,
        clock=clock,
        state=_state(call, clock, is_open=bool(taking)),
        stages=rows,
        deadline=taking[0].closes if taking else None,
    )


def _stage(stage: Stage, zone: str, now: datetime, own: str) -> StageShown:
    clock = stands(stage, zone, now)
    begins, ends = opening(stage, zone), closing(stage, zone)
    return StageShown(
        label=stage.label,
        clock=clock,
        state=clock_in_words(clock),
        opens=Moment(instant=begins, own=own) if begins else None,
        closes=Moment(instant=ends, own=own) if ends else None,
        is_beginning=stage.takes_applications and not stage.invites,
    )


def clock_in_words(clock: Clock) -> str:
    match clock:
        case Clock.UNDATED:
            return _("days not known")
        case Clock.COMING:
            return _("to come")
        case Clock.RUNNING:
            return _("under way")
        case Clock.PAST:
            return _("over")


def _state(call: Call, clock: Clock, *, is_open: bool) -> str:
    if call.is_cancelled:
        return _("called off")
    return _("open for applications") if is_open else clock_in_words(clock)


def criteria_of(call: Call) -> list[CriterionShown]:
    """The criteria, each with its share of all weights."""
    criteria = list(call.criteria.all())
    total = sum((one.weight for one in criteria), Decimal(0))
    steps = step_labels(call)
    return [
        CriterionShown(criterion=one, share=100 * one.weight / total if total else None, step=steps.get(one.stage, ""))
        for one in criteria
    ]


def step_labels(call: Call) -> dict[str, str]:
    """What the stages are called to which a part of the call can belong, by their codes; nothing where there is one
    step alone, to which everything belongs."""
    stages = list(call.stages.all())
    taking = {one.code: one.label.in_(reader()) for one in stages if one.takes_applications}
    return taking if len(steps_of(stages)) > 1 else {}


def questions_of(call: Call) -> list[QuestionShown]:
    """The questions of the form with their options, and when each is asked."""
    options, questions = list(call.options.all()), list(call.questions.all())
    labels = {question.code: question.label for question in questions}
    named = {(option.question, option.code): option.label for option in options}
    steps = step_labels(call)
    return [
        QuestionShown(
            question=question,
            options=[option for option in options if option.question == question.code],
            condition=_condition(question, labels, named),
            step=steps.get(question.stage, ""),
        )
        for question in questions
    ]


def _condition(question: Question, labels: dict[str, Text], named: dict[tuple[str, str], Text]) -> str:
    if not question.asked_if:
        return ""
    asked = labels.get(question.asked_if, Text()).in_(reader())
    answer = named.get((question.asked_if, question.asked_when), Text()).in_(reader())
    return _("Asked where “%(question)s” is answered with “%(answer)s”.") % {"question": asked, "answer": answer}

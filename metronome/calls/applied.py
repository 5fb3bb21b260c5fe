"""What the pages of an application show: the form with what was typed, what is missing, versions and differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.ground.phrases import day_in_words, language_in_words
from metronome.ground.text import Text

from .answers import (
    LONGEST,
    MOST_ROWS,
    NO_LANGUAGE,
    Missing,
    asked,
    chosen,
    differences,
    is_answered,
    languages_of,
    missing,
    options_of,
)
from .clock import is_taken, taking_until
from .enums import QuestionKind, RelationKind
from .given import GivenCall, GivenQuestion
from .models import Application, ApplicationVersion, Call
from .phrases import moment_for
from .steps import FIRST, at_step, stages_at, steps_of

#: Rows of a table that stand ready to be filled.
READY = 3


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where an answer is typed, in one language or in none."""

    name: str
    language: str
    language_name: str
    value: Any
    fault: str = ""
    theirs: str = ""
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class Group:
    """A question with its boxes."""

    question: GivenQuestion
    kind: str
    boxes: Sequence[Box]
    is_asked: bool
    is_lacking: bool
    most: int
    options: Sequence[tuple[str, Text, bool]] = ()
    columns: Sequence[tuple[str, Text]] = ()
    rows: Sequence[Sequence[tuple[str, str, Text]]] = ()

    @property
    def id(self) -> str:
        return f"q-{self.question.code}"

    @property
    def met(self) -> bool:
        return any(box.theirs for box in self.boxes)


@dataclass(frozen=True, kw_only=True)
class FormShown:
    """The form: its questions, and how far it has come. `lacking` are those that keep it from being handed in."""

    groups: Sequence[Group]
    lacking: Sequence[tuple[Group, str]]
    asked: int
    answered: int


def form_shown(
    call: GivenCall,
    typed: Mapping[tuple[str, str], Any],
    languages: Sequence[str],
    *,
    met: Mapping[tuple[str, str], Any] | None = None,
    more: str = "",
) -> FormShown:
    """The form of a call with what was typed; `met` is what others wrote meanwhile, `more` the code of a table that is
    given another row."""
    wanted = {one.code for one in asked(call, typed)}
    faults: dict[str, list[Missing]] = {}
    for one in missing(call, typed, languages):
        faults.setdefault(one.question, []).append(one)
    groups = [
        _group(
            call, question, typed, languages, faults.get(question.code, ()), met or {}, more, question.code in wanted
        )
        for question in call.questions
    ]
    lacking = [
        (group, " ".join(f"{one.reason} {one.remedy}".strip() for one in faults[group.question.code]))
        for group in groups
        if group.is_lacking
    ]
    answered = sum(
        any(is_answered(typed.get((code, language))) for language in (NO_LANGUAGE, *languages)) for code in wanted
    )
    return FormShown(groups=groups, lacking=lacking, asked=len(wanted), answered=answered)


def _group(
    call: GivenCall,
    question: GivenQuestion,
    typed: Mapping[tuple[str, str], Any],
    languages: Sequence[str],
    faults: Sequence[Missing],
    met: Mapping[tuple[str, str], Any],
    more: str,
    is_asked: bool,
) -> Group:
    said = {one.language: f"{one.reason} {one.remedy}".strip() for one in faults}
    boxes = [
        Box(
            name=f"a-{question.code}-{language}" if language else f"a-{question.code}",
            language=language,
            language_name=language_in_words(language) if language else "",
            value=typed.get((question.code, language), ""),
            fault=said.get(language, ""),
            theirs=in_words(call, question, met[question.code, language]) if (question.code, language) in met else "",
            count=len(str(typed.get((question.code, language), ""))),
        )
        for language in languages_of(question, languages)
    ]
    options = options_of(call, question.code)
    value = typed.get((question.code, NO_LANGUAGE))
    is_table = question.kind == QuestionKind.TABLE
    return Group(
        question=question,
        kind=question.kind,
        boxes=boxes,
        is_asked=is_asked,
        is_lacking=bool(faults),
        most=question.most or LONGEST,
        options=[] if is_table else [(one.code, one.label, one.code in chosen(value)) for one in options],
        columns=[(one.code, one.label) for one in options] if is_table else [],
        rows=_rows(call, question, value, more == question.code) if is_table else [],
    )


def _rows(call: GivenCall, question: GivenQuestion, value: Any, more: bool) -> list[list[tuple[str, str, Text]]]:
    held = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    columns = options_of(call, question.code)
    most = question.most or MOST_ROWS
    number = min(most, max(READY, len(held) + (2 if more else 1)))
    rows = [*held, *({} for _ in range(number - len(held)))]
    return [
        [(f"a-{question.code}-{place}-{one.code}", str(row.get(one.code, "")), one.label) for one in columns]
        for place, row in enumerate(rows)
    ]


def in_words(call: GivenCall, question: GivenQuestion, value: Any) -> str:
    """An answer as it is read in a line: options by their labels, a file by its name, rows with their cells."""
    if not is_answered(value):
        return ""
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        labels = {one.code: one.label.in_(reader()) for one in options_of(call, question.code)}
        return "; ".join(labels.get(code, code) for code in chosen(value))
    if question.kind == QuestionKind.FILE:
        return str(value.get("name") or value.get("file", "")) if isinstance(value, dict) else ""
    if question.kind == QuestionKind.TABLE:
        labels = {one.code: one.label.in_(reader()) for one in options_of(call, question.code)}
        rows = [row for row in value if isinstance(row, dict)]
        return "\n".join("; ".join(f"{labels.get(code, code)}: {cell}" for code, cell in row.items()) for row in rows)
    if question.kind == QuestionKind.DAY:
        return _day_in_words(str(value))
    unit = question.unit.in_(reader()) if question.kind == QuestionKind.NUMBER else ""
    return f"{value} {unit}".strip()


def _day_in_words(typed: str) -> str:
    try:
        return day_in_words(date.fromisoformat(typed))
    except ValueError:
        return typed


@dataclass(frozen=True, kw_only=True)
class AnswerShown:
    """An answer of a version, with its question; `words` by language, without a language where it has none."""

    label: Text
    kind: str
    words: Sequence[tuple[str, str]]
    file: str = ""
    columns: Sequence[Text] = ()
    rows: Sequence[Sequence[str]] = ()


def answers_shown(call: GivenCall, answers: Sequence[Mapping[str, Any]]) -> list[AnswerShown]:
    """What was handed in, question by question."""
    questions = {one.code: one for one in call.questions}
    found = []
    for answer in answers:
        question, value = questions.get(answer["question"]), answer["value"]
        if question is None:
            continue
        columns = options_of(call, question.code) if question.kind == QuestionKind.TABLE else ()
        said = value if question.kind == QuestionKind.TEXT and isinstance(value, dict) else {NO_LANGUAGE: value}
        found.append(
            AnswerShown(
                label=question.label,
                kind=question.kind,
                words=[(language, in_words(call, question, words)) for language, words in said.items()],
                file=value.get("file", "") if question.kind == QuestionKind.FILE else "",
                columns=[one.label for one in columns],
                rows=[[str(row.get(one.code, "")) for one in columns] for row in value] if columns else [],
            )
        )
    return found


@dataclass(frozen=True, kw_only=True)
class DifferenceShown:
    label: Text | str
    language: str
    before: str
    after: str


def differences_shown(
    call: GivenCall, before: ApplicationVersion | None, after: ApplicationVersion
) -> list[DifferenceShown]:
    """What differs between a version and the one before it, in words; nothing for the first."""
    if before is None:
        return []
    # What was asked in one of two steps alone is no difference between what was handed in to them.
    both = {one.code for one in at_step(call, before.stage).questions}
    questions = {one.code: one for one in at_step(call, after.stage).questions if one.code in both}
    found = [
        DifferenceShown(label=label, language="", before=str(was), after=str(now))
        for label, was, now in (
            (_("Title"), before.title, after.title),
            (_("City or government"), before.city, after.city),
            (_("Co-applicants"), "; ".join(before.co_applicants), "; ".join(after.co_applicants)),
        )
        if was != now
    ]
    for one in differences(before.answers, after.answers):
        question = questions.get(one.question)
        if question is None:
            continue
        words = [in_words(call, question, value) for value in (one.before, one.after)]
        language = language_in_words(one.language) if one.language else ""
        found.append(DifferenceShown(label=question.label, language=language, before=words[0], after=words[1]))
    return found


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Until when applications are taken: by the clock of the call, and by the reader's own where it differs."""

    is_open: bool
    until: datetime | None
    words: str
    own: str = ""


def deadline_of(call: Call, now: datetime, person: Any = None, *, step: str = FIRST) -> Deadline:
    """The deadline of a step of a call at a moment, as somebody reads it."""
    stages = stages_at(call.stages.all(), step)
    until = taking_until(stages, call.zone, now)
    words = moment_for(until, call.zone, getattr(person, "zone", "")) if until else ""
    return Deadline(is_open=is_taken(stages, call.zone, now) and not call.is_cancelled, until=until, words=words)


def step_in_words(application: Application, step: str | None = None) -> str:
    """What the step in which an application is, or another one, is called; empty where the call has one alone."""
    stages = list(application.call.stages.all())
    found = stages_at(stages, application.stage if step is None else step)
    return found[0].label.in_(reader()) if found and len(steps_of(stages)) > 1 else ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What an applicant can do next."""

    label: str
    href: str
    words: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Relations:
    """What a city said of one kind, and the box in which it says it."""

    name: str
    label: str
    names: Sequence[str]


def relations_said(application: Application) -> list[Relations]:
    """The area, partner cities and sponsors that the city said itself."""
    labels = {
        RelationKind.AREA: _("Your metropolitan area"),
        RelationKind.PARTNER: _("Your partner cities, one a line"),
        RelationKind.SPONSOR: _("Who pays for it or sponsors it, one a line"),
    }
    said = list(application.relations.filter(is_declared=True).values_list("relation", "name"))
    return [
        Relations(name=kind.value, label=label, names=[name for relation, name in said if relation == kind])
        for kind, label in labels.items()
    ]


def own_steps(application: Application, deadline: Deadline) -> list[Step]:
    """What whoever writes an application can do now, the likeliest first."""
    code = [application.code]
    asked_for = application.state == "info_requested"
    if not asked_for and not (
        deadline.is_open and application.state in ("draft", "invited", "submitted", "withdrawn")
    ):
        return []
    return [
        Step(label=_("Write the application"), href=reverse("calls:form", args=code)),
        Step(label=_("Look it over and hand it in"), href=reverse("calls:hand_in", args=code)),
    ]

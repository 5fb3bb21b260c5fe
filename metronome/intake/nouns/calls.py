"""Calls as a folder tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from metronome.calls.checked import faults_of
from metronome.calls.enums import QuestionKind
from metronome.calls.given import (
    GivenCall,
    GivenCriterion,
    GivenOption,
    GivenOutcome,
    GivenPanel,
    GivenQuestion,
    GivenRule,
    GivenStage,
)
from metronome.intake.fields import Fields
from metronome.intake.folder import Folder

T = TypeVar("T")
#: Limits of what columns hold.
MOST, SCORE, WEIGHT = 1_000_000, 99_999, 9_999


def read_call(folder: Folder, fields: Fields, number: int) -> GivenCall:
    """A call, or a template of one, with all that belongs to it."""
    stages = tuple(_rows(fields, "stages", _stage))
    questions = list(_rows(fields, "questions", _question))
    call = GivenCall(
        slug=fields.identity("slug", folder.ids.calls),
        kind=fields.text("kind", most=60),
        edition=fields.text("edition", most=40),
        title=fields.words("title", required=True),
        summary=fields.words("summary"),
        text=fields.words("text"),
        zone=fields.text("zone", most=64) or "UTC",
        is_template=fields.flag("template"),
        is_published=fields.flag("published"),
        is_cancelled=fields.flag("cancelled"),
        stages=stages,
        questions=tuple(question for question, _options in questions),
        # Numbered throughout, as the desk numbers them.
        options=tuple(
            replace(option, order=order)
            for order, option in enumerate((one for _question, options in questions for one in options), 1)
        ),
        rules=tuple(_rows(fields, "rules", _rule)),
        criteria=tuple(_rows(fields, "criteria", _criterion)),
        panels=tuple(_rows(fields, "panels", _panel)),
        outcomes=tuple(_rows(fields, "outcomes", _outcome)),
        order=fields.order(number),
        begun_from=fields.reference("begun_from", folder.ids.calls),
    )
    fields.close()
    for fault in faults_of(call):
        fields.refuse(fault.field or "", fault.reason, fault.remedy)
    return call


def _rows(fields: Fields, name: str, make: Callable[[Fields, int], T]) -> Iterator[T]:
    for order, item in enumerate(fields.items(name), 1):
        yield make(item, order)
        item.close()


def _stage(item: Fields, order: int) -> GivenStage:
    return GivenStage(
        code=item.slug("code"),
        label=item.words("label", required=True),
        opens_on=item.day("opens_on"),
        opens_at=item.text("opens_at", most=8),
        closes_on=item.day("closes_on"),
        closes_at=item.text("closes_at", most=8),
        takes_applications=item.flag("takes_applications"),
        order=order,
        invites=item.text("invites", most=50),
    )


def _question(item: Fields, order: int) -> tuple[GivenQuestion, list[GivenOption]]:
    code = item.slug("code")
    question = GivenQuestion(
        code=code,
        kind=item.choice("kind", QuestionKind.values, QuestionKind.TEXT),
        label=item.words("label", required=True),
        hint=item.words("hint"),
        is_required=item.flag("required"),
        most=item.number("most", low=1, high=MOST),
        unit=item.words("unit", is_name=True),
        asked_if=item.text("asked_if", most=50),
        asked_when=item.text("asked_when", most=50),
        order=order,
        stage=item.text("stage", most=50),
    )
    return question, list(_options(item, code))


def _options(item: Fields, question: str) -> Iterator[GivenOption]:
    for order, option in enumerate(item.items("options"), 1):
        yield GivenOption(question, option.slug("code"), option.words("label", required=True), order)
        option.close()


def _rule(item: Fields, order: int) -> GivenRule:
    return GivenRule(item.slug("code"), item.words("text", required=True), order, item.text("stage", most=50))


def _criterion(item: Fields, order: int) -> GivenCriterion:
    return GivenCriterion(
        code=item.slug("code"),
        label=item.words("label", required=True),
        anchors=item.words("anchors"),
        weight=_number(item, "weight", Decimal(1), ends=WEIGHT, places=3),
        lowest=_number(item, "lowest", Decimal(0), ends=SCORE, places=2),
        highest=_number(item, "highest", Decimal(10), ends=SCORE, places=2),
        order=order,
        stage=item.text("stage", most=50),
    )


def _number(item: Fields, name: str, otherwise: Decimal, *, ends: int, places: int) -> Decimal:
    number = item.decimal(name, ends=ends, places=places)
    return otherwise if number is None else number


def _panel(item: Fields, order: int) -> GivenPanel:
    return GivenPanel(
        code=item.slug("code"),
        label=item.words("label", required=True),
        task=item.words("task"),
        seats=item.number("seats", high=9_999),
        order=order,
        stage=item.text("stage", most=50),
    )


def _outcome(item: Fields, order: int) -> GivenOutcome:
    return GivenOutcome(
        code=item.slug("code"),
        label=item.words("label", required=True),
        prize=item.words("prize"),
        places=item.number("places", high=9_999),
        is_unlimited=item.flag("unlimited"),
        order=order,
    )

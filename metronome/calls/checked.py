"""What a call must be to hold together, whether it comes from a folder or from the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .clock import TIME, closing, opening, zones
from .enums import QuestionKind
from .given import GivenCall, GivenQuestion, GivenStage
from .steps import FIRST, at_step, stages_at, steps_of

WITH_OPTIONS = (QuestionKind.CHOICE, QuestionKind.CHOICES)


def faults_of(call: GivenCall) -> Iterator[Refusal]:
    """Everything that is wrong, each with its field and its remedy."""
    if call.zone not in zones():
        yield Refusal(
            _("“%(zone)s” is no time zone.") % {"zone": call.zone},
            field="zone",
            remedy=_("Write a name of the time zone database, as Africa/Dakar."),
        )
        return
    if call.is_template and call.is_published:
        yield Refusal(
            _("A template is never public."), field="is_published", remedy=_("Make a call of it, and publish that.")
        )
    for name in ("stages", "questions", "rules", "criteria", "panels", "outcomes"):
        yield from _twice(name, [row.code for row in getattr(call, name)])
    yield from _twice("options", [f"{option.question}/{option.code}" for option in call.options])
    for stage in call.stages:
        yield from _stage(stage, call.zone)
    yield from _steps(call)
    yield from _questions(call)
    for step in steps_of(call.stages):
        yield from _conditions(at_step(call, step))
    for outcome in call.outcomes:
        if outcome.is_unlimited and outcome.places is not None:
            yield Refusal(
                _("The outcome “%(code)s” has a number of places and is unlimited.") % {"code": outcome.code},
                field="outcomes",
                remedy=_("Choose one of the two."),
            )
    for criterion in call.criteria:
        if criterion.weight < 0 or criterion.highest <= criterion.lowest:
            yield Refusal(
                _("The weight of “%(code)s” is below 0, or its highest score is not above its lowest.")
                % {"code": criterion.code},
                field="criteria",
                remedy=_("Mend weight, lowest and highest score."),
            )


def tidy(call: GivenCall) -> GivenCall:
    """The call with whole numbers where it has numbers. Raises the first Refusal that there is."""
    for fault in faults_of(call):
        raise fault
    return replace(
        call,
        questions=tuple(replace(one, most=_whole(one.most)) for one in call.questions),
        panels=tuple(replace(one, seats=_whole(one.seats)) for one in call.panels),
        outcomes=tuple(replace(one, places=_whole(one.places)) for one in call.outcomes),
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


def _stage(stage: GivenStage, zone: str) -> Iterator[Refusal]:
    named = {"stage": stage.code}
    for at in (stage.opens_at, stage.closes_at):
        if at and not TIME.fullmatch(at):
            yield Refusal(
                _("“%(time)s” is no time.") % {"time": at}, field="stages", remedy=_("Write it as 18:00 or 18:00:30.")
            )
            return
    if (stage.opens_at and not stage.opens_on) or (stage.closes_at and not stage.closes_on):
        yield Refusal(
            _("The stage “%(stage)s” has a time without its day.") % named, field="stages", remedy=_("Add the day.")
        )
    try:
        begins, ends = opening(stage, zone), closing(stage, zone)
    except ValueError:
        yield Refusal(
            _("The clock of the call leaves out a time of the stage “%(stage)s”, since it is put forward then.")
            % named,
            field="stages",
            remedy=_("Choose a time an hour earlier or later."),
        )
        return
    if begins and ends and ends.timestamp() < begins.timestamp():
        yield Refusal(
            _("The stage “%(stage)s” ends before it begins.") % named,
            field="stages",
            remedy=_("Exchange the two, or mend one."),
        )


def _steps(call: GivenCall) -> Iterator[Refusal]:
    """Each later step is entered by an outcome of its own, and parts name stages that take in."""
    taking = {one.code for one in call.stages if one.takes_applications}
    inviting = [one for one in call.stages if one.invites]
    outcomes = [one.code for one in call.outcomes]
    for stage in inviting:
        is_double = sum(other.invites == stage.invites for other in inviting) > 1
        if stage.invites not in outcomes or is_double or stage.code not in taking or not stages_at(call.stages, FIRST):
            yield Refusal(
                _("Nobody could come into the stage “%(stage)s”.") % {"stage": stage.code},
                field="stages",
                remedy=_(
                    "Name an outcome of the call that leads into no other stage, tick that it takes applications, and "
                    "leave one stage before it in which everybody begins."
                ),
            )
    for name in ("questions", "rules", "criteria", "panels"):
        for part in getattr(call, name):
            if part.stage and part.stage not in taking:
                yield Refusal(
                    _("“%(code)s” names a stage in which no applications are taken.") % {"code": part.code},
                    field=name,
                    remedy=_("Name one of the stages that take applications, or none."),
                )


def _options(call: GivenCall) -> dict[str, set[str]]:
    options: dict[str, set[str]] = {}
    for option in call.options:
        options.setdefault(option.question, set()).add(option.code)
    return options


def _questions(call: GivenCall) -> Iterator[Refusal]:
    kinds = {question.code: question.kind for question in call.questions}
    options = _options(call)
    for option in call.options:
        if kinds.get(option.question) not in (*WITH_OPTIONS, QuestionKind.TABLE):
            yield Refusal(
                _("“%(question)s” is no question with options or columns.") % {"question": option.question},
                field="options",
                remedy=_("Name a question that has them, by its code."),
            )
    for question in call.questions:
        if question.kind in (*WITH_OPTIONS, QuestionKind.TABLE) and len(options.get(question.code, ())) < 1:
            yield Refusal(
                _("The question “%(question)s” has no options or columns.") % {"question": question.code},
                field="questions",
                remedy=_("Add them among the options, or choose another kind of question."),
            )


def _conditions(call: GivenCall) -> Iterator[Refusal]:
    kinds = {question.code: question.kind for question in call.questions}
    for question in call.questions:
        yield from _condition(question, kinds, _options(call))


def _condition(question: GivenQuestion, kinds: dict[str, str], options: dict[str, set[str]]) -> Iterator[Refusal]:
    """A question may depend on an option of another one that is asked before."""
    if not question.asked_if and not question.asked_when:
        return
    before = list(kinds)[: list(kinds).index(question.code)]
    known = question.asked_if in before and kinds[question.asked_if] in WITH_OPTIONS
    if not known or question.asked_when not in options.get(question.asked_if, set()):
        yield Refusal(
            _("The question “%(question)s” depends on an option that is not asked for before it.")
            % {"question": question.code},
            field="questions",
            remedy=_("Name an earlier question with options, and one of its options, by their codes."),
        )

"""One task, from its beginning to its end."""

from __future__ import annotations

import logging
from typing import Any, Protocol

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext, override

from metronome.accounts.models import Person
from metronome.ground.refusal import Refusal

from .actions.doing import end, hold, put_back
from .enums import Manner, State
from .kinds import KINDS, Kind, Result
from .models import Task

logger = logging.getLogger("metronome.tasks")


class Lost(BaseException):
    """The task is no longer this worker's. Not an Exception, so that no task takes it for a fault of its own."""


class Stopped(BaseException):
    """Whoever asked has cancelled the task, or the worker is to go home."""


class Listening(Protocol):
    """Whoever looks after a task while it is being done: tells others how far it is, and hears of its end."""

    cancelled: bool
    stopping: bool
    lost: bool

    def told(self, step: str, number: int, of: int) -> None: ...


class Doing:
    """What a task speaks through: see `kinds.Work`."""

    def __init__(self, task: Task, kind: Kind, worker: str, listening: Listening) -> None:
        self.task, self.kind, self.worker, self.listening = task, kind, worker, listening

    def progress(self, step: str, number: int = 0, of: int = 0) -> None:
        if self.listening.lost:
            raise Lost
        # A task that cannot be begun again is done to its end when the worker is to go home.
        if self.listening.cancelled or (self.listening.stopping and self.kind.manner is not Manner.ONCE):
            raise Stopped
        self.listening.told(step, number, of)

    def hold(self) -> None:
        if not hold(task=self.task, by=self.worker):
            raise Lost


def perform(task: Task, *, worker: str, listening: Listening) -> None:
    """Do a task, and say how it ended. Raises OperationalError where the database is not there to be told."""
    with override(task.language or None):
        try:
            _answered(task, worker, listening)
        except Lost:
            logger.warning("task %s is no longer of this worker", task.pk)


def _answered(task: Task, worker: str, listening: Listening) -> None:
    try:
        _perform(task, worker, listening)
    except Refusal as refusal:
        _end(task, worker, State.REFUSED, words=refusal.reason, remedy=refusal.remedy)
    except Stopped:
        if listening.cancelled:
            _end(task, worker, State.CANCELLED, words=gettext("It was stopped on its way."))
        else:
            put_back(task=task, by=worker, counted=False)
    except (OperationalError, InterfaceError):
        _broken_off(task, worker)
    except Exception:
        logger.exception("task %s (%s) failed", task.pk, task.kind)
        _failed(task, worker)


def _perform(task: Task, worker: str, listening: Listening) -> None:
    kind = KINDS.get(task.kind)
    if kind is None:
        raise Refusal(gettext("This version has no such task any more."))
    by = _hand(task, kind)
    doing = Doing(task, kind, worker, listening)
    if kind.manner is Manner.WHOLE:
        with transaction.atomic():
            _done(task, worker, kind.do(doing, by=by, **task.arguments))
    else:
        _done(task, worker, kind.do(doing, by=by, **task.arguments))


def _hand(task: Task, kind: Kind) -> Any:
    """Whoever asked, as an action takes them. Raises Refusal where they may no longer."""
    number = task.by.removeprefix("person:")
    if number == task.by or not number.isdigit():
        return task.by
    person = Person.objects.filter(pk=number, is_active=True).first()
    if person is None or (kind.may is not None and not kind.may(person)):
        raise Refusal(gettext("Whoever asked for this may no longer do it."))
    return person


def _done(task: Task, worker: str, result: Result | None) -> None:
    result = result or Result()
    _end(task, worker, State.DONE, words=result.words, href=result.href)


def _end(task: Task, worker: str, state: State, *, words: str, remedy: str = "", href: str = "") -> None:
    """Raises Lost where the task is no longer this worker's."""
    if not end(task=task, by=worker, state=state, words=words, remedy=remedy, href=href):
        raise Lost


def _failed(task: Task, worker: str) -> None:
    remedy = gettext("The operator finds the reason in the log, under task %(number)d.") % {"number": task.pk}
    _end(task, worker, State.FAILED, words=gettext("Something broke that is no fault of yours."), remedy=remedy)


def _broken_off(task: Task, worker: str) -> None:
    """The database went away in the middle: what can be begun again is."""
    logger.warning("task %s (%s) broke off: the database did not answer", task.pk, task.kind)
    connection.close()
    kind = KINDS.get(task.kind)
    if kind is not None and kind.manner is not Manner.ONCE and put_back(task=task, by=worker, counted=True):
        return
    _failed(task, worker)

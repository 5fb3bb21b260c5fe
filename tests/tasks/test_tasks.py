"""What is asked for is done once, told to whoever asked, and never hangs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone, translation

from metronome.accounts.actions import withdraw
from metronome.accounts.enums import Role
from metronome.accounts.models import Appointment
from metronome.ground.audit import Line
from metronome.ground.refusal import Refusal
from metronome.tasks.actions import beat, cancel, clear, enqueue, free, take
from metronome.tasks.actions.asking import MOST
from metronome.tasks.actions.doing import ATTEMPTS, end, put_back
from metronome.tasks.enums import State
from metronome.tasks.locks import Lock
from metronome.tasks.models import Task, Worker
from metronome.tasks.performing import perform
from metronome.tasks.queries import is_anybody_working
from tests.factories.accounts import make_office
from tests.factories.tasks import Quiet, work_off

pytestmark = pytest.mark.django_db


def done(**given: Any) -> Task:
    number = enqueue(**{"task": "tests.greet", "by": "operator", **given})
    return next(one for one in work_off() if one.pk == number)


def ready_again() -> None:
    """The pause before the next attempt is over."""
    Task.objects.filter(state=State.WAITING).update(not_before=timezone.now() - timedelta(minutes=2))


def test_a_task_ends_with_a_sentence_and_the_address_of_what_came_of_it():
    one = done(name="dakar")
    assert (one.state, one.words, one.href) == (State.DONE, "dakar was greeted by operator.", "/en/members/dakar/")
    assert (one.worker, one.ended_at is not None, one.attempts) == ("", True, 1)


def test_a_task_is_done_by_the_hand_and_in_the_language_of_whoever_asked():
    officer = make_office("officer")
    with translation.override("fr"):
        enqueue(task="tests.greet", by=officer, name="dakar")
        enqueue(task="tests.rule", by=officer)
    greeted, refused = work_off()
    assert greeted.words == f"dakar was greeted by {officer}."
    with translation.override("fr"):
        words = translation.gettext("Whoever asked for this may no longer do it.")
    assert words != "Whoever asked for this may no longer do it."
    assert (refused.state, refused.words) == (State.REFUSED, words)


def test_a_refusal_is_told_with_what_would_help():
    one = done(fault="refused")
    assert (one.state, one.words, one.remedy) == (State.REFUSED, "There is nobody to greet.", "Name somebody.")


def test_what_breaks_is_told_in_words_and_its_reason_stands_in_the_log_alone(caplog):
    one = done(fault="broken")
    assert one.state == State.FAILED
    assert "a fault of ours" not in one.words + one.remedy
    assert f"task {one.pk}" in one.remedy
    assert "a fault of ours" in caplog.text


def test_a_right_that_was_withdrawn_since_no_longer_counts():
    person, _another = (make_office(office, role=Role.ADMINISTRATOR) for office in ("administrator", "deputy"))
    enqueue(task="tests.rule", by=person)
    assert [one.state for one in work_off()] == [State.DONE]
    enqueue(task="tests.rule", by=person)
    withdraw(appointment=Appointment.objects.get(person=person), by="operator")
    assert [one.state for one in work_off()] == [State.REFUSED]


def test_nothing_is_done_for_somebody_whose_account_was_closed():
    person = make_office("officer")
    enqueue(task="tests.greet", by=person, name="dakar")
    person.is_active = False
    person.save()
    assert [one.state for one in work_off()] == [State.REFUSED]


def test_a_task_that_this_version_no_longer_has_is_refused():
    enqueue(task="tests.greet", by="operator")
    Task.objects.update(kind="tests.of_long_ago")
    assert [one.state for one in work_off()] == [State.REFUSED]


def test_what_ended_is_found_for_a_month_and_then_forgotten():
    for name in ("dakar", "lagos"):
        done(name=name)
    Task.objects.filter(pk=Task.objects.order_by("pk")[0].pk).update(ended_at=timezone.now() - timedelta(days=31))
    clear(by="worker")
    assert [one.words[:5] for one in Task.objects.all()] == ["lagos"]


def test_nobody_can_ask_for_what_no_room_has():
    with pytest.raises(LookupError):
        enqueue(task="tests.unheard_of", by="operator")


def test_what_is_asked_for_once_is_one_task_whether_it_has_ended_or_not():
    numbers = {enqueue(task="tests.greet", by="operator", once="day:2021-03-17") for _ in range(2)}
    work_off()
    numbers.add(enqueue(task="tests.greet", by="operator", once="day:2021-03-17"))
    assert len(numbers) == Task.objects.count() == 1


def test_what_is_asked_for_stands_and_falls_with_the_transaction():
    def ask_and_break() -> None:
        with transaction.atomic():
            enqueue(task="tests.greet", by="operator")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        ask_and_break()
    assert work_off() == []


def test_one_hand_cannot_fill_the_queue():
    for _ in range(MOST):
        enqueue(task="tests.greet", by="person:9000007")
    with pytest.raises(Refusal):
        enqueue(task="tests.greet", by="person:9000007")
    enqueue(task="tests.greet", by="person:9000008")


def test_what_waits_is_cancelled_at_once_and_what_has_ended_not_at_all():
    task = Task.objects.get(pk=enqueue(task="tests.greet", by="operator"))
    assert cancel(task=task, by="operator").state == State.CANCELLED
    assert work_off() == []
    with pytest.raises(Refusal):
        cancel(task=task, by="operator")


def test_what_is_being_done_stops_when_it_is_cancelled_and_keeps_nothing_if_it_is_whole():
    enqueue(task="tests.whole", by="operator")
    task = take(by="worker")
    assert task is not None
    assert cancel(task=task, by="operator").state == State.RUNNING
    perform(task, worker="worker", listening=Quiet(cancelled=True))
    task.refresh_from_db()
    assert (task.state, Line.objects.count()) == (State.CANCELLED, 0)


def test_a_worker_that_goes_home_gives_back_what_can_be_begun_again_and_ends_what_cannot():
    for kind in ("tests.greet", "tests.once"):
        enqueue(task=kind, by="operator")
    for task in [take(by="worker"), take(by="worker")]:
        assert task is not None
        perform(task, worker="worker", listening=Quiet(stopping=True))
    again, ended = Task.objects.order_by("pk")
    assert (again.state, again.attempts, again.worker) == (State.WAITING, 0, "")
    assert ended.state == State.DONE


def test_the_task_of_a_dead_worker_is_taken_again_but_not_for_ever():
    enqueue(task="tests.greet", by="operator")
    begun = Task.objects.get().not_before
    moments = []
    for number in range(ATTEMPTS):
        ready_again()
        assert take(by=f"dead{number}") is not None
        free(by="worker")
        moments.append(Task.objects.get().not_before)
        if number == 0:
            assert take(by="dead") is not None, "the first time it is begun again at once"
            Task.objects.update(state=State.WAITING, worker="", attempts=1)
    task = Task.objects.get()
    assert (task.state, task.attempts) == (State.INTERRUPTED, ATTEMPTS)
    assert task.words
    assert moments[0] <= begun < moments[1]


def test_what_must_not_be_done_twice_is_told_to_be_interrupted():
    enqueue(task="tests.once", by="operator")
    take(by="dead")
    free(by="worker")
    task = Task.objects.get()
    assert (task.state, bool(task.words), bool(task.remedy)) == (State.INTERRUPTED, True, True)


def test_a_worker_that_is_alive_keeps_its_task_however_long_it_is_silent(settings, tmp_path):
    settings.HOME = tmp_path
    lock = Lock("alive")
    enqueue(task="tests.greet", by="operator")
    take(by="alive")
    Worker.objects.create(name="alive", seen_at=timezone.now() - timedelta(hours=1))
    free(by="worker")
    assert Task.objects.get().worker == "alive"
    lock.release()
    free(by="worker")
    assert (Task.objects.get().worker, Worker.objects.count()) == ("", 0)


def test_a_worker_of_another_machine_is_dead_once_it_was_silent_for_long():
    enqueue(task="tests.greet", by="operator")
    take(by="elsewhere")
    beat(by="elsewhere")
    free(by="worker")
    assert (Task.objects.get().worker, is_anybody_working()) == ("elsewhere", True)
    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    assert not is_anybody_working()
    free(by="worker")
    assert Task.objects.get().worker == ""


def test_a_worker_that_lost_its_task_neither_ends_it_nor_keeps_its_changes():
    enqueue(task="tests.whole", by="operator", theft=True)
    task = take(by="worker")
    assert task is not None
    perform(task, worker="worker", listening=Quiet())
    task.refresh_from_db()
    assert (task.state, Line.objects.count()) == (State.RUNNING, 0)
    Task.objects.update(worker="another")
    assert not end(task=task, by="worker", state=State.DONE)
    assert not put_back(task=task, by="worker", counted=True)


def test_a_database_that_goes_away_is_no_fault_of_the_task():
    enqueue(task="tests.greet", by="operator", fault="gone")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("metronome.tasks.performing.connection.close", lambda: None)
        for _ in range(ATTEMPTS):
            ready_again()
            work_off()
    task = Task.objects.get()
    assert (task.state, task.attempts) == (State.FAILED, ATTEMPTS)

"""A worker: takes one task after the other until it is told to go home.

Beside it beats a heart, a thread with a connection of its own: it says that the worker is there and how far the task
is, and hears whether the task was cancelled. On SQLite it cannot write while a task holds its one transaction; that
the worker is alive is then known by its lock alone.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from .actions.asking import enqueue_due
from .actions.doing import beat, clear, free, go_home, take, tell
from .locks import Lock
from .models import Task
from .performing import perform
from .queries import LEASE

logger = logging.getLogger("metronome.tasks")
#: Seconds between two beats, two looks for a task, and two looks for dead workers.
BEAT, LOOK, CLEAN = 1.0, 0.5, 10.0
SAID = LEASE.total_seconds() / 4


class Heart(threading.Thread):
    """Listens to a task while it is being done; see `performing.Listening`."""

    def __init__(self, name: str, parent: int) -> None:
        super().__init__(name="heart", daemon=True)
        self.worker, self.parent = name, parent
        self.task: Task | None = None
        self.cancelled = self.stopping = self.lost = False
        self._told: tuple[str, int, int] | None = None
        self._over = threading.Event()
        self._said = 0.0

    def begin(self, task: Task) -> None:
        self.cancelled = self.lost = False
        self._told, self.task = None, task

    def done(self) -> None:
        self.task = None

    def told(self, step: str, number: int, of: int) -> None:
        self._told = (step, number, of)

    def stop(self) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        while not self._over.wait(BEAT):
            # Nobody looks after a worker whose keeper was killed.
            self.stopping = self.stopping or os.getppid() != self.parent
            try:
                self._beat()
            except (OperationalError, InterfaceError):
                connection.close()
        connection.close()

    def _beat(self) -> None:
        if connection.connection is None and connection.vendor == "postgresql":
            # A task may hold its own row: then it is asked again with the next beat.
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
        task, told = self.task, self._told
        if task is not None:
            found = Task.objects.filter(pk=task.pk, worker=self.worker).values_list("cancelling", flat=True).first()
            if task is self.task:
                self.lost, self.cancelled = found is None, bool(found)
        if time.monotonic() - self._said > SAID:
            beat(by=self.worker)
            self._said = time.monotonic()
        if task is not None and told is not None and not self.lost:
            tell(task=task, by=self.worker, step=told[0], number=told[1], of=told[2])
            if self._told is told:
                self._told = None


class Working:
    """A worker, with its lock, from coming to going home."""

    def __init__(self, *, parent: int = 0) -> None:
        self.name = secrets.token_hex(8)
        self.heart = Heart(self.name, parent or os.getppid())
        self._cleaned = 0.0

    def go_home(self) -> None:
        """After the task that is being done, or before it where it can be begun again."""
        self.heart.stopping = True

    def run(self, *, until_done: bool = False) -> None:
        """Until told to go home, or until nothing waits. The database may come and go."""
        lock = Lock(self.name)
        self.heart.start()
        try:
            while not self.heart.stopping:
                if not self._turn():
                    if until_done:
                        break
                    time.sleep(LOOK)
        finally:
            self.heart.stop()
            self._leave()
            lock.release()

    def _turn(self) -> bool:
        """Do what there is to do; whether there was anything."""
        close_old_connections()
        try:
            if time.monotonic() - self._cleaned > CLEAN:
                enqueue_due(by="timetable")
                free(by=self.name)
                clear(by=self.name)
                self._cleaned = time.monotonic()
            task = take(by=self.name)
            if task is None:
                return False
            self.perform(task)
        except (OperationalError, InterfaceError) as error:
            logger.warning("the database does not answer: %s", type(error).__name__)
            connection.close()
            return False
        return True

    def perform(self, task: Task) -> None:
        self.heart.begin(task)
        try:
            perform(task, worker=self.name, listening=self.heart)
        finally:
            self.heart.done()

    def _leave(self) -> None:
        try:
            go_home(by=self.name)
        except (OperationalError, InterfaceError):
            logger.warning("the database does not answer; the worker leaves without a word")

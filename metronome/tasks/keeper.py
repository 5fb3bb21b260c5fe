"""Keeps a worker at work: begins another one when it dies, and takes it home when it is told to end, or when the
process that it was begun beside has ended. It does nothing else, so that nothing of it can break."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from types import FrameType

from django.db import connections

from .worker import Working

logger = logging.getLogger("metronome.tasks")
#: Seconds before another worker is begun, after one that did not live longer than that.
PAUSE = 5.0


class Keeper:
    """One worker after the other, each in a process of its own. `beside`: the process with which all this ends."""

    def __init__(self, *, beside: int = 0) -> None:
        self.beside = beside
        self.ending = False
        self.child = 0

    def run(self) -> int:
        """Until told to end; the exit code."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._end)
        while not self.ending:
            began = time.monotonic()
            self._begin()
            self._wait()
            if not self.ending and time.monotonic() - began < PAUSE:
                time.sleep(PAUSE)
        return 0

    def _begin(self) -> None:
        connections.close_all()  # a connection does not survive the parting of processes
        keeper = os.getpid()
        self.child = os.fork()
        if self.child == 0:
            code = 1
            try:
                work(parent=keeper)
                code = 0
            except Exception:
                logger.exception("the worker broke")
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)

    def _wait(self) -> None:
        """Until the worker is gone, whyever."""
        while True:
            found, status = os.waitpid(self.child, os.WNOHANG)
            if found:
                break
            if self.beside and os.getppid() != self.beside:
                self._end()
            if self.ending:
                # Said again until it is gone: a child that has just begun does not hear yet.
                os.kill(self.child, signal.SIGTERM)
            time.sleep(0.2)
        self.child = 0
        if not self.ending:
            logger.warning("the worker has ended (%s); another one begins", status)

    def _end(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.ending = True


def work(*, parent: int) -> None:
    """Be a worker until told to go home."""
    working = Working(parent=parent)

    def end(_signal: int, _frame: FrameType | None) -> None:
        working.go_home()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, end)
    working.run()

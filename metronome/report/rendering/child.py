"""Runs a part of the rendering in a child process, with limits and with errors that say what happened."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import IO, Any

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

SECONDS = 180


@contextmanager
def conversation(script: str) -> Iterator[Callable[[dict[str, Any]], bytes]]:
    """A child that is asked several times: each order a line, each answer a line in base64.

    Asking raises Refusal, with the script's own sentence, when it cannot.
    """
    with tempfile.TemporaryFile() as said, _begun(script, said) as child:
        deadline = Timer(SECONDS, child.kill)
        deadline.start()

        def ask(order: dict[str, Any]) -> bytes:
            assert child.stdin  # noqa: S101 - both are pipes
            assert child.stdout  # noqa: S101
            try:
                child.stdin.write(json.dumps(order, ensure_ascii=False).encode() + b"\n")
                child.stdin.flush()
                answer = child.stdout.readline()
            except BrokenPipeError:
                answer = b""
            if not answer:
                code = child.wait()
                said.seek(0)
                raise _refused(said.read(), code)
            return base64.b64decode(answer)

        try:
            yield ask
        finally:
            # No order more: the child ends by itself, and takes its folder along.
            if child.stdin:
                with suppress(BrokenPipeError):
                    child.stdin.close()
            child.wait()
            deadline.cancel()


def _begun(script: str, said: IO[bytes]) -> subprocess.Popen[bytes]:
    path = Path(__file__).parent / script
    return subprocess.Popen(  # noqa: S603 - our own script, with data on its standard input
        [sys.executable, "-I", str(path), "talk"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    # Few threads: several reports are made side by side, and the bytes do not depend on it.
    return {"PATH": os.environ.get("PATH", ""), "RAYON_NUM_THREADS": "2", "SOURCE_DATE_EPOCH": "0"}


def _refused(said: bytes, code: int) -> Refusal:
    """Why a child ended, in its own sentence."""
    lines = said.decode(errors="replace").strip().splitlines()
    reason = lines[-1] if lines else _("it ended with code %(code)s") % {"code": code}
    return Refusal(_("The document could not be made: %(reason)s") % {"reason": reason})


def run(script: str, order: dict[str, Any]) -> bytes:
    """What the script makes of the order.

    Raises Refusal, with the script's own sentence, when it cannot.
    """
    path = Path(__file__).parent / script
    try:
        done = subprocess.run(  # noqa: S603 - our own script, with data on its standard input
            [sys.executable, "-I", str(path)],
            input=json.dumps(order, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=SECONDS,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal(_("Making the document took longer than %(seconds)s seconds.") % {"seconds": SECONDS}) from error
    if done.returncode:
        raise _refused(done.stderr, done.returncode)
    return done.stdout

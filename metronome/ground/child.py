"""Runs a script of ours in a process of its own, so that its memory and its errors end with it.

The script reads an order on standard input, writes what it makes, and says in a sentence on standard error why not.
What opens files of strangers is run by `confined`, which allows less.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from .refusal import Refusal


def run(script: Path, order: bytes, *, seconds: int = 120) -> bytes:
    """What the script makes of the order.

    Raises Refusal, with the script's own sentence, when it cannot.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own script, with data on its standard input
            [sys.executable, "-I", str(script)],
            input=order,
            capture_output=True,
            timeout=seconds,
            # Few threads: several files are made side by side, and the bytes do not depend on it.
            env={"PATH": os.environ.get("PATH", ""), "RAYON_NUM_THREADS": "2", "SOURCE_DATE_EPOCH": "0"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal(_("Making the file took longer than %(seconds)d seconds.") % {"seconds": seconds}) from error
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        reason = lines[-1] if lines else _("it ended with code %(code)s") % {"code": done.returncode}
        raise Refusal(_("The file could not be made: %(reason)s") % {"reason": reason})
    return done.stdout

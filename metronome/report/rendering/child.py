"""Runs a part of the rendering in a child process, with limits and with errors that say what happened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

SECONDS = 180


def run(script: str, order: dict[str, Any]) -> bytes:
    """What the script makes of the order.

    Raises Refusal, with the script's own sentence, when it cannot.
    """
    path = Path(__file__).parent / script
    # Few threads: several reports are made side by side, and the bytes do not depend on it.
    environment = {"PATH": os.environ.get("PATH", ""), "RAYON_NUM_THREADS": "2", "SOURCE_DATE_EPOCH": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - our own script, with data on its standard input
            [sys.executable, "-I", str(path)],
            input=json.dumps(order, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal(_("Making the document took longer than %(seconds)s seconds.") % {"seconds": SECONDS}) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else _("it ended with code %(code)s") % {"code": done.returncode}
        raise Refusal(_("The document could not be made: %(reason)s") % {"reason": reason})
    return done.stdout

"""Logs as lines of JSON for programs, without anything personal.

What others say comes as they wrote it, without the values they put in (addresses, names, what was typed), and what
broke comes as the kind of the error and the places it went through: its words may quote a row.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

#: The request that is being answered; empty outside of one.
request_id: ContextVar[str] = ContextVar("request_id", default="")
MAIL = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
ADDRESS = re.compile(r"(?:https?://|/)\S+")
OURS = "metronome."


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": words_of(record),
        }
        if number := request_id.get():
            said["request"] = number
        if isinstance(status := getattr(record, "status_code", None), int):
            said["status"] = status
        said |= getattr(record, "said", {})
        if record.exc_info and record.exc_info[0]:
            said["error"] = record.exc_info[0].__name__
            said["through"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(said, ensure_ascii=False)


def words_of(record: logging.LogRecord) -> str:
    """What a record says: our own words with their values, those of others without."""
    words = record.getMessage() if record.name.startswith(OURS) else str(record.msg)
    return ADDRESS.sub("…", MAIL.sub("…", words))

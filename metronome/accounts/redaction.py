"""Keeps secrets out of the logs: the address of a sign-in link opens an account, that in
a digest changes how often there is one."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"(/(?:link|letters)/)[A-Za-z0-9_:-]+")


class Redacted(logging.Filter):
    """Lets every record pass, without the secrets of the addresses in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        cleaned = SECRET.sub(r"\1…", message)
        if cleaned != message:
            record.msg, record.args = cleaned, ()
        return True

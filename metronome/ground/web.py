"""Addresses of the web. A link that people wrote leads to a page, and runs nothing."""

from __future__ import annotations

import re

WEB = re.compile(r"https?://[^\s<>\"]+")


def web_address(text: str) -> str:
    """The address, if it leads to a page of the web; empty for anything else, whatever let it into the record.

    >>> web_address("https://example.org/"), web_address("javascript:alert(1)")
    ('https://example.org/', '')
    """
    return text if WEB.fullmatch(text) else ""

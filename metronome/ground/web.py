"""Addresses of the web. A link that people wrote leads to a page, and runs nothing."""

from __future__ import annotations

import re

WEB = re.compile(r"https?://[^\s<>\"]+")


def number_in(text: str) -> int:
    """The number of a line, a draft or a version that an address or a form names; 0, which none of them has, for
    anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def web_address(text: str) -> str:
    """The address, if it leads to a page of the web; empty for anything else, whatever let it into the record.

    >>> web_address("https://example.org/"), web_address("javascript:alert(1)")
    ('https://example.org/', '')
    """
    return text if WEB.fullmatch(text) else ""

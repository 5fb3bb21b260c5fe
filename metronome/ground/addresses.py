"""Addresses of doors, made once. Making one costs as much as looking up ten words, and a list has one for each row."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

Where = tuple[str | None, str, str]


def where_read() -> Where:
    """What the words and the addresses of a page follow from: its language, the doors there are, what they stand
    under."""
    return get_language(), get_urlconf() or settings.ROOT_URLCONF, get_script_prefix()


def address(door: str, *parts: str | int) -> str:
    """The address of a door in the language of the page.

    Raises NoReverseMatch where there is no such door, or not with such parts.
    """
    return address_at(where_read(), door, *parts)


@lru_cache(maxsize=8192)
def address_at(where: Where, door: str, *parts: str | int) -> str:
    """The same where `where`, which is read for each page, is known already."""
    return reverse(door, args=parts)

"""Addresses of doors, made once and read once. Making one costs as much as looking up ten words, and a list has one
for each row; reading one tries a hundred doors in turn."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import (
    LocalePrefixPattern,
    ResolverMatch,
    URLPattern,
    URLResolver,
    get_script_prefix,
    get_urlconf,
    reverse,
)
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


#: A longer address is looked for each time: what is kept must not fill the memory.
LONGEST = 200


class Doors(URLResolver):
    """Doors under a common beginning. Where an address leads is kept; what a request is given of it Django makes anew,
    so that nobody can change what is kept."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._kept = lru_cache(maxsize=1024)(self._read)

    def resolve(self, path: str) -> ResolverMatch:
        # An address without a door is no address, and kept nowhere.
        return self._kept(path, get_language()) if len(path) <= LONGEST else super().resolve(path)

    def _read(self, path: str, _language: str | None) -> ResolverMatch:
        match = super().resolve(path)
        # All the doors that were tried before, which are told to developers; they are most of what would be kept.
        match.tried = None
        return match


def under_language(*doors: URLPattern | URLResolver) -> list[Doors]:
    """The doors whose addresses begin with the language of the page."""
    return [Doors(LocalePrefixPattern(), list(doors))]

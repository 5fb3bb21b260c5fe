"""Parts of pages that are the same but for an address or some pieces: drawn once, and these put in afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

#: Stands in what is drawn for an address of the page. No word can look so, since words are escaped.
PLACE = SafeString("<address of the page>")


HOLE = re.compile(r"<hole for (\w+)>")


def hole(name: str) -> SafeString:
    """Stands in what is drawn for a piece of the page."""
    return SafeString(f"<hole for {name}>")


def with_pieces(drawn: Sequence[str], pieces: Mapping[str, str]) -> SafeString:
    """What was drawn, taken apart at its holes, with the pieces of this page; those that are not safe are escaped."""
    whole = list(drawn)
    given = [pieces[name] for name in drawn[1::2]]
    whole[1::2] = [piece if type(piece) is SafeString else conditional_escape(piece) for piece in given]
    return SafeString("".join(whole))


def filled(drawn: Sequence[str], addresses: Sequence[str]) -> SafeString:
    """What was drawn, taken apart where an address comes, with the addresses of this page."""
    places = [escape(address) for address in addresses[: len(drawn) - 1]]
    return SafeString("".join(part for pair in zip(drawn, [*places, ""], strict=True) for part in pair))

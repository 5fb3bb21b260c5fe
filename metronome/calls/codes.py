"""Codes by which everybody names an application."""

from __future__ import annotations

import secrets

#: Of what a code is made: nothing that is read as something else.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_code(call: str) -> str:
    """A code for an application to a call, which says nothing of how many there are."""
    return f"{call[:60]}-{''.join(secrets.choice(SIGNS) for _ in range(7))}"

"""Who may begin a network."""

from __future__ import annotations

from typing import Any

from metronome.accounts.enums import Role
from metronome.accounts.gate import of_roles
from metronome.accounts.queries import roles_of


@of_roles(Role.OPERATOR)
def can_found(person: Any) -> bool:
    """Operators: answer what a new network is asked, and make it."""
    return Role.OPERATOR in roles_of(person)

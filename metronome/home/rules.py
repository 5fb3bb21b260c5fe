"""Who may do what that crosses rooms."""

from __future__ import annotations

from typing import Any

from metronome.accounts.gate import of_roles
from metronome.accounts.queries import roles_of
from metronome.desk.rules import KEEPERS


@of_roles(*KEEPERS)
def can_translate(person: Any) -> bool:
    """Officers, editors and the Secretary General: bring the texts of the record into the network's languages."""
    return bool(roles_of(person) & KEEPERS)

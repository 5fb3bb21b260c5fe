"""Who may do what that crosses rooms."""

from __future__ import annotations

from typing import Any

from metronome.accounts.enums import Role
from metronome.accounts.gate import SIGNED_IN, of_roles
from metronome.accounts.queries import roles_of
from metronome.desk.rules import KEEPERS, can_write
from metronome.plan.work_sheets import ASSESSMENTS


@of_roles(*KEEPERS)
def can_translate(person: Any) -> bool:
    """Officers, editors and the Secretary General: bring the texts of the record into the network's languages."""
    return bool(roles_of(person) & KEEPERS)


@of_roles(*KEEPERS, Role.BOARD_MEMBER)
def can_prepare_assessments(person: Any) -> bool:
    """Officers, editors, the Secretary General and the Board: read what assessments rest on, propose them."""
    return can_write(person, ASSESSMENTS.kind)


@of_roles(*SIGNED_IN)
def can_find_more(person: Any) -> bool:
    """Whoever has signed in: find what they may read besides what is public."""
    return bool(person.is_authenticated)

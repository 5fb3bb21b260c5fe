"""Who keeps the record."""

from __future__ import annotations

from typing import Any

from metronome.accounts.enums import Role
from metronome.accounts.gate import of_roles
from metronome.accounts.queries import roles_of

REVIEWERS = frozenset({Role.EDITOR, Role.SECRETARY_GENERAL})
KEEPERS = REVIEWERS | {Role.OFFICER}


@of_roles(*KEEPERS)
def can_keep(person: Any) -> bool:
    """Officers, editors and the Secretary General: propose what is to change or come in."""
    return bool(roles_of(person) & KEEPERS)


@of_roles(*REVIEWERS)
def can_review(person: Any) -> bool:
    """Editors and the Secretary General: return, approve what is not their own, publish, undo."""
    return bool(roles_of(person) & REVIEWERS)

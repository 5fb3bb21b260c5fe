"""Who may do what with the record."""

from __future__ import annotations

from typing import Any

from metronome.accounts.gate import of_roles
from metronome.accounts.queries import roles_of
from metronome.desk.rules import KEEPERS, REVIEWERS


@of_roles(*KEEPERS)
def can_note_activities(person: Any) -> bool:
    """Officers, editors and the Secretary General: note what the network did, change it, send it for review."""
    return bool(roles_of(person) & KEEPERS)


@of_roles(*REVIEWERS)
def can_review_activities(person: Any) -> bool:
    """Editors and the Secretary General: return, approve what is not their own, publish, cancel, undo."""
    return bool(roles_of(person) & REVIEWERS)

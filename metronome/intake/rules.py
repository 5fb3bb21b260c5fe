"""Who may bring lists in."""

from __future__ import annotations

from typing import Any

from metronome.accounts.gate import of_roles
from metronome.desk.rules import KEEPERS, REVIEWERS, can_decide, can_keep, can_review

from .models import Import


@of_roles(*KEEPERS)
def can_see_import(person: Any, found: Import) -> bool:
    """Whoever handed the file in, if they keep the record; editors and the Secretary General."""
    return can_review(person) or (can_keep(person) and found.by == str(person))


@of_roles(*REVIEWERS)
def can_commit_import(person: Any, found: Import) -> bool:
    """Editors and the Secretary General, if they decide on what is in it: put a list on record, which approves it."""
    return can_review(person) and can_decide(person, found.kind)

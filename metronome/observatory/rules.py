"""Who may do what with the observatory."""

from __future__ import annotations

from typing import Any

from metronome.accounts.enums import Role
from metronome.accounts.gate import of_roles
from metronome.accounts.queries import roles_of
from metronome.desk.rules import KEEPERS, REVIEWERS
from metronome.network.queries import members_spoken_for

from .models import RoundMember


@of_roles(*KEEPERS)
def can_keep_rounds(person: Any) -> bool:
    """Officers, editors and the Secretary General: ask members for values, check and approve what they say."""
    return bool(roles_of(person) & KEEPERS)


@of_roles(*REVIEWERS)
def can_publish_rounds(person: Any) -> bool:
    """Editors and the Secretary General: publish what a round brought as a release."""
    return bool(roles_of(person) & REVIEWERS)


@of_roles(Role.FOCAL_POINT, *KEEPERS)
def can_answer(person: Any, asked: RoundMember) -> bool:
    """The member's own focal points, and the secretariat on their behalf; another hand approves."""
    if not person.is_authenticated:
        return False
    return asked.member_id in members_spoken_for(person) or can_keep_rounds(person)

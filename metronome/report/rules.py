"""Who may do what with the report."""

from __future__ import annotations

from typing import Any

from metronome.accounts.enums import Role
from metronome.accounts.gate import of_roles
from metronome.accounts.queries import roles_of
from metronome.network.rules import can_speak_for

from .models import Statement

#: The secretariat that prepares a report, and the Board for which it is prepared.
PREPARING = frozenset(
    {Role.OFFICER, Role.EDITOR, Role.FINANCE, Role.SECRETARY_GENERAL, Role.BOARD_MEMBER},
)
COMPOSING = frozenset({Role.OFFICER, Role.EDITOR, Role.SECRETARY_GENERAL})
WAIVING = SETTLING = frozenset({Role.EDITOR, Role.SECRETARY_GENERAL})


@of_roles(*PREPARING)
def can_see_editions_in_preparation(person: Any) -> bool:
    """The secretariat and the Board: read a report before it is published."""
    return bool(roles_of(person) & PREPARING)


@of_roles(*COMPOSING)
def can_compose_editions(person: Any) -> bool:
    """Officers, editors and the Secretary General: begin a report, arrange its parts, write its texts."""
    return bool(roles_of(person) & COMPOSING)


@of_roles(Role.FOCAL_POINT, *PREPARING)
def can_read_statement(person: Any, statement: Statement) -> bool:
    """The member's own focal points; the secretariat and the Board."""
    return can_speak_for(person, statement.member) or can_see_editions_in_preparation(person)


@of_roles(*SETTLING)
def can_settle_editions(person: Any) -> bool:
    """Editors and the Secretary General: freeze a report; publish one that another hand has frozen."""
    return bool(roles_of(person) & SETTLING)


@of_roles(*WAIVING)
def can_waive_findings(person: Any) -> bool:
    """Editors and the Secretary General: let a finding pass, with a reason and their name."""
    return bool(roles_of(person) & WAIVING)

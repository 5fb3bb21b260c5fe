"""Who may do what with projects."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from metronome.accounts.enums import Role
from metronome.accounts.gate import of_roles
from metronome.accounts.queries import roles_of
from metronome.desk.rules import KEEPERS
from metronome.network.queries import members_spoken_for

from .models import Project
from .queries import leads_on

PAYERS = frozenset({Role.FINANCE, Role.SECRETARY_GENERAL})
FOLLOWERS = KEEPERS | PAYERS


@of_roles(*FOLLOWERS)
def can_follow_projects(person: Any) -> bool:
    """The secretariat: see what projects owe, what waits for acceptance, and which instalments are due."""
    return bool(roles_of(person) & FOLLOWERS)


@of_roles(Role.FOCAL_POINT, *FOLLOWERS)
def can_enter(person: Any, project: Project) -> bool:
    """The focal points of the member that leads the project, while it leads; the secretariat."""
    return can_lead(person, project) or can_follow_projects(person)


@of_roles(Role.FOCAL_POINT)
def can_lead(person: Any, project: Project) -> bool:
    """The focal points of the member that leads the project, while it leads."""
    if not person.is_authenticated:
        return False
    return leads_on(project, frozenset(members_spoken_for(person)), timezone.localdate())


@of_roles(*FOLLOWERS)
def can_accept(person: Any, project: Project) -> bool:
    """The secretariat: accept or give back what was entered by another hand."""
    del project
    return can_follow_projects(person)


@of_roles(*PAYERS)
def can_pay_in_some(person: Any) -> bool:
    """Finance and the Secretary General: see which instalments may be paid."""
    return bool(roles_of(person) & PAYERS)


@of_roles(*PAYERS)
def can_pay(person: Any, project: Project) -> bool:
    """Finance and the Secretary General: note that an instalment was paid."""
    del project
    return can_pay_in_some(person)

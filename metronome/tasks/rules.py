"""Who may see whose tasks."""

from __future__ import annotations

from typing import Any

from metronome.accounts.enums import Role
from metronome.accounts.gate import of_roles
from metronome.accounts.queries import roles_of

from .models import Task


def can_see_all_tasks(person: Any) -> bool:
    """Administrators and operators: see what everybody has asked for."""
    return bool(roles_of(person) & {Role.ADMINISTRATOR, Role.OPERATOR})


@of_roles(Role.ADMINISTRATOR, Role.OPERATOR)
def can_follow(person: Any, task: Task) -> bool:
    """Whoever asked for the task; administrators and operators."""
    return task.by == str(person) or can_see_all_tasks(person)

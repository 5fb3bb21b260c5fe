"""Who may do what with accounts."""

from __future__ import annotations

from typing import Any

from .enums import Role
from .gate import of_roles
from .queries import roles_of


@of_roles(Role.ADMINISTRATOR, Role.OPERATOR)
def can_give_roles(person: Any) -> bool:
    """Administrators and operators: invite people, give roles and withdraw them."""
    return bool(roles_of(person) & {Role.ADMINISTRATOR, Role.OPERATOR})

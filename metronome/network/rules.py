"""Who may do what with the network."""

from __future__ import annotations

from typing import Any

from metronome.accounts.enums import Role
from metronome.accounts.gate import of_roles

from .models import FocalPoint, Member


@of_roles(Role.FOCAL_POINT)
def can_speak_for(person: Any, member: Member) -> bool:
    """The member's own focal points, while they are appointed."""
    return bool(
        person.is_authenticated and FocalPoint.objects.standing().filter(person=person, member=member).exists()
    )

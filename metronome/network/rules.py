"""Who may do what with the network."""

from __future__ import annotations

from typing import Any

from metronome.accounts.enums import Role
from metronome.accounts.gate import of_roles
from metronome.accounts.queries import roles_of

from .models import Member, Partner
from .queries import members_spoken_for, partners_spoken_for

APPOINTING = frozenset({Role.OFFICER, Role.SECRETARY_GENERAL, Role.ADMINISTRATOR, Role.OPERATOR})
ANSWERING = frozenset({Role.OFFICER, Role.EDITOR, Role.SECRETARY_GENERAL})


@of_roles(*APPOINTING)
def can_appoint_focal_points(person: Any) -> bool:
    """Officers, the Secretary General and whoever gives roles: say and end who speaks for a member or a partner."""
    return bool(roles_of(person) & APPOINTING)


@of_roles(*ANSWERING)
def can_answer_corrections(person: Any) -> bool:
    """Officers, editors and the Secretary General: answer what members' focal points ask to be corrected."""
    return bool(roles_of(person) & ANSWERING)


@of_roles(Role.FOCAL_POINT, *ANSWERING)
def can_keep_logo(person: Any, member: Member) -> bool:
    """The member's own focal points; officers, editors and the Secretary General."""
    return can_speak_for(person, member) or can_answer_corrections(person)


@of_roles(Role.FOCAL_POINT)
def can_speak_for(person: Any, member: Member) -> bool:
    """The member's own focal points, while they are appointed."""
    return person.is_authenticated and member.pk in members_spoken_for(person)


@of_roles(Role.FOCAL_POINT)
def can_speak_for_a_member(person: Any) -> bool:
    """Focal points of any member, while they are appointed."""
    return person.is_authenticated and bool(members_spoken_for(person))


@of_roles(Role.PARTNER)
def can_speak_for_partner(person: Any, partner: Partner) -> bool:
    """The partner's own focal points, while they are appointed."""
    return person.is_authenticated and partners_spoken_for(person).filter(pk=partner.pk).exists()

"""Who may do what in the exchange."""

from __future__ import annotations

from typing import Any

from metronome.accounts.enums import Role
from metronome.accounts.gate import of_roles
from metronome.accounts.queries import roles_of
from metronome.desk.rules import KEEPERS, can_keep, can_review
from metronome.network.rules import APPOINTING, can_speak_for, can_speak_for_a_member

from .models import Expert, Letter, Practice
from .queries import experts_of


@of_roles(Role.FOCAL_POINT, *KEEPERS)
def can_take_part(person: Any) -> bool:
    """Focal points of any member, officers, editors and the Secretary General: ask, and check what fits."""
    return can_speak_for_a_member(person) or can_keep(person)


@of_roles(Role.FOCAL_POINT, *KEEPERS)
def can_confirm(person: Any, practice: Practice) -> bool:
    """The focal points of the city of a practice; for a city that is no member, editors and the Secretary General."""
    return speaks_for_origin(person, practice)


def speaks_for_origin(person: Any, practice: Practice) -> bool:
    """Whether somebody answers for the city that a practice comes from."""
    return can_speak_for(person, practice.member) if practice.member else can_review(person)


@of_roles(Role.FOCAL_POINT, *KEEPERS)
def can_read_letter(person: Any, letter: Letter) -> bool:
    """Whoever asked the question."""
    return bool(letter.sender_id == person.pk)


@of_roles(*APPOINTING)
def can_appoint_experts(person: Any) -> bool:
    """Officers, the Secretary General and whoever gives roles: say who signs in as an expert, and end it."""
    return bool(roles_of(person) & APPOINTING)


@of_roles(Role.EXPERT)
def is_expert(person: Any, expert: Expert) -> bool:
    """The expert themselves, while they sign in as such."""
    return experts_of(person).filter(pk=expert.pk).exists()

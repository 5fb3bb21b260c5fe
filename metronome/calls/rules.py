"""Who may do what with applications."""

from __future__ import annotations

from typing import Any

from metronome.accounts.enums import Role
from metronome.accounts.gate import of_roles
from metronome.desk.rules import KEEPERS, can_keep

from .models import Application


@of_roles(Role.APPLICANT)
def can_write_application(person: Any, application: Application) -> bool:
    """The people of the city who write the application."""
    return application.keepers.filter(person=person.pk, until=None).exists()


@of_roles(*KEEPERS)
def can_screen(person: Any, application: Application) -> bool:
    """Officers, editors and the Secretary General: check an application that they do not write themselves."""
    return can_keep(person) and not can_write_application(person, application)

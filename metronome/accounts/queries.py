"""What may be asked about people and their roles."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils import timezone

from .enums import Role
from .models import Appointment, Person, SignInLink


def roles_of(person: Any) -> frozenset[Role]:
    """The roles that a person holds now for the whole network; asked once for the person of a request."""
    if not person.is_authenticated:
        return frozenset({Role.VISITOR})
    held: frozenset[Role] | None = getattr(person, "_roles", None)
    if held is None:
        codes = Appointment.objects.standing().filter(person=person).values_list("role", flat=True)
        held = frozenset(Role(code) for code in codes) | ({Role.OPERATOR} if person.is_staff else frozenset())
        person._roles = held
    return held


def digest_of(token: str) -> str:
    """What is kept of a link's secret."""
    return sha256(token.encode()).hexdigest()


def open_link(token: str) -> SignInLink | None:
    """The link with this secret, unless it was used or its time is over."""
    return (
        SignInLink.objects.select_related("person")
        .filter(digest=digest_of(token), used_at=None, expires_at__gt=timezone.now())
        .first()
    )


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Somebody who may sign in, or is invited to, with the appointments that stand."""

    person: Person
    appointments: tuple[Appointment, ...]

    @property
    def is_invited(self) -> bool:
        return not self.person.is_active


def people() -> list[Listed]:
    """Everybody with an account, by name; two queries."""
    standing: dict[int, list[Appointment]] = {}
    for appointment in Appointment.objects.standing():
        standing.setdefault(appointment.person_id, []).append(appointment)
    return [
        Listed(person=person, appointments=tuple(standing.get(person.pk, ())))
        for person in Person.objects.order_by("name", "email")
    ]


def language_of(email: str) -> str:
    """The language in which somebody wishes to be written to; empty for strangers and those who did not say."""
    return Person.objects.filter(email=email.lower()).values_list("language", flat=True).first() or ""


def shown_name(person: Person) -> str:
    """How a letter or a page addresses somebody."""
    return person.name or person.email

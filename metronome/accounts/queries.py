"""What may be asked about people and their roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from metronome.ground.once import MOMENT, NUMBER, Once

from .enums import Role
from .models import Appointment, Person, SignInLink

LETTERS = "letters"


def roles_of(person: Any) -> frozenset[Role]:
    """The roles that a person holds now for the whole network; asked once for the person of a request."""
    if not person.is_authenticated:
        return frozenset({Role.VISITOR})
    held: frozenset[Role] | None = getattr(person, "_roles", None)
    if held is None:
        codes = _ROLES.rows(person=person.pk, now=timezone.now())
        held = frozenset(Role(code) for code in codes) | ({Role.OPERATOR} if person.is_staff else frozenset())
        person._roles = held
    return held


def is_held(roles: Iterable[Role]) -> bool:
    """Whether somebody who can sign in holds one of some roles now."""
    return Appointment.objects.standing().filter(role__in=list(roles), person__is_active=True).exists()


def _standing(person: int, now: datetime) -> QuerySet[Appointment, str]:
    return Appointment.objects.standing(now).filter(person=person).values_list("role", flat=True)


_ROLES = Once(_standing, person=NUMBER, now=MOMENT)


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


def letters_token(person: Person) -> str:
    """What stands in the address by which whoever has a digest says how often they wish one; it opens nothing else."""
    return signing.dumps(person.pk, salt=LETTERS)


def person_of_letters(token: str) -> Person | None:
    """The person of such an address, if it is one of ours and their account is open."""
    try:
        pk = signing.loads(token, salt=LETTERS)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=pk, is_active=True).first()


def language_of(email: str) -> str:
    """The language in which somebody wishes to be written to; empty for strangers and those who did not say."""
    return Person.objects.filter(email=email.lower()).values_list("language", flat=True).first() or ""


def operators() -> list[str]:
    """What those are called who look after this instance, by name."""
    people = Person.objects.filter(is_staff=True, is_active=True).order_by("name", "email")
    return [shown_name(person) for person in people]


def shown_name(person: Person) -> str:
    """How a letter or a page addresses somebody."""
    return person.name or person.email


def names_of(hands: Iterable[str]) -> dict[str, str]:
    """What people are called whom lines name by their number, in one question; whoever worked on the machine, and what
    came from a folder, in the reader's words; other hands stay as they are."""
    hands = set(hands)
    numbers = [int(hand.removeprefix("person:")) for hand in hands if hand.removeprefix("person:").isdigit()]
    others = {hand: words for hand in hands if (words := _on_the_machine(hand))}
    if not numbers:
        return others
    # Their number is filled up to a power of two, so that the SQL is made for few of them.
    room = 1 << (len(numbers) - 1).bit_length()
    asked = {f"p{place}": number for place, number in enumerate(numbers + numbers[:1] * (room - len(numbers)))}
    return others | {f"person:{pk}": name or email for pk, name, email in _named(room).rows(**asked)}


def _on_the_machine(hand: str) -> str:
    """A hand that commands leave, in the reader's words; empty for any other."""
    whose, _space, name = hand.partition(" ")
    if whose == "operator" and name:
        return gettext("on the machine: %(name)s") % {"name": name}
    return gettext("from the folder %(name)s") % {"name": name} if whose == "folder" and name else ""


@cache
def _named(room: int) -> Once[tuple[int, str, str]]:
    return Once(_names, **{f"p{place}": NUMBER - place for place in range(room)})


def _names(**numbers: int) -> QuerySet[Person, tuple[int, str, str]]:
    return Person.objects.filter(pk__in=numbers.values()).values_list("pk", "name", "email")

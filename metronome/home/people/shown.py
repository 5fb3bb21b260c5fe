"""What the pages of people show: everybody with an account, with roles and grants, and one of them with their past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metronome.accounts.enums import Role
from metronome.accounts.models import Appointment, Person
from metronome.accounts.queries import Listed, names_of, people, shown_name
from metronome.ground.fold import fold_words
from metronome.network.models import FocalPoint
from metronome.network.queries import focal_points_standing


@dataclass(frozen=True, kw_only=True)
class PersonListed:
    """Somebody of the list, with the members that they speak for."""

    listed: Listed
    grants: Sequence[FocalPoint]

    @property
    def person(self) -> Person:
        return self.listed.person

    @property
    def roles(self) -> frozenset[str]:
        held = {appointment.role for appointment in self.listed.appointments}
        held |= {Role.FOCAL_POINT.value} if self.grants else set()
        return frozenset(held | ({Role.OPERATOR.value} if self.person.is_staff else set()))


def people_listed(words: str = "", role: str = "") -> list[PersonListed]:
    """Everybody whose name or address holds the words, and who has the role; three questions."""
    grants: dict[int, list[FocalPoint]] = {}
    for grant in focal_points_standing():
        grants.setdefault(grant.person_id, []).append(grant)
    found = [PersonListed(listed=one, grants=grants.get(one.person.pk, ())) for one in people()]
    wanted = fold_words(words)
    return [
        one
        for one in found
        if wanted in fold_words(f"{one.person.name} {one.person.email}") and (not role or role in one.roles)
    ]


@dataclass(frozen=True, kw_only=True)
class Held:
    """A role or a grant that somebody has or had, and who gave it."""

    appointment: Appointment | None
    grant: FocalPoint | None
    by: str
    stands: bool


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    person: Person
    name: str
    held: Sequence[Held]


def person_page(person: Person) -> PersonPage:
    """Somebody with every role and grant, those that stand first."""
    appointments = list(person.appointments.order_by("-since", "-pk"))
    grants = list(FocalPoint.objects.filter(person=person).select_related("member").order_by("-since", "-pk"))
    standing = {*Appointment.objects.standing().filter(person=person).values_list("pk", flat=True)}
    speaking = {*FocalPoint.objects.standing().filter(person=person).values_list("pk", flat=True)}
    names = names_of([one.by for one in appointments] + [one.by for one in grants])
    held = [
        Held(appointment=one, grant=None, by=names.get(one.by, one.by), stands=one.pk in standing)
        for one in appointments
    ]
    held += [
        Held(appointment=None, grant=one, by=names.get(one.by, one.by), stands=one.pk in speaking) for one in grants
    ]
    return PersonPage(person=person, name=shown_name(person), held=sorted(held, key=lambda one: not one.stands))

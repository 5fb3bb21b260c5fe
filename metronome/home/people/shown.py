"""What the pages of people show: everybody with an account, with roles and grants, and one of them with their past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import gettext

from metronome.accounts.enums import Role
from metronome.accounts.models import Appointment, Grant, Person
from metronome.accounts.queries import Listed, names_of, people, shown_name
from metronome.design.templatetags.texts import plain
from metronome.exchange.models import ExpertAccount
from metronome.exchange.queries import expert_accounts_standing
from metronome.ground.fold import fold_words
from metronome.network.models import FocalPoint, PartnerFocalPoint
from metronome.network.queries import focal_points_standing, partner_focal_points_standing

Given = TypeVar("Given", bound=Grant)


@dataclass(frozen=True, kw_only=True)
class PersonListed:
    """Somebody of the list, with the members and partners that they speak for."""

    listed: Listed
    grants: Sequence[FocalPoint]
    experts: Sequence[ExpertAccount]
    partners: Sequence[PartnerFocalPoint]

    @property
    def person(self) -> Person:
        return self.listed.person

    @property
    def roles(self) -> frozenset[str]:
        held = {appointment.role for appointment in self.listed.appointments}
        held |= {Role.FOCAL_POINT.value} if self.grants else set()
        held |= {Role.EXPERT.value} if self.experts else set()
        held |= {Role.PARTNER.value} if self.partners else set()
        return frozenset(held | ({Role.OPERATOR.value} if self.person.is_staff else set()))


def people_listed(words: str = "", role: str = "") -> list[PersonListed]:
    """Everybody whose name or address holds the words, and who has the role; five questions."""
    grants = by_person(focal_points_standing())
    experts, partners = by_person(expert_accounts_standing()), by_person(partner_focal_points_standing())
    found = [
        PersonListed(
            listed=one,
            grants=grants.get(one.person.pk, ()),
            experts=experts.get(one.person.pk, ()),
            partners=partners.get(one.person.pk, ()),
        )
        for one in people()
    ]
    wanted = fold_words(words)
    return [
        one
        for one in found
        if wanted in fold_words(f"{one.person.name} {one.person.email}") and (not role or role in one.roles)
    ]


def by_person(grants: Iterable[Given]) -> dict[int, list[Given]]:
    """The grants by the key of who holds them."""
    found: dict[int, list[Given]] = {}
    for grant in grants:
        found.setdefault(grant.person.pk, []).append(grant)
    return found


@dataclass(frozen=True, kw_only=True)
class Held:
    """A role or a grant that somebody has or had, who gave it, and the door that ends it."""

    label: str
    given: Appointment | Grant
    by: str
    stands: bool
    end_href: str


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    person: Person
    name: str
    held: Sequence[Held]


def person_page(person: Person) -> PersonPage:
    """Somebody with every role and grant, those that stand first."""
    given = list(all_given(person))
    standing = {
        *Appointment.objects.standing().filter(person=person),
        *FocalPoint.objects.standing().filter(person=person),
        *ExpertAccount.objects.standing().filter(person=person),
        *PartnerFocalPoint.objects.standing().filter(person=person),
    }
    names = names_of(one.by for _, one, _ in given)
    held = [
        Held(label=label, given=one, by=names.get(one.by, one.by), stands=one in standing, end_href=href)
        for label, one, href in given
    ]
    return PersonPage(person=person, name=shown_name(person), held=sorted(held, key=lambda one: not one.stands))


def all_given(person: Person) -> Iterator[tuple[str, Appointment | Grant, str]]:
    """Every role and grant that somebody ever had, with what it is called and the door that ends it."""
    latest = ("-since", "-pk")
    for role in person.appointments.order_by(*latest):
        yield str(role.get_role_display()), role, reverse("home:end_role", args=[role.pk])
    for speaks in FocalPoint.objects.filter(person=person).select_related("member").order_by(*latest):
        label = gettext("Focal point of %(member)s") % {"member": plain(speaks.member.name)}
        yield label, speaks, reverse("network:end_focal_point", args=[speaks.pk])
    for account in ExpertAccount.objects.filter(person=person).select_related("expert").order_by(*latest):
        label = gettext("Expert: %(name)s") % {"name": account.expert.name}
        yield label, account, reverse("exchange:end_expert_account", args=[account.pk])
    for of in PartnerFocalPoint.objects.filter(person=person).select_related("partner").order_by(*latest):
        label = gettext("Focal point of %(member)s") % {"member": plain(of.partner.name)}
        yield label, of, reverse("network:end_partner_focal_point", args=[of.pk])

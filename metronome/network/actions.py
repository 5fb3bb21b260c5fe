"""What may be done to the network. What is given is put by its identity, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.models import Person
from metronome.ground import audit
from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put
from metronome.ground.refusal import Refusal

from .given import GivenContact, GivenListed, GivenMember, GivenNetwork, GivenPartner
from .models import Alias, Contact, FocalPoint, Member, Network, Partner, PartnerKind, Region, Standing

_LISTED = ("name", "order")
_ALIAS = ("spelling", "kind")


def put_network(*, network: GivenNetwork, by: Hand) -> None:
    """Put the one network of this instance."""
    columns = tuple(name for name in GivenNetwork.__slots__ if name != "slug")
    put(Noun(Network, "network", columns), [network], by=by)


def put_regions(*, regions: Iterable[GivenListed], by: Hand) -> Keys:
    """Put the regions."""
    return put(Noun(Region, "region", _LISTED), regions, by=by)


def put_partner_kinds(*, kinds: Iterable[GivenListed], by: Hand) -> Keys:
    """Put the kinds of partner."""
    return put(Noun(PartnerKind, "partner-kind", _LISTED), kinds, by=by)


def put_members(*, members: Iterable[GivenMember], regions: Keys, by: Hand) -> Keys:
    """Put the members, each with its standings and aliases."""
    columns = (
        "name",
        "official_name",
        "country",
        "region",
        "latitude",
        "longitude",
        "place",
        "languages",
        "website",
        "order",
    )
    parts = {
        "standings": Part(Standing, "member", ("kind", "since", "until", "why")),
        "aliases": Part(Alias, "member", _ALIAS),
    }
    return put(Noun(Member, "member", columns, references={"region": regions}, parts=parts), members, by=by)


def put_partners(*, partners: Iterable[GivenPartner], kinds: Keys, by: Hand) -> Keys:
    """Put the partners, each with its aliases."""
    columns = ("name", "acronym", "kind", "website")
    parts = {"aliases": Part(Alias, "partner", _ALIAS)}
    return put(Noun(Partner, "partner", columns, references={"kind": kinds}, parts=parts), partners, by=by)


def put_contacts(*, contacts: Iterable[GivenContact], members: Keys, partners: Keys, by: Hand) -> Keys:
    """Put the people with an office. Their names stand in no line of the audit, only a reference to them."""
    columns = ("name", "office", "member", "partner", "since", "until", "is_public", "languages")
    noun = Noun(
        Contact,
        "contact",
        columns,
        references={"member": members, "partner": partners},
        personal=frozenset({"name"}),
    )
    return put(noun, contacts, by=by)


@transaction.atomic
def appoint_focal_point(*, person: Person, member: Member, by: object) -> FocalPoint:
    """Let a person speak for a member.

    Raises Refusal if they do already.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if FocalPoint.objects.standing().filter(person=person, member=member).exists():
        raise Refusal(_("This person is a focal point of the member already."), field="person")
    grant = FocalPoint.objects.create(person=person, member=member, by=str(by))
    audit.note(by=by, verb="appoint", subject=f"member:{member.slug}", change={"focal_point": [None, str(person)]})
    return grant


@transaction.atomic
def withdraw_focal_point(*, grant: FocalPoint, by: object) -> None:
    """End that a person speaks for a member; it counts from their next request on.

    Raises Refusal if it has ended.
    """
    if not FocalPoint.objects.standing().filter(pk=grant.pk).update(until=timezone.now()):
        raise Refusal(_("This person no longer is a focal point of the member."))
    subject = f"member:{grant.member.slug}"
    audit.note(by=by, verb="withdraw", subject=subject, change={"focal_point": [str(grant.person), None]})

"""What may be done to the network. What is given is put by its identity, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put

from .given import GivenContact, GivenListed, GivenMember, GivenNetwork, GivenPartner
from .models import Alias, Contact, Member, Network, Partner, PartnerKind, Region, Standing

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

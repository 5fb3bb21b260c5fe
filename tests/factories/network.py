"""A small network of no place in particular: two languages, two regions."""

from __future__ import annotations

from datetime import date

from metronome.accounts.models import Person
from metronome.ground.text import Text
from metronome.network.enums import StandingKind
from metronome.network.models import (
    Alias,
    Contact,
    CorrectionRequest,
    Member,
    Network,
    Partner,
    PartnerKind,
    Region,
    Standing,
)


def text(wording: str, language: str = "fr") -> Text:
    """A text in its source language alone."""
    return Text.of({language: wording}, source=language)


def make_network(**fields: object) -> Network:
    given = {"slug": "net", "name": text("Réseau"), "languages": ["fr", "en"], "required_languages": ["fr"]}
    return Network.objects.create(**{**given, **fields})


def make_region(slug: str = "africa", **fields: object) -> Region:
    return Region.objects.create(**{"slug": slug, "name": text(slug.title()), **fields})


def make_member(
    slug: str = "dakar",
    *,
    kind: str = StandingKind.FULL,
    since: date | None = None,
    until: date | None = None,
    spellings: tuple[str, ...] = (),
    **fields: object,
) -> Member:
    """A government with one standing."""
    given = {"slug": slug, "name": text(slug.title()), "country": "SN"}
    member = Member.objects.create(**{**given, **fields})
    Standing.objects.create(member=member, kind=kind, since=since, until=until)
    for spelling in spellings:
        Alias.objects.create(spelling=spelling, member=member)
    return member


def make_partner(slug: str = "alliance", *, spellings: tuple[str, ...] = (), **fields: object) -> Partner:
    kind, _ = PartnerKind.objects.get_or_create(slug="network", defaults={"name": text("réseau")})
    partner = Partner.objects.create(**{"slug": slug, "name": text(slug.title()), "kind": kind, **fields})
    for spelling in spellings:
        Alias.objects.create(spelling=spelling, partner=partner)
    return partner


def make_contact(slug: str = "focal-point-of-dakar", **fields: object) -> Contact:
    given = {"slug": slug, "name": "Focal Point of Dakar", "office": text("point focal")}
    return Contact.objects.create(**{**given, **fields})


def make_correction(member: Member, person: Person, **fields: object) -> CorrectionRequest:
    """What a focal point says is not right, not answered yet."""
    given = {"subject": f"member:{member.slug}", "about": member.slug.title(), "field": "website", "wanted": "another"}
    return CorrectionRequest.objects.create(member=member, asked_by=person, **{**given, **fields})

"""The lists of the network as files: what the page shows, all of it, one row for each thing."""

from __future__ import annotations

from collections.abc import Sequence

from metronome.design.words import reader
from metronome.ground.phrases import country_in_words

from .models import Member, Partner, Standing

MEMBERS = (
    "slug",
    "name",
    "official_name",
    "country",
    "country_name",
    "region",
    "standing",
    "since",
    "until",
    "latitude",
    "longitude",
    "place",
    "website",
)
PARTNERS = ("slug", "name", "acronym", "kind", "website")


def member_row(member: Member, standing: Standing | None) -> Sequence[object]:
    return (
        member.slug,
        member.name.in_(reader()),
        member.official_name,
        member.country,
        country_in_words(member.country),
        member.region.slug if member.region else "",
        standing.kind if standing else "",
        standing.since.isoformat() if standing and standing.since else "",
        standing.until.isoformat() if standing and standing.until else "",
        None if member.latitude is None else float(member.latitude),
        None if member.longitude is None else float(member.longitude),
        member.place,
        member.website,
    )


def partner_row(partner: Partner) -> Sequence[object]:
    return (
        partner.slug,
        partner.name.in_(reader()),
        partner.acronym.in_(reader()),
        partner.kind.slug,
        partner.website,
    )

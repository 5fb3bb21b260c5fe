"""The network and its members for machines, in the words of schema.org."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from metronome.design.words import reader
from metronome.network.models import Member, Network


def network_data(network: Network) -> dict[str, Any]:
    contact = network.contact if isinstance(network.contact, dict) else {}
    return {
        "@type": "Organization",
        "@id": f"{settings.ADDRESS}/",
        "url": f"{settings.ADDRESS}/{reader()}/",
        "name": network.name.in_(reader()),
        "legalName": network.full_name.in_(reader()),
        "description": network.lede.in_(reader()),
        "email": contact.get("email"),
        "telephone": contact.get("phone"),
        "sameAs": contact.get("website"),
    }


def member_data(member: Member, network: Network, address: str) -> dict[str, Any]:
    place = member.latitude is not None and member.longitude is not None
    return {
        "@type": "GovernmentOrganization",
        "@id": address,
        "name": member.name.in_(reader()),
        "legalName": member.official_name,
        "alternateName": sorted({alias.spelling for alias in member.aliases.all()}),
        "url": member.website,
        "memberOf": {"@type": "Organization", "@id": f"{settings.ADDRESS}/", "name": network.name.in_(reader())},
        "location": {
            "@type": "Place",
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": float(member.latitude or 0),
                "longitude": float(member.longitude or 0),
            },
        }
        if place
        else None,
    }

"""What may be done to bodies and mandates. What is given is put by its identity, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put

from .given import GivenBody, GivenMandate, GivenOffice
from .models import Body, Mandate, Office


def put_bodies(*, bodies: Iterable[GivenBody], by: Hand) -> Keys:
    """Put the bodies of the network."""
    return put(Noun(Body, "body", ("kind", "label", "task", "order")), bodies, by=by)


def put_offices(*, offices: Iterable[GivenOffice], by: Hand) -> Keys:
    """Put what mandates are called."""
    return put(Noun(Office, "office", ("label", "order")), offices, by=by)


def put_mandates(
    *,
    mandates: Iterable[GivenMandate],
    bodies: Keys,
    offices: Keys,
    contacts: Keys,
    regions: Keys,
    members: Keys,
    by: Hand,
) -> Keys:
    """Put who holds which office, for whom."""
    noun = Noun(
        Mandate,
        "mandate",
        ("body", "office", "contact", "region", "since", "until", "order"),
        references={"body": bodies, "office": offices, "contact": contacts, "region": regions},
        parts={"members": Part(Mandate.members.through, "mandate", ("member",), {"member": members})},
    )
    return put(noun, mandates, by=by)

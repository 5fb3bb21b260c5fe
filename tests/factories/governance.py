from __future__ import annotations

from collections.abc import Iterable

from metronome.governance.models import Body, Mandate, Office
from metronome.network.models import Contact, Member

from .network import make_contact, text


def make_body(slug: str = "board", **fields: object) -> Body:
    return Body.objects.create(**{"slug": slug, "label": text(slug.title()), **fields})


def make_mandate(
    body: Body, *, contact: Contact | None = None, members: Iterable[Member] = (), **fields: object
) -> Mandate:
    """That somebody sits in a body for these members."""
    office, _ = Office.objects.get_or_create(slug="seat", defaults={"label": text("siège")})
    slug = str(fields.pop("slug", f"{body.slug}-{Mandate.objects.count()}"))
    mandate = Mandate.objects.create(
        slug=slug, body=body, office=office, contact=contact or make_contact(f"holder-of-{slug}"), **fields
    )
    mandate.members.set(members)
    return mandate

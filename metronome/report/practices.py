"""Makes the frozen rows of the practices of a period, and of those that were taken over in it."""

from __future__ import annotations

from metronome.exchange import queries as exchange
from metronome.ground.period import Period
from metronome.ground.text import Text

from .snapshot import PracticeRow, TransferRow


def practice_rows(period: Period) -> tuple[PracticeRow, ...]:
    """The practices that were published in the period."""
    return tuple(
        PracticeRow(
            slug=row.slug,
            title=row.title,
            collection=row.collection.slug,
            collection_title=row.collection.title,
            member=row.member.slug if row.member else "",
            city=row.city,
            published_on=row.published_on,
        )
        for row in exchange.practices_published_in(period)
    )


def transfer_rows(period: Period) -> tuple[TransferRow, ...]:
    """The practices that were taken over in the period."""
    found = []
    for one in exchange.transfers_in(period):
        practice, member = one.adoption.practice, one.adoption.member
        origin = practice.member
        found.append(
            TransferRow(
                key=f"{practice.slug}/{member.slug}",
                practice=practice.slug,
                title=practice.title,
                origin=origin.slug if origin else "",
                origin_name=origin.name if origin else Text(),
                city=practice.city,
                member=member.slug,
                member_name=member.name,
                on=one.on,
                standing=one.standing,
            )
        )
    return tuple(found)

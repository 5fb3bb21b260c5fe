"""What may be done to what the network hears. What is given is put by its identity, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, put

from .given import GivenBilateral
from .models import Bilateral


def put_bilaterals(*, bilaterals: Iterable[GivenBilateral], members: Keys, partners: Keys, by: Hand) -> Keys:
    """Put the bilateral meetings. Confidential notes stand in no line of the audit, only a reference to them."""
    columns = tuple(name for name in GivenBilateral.__slots__ if name != "slug")
    noun = Noun(
        Bilateral,
        "bilateral",
        columns,
        references={"member": members, "partner": partners},
        personal=frozenset({"notes"}),
    )
    return put(noun, bilaterals, by=by)


def cancel_bilaterals(*, slugs: Iterable[str], by: Hand) -> None:
    """Take bilateral meetings back: they count no more and keep their line."""
    for meeting in Bilateral.objects.filter(slug__in=list(slugs), is_cancelled=False):
        meeting.is_cancelled = True
        meeting.save(update_fields=["is_cancelled"])
        by.note("cancel", f"bilateral:{meeting.slug}", {"is_cancelled": [False, True]})

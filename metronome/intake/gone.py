"""What the record has and a folder has no more."""

from __future__ import annotations

from collections.abc import Container, Iterable

from metronome.ground.hand import Hand, Keys
from metronome.listening.actions import cancel_bilaterals
from metronome.listening.models import Bilateral
from metronome.record.actions import cancel_activities, cancel_mentions
from metronome.record.enums import State
from metronome.record.models import Activity, MediaMention


def gone_of(subject: str, keys: Keys, known: Container[str]) -> list[str]:
    """The subjects that the record knows by these keys and the folder does not."""
    return [f"{subject}:{name}" for name in keys.ids if name not in known]


class GoneActivities:
    """What counts and can be cancelled: activities, media mentions, bilateral meetings."""

    def __init__(self, *, activities: Container[str], mentions: Container[str], bilaterals: Container[str]) -> None:
        standing = Activity.objects.exclude(state=State.CANCELLED).values_list("code", flat=True)
        self.codes = [code for code in standing.iterator() if code not in activities]
        self.mentions = _missing(
            MediaMention.objects.filter(is_cancelled=False).values_list("slug", flat=True), mentions
        )
        self.bilaterals = _missing(
            Bilateral.objects.filter(is_cancelled=False).values_list("slug", flat=True), bilaterals
        )

    @property
    def subjects(self) -> list[str]:
        return [
            *(f"activity:{code}" for code in self.codes),
            *(f"mention:{slug}" for slug in self.mentions),
            *(f"bilateral:{slug}" for slug in self.bilaterals),
        ]

    def cancel(self, *, why: str, by: Hand) -> None:
        """Take them back; each keeps its line."""
        cancel_activities(codes=self.codes, why=why, by=by)
        cancel_mentions(slugs=self.mentions, by=by)
        cancel_bilaterals(slugs=self.bilaterals, by=by)


def _missing(slugs: Iterable[str], known: Container[str]) -> list[str]:
    return [slug for slug in slugs if slug not in known]

"""What somebody looks after: regions and lines of plans. It opens nothing; it says what their desk shows first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from metronome.ground.once import NUMBER, Once
from metronome.ground.text import Text
from metronome.home.models import Remit
from metronome.report.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """The regions and the lines of somebody; without any, all of them."""

    regions: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        return not (self.regions or self.lines)

    def has_region(self, slug: str) -> bool:
        return not self.regions or slug in self.regions

    def has_line(self, line: str) -> bool:
        return not self.lines or line in self.lines


def remit_of(person: Any) -> LookedAfter:
    """What a person said that they look after."""
    found = next(iter(_REMIT.rows(person=person.pk)), None)
    return LookedAfter(frozenset(found.regions), frozenset(found.lines)) if found else LookedAfter()


def _remit(person: int) -> QuerySet[Remit]:
    return Remit.objects.filter(person=person)


_REMIT = Once(_remit, person=NUMBER)


def lines_of(snapshot: Snapshot) -> list[tuple[str, str, Text]]:
    """The lines of the plans of a period: what a remit calls each, its code and its words."""
    return [
        (f"{node.plan}/{node.code}", node.code, node.short_label or node.label)
        for node in snapshot.nodes
        if not node.parent and node.plan in snapshot.plan
    ]


def regions_of(snapshot: Snapshot) -> list[tuple[str, Text]]:
    return [(region.slug, region.name) for region in snapshot.regions]


def line_of(snapshot: Snapshot, key: str) -> str:
    """The line that a node belongs to, as a remit calls it; empty for a node that is not on record."""
    node = snapshot.node.get(key)
    while node is not None and node.parent:
        node = snapshot.node.get(node.parent)
    return f"{node.plan}/{node.code}" if node else ""


def chosen(values: Sequence[str], there: Sequence[tuple[Any, ...]]) -> list[str]:
    """Those of the values that there are, in the order in which they are offered."""
    return [row[0] for row in there if row[0] in set(values)]

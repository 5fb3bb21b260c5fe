"""The exhibit of what a release says otherwise than an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from metronome.design.pictures.pen import Palette
from metronome.design.pictures.rank import Bar, rank
from metronome.design.words import direction_of, reader
from metronome.ground.addresses import address
from metronome.ground.phrases import number_in_words

from ..asked import read_release, value_of
from ..changes import Differences, Statement, differences, release_before
from ..enums import Difference
from .asking import sources_of
from .exhibit import Exhibit, Row, Unclear

CHANGES = (
    "kind", "source", "indicator", "area", "first_day", "last_day", "sex", "age", "before", "before_status", "after",
    "after_status",
)  # fmt: skip


def read_changes(asked: QueryDict) -> Differences | None:
    """The differences of a release and the one it is held against, else the one before; None where there is no earlier
    one, or they were not made.

    Raises Unclear.
    """
    faults: list[str] = []
    later = read_release(asked, faults)
    earlier = read_release(asked, faults, "against") if value_of(asked, "against") else None
    if faults:
        raise Unclear(*faults)
    if later is None:
        return None
    earlier = earlier or release_before(later)
    if earlier is not None and earlier.cutoff.number > later.cutoff.number:
        raise Unclear(_("“%(release)s” is not earlier than this release.") % {"release": earlier.slug})
    return differences(earlier, later) if earlier else None


def changes(asked: QueryDict) -> Exhibit | None:
    found = read_changes(asked)
    return changes_of(found) if found else None


def changes_of(found: Differences) -> Exhibit:
    told = {"later": found.later.title.in_(reader()), "earlier": found.earlier.title.in_(reader())}
    title = _("%(later)s against %(earlier)s: what changed") % told

    def draw(width: int, palette: Palette) -> SafeString:
        totals = [(kind, found.total(kind)) for kind in Difference]
        most = max((number for _kind, number in totals), default=0) or 1
        bars = [Bar(str(kind.label), number / most, number_in_words(number)) for kind, number in totals]
        return rank(bars, sentence=title, width=width, palette=palette, direction=direction_of(reader()))

    def make() -> Iterator[Row]:
        for one in found.rows():
            yield (
                one.kind.value, one.source, one.indicator, one.area, one.first_day.isoformat(),
                one.last_day.isoformat(), one.sex, one.age, *_said(one.before), *_said(one.after),
            )  # fmt: skip

    return Exhibit(
        view="changes",
        title=title,
        release=found.later,
        query={"against": found.earlier.slug},
        columns=CHANGES,
        make=make,
        draw=draw,
        sources=sources_of([one.source for one in found.counts]),
        page=address("observatory:release", found.later.slug),
        notes=[_("What is new is counted, and not listed row by row.")],
    )


def _said(side: Sequence[Statement]) -> tuple[str, str]:
    """Values and statuses of one side; several where several methods stated something."""
    values = "; ".join("" if one.value is None else f"{one.value:f}" for one in side)
    return values, "; ".join(one.status.value for one in side)

"""Rankings and results as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .results import Reached
from .shown import StandingShown

RANKING = (
    "place", "place_by_plain_mean", "code", "title", "city", "country", "reviews", "adjusted", "mean",
    "chance_per_cent", "is_grey", "proposed", "outcome",
)  # fmt: skip
RESULTS = ("outcome", "code", "title", "city", "country")


def ranking_rows(rows: Iterable[StandingShown]) -> Iterator[Sequence[object]]:
    for row in rows:
        one = row.standing
        yield (
            one.adjusted_rank, one.mean_rank, one.entry, row.title, row.city, row.country, one.reviews,
            round(one.adjusted, 6), round(float(one.mean), 6), row.chance, int(one.is_grey), row.proposed, row.outcome,
        )  # fmt: skip


def results_rows(found: Iterable[Reached]) -> Iterator[Sequence[object]]:
    for group in found:
        for one in group.entries:
            yield group.outcome.code, one.code, one.title, one.city, one.country

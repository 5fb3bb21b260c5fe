"""Rankings as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .shown import StandingShown

RANKING = (
    "place", "place_by_plain_mean", "code", "title", "city", "country", "reviews", "adjusted", "mean",
    "chance_per_cent", "is_grey", "proposed", "outcome",
)  # fmt: skip


def ranking_rows(rows: Iterable[StandingShown]) -> Iterator[Sequence[object]]:
    for row in rows:
        one = row.standing
        yield (
            one.adjusted_rank, one.mean_rank, one.entry, row.title, row.city, row.country, one.reviews,
            round(one.adjusted, 6), round(float(one.mean), 6), row.chance, int(one.is_grey), row.proposed, row.outcome,
        )  # fmt: skip

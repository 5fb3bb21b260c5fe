"""A ranking as plain values."""

from __future__ import annotations

from typing import Any

from .places import Ranking


def ranking_plain(found: Ranking) -> dict[str, Any]:
    """What a program reads. Means are fractions too, since they decide ties."""
    method, offsets = found.method, found.offsets
    return {
        "places": method.places,
        "draws": method.draws,
        "seed": method.seed,
        "grey": list(method.grey),
        "weights": {criterion: float(weight) for criterion, weight in method.weights.items()},
        "chance": offsets.chance,
        "reviewers": [
            {"reviewer": name, "offset": value, "error": offsets.uncertainty()[name]}
            for name, value in offsets.by_reviewer().items()
        ],
        "entries": [
            {
                "entry": one.entry,
                "reviews": one.reviews,
                "mean": float(one.mean),
                "mean_exact": str(one.mean),
                "mean_rank": one.mean_rank,
                "adjusted": one.adjusted,
                "adjusted_rank": one.adjusted_rank,
                "error": one.error,
                "probability": one.probability,
                "is_grey": one.is_grey,
            }
            for one in found.standings
        ],
    }

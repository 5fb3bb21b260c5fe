"""What the reviews of a panel come to, by the method that was frozen before they were written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from metronome.ground.canonical import digest
from metronome.ground.kept import kept

from ..enums import ReviewState
from ..models import Criterion, Review, ReviewRound, ReviewVersion
from ..ranking.places import Method, Ranking, rank
from ..ranking.totals import Review as Given
from ..steps import parts_at
from .entries import entries_of


def weights_now(found: ReviewRound) -> dict[str, str]:
    """The weights of the criteria of the call, as texts."""
    criteria = parts_at(Criterion.objects.filter(call=found.call_id), found.call, found.stage).order_by("order", "pk")
    return {one.code: format(one.weight.normalize(), "f") for one in criteria}


def method_content(found: ReviewRound, weights: Mapping[str, str]) -> dict[str, Any]:
    """Everything by which a panel reads and ranks: what its digest is made of. The first step goes without saying."""
    names = ("panel", "judges", "per_entry", "load", "places", "reads_language", "several_regions", "employer_years")
    further = ("grey_from", "grey_to", "draws", "seed", "size_question")
    step = {"stage": found.stage} if found.stage else {}
    return {name: getattr(found, name) for name in (*names, *further)} | step | {"weights": dict(weights)}


def is_as_frozen(found: ReviewRound) -> bool:
    """Whether the method is the one whose digest was noted."""
    return bool(found.sha256) and digest(method_content(found, found.weights)) == found.sha256


def method_of(found: ReviewRound) -> Method:
    return Method(
        {code: Fraction(weight) for code, weight in found.weights.items()},
        found.places,
        found.draws,
        found.seed,
        (found.grey_from / 100, found.grey_to / 100),
    )


def sent_versions(found: ReviewRound) -> list[ReviewVersion]:
    """The reviews that count, each in its latest version. What was recused or given to somebody else does not."""
    reviews = Review.objects.filter(
        juror__round=found, state=ReviewState.SENT, application__in=entries_of(found)
    ).select_related("application", "juror")
    known = {review.pk: review for review in reviews}
    versions = ReviewVersion.objects.filter(review__in=known).order_by("pk")
    found_versions = [one for one in versions if one.number == known[one.review_id].version]
    for one in found_versions:
        one.review = known[one.review_id]
    return found_versions


def given_reviews(versions: Sequence[ReviewVersion]) -> list[Given]:
    """Reviews as the ranking takes them: applications by code, jurors by number."""
    return sorted(
        (
            Given(
                one.review.application.code,
                str(one.review.juror),
                {code: Fraction(score) for code, score in one.scores.items()},
            )
            for one in versions
        ),
        key=lambda one: (one.entry, one.reviewer),
    )


def ranking_of(found: ReviewRound) -> Ranking:
    """The ranking of a round as it stands now. Kept for as long as no review changes."""
    reviews = given_reviews(sent_versions(found))
    frozen = tuple((one.entry, one.reviewer, tuple(sorted(one.scores.items()))) for one in reviews)
    return _ranked(frozen, tuple(sorted(found.weights.items())), found.places, found.draws, found.seed,
                   found.grey_from, found.grey_to)  # fmt: skip


@kept(8)
def _ranked(
    reviews: tuple[tuple[str, str, tuple[tuple[str, Fraction], ...]], ...],
    weights: tuple[tuple[str, str], ...],
    places: int,
    draws: int,
    seed: int,
    grey_from: int,
    grey_to: int,
) -> Ranking:
    method = Method(
        {code: Fraction(weight) for code, weight in weights}, places, draws, seed, (grey_from / 100, grey_to / 100)
    )
    return rank([Given(entry, reviewer, dict(scores)) for entry, reviewer, scores in reviews], method)

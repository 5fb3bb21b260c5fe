"""Scores as jurors type them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from ..models import Criterion


def read_scores(criteria: Iterable[Criterion], typed: Mapping[str, Any]) -> dict[str, str]:
    """The scores that were given, by criterion, as plain decimal texts. Raises Refusal for what is no score."""
    scores = {}
    for criterion in criteria:
        words = str(typed.get(f"score_{criterion.code}", "")).strip().replace(",", ".")
        if not words:
            continue
        try:
            score = Decimal(words)
        except InvalidOperation:
            score = Decimal("NaN")
        if not score.is_finite() or not criterion.lowest <= score <= criterion.highest or len(words) > 9:
            raise Refusal(
                _("A score is a number from %(lowest)s to %(highest)s.")
                % {"lowest": _short(criterion.lowest), "highest": _short(criterion.highest)},
                field=f"score_{criterion.code}",
            )
        scores[criterion.code] = _short(score)
    return scores


def _short(number: Decimal) -> str:
    return format(number.normalize(), "f")

"""Results of a practice, each checked by itself: a check holds for the result as it was worded when it was checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from metronome.ground.canonical import digest
from metronome.ground.text import Text

from .given import GivenClaim
from .models import Claim


def mark_of(claim: Claim | GivenClaim) -> str:
    """What a check remembers of a result: its words in the language in which they were written, number, unit, day and
    source. Whoever changes one of them tells another result, which nobody has checked; a translation changes none."""
    value = None if claim.value is None else format(claim.value.normalize(), "f")
    said = [_written(claim.label), value, _written(claim.unit), claim.on, claim.source]
    return digest(said)[:16]


def _written(text: Text) -> str:
    return text.texts.get(text.source, "")


def checks_by_claim(verifications: Iterable[Any]) -> dict[str, list[Any]]:
    """The verifications that are of one result, by its mark."""
    found: dict[str, list[Any]] = {}
    for one in verifications:
        if one.claim:
            found.setdefault(one.claim, []).append(one)
    return found

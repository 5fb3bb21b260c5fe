"""Terms on record, as they would be given."""

from __future__ import annotations

from metronome.ground.told import held

from .given import GivenTerms
from .models import ProjectTerms


def held_terms(terms: ProjectTerms) -> GivenTerms:
    """The terms with their parts, each in the order in which it was put."""
    return held(GivenTerms, terms)

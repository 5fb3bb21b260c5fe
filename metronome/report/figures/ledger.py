"""All figures at once, in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from metronome.ground import collector
from metronome.report.snapshot import Snapshot

from . import (
    activities,
    bodies,
    challenges,
    coverage,
    experts,
    member,
    members,
    partners,
    people,
    practices,
    projects,
    results,
)  # fmt: skip
from .figure import DEFINITIONS, Figure
from .indicators import indicator_figures

#: Named here so that importing the ledger defines every figure.
NOUNS = (
    activities,
    results,
    challenges,
    coverage,
    members,
    partners,
    people,
    experts,
    bodies,
    member,
    projects,
    practices,
)


def compute_all(snapshot: Snapshot) -> dict[str, Figure]:
    """Every figure that can be said of what the snapshot is about, by its id, in the order of the ids."""
    with collector.held_back():
        found = {id: one.compute(snapshot) for id, one in DEFINITIONS.items() if one.is_of(snapshot)}
        found |= {figure.id: figure for figure in indicator_figures(snapshot)}
        return dict(sorted(found.items()))


def figures_json(figures: Mapping[str, Figure], *, languages: tuple[str, ...]) -> dict[str, Any]:
    """As `report.json` and the command line print figures: with label and definition in each language."""
    data: dict[str, Any] = {id: figure.to_json() for id, figure in figures.items()}
    for language in languages:
        with translation.override(language):
            for id, printed in data.items():
                printed.setdefault("label", {})[language] = figures[id].definition.label()
                printed.setdefault("definition", {})[language] = figures[id].definition.words()
    return data

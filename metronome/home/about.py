"""What the page about the data says: sources, definitions, how to check, what may be taken along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metronome.ground.audit import anchor
from metronome.ground.period import Period
from metronome.network.models import Member, Network
from metronome.network.queries import the_network
from metronome.record.models import Activity
from metronome.report.figures.figure import DEFINITIONS
from metronome.report.found import figure_href
from metronome.report.models import Document


@dataclass(frozen=True, kw_only=True)
class DefinitionShown:
    """A figure's id, label, unit and definition in the reader's language."""

    id: str
    label: str
    unit: str
    words: str
    href: str


@dataclass(frozen=True, kw_only=True)
class AboutPage:
    network: Network | None
    definitions: Sequence[DefinitionShown]
    documents: Sequence[Document]
    activities: int
    placed: int
    anchor: str


def about_page(period: Period) -> AboutPage:
    """Everything that the page says; figures lead to their pages for the period."""
    return AboutPage(
        network=the_network(),
        definitions=[
            DefinitionShown(id=id, label=one.label(), unit=one.unit, words=one.words(), href=figure_href(id, period))
            for id, one in sorted(DEFINITIONS.items())
            if not one.of_member  # those have pages in the statement of a member only
        ],
        documents=list(Document.objects.all()),
        activities=Activity.objects.counted().count(),
        placed=Member.objects.exclude(latitude=None).count(),
        anchor=anchor(),
    )

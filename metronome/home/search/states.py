"""How far something has come that is not public, in the words of its noun."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext

from metronome.calls.enums import ApplicationState
from metronome.desk.enums import State as ProposalState
from metronome.home.enums import Sort
from metronome.home.models import Document
from metronome.network.enums import CorrectionState
from metronome.plan.enums import PlannedState
from metronome.projects.enums import ProjectState
from metronome.record.enums import State as ActivityState
from metronome.report.enums import EditionState

STATES: Mapping[Sort, type[TextChoices]] = {
    Sort.ENTRY: ActivityState,
    Sort.PLANNED: PlannedState,
    Sort.PROPOSAL: ProposalState,
    Sort.REQUEST: CorrectionState,
    Sort.APPLICATION: ApplicationState,
    Sort.PILOT: ProjectState,
    Sort.COMPOSED: EditionState,
}


def state_in_words(document: Document) -> str:
    """Empty for what is public, and where its noun keeps no states."""
    if not document.state:
        return ""
    if document.sort is Sort.MEETING:
        return gettext("taken back")
    if document.sort is Sort.ACCOUNT:
        return gettext("invited")
    return str(STATES[document.sort](document.state).label)

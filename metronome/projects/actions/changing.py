"""What whoever leads a project asks to have changed: a proposal of the desk, narrowed to what they may ask, with the
reason beside it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.desk.actions import propose, submit_proposal
from metronome.ground.refusal import Refusal

from ..given import GivenProject
from ..models import ChangeRequest, Project

#: The fields of the sheet that a change request may touch: period, budget, partners, and what follows from them.
CHANGEABLE = ("last_day", "months", "carriers", "sources", "budget", "instalments", "reports", "outputs")


@transaction.atomic
def ask_change(*, project: str, given: GivenProject, version: int, why: str, by: Any) -> ChangeRequest:
    """Ask for a change, and send it for review. What else is given than may be asked stays as it stands.

    Raises Refusal without a reason and where nothing differs, Conflict where others changed the same since `version`.
    """
    if not why.strip():
        raise Refusal(_("Say why it is to change."), field="why")
    found = Project.objects.select_for_update().get(slug=project)
    proposal = propose(kind="projects", identity=project, given=given, version=version, only=CHANGEABLE, by=by)
    submit_proposal(number=proposal.pk, by=by)
    return ChangeRequest.objects.create(
        project=found, proposal=proposal, why=why.strip(), asked_by=str(by), asked_on=timezone.localdate()
    )

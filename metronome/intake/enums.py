from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalState(models.TextChoices):
    """Where an activity that was read in a report stands."""

    OPEN = "open", _("to review")
    KEPT = "kept", _("on record already")
    ACCEPTED = "accepted", _("accepted as a draft")
    REJECTED = "rejected", _("rejected")


class Asked(StrEnum):
    """What a worker is asked for."""

    LOOK = "intake.look"
    COMMIT = "intake.commit"
    READ = "intake.read"
    READ_AGAIN = "intake.read_again"

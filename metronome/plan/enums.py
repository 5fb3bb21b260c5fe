from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeKind(models.TextChoices):
    """What an amendment does to a node of its plan."""

    REWORD = "reword", _("says it in other words")
    ADD = "add", _("adds")
    END = "end", _("ends")


class Method(models.TextChoices):
    """How an expectation is measured."""

    NUMBER = "number", _("number")
    PERCENTAGE = "percentage", _("percentage")
    SCALE = "scale", _("scale")
    NARRATIVE = "narrative", _("in words")


class PlannedState(models.TextChoices):
    """What is meant to happen with a planned activity; whether it was done, the record says."""

    PLANNED = "planned", _("planned")
    POSTPONED = "postponed", _("postponed")
    DROPPED = "dropped", _("dropped")

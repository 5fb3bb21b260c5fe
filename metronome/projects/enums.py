"""Where a project stands, who carries it, where its money comes from, and what became of what was entered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectState(models.TextChoices):
    """As somebody stated it; nothing is derived from days, which may not be known."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Under way")
    SUSPENDED = "suspended", _("Suspended")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Called off")


class CarrierRole(models.TextChoices):
    LEAD = "lead", _("Lead")
    PARTNER = "partner", _("Partner")


class SourceKind(models.TextChoices):
    GRANT = "grant", _("Grant")
    OWN = "own", _("Own contribution")
    IN_KIND = "in_kind", _("In kind")
    OTHER = "other", _("Other source")


class Level(models.TextChoices):
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class TripMode(models.TextChoices):
    PLANE = "plane", _("Plane")
    TRAIN = "train", _("Train")
    COACH = "coach", _("Coach")
    CAR = "car", _("Car")
    SHIP = "ship", _("Ship")
    OTHER = "other", _("Other")


class DeliveryKind(models.TextChoices):
    REPORT = "report", _("Report")
    OUTPUT = "output", _("Output")


class EntryState(models.TextChoices):
    """Of what one hand entered and another one looks at."""

    ENTERED = "entered", _("Waits for acceptance")
    ACCEPTED = "accepted", _("Accepted")
    RETURNED = "returned", _("Given back")

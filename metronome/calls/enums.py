"""What questions of a form ask for, and where a call stands by its clock."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    TEXT = "text", _("Text")
    CHOICE = "choice", _("One of several options")
    CHOICES = "choices", _("Any of several options")
    NUMBER = "number", _("Number with its unit")
    DAY = "day", _("Day")
    FILE = "file", _("File")
    TABLE = "table", _("Table")


class ApplicationState(models.TextChoices):
    """How far an application has come by the hands of its city and of the secretariat. What a jury makes of it is its
    outcome, which is the call's data."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Handed in")
    INFO_REQUESTED = "info_requested", _("Information asked for")
    ELIGIBLE = "eligible", _("Eligible")
    INELIGIBLE = "ineligible", _("Not eligible")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DUPLICATE = "duplicate", _("Duplicate")
    MERGED = "merged", _("Merged into another")


class Clock(StrEnum):
    """Where a stage or a call stands at a moment. A stage without any day is undated: not known yet."""

    UNDATED = "undated"
    COMING = "coming"
    RUNNING = "running"
    PAST = "past"

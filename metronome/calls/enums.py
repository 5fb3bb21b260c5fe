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


class Clock(StrEnum):
    """Where a stage or a call stands at a moment. A stage without any day is undated: not known yet."""

    UNDATED = "undated"
    COMING = "coming"
    RUNNING = "running"
    PAST = "past"

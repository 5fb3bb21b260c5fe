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
    PLACE = "place", _("Place on the map")


class ApplicationState(models.TextChoices):
    """How far an application has come by the hands of its city and of the secretariat. What a jury makes of it is its
    outcome, which is the call's data."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Handed in")
    INFO_REQUESTED = "info_requested", _("Information asked for")
    ELIGIBLE = "eligible", _("Eligible")
    INELIGIBLE = "ineligible", _("Not eligible")
    INVITED = "invited", _("Invited to the next step")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DUPLICATE = "duplicate", _("Duplicate")
    MERGED = "merged", _("Merged into another")


class Clock(StrEnum):
    """Where a stage or a call stands at a moment. A stage without any day is undated: not known yet."""

    UNDATED = "undated"
    COMING = "coming"
    RUNNING = "running"
    PAST = "past"


class JurorState(models.TextChoices):
    """How somebody stands to a panel to which they were invited."""

    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Left")


class RelationKind(models.TextChoices):
    """How an application or a juror stands to a city, a country, an area, an organisation."""

    CITY = "city", _("City")
    COUNTRY = "country", _("Country")
    AREA = "area", _("Metropolitan area")
    PARTNER = "partner", _("Partner city")
    SPONSOR = "sponsor", _("Sponsor")
    EMPLOYER = "employer", _("Employer")
    BOARD = "board", _("Board of a sponsor")


#: What an application can stand in a relation to, besides its city, country and co-applicants.
OF_ENTRIES = (RelationKind.AREA, RelationKind.PARTNER, RelationKind.SPONSOR)


class ConflictKind(models.TextChoices):
    """Why somebody must not judge an application."""

    OWN_CITY = "own_city", _("Own city")
    COUNTRY = "country", _("Own country")
    AREA = "area", _("Own metropolitan area")
    PARTNER_CITY = "partner_city", _("Partner city of their own")
    CO_APPLICANT = "co_applicant", _("Applies together with it")
    EMPLOYER = "employer", _("Works or worked there")
    SPONSORS_BOARD = "sponsors_board", _("Sits on the board of its sponsor")
    APPLICANT = "applicant", _("Writes the application")
    DECLARED = "declared", _("Declared")


class ReviewState(models.TextChoices):
    """How far a juror is with an application."""

    ASSIGNED = "assigned", _("To be read")
    SENT = "sent", _("Sent")
    RECUSED = "recused", _("Conflict declared")
    TAKEN_BACK = "taken_back", _("Given to somebody else")


class Confidence(models.IntegerChoices):
    """How sure a juror is of what they wrote."""

    LITTLE = 1, _("Not sure: outside my field")
    SOME = 2, _("Fairly sure")
    SURE = 3, _("Sure: this is my field")


class ItemReason(models.TextChoices):
    """Why an application is on the agenda of a panel."""

    GREY = "grey", _("In the grey zone")
    TIE = "tie", _("Equal with another at the last place")
    WISH = "wish", _("Asked for")

from __future__ import annotations

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Sort(IntegerChoices):
    """What can be found, in the order in which it is shown. The number is part of the place of a search document."""

    MEMBER = 1, _("Members")
    PARTNER = 2, _("Partners")
    PERSON = 3, _("People")
    NODE = 4, _("Plan")
    CHALLENGE = 5, _("Challenges")
    THEME = 6, _("Themes")
    ACTIVITY = 7, _("Activities")
    EDITION = 8, _("Reports")
    FIGURE = 9, _("Figures")
    MENTION = 10, _("Media mentions")
    INDICATOR = 11, _("Indicators")
    AREA = 12, _("Metropolises")
    PRACTICE = 13, _("Practices")
    CALL = 14, _("Calls")
    PUBLICATION = 15, _("Publications")
    PROJECT = 16, _("Projects")

    @property
    def word(self) -> str:
        """How addresses and the audit call it."""
        return self.name.lower()

from __future__ import annotations

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Sort(IntegerChoices):
    """What can be found, in the order in which it is shown. The number is part of the place of a search document.

    Above zero stands what everybody may read. What is below zero is found by whom its room lets read it, and by nobody
    else: `search/readers.py` says who that is, noun by noun.
    """

    ENTRY = -11, _("Activities in preparation")
    PLANNED = -10, _("Planned activities")
    PROPOSAL = -9, _("Proposals")
    MEETING = -8, _("Bilateral meetings")
    CONTACT = -7, _("Contacts")
    REQUEST = -6, _("Requests for correction")
    APPLICATION = -5, _("Applications")
    PILOT = -4, _("Projects that are not public")
    DRAWN = -3, _("Calls that are not public")
    COMPOSED = -2, _("Reports in preparation")
    ACCOUNT = -1, _("People with an account")
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

    @property
    def is_public(self) -> bool:
        return self > 0

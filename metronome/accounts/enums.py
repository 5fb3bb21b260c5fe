"""The roles: who somebody is to the network. What a role may do is written where it is asked, in the rules."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Kept as codes; a label is the office in the reader's language."""

    VISITOR = "visitor", _("Visitor")
    FOCAL_POINT = "focal_point", _("Member's focal point")
    EXPERT = "expert", _("Expert")
    PARTNER = "partner", _("Partner's focal point")
    APPLICANT = "applicant", _("Applicant")
    JUROR = "juror", _("Juror")
    OFFICER = "officer", _("Officer")
    EDITOR = "editor", _("Editor")
    FINANCE = "finance", _("Finance")
    SECRETARY_GENERAL = "secretary_general", _("Secretary General")
    BOARD_MEMBER = "board_member", _("Board member")
    ADMINISTRATOR = "administrator", _("Administrator")
    OPERATOR = "operator", _("Operator")

    @property
    def description(self) -> str:
        """What somebody with this role does, in one sentence."""
        return str(DESCRIPTIONS[self])


class Rhythm(models.TextChoices):
    """How often somebody wishes to be written a digest; without a choice, as their roles suggest."""

    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week")
    NEVER = "never", _("never")


DESCRIPTIONS = {
    Role.VISITOR: _("Reads what is public, without an account."),
    Role.FOCAL_POINT: _("Speaks for one member and keeps its profile; sees nothing more of the others."),
    Role.EXPERT: _("Keeps their own profile and consent, answers what cities ask them; sees nothing of others."),
    Role.PARTNER: _("Speaks for one partner and keeps its profile; sees nothing of members and other partners."),
    Role.APPLICANT: _("Writes an application to a call with others of the city; sees nothing of other applications."),
    Role.JUROR: _("Reads and scores the applications that a panel gave them; sees nothing of the others."),
    Role.OFFICER: _("Notes what the network does and keeps its members and partners."),
    Role.EDITOR: _("Reviews, translates and publishes."),
    Role.FINANCE: _("Keeps fees, budgets and expenses."),
    Role.SECRETARY_GENERAL: _("Answers for the record: approves, freezes and publishes reports."),
    Role.BOARD_MEMBER: _("Assesses results and decides for the network."),
    Role.ADMINISTRATOR: _("Invites people, gives roles and withdraws them."),
    Role.OPERATOR: _("Runs the instance and opens the repair desk; made on the machine only."),
}

#: Roles that hold for the whole network. A focal point's grant lives with the member or the partner, an expert's
#: with the profile, an applicant's with the application, the operator's on the machine.
APPOINTED = (
    Role.OFFICER,
    Role.EDITOR,
    Role.FINANCE,
    Role.SECRETARY_GENERAL,
    Role.BOARD_MEMBER,
    Role.ADMINISTRATOR,
)

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step:
    """What everything goes through that is kept by two hands, with its words; each noun has its own other end."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")


class State(TextChoices):
    DRAFT = Step.DRAFT
    IN_REVIEW = Step.IN_REVIEW
    RETURNED = Step.RETURNED
    APPROVED = Step.APPROVED
    PUBLISHED = Step.PUBLISHED
    WITHDRAWN = "withdrawn", _("withdrawn")


#: With its author.
AT_AUTHOR = (State.DRAFT, State.RETURNED)
#: Decided by another hand.
DECIDED = (State.APPROVED, State.PUBLISHED)
#: Nothing follows any more.
CLOSED = (State.PUBLISHED, State.WITHDRAWN)

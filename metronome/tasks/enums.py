from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """How a task stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being done")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
    FAILED = "failed", _("failed")
    INTERRUPTED = "interrupted", _("interrupted")
    CANCELLED = "cancelled", _("cancelled")


#: Of these something still becomes.
OPEN = (State.WAITING, State.RUNNING)


class Manner(StrEnum):
    """What becomes of a task whose worker is killed.

    WHOLE: its changes and its end are one transaction, so nothing of it was kept, and it is taken again.
    AGAIN: it does no harm to do it twice, so it is taken again.
    ONCE: neither; it is told to be interrupted, and somebody looks.
    """

    WHOLE = "whole"
    AGAIN = "again"
    ONCE = "once"

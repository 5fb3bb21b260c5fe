from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """How far a practice has come where it comes from."""

    PLANNED = "planned", _("planned")
    PILOT = "pilot", _("being tried out")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")


class Licence(TextChoices):
    """Under what a text may be taken over."""

    BY = "CC-BY-4.0", _("Creative Commons Attribution 4.0")
    BY_SA = "CC-BY-SA-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
    ZERO = "CC0-1.0", _("Creative Commons Zero (public domain)")


class ConditionKind(TextChoices):
    """What a condition is held against; OTHER is asked of the reader."""

    SMALLEST = "smallest", _("at least so many inhabitants")
    LARGEST = "largest", _("at most so many inhabitants")
    REGION = "region", _("in a region")
    LANGUAGE = "language", _("works in a language")
    OTHER = "other", _("something else, which the reader answers")


class Proof(TextChoices):
    """By what a practice is verified."""

    PEER = "peer", _("by another city")
    SOURCE = "source", _("by a source")
    AWARD = "award", _("by an award")


class Trust(TextChoices):
    """Where a published practice stands; follows from its rows and from the day."""

    UNVERIFIED = "unverified", _("not verified yet")
    VERIFIED = "verified", _("verified")
    CONFIRMED = "confirmed", _("confirmed")
    STALE = "stale", _("to be confirmed again")
    RETIRED = "retired", _("retired")


class Step(TextChoices):
    """How far a city has taken a practice over. The last three end it; a changed one runs on in another form."""

    INTEREST = "interest", _("interest")
    CONTACT = "contact", _("contact")
    STUDY = "study", _("study")
    ADAPTING = "adapting", _("adapting")
    RUNNING = "running", _("running")
    KEPT = "kept", _("kept")
    CHANGED = "changed", _("changed")
    STOPPED = "stopped", _("stopped")


#: The steps that may follow each; None before the first.
FOLLOWS: dict[str | None, tuple[Step, ...]] = {
    None: (Step.INTEREST, Step.CONTACT, Step.STUDY, Step.ADAPTING, Step.RUNNING),
    Step.INTEREST: (Step.CONTACT, Step.STUDY, Step.ADAPTING, Step.RUNNING, Step.STOPPED),
    Step.CONTACT: (Step.STUDY, Step.ADAPTING, Step.RUNNING, Step.STOPPED),
    Step.STUDY: (Step.ADAPTING, Step.RUNNING, Step.STOPPED),
    Step.ADAPTING: (Step.RUNNING, Step.STOPPED),
    Step.RUNNING: (Step.KEPT, Step.CHANGED, Step.STOPPED),
    Step.KEPT: (Step.CHANGED, Step.STOPPED),
    Step.CHANGED: (Step.KEPT, Step.STOPPED),
    Step.STOPPED: (),
}
#: The steps that need a reason.
WITH_REASON = (Step.CHANGED, Step.STOPPED)
#: From this step on a practice has been taken over.
TRANSFERRED = (Step.RUNNING, Step.KEPT, Step.CHANGED)


class Side(TextChoices):
    """Which of the two cities said a step."""

    ORIGIN = "origin", _("the city of origin")
    ADOPTER = "adopter", _("the adopting city")


class Concern(TextChoices):
    """Why somebody reports a practice."""

    WRONG = "wrong", _("something in it is not true")
    OUTDATED = "outdated", _("it is no longer so")
    RIGHTS = "rights", _("it uses what belongs to somebody else")
    HARM = "harm", _("it harms somebody")
    OTHER = "other", _("something else")


class FlagState(TextChoices):
    OPEN = "open", pgettext_lazy("a report of a practice", "open")
    UPHELD = "upheld", _("upheld")
    DISMISSED = "dismissed", _("dismissed")

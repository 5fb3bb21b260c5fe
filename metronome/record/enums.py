from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from metronome.desk.enums import Step


class State(TextChoices):
    DRAFT = Step.DRAFT
    IN_REVIEW = Step.IN_REVIEW
    RETURNED = Step.RETURNED
    APPROVED = Step.APPROVED
    PUBLISHED = Step.PUBLISHED
    CANCELLED = "cancelled", _("cancelled")


class Format(TextChoices):
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("hybrid")
    ON_SITE = "on_site", _("on site")
    NONE = "none", _("no meeting")


class NetworkRole(TextChoices):
    """What the network itself was in an activity."""

    ORGANISER = "organiser", _("organiser")
    CO_ORGANISER = "co_organiser", _("co-organiser")
    SPEAKER = "speaker", _("speaker")
    MODERATOR = "moderator", _("moderator")
    CONTRIBUTOR = "contributor", _("contributor")
    PARTICIPANT = "participant", _("participant")


#: The roles in which the network answers for the audience of an activity.
OWN_AUDIENCE = (NetworkRole.ORGANISER, NetworkRole.CO_ORGANISER)


class Precision(TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")


class InvolvementRole(TextChoices):
    ACTIVATED = "activated", _("activated")
    PARTNER = "partner", _("partner")
    HOST = "host", _("host")
    ORGANISER = "organiser", _("organiser")
    SPEAKER = "speaker", _("speaker")
    NAMED = "named", _("named")


class PersonRole(TextChoices):
    SPEAKER = "speaker", _("speaker")
    EXPERT = "expert", _("expert")
    AUTHOR = "author", _("author")
    MODERATOR = "moderator", _("moderator")
    CHAIR = "chair", _("chair")


class EvidenceKind(TextChoices):
    LINK = "link", _("link")
    FILE = "file", _("file")

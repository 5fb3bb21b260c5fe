from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EditionState(TextChoices):
    COMPOSING = "composing", _("composing")
    FROZEN = "frozen", _("frozen")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")
    AS_PRINTED = "as_printed", _("as printed")


class Severity(TextChoices):
    """Stop: publication waits. Ask: mend, or waive with a reason and a name. Tell: good to know."""

    STOP = "stop", _("stop")
    ASK = "ask", _("ask")
    TELL = "tell", _("tell")


#: What a worker is asked for.
PUBLISH = "report.publish"

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Precision(TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")


class Channel(TextChoices):
    ONLINE = "online", _("online")
    ON_SITE = "on_site", _("on site")
    PHONE = "phone", _("by phone")

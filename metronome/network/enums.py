from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StandingKind(TextChoices):
    FULL = "full", _("full member")
    HONORARY = "honorary", _("honorary member")
    OBSERVER = "observer", _("observer")


class DecimalSign(TextChoices):
    """What stands before the decimals of a number."""

    POINT = "point", _("a point")
    COMMA = "comma", _("a comma")


class DayOrder(TextChoices):
    """What comes first in a day that is written in figures."""

    DAY_FIRST = "dmy", _("the day")
    MONTH_FIRST = "mdy", _("the month")


class AliasKind(TextChoices):
    FORMER = "former", _("former name")
    SPELLING = "spelling", _("spelling")
    SHORT = "short", _("short name")
    TRANSLITERATION = "transliteration", _("transliteration")


class CorrectionState(TextChoices):
    ASKED = "asked", _("asked")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")

"""Codes of the observatory with their words. Statuses and sexes are those of SDMX (CL_OBS_STATUS 2.2, CL_SEX 2.1)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GeographyKind(TextChoices):
    """What sort of thing a geography measures."""

    CITY_PROPER = "city_proper", _("city proper")
    AGGLOMERATION = "agglomeration", _("urban agglomeration")
    FUNCTIONAL_AREA = "functional_area", _("functional urban area")
    URBAN_CENTRE = "urban_centre", _("urban centre")
    METROPOLITAN_AUTHORITY = "metropolitan_authority", _("territory of a metropolitan authority")
    ADMINISTRATIVE = "administrative", _("administrative unit")


class Ground(TextChoices):
    """What of a drawing a share is measured by."""

    POPULATION = "population", _("population")
    SURFACE = "surface", _("surface")


class Direction(TextChoices):
    """Which way an indicator improves."""

    UP = "up", _("higher is better")
    DOWN = "down", _("lower is better")
    NONE = "none", _("neither higher nor lower is better")


class Aggregation(TextChoices):
    """How values of several areas become one."""

    MEAN = "mean", _("mean of the areas, each counted once")
    WEIGHTED = "weighted", _("mean weighted by another indicator")
    SUM = "sum", _("sum")
    NONE = "none", _("values of several areas are not put together")


class Status(TextChoices):
    """What a value is, or why there is none. A status of `MISSING` has no value, every other one has."""

    NORMAL = "A", _("normal value")
    BREAK = "B", _("break in the series")
    DIFFERS = "D", _("definition differs")
    ESTIMATED = "E", _("estimated value")
    FORECAST = "F", _("projection")
    EXPERIMENTAL = "G", _("experimental value")
    HOLIDAY = "H", _("missing: holiday")
    IMPUTED = "I", _("imputed value")
    DEROGATION = "J", _("derogation")
    ELSEWHERE = "K", _("included in another category")
    NOT_COLLECTED = "L", _("missing: exists but was not collected")
    CANNOT_EXIST = "M", _("missing: cannot exist")
    NOT_SIGNIFICANT = "N", _("not significant")
    MISSING = "O", _("missing")
    PROVISIONAL = "P", _("provisional value")
    SUPPRESSED = "Q", _("missing: suppressed")
    STRIKE = "S", _("strike and other special events")
    LOW_RELIABILITY = "U", _("low reliability")
    UNVALIDATED = "V", _("value not validated")
    INCLUDES = "W", _("includes another category")


#: Statuses of observations that have no value.
WITHOUT_VALUE = frozenset("HKLMOQ")


class Scale(TextChoices):
    """Of what territory the measured value really is; anything but the first stands in for the metropolis."""

    METROPOLITAN = "metropolitan", _("metropolitan")
    MUNICIPAL = "municipal", _("municipal, in place of metropolitan")
    REGIONAL = "regional", _("regional, in place of metropolitan")
    NATIONAL = "national", _("national, in place of metropolitan")
    MODELLED = "modelled", _("modelled")


class Sex(TextChoices):
    TOTAL = "_T", _("both sexes")
    FEMALE = "F", _("women")
    MALE = "M", _("men")


class LoadKind(TextChoices):
    OBSERVATIONS = "observations", _("observations")
    CORRECTION = "correction", _("correction")
    WITHDRAWAL = "withdrawal", _("withdrawal")


class Difference(TextChoices):
    """What became, from one release to a later one, of what is stated of an area and a period."""

    CHANGED = "changed", _("changed")
    GONE = "gone", _("no longer stated")
    RESTATED = "restated", _("same value, stated otherwise")
    NEW = "new", _("new")


class Step(TextChoices):
    """How a round cuts the periods that it is told."""

    WHOLE = "whole", _("one value for each period")
    QUARTER = "quarter", _("one value for every three months")
    MONTH = "month", _("one value for every month")


class RoundState(TextChoices):
    """Where a collection round stands."""

    PREPARED = "prepared", _("being prepared")
    OPEN = "open", pgettext_lazy("a collection round", "open")
    CLOSED = "closed", _("closed")
    PUBLISHED = "published", _("published")


class CellState(TextChoices):
    """Where one cell of a round stands."""

    ASKED = "asked", _("not answered yet")
    ANSWERED = "answered", _("to be checked")
    RETURNED = "returned", _("given back")
    APPROVED = "approved", _("approved")


class AnswerKind(TextChoices):
    """What a member says of a cell."""

    CONFIRMED = "confirmed", _("The value shown is right")
    GIVEN = "given", _("Another value")
    MISSING = "missing", _("There is no value")
    DISPUTED = "disputed", _("The value shown is wrong, and we have no other")


class Letter(TextChoices):
    """Why somebody is written about a round."""

    BEGIN = "begin", _("the round has begun")
    REMIND = "remind", _("answers are still missing")
    RETURNED = "returned", _("answers were given back")


class Reason(TextChoices):
    """Why a member has no value: the statuses of `WITHOUT_VALUE` that a member can say, in words for who answers."""

    NOT_COLLECTED = "L", _("It exists, and nobody collected it")
    CANNOT_EXIST = "M", _("It cannot exist here")
    SUPPRESSED = "Q", _("It is confidential")
    ELSEWHERE = "K", _("It is counted in another category")
    MISSING = "O", _("Another reason, said in the remark")

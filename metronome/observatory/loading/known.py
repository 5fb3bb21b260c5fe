"""What a file is held against: definitions, the areas of a geography, codes. Asked once a load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from ..models import AreaVersion, Geography, IndicatorVersion, Source


@dataclass(frozen=True, slots=True)
class Definition:
    """What a value of an indicator has to be; bounds are in units, not in the places that are kept."""

    unit: str
    decimals: int
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Known:
    """The source, the definitions by slug and the areas of one geography by its code and by their slug."""

    source: Source
    definitions: Mapping[str, Definition]
    areas: Mapping[str, str]


def known_for(source: str, geography: str) -> Known:
    """What a file of a source in a geography is held against.

    Raises Refusal for a source or a geography that is not on record.
    """
    found = Source.objects.filter(slug=source).first()
    if found is None:
        reason = _("There is no source “%(source)s”.") % {"source": source}
        raise Refusal(reason, field="source", remedy=_("Describe it in sources.yaml and load the folder."))
    if not Geography.objects.filter(slug=geography).exists():
        reason = _("There is no geography “%(geography)s”.") % {"geography": geography}
        raise Refusal(reason, field="geography", remedy=_("Describe it in geographies.yaml and load the folder."))
    definitions = {one.slug: Definition(one.unit, one.decimals, *one.bounds) for one in IndicatorVersion.objects.all()}
    drawn = AreaVersion.objects.filter(geography__slug=geography).values_list("code", "slug")
    areas = {name: slug for code, slug in drawn for name in (code, slug)}
    return Known(found, definitions, areas)

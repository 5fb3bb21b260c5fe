"""What a file is held against: definitions, the areas of a geography, codes. Asked once a load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from ..models import AreaVersion, Geography, IndicatorVersion, Source
from .mapping import Mapping as Wish


@dataclass(frozen=True, slots=True)
class Definition:
    """What a value of an indicator has to be; bounds are in units, not in the places that are kept."""

    unit: str
    decimals: int
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Known:
    """The source, the definitions by slug, and the areas by their code in their geography and by their slug; where a
    file says the geography of each row, by what it says, a slash and the code."""

    source: Source
    definitions: Mapping[str, Definition]
    areas: Mapping[str, str]


def known_for(wish: Wish) -> Known:
    """What a file is held against.

    Raises Refusal for a source or a geography that is not on record.
    """
    source = Source.objects.filter(slug=wish.source).first()
    if source is None:
        reason = _("There is no source “%(source)s”.") % {"source": wish.source}
        raise Refusal(reason, field="source", remedy=_("Describe it in sources.yaml and load the folder."))
    there = set(Geography.objects.values_list("slug", flat=True))
    if missing := next((one for one in wish.geographies if one not in there), None):
        reason = _("There is no geography “%(geography)s”.") % {"geography": missing}
        raise Refusal(reason, field="geography", remedy=_("Describe it in geographies.yaml and load the folder."))
    definitions = {one.slug: Definition(one.unit, one.decimals, *one.bounds) for one in IndicatorVersion.objects.all()}
    rows = AreaVersion.objects.filter(geography__slug__in=wish.geographies)
    said: dict[str, list[str]] = {}
    for theirs, ours in (wish.geography.codes or {"": wish.geography.constant}).items():
        said.setdefault(ours, []).append(f"{theirs}/" if wish.geography.columns else "")
    areas = {
        f"{word}{name}": slug
        for code, slug, geography in rows.values_list("code", "slug", "geography__slug")
        for name in (code, slug)
        for word in said[geography]
    }
    return Known(source, definitions, areas)

"""What exhibits have in common: the release with its arrays, definitions as it has them, areas as one geography draws
them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from ..asked import Wish, read_wish, value_of
from ..comparing import Compared, compared
from ..dense.reading import Cube, cube_of
from ..models import AreaVersion, Geography, IndicatorVersion, Release, Source
from ..shown import definition_in
from .exhibit import Unclear


@dataclass(frozen=True, slots=True)
class Drawn:
    """An area as a geography draws it, in the words of codes."""

    slug: str
    area: str
    region: str


def wish_of(asked: QueryDict) -> Wish:
    """Raises Unclear for an address that means nothing."""
    wish = read_wish(asked)
    if wish.faults:
        raise Unclear(*wish.faults)
    return wish


def compared_as_asked(asked: QueryDict) -> Compared | None:
    """An indicator that an address names, in a release.

    Raises Unclear; IndicatorVersion.DoesNotExist where there is no such indicator.
    """
    wish = wish_of(asked)
    return compared(definition_in(value_of(asked, "indicator"), wish.release), wish)


def cube_and_release(release: Release | None) -> tuple[Cube, Release] | None:
    cube = cube_of(release.digest) if release else None
    return (cube, release) if cube and release else None


def drawn_by(geography: str, region: str = "") -> list[Drawn]:
    """The areas that a geography draws, of one region or of all."""
    rows = AreaVersion.objects.filter(geography__slug=geography).order_by("slug")
    if region:
        rows = rows.filter(area__region__slug=region)
    found = rows.values_list("slug", "area__slug", "area__region__slug")
    return [Drawn(slug, area, of or "") for slug, area, of in found]


def sources_of(slugs: Sequence[str]) -> list[Source]:
    return list(Source.objects.filter(slug__in=set(slugs)))


def chosen_geography(cube: Cube, wished: str, definitions: Sequence[IndicatorVersion]) -> Geography | None:
    """The geography that is asked for, else the first of those in which most of the indicators have values; None where
    there is none at all."""
    if wished:
        return Geography.objects.filter(slug=wished).first()
    counts: dict[str, int] = {}
    for definition in definitions:
        for series in cube.series(definition.slug):
            counts[series.geography] = counts.get(series.geography, 0) + 1
    found = Geography.objects.filter(slug__in=counts)
    return min(found, key=lambda one: (-counts[one.slug], one.order, one.slug), default=None)

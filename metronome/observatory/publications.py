"""What the pages of publications show, and which publications rest on an indicator."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.ground.addresses import address
from metronome.network.queries import the_network

from .dense.reading import cube_of
from .models import IndicatorVersion, Publication
from .shown import definitions_in


@dataclass(frozen=True, slots=True)
class Cited:
    """An indicator that a publication rests on, by the definition of its release, and where its numbers are."""

    definition: IndicatorVersion
    href: str


def cited_by(one: Publication) -> list[Cited]:
    """The indicators of a publication in their order, each with the page of its numbers as the release has them."""
    wanted = set(one.indicators.values_list("pk", flat=True))
    if not wanted:
        return []
    asked = f"?release={one.release.slug}" if one.release else ""
    known = definitions_in(cube_of(one.release.digest) if one.release else None)
    return [
        Cited(definition, f"{address('home:indicator', definition.indicator.slug)}{asked}")
        for definition in known
        if definition.indicator_id in wanted
    ]


def resting_on(indicator: str) -> list[Publication]:
    """The publications that rest on an indicator, the latest first."""
    return list(Publication.objects.filter(indicators__slug=indicator))


def citation_of(one: Publication, href: str) -> str:
    """How a publication is cited: authors, year, title, what it is of whom, and where."""
    network = the_network()
    said = {
        "authors": one.authors.in_(reader()),
        "year": one.published_on.year if one.published_on else _("no date"),
        "title": one.title.in_(reader()),
        "kind": " ".join(filter(None, (one.kind.in_(reader()), str(one.number or "")))),
        "network": network.name.in_(reader()) if network else "",
        "address": one.url or href,
    }
    if not said["authors"]:
        return _("%(network)s (%(year)s): %(title)s. %(kind)s. %(address)s") % said
    return _("%(authors)s (%(year)s): %(title)s. %(network)s, %(kind)s. %(address)s") % said

"""The exhibit of a metropolis: where it stands among its peers by each indicator, and what is not known of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from metronome.design.pictures.pen import Palette
from metronome.design.pictures.strips import Strip, strips
from metronome.design.words import direction_of, reader
from metronome.ground.addresses import address
from metronome.ground.phrases import number_in_words
from metronome.ground.text import Text

from ..asked import Wish
from ..models import Area, IndicatorVersion
from ..profile import PEERS, Known, Profile, profile
from ..shown import area_of
from ..telling import line
from .asking import sources_of, wish_of
from .exhibit import Exhibit, Row, Unclear

PROFILE = (
    "indicator", "name", "value", "unit", "year", "status", "scale", "geography", "place", "of", "below_percent",
    "peers", "source", "method",
)  # fmt: skip


def of_area(asked: QueryDict) -> Exhibit | None:
    """The profile of the area that an address names."""
    wish, peers = wish_of(asked), asked.get("peers", "")
    if peers not in PEERS:
        raise Unclear(_("“%(value)s” is unknown here.") % {"value": peers[:100]})
    if not wish.area:
        raise Unclear(_("Say which metropolis."))
    area = area_of(wish.area)
    seen = profile(area, wish.release, peers)
    return profile_exhibit(area, seen, wish) if seen else None


def profile_exhibit(area: Area, seen: Profile, wish: Wish) -> Exhibit:
    """Each known value with its place; what is not known stands as a gap."""
    name = area.name.in_(reader())
    title = _("%(name)s among its peers") % {"name": name}

    def draw(width: int, palette: Palette) -> SafeString:
        rows = [strip_of(one) for one in seen.known] + [gap_of(one) for one in seen.gaps]
        return strips(rows, sentence=title, width=width, palette=palette, direction=direction_of(reader()))

    def make() -> Iterator[Row]:
        for one in seen.known:
            yield (
                one.definition.slug, one.definition.name.in_(reader()), one.value, one.definition.unit, one.cell.year,
                one.cell.status, one.cell.scale, one.series.geography, one.place, one.of, one.below,
                seen.peers or "all", one.series.source, one.series.method,
            )  # fmt: skip
        for gap in seen.gaps:
            yield gap.slug, gap.name.in_(reader()), *[None] * (len(PROFILE) - 2)

    return Exhibit(
        view="profile",
        title=title,
        release=seen.release,
        query={"area": area.slug, "peers": seen.peers},
        columns=PROFILE,
        make=make,
        draw=draw,
        sources=sources_of([one.series.source for one in seen.known]),
        page=address("observatory:area", area.slug),
        notes=[notes_of(seen)],
    )


def notes_of(seen: Profile) -> str:
    """Who the peers are."""
    if seen.peers == "region":
        return _(
            "Peers are metropolises of the same region, as the same system draws them, with a value of that year."
        )
    return _("Peers are all metropolises as the same system draws them, with a value of that year.")


def strip_of(one: Known) -> Strip:
    told = {
        "number": number_in_words(one.value),
        "unit": one.definition.unit_label.in_(reader()),
        "year": one.cell.year,
        "place": one.place,
        "of": one.of,
    }
    return Strip(
        key=one.definition.slug,
        label=one.definition.name.in_(reader()),
        share=None if one.below is None else float(one.below) / 100,
        shown=_("%(number)s %(unit)s, %(year)d") % told,
        words=_("Place %(place)d of %(of)d, the highest first.") % told,
        href=address("home:indicator", one.definition.indicator.slug),
    )


def gap_of(one: IndicatorVersion) -> Strip:
    return Strip(one.slug, one.name.in_(reader()), None, _("not known"), "")


def by_theme(seen: Profile) -> list[tuple[Text | None, Sequence[Known | IndicatorVersion]]]:
    """What is known and what is not, by the domains in their order: gaps stand where their values would."""
    rows: list[Known | IndicatorVersion] = [*seen.known, *seen.gaps]

    def place(one: Known | IndicatorVersion) -> tuple[int, int, str]:
        version = one.definition if isinstance(one, Known) else one
        domain = version.indicator.domain
        return (domain.order if domain else 1 << 20, version.indicator.order, version.slug)

    def domain(one: Known | IndicatorVersion) -> Text | None:
        version = one.definition if isinstance(one, Known) else one
        return version.indicator.domain.label if version.indicator.domain else None

    return [(label, list(those)) for label, those in groupby(sorted(rows, key=place), key=domain)]


def lines_of(seen: Profile | None) -> list[tuple[Known, SafeString]]:
    """What is known of a metropolis, each with its line over the years."""
    return [(one, line(one.history, one.definition, width=360)) for one in seen.known] if seen else []

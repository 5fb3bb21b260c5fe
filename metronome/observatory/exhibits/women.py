"""The exhibit of women among all: their share in each metropolis, and how it differs between two releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from metronome.design.pictures.axis import axis
from metronome.design.pictures.pen import Palette
from metronome.design.pictures.rank import Bar, rank
from metronome.design.pictures.scatter import Dot, scatter
from metronome.design.words import direction_of, reader
from metronome.ground.addresses import address
from metronome.ground.phrases import number_in_words

from ..asked import Wish, read_known, read_release, value_of
from ..models import AreaVersion, Indicator, IndicatorVersion, Release
from ..sexes import Split, indicators_split, splits
from .asking import sources_of, wish_of
from .exhibit import Exhibit, Row, Unclear

WOMEN = (
    "area", "name", "geography", "source", "method", "year", "women", "men", "women_percent", "status", "scale",
    "earlier_year", "earlier_women", "earlier_men", "earlier_women_percent", "points",
)  # fmt: skip
#: Bars where only one release is shown.
BARS = 12
#: What makes two statements of two releases comparable.
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Women:
    """One metropolis as one geography draws it, by one source and method: the latest year of each release."""

    drawn: AreaVersion
    now: Split
    earlier: Split | None

    @property
    def points(self) -> Decimal | None:
        """By how many percentage points the share differs from the earlier release."""
        if self.earlier is None or self.earlier.share is None or self.now.share is None:
            return None
        return self.now.share - self.earlier.share


@dataclass(frozen=True)
class Shares:
    """The share of women by an indicator in a release, beside an earlier one where that is asked for."""

    wish: Wish
    definition: IndicatorVersion
    release: Release
    against: Release | None
    rows: Sequence[Women]


def read_shares(asked: QueryDict) -> Shares | None:
    """What an address asks for; None where no release states anything of women and men.

    Raises Unclear.
    """
    wish = wish_of(asked)
    faults: list[str] = []
    slug = read_known(asked, "indicator", Indicator, faults)
    against = read_release(asked, faults, "against") if value_of(asked, "against") else None
    if faults:
        raise Unclear(*faults)
    if wish.release is None:
        return None
    held = indicators_split(wish.release)
    versions = IndicatorVersion.objects.filter(slug__in=held).select_related("indicator").order_by("indicator__order")
    definition = (versions.filter(indicator__slug=slug) if slug else versions).first()
    return shares(wish, definition, wish.release, against) if definition else None


def shares(wish: Wish, definition: IndicatorVersion, release: Release, against: Release | None) -> Shares:
    now = _latest(release, definition.slug)
    earlier = _latest(against, definition.slug) if against else {}
    drawn = AreaVersion.objects.filter(slug__in={area for area, _source, _method in now})
    if wish.region:
        drawn = drawn.filter(area__region__slug=wish.region)
    if wish.geography:
        drawn = drawn.filter(geography__slug=wish.geography)
    known = drawn.select_related("area", "geography").in_bulk(field_name="slug")
    rows = [Women(known[key[0]], split, _matching(key, earlier)) for key, split in now.items() if key[0] in known]
    return Shares(wish, definition, release, against, sorted(rows, key=_order))


def _latest(release: Release, indicator: str) -> dict[Key, Split]:
    """Of each area, source and method the latest year."""
    found: dict[Key, Split] = {}
    for one in splits(release, indicator):
        key = (one.area, one.source, one.method)
        if one.share is not None and (key not in found or found[key].year < one.year):
            found[key] = one
    return found


def _matching(key: Key, earlier: Mapping[Key, Split]) -> Split | None:
    """The same area by the same source in the earlier release: by the same method, else by the only one there is."""
    if key in earlier:
        return earlier[key]
    others = [split for (area, source, _method), split in earlier.items() if (area, source) == key[:2]]
    return others[0] if len(others) == 1 else None


def _order(one: Women) -> tuple[Decimal, str, str]:
    """Who differs most first; else the largest share first."""
    size = abs(one.points) if one.points is not None else Decimal(-1)
    share = one.now.share or Decimal(0)
    return -size, f"{1000 - share:09.2f}", one.drawn.slug


def women(asked: QueryDict) -> Exhibit | None:
    found = read_shares(asked)
    return women_of(found) if found else None


def women_of(found: Shares) -> Exhibit:
    told = {"indicator": found.definition.name.in_(reader()), "release": found.release.title.in_(reader())}
    title = _("%(indicator)s: share of women, %(release)s") % told
    if found.against:
        told["against"] = found.against.title.in_(reader())
        title = _("%(indicator)s: share of women, %(release)s against %(against)s") % told

    def draw(width: int, palette: Palette) -> SafeString:
        return _dots(found, title, width, palette) if found.against else _bars(found, title, width, palette)

    def make() -> Iterator[Row]:
        for one in found.rows:
            before = one.earlier
            yield (
                one.drawn.area.slug, one.drawn.area.name.in_(reader()), one.drawn.geography.slug, one.now.source,
                one.now.method, one.now.year, one.now.women, one.now.men, one.now.share, one.now.status, one.now.scale,
                before.year if before else None, before.women if before else None, before.men if before else None,
                before.share if before else None, one.points,
            )  # fmt: skip

    return Exhibit(
        view="women",
        title=title,
        release=found.release,
        query={
            "indicator": found.definition.indicator.slug,
            "against": found.against.slug if found.against else "",
            "geography": found.wish.geography,
            "region": found.wish.region,
            "area": found.wish.area,
        },
        columns=WOMEN,
        make=make,
        draw=draw,
        sources=sources_of([one.now.source for one in found.rows]),
        page=address("observatory:women"),
        notes=[_("Women of women and men together, by one source and method, in its latest year in each release.")],
    )


def _bars(found: Shares, title: str, width: int, palette: Palette) -> SafeString:
    bars = [
        Bar(
            one.drawn.area.name.in_(reader()),
            float(one.now.share or 0) / 100,
            f"{number_in_words(one.now.share or 0)} %",
        )
        for one in found.rows[:BARS]
    ]
    return rank(bars, sentence=title, width=width, palette=palette, direction=direction_of(reader()))


def _dots(found: Shares, title: str, width: int, palette: Palette) -> SafeString:
    """Each metropolis by its share before and after."""
    dots = [
        Dot(
            one.drawn.area.slug,
            one.drawn.area.name.in_(reader()),
            float(one.earlier.share),
            float(one.now.share),
            f"{number_in_words(one.earlier.share)} % → {number_in_words(one.now.share)} %",
            is_marked=one.drawn.area.slug == found.wish.area,
            href=address("observatory:area", one.drawn.area.slug),
        )
        for one in found.rows
        if one.earlier and one.earlier.share is not None and one.now.share is not None
    ]
    both = axis([value for dot in dots for value in (dot.x, dot.y)], steps=5, with_zero=False)
    return scatter(
        dots,
        across=both,
        up=both,
        across_label=found.against.title.in_(reader()) if found.against else "",
        up_label=found.release.title.in_(reader()),
        say_across=_percent,
        say_up=_percent,
        sentence=title,
        width=width,
        palette=palette,
        direction=direction_of(reader()),
    )


def _percent(value: float) -> str:
    return f"{value:g} %"

"""The exhibits of averages as they were kept with a release: those of an indicator side by side, and one with the
metropolises that it is of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import cached_property

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from metronome.design.pictures.pen import Palette
from metronome.design.pictures.rank import Bar, rank
from metronome.design.words import direction_of, reader
from metronome.ground.addresses import address
from metronome.ground.phrases import number_in_words
from metronome.network.models import Region

from ..aggregates.reading import Kept, averages_of, groups_of
from ..aggregates.record import ALL, MEMBERS, MIXED, REGION, SIZE, Aggregate, Key
from ..aggregates.rows import cells_of, weights_of
from ..asked import Wish, unknown, value_of
from ..averages import Cell, in_units
from ..comparing import compared
from ..enums import Aggregation, Sex
from ..models import AreaVersion, Geography, IndicatorVersion, Release, SizeClass
from ..shown import definition_in, latest_definitions
from .asking import sources_of, wish_of
from .exhibit import Draw, Exhibit, Row, Unclear

AVERAGES = (
    "group", "name", "sex", "scale", "value", "unit", "n", "of", "first_year", "last_year", "aggregation", "weight",
    "scales", "statuses", "without_weight", "methods", "women_percent", "men_per_100_women", "release",
)  # fmt: skip
AVERAGE = ("area", "name", "code", "value", "unit", "year", "status", "scale", "weight", "is_in")
#: What stands in an address for the latest year of each metropolis.
LATEST = "latest"
BARS = 12


@dataclass(frozen=True)
class Averages:
    """The averages of an indicator in one geography and period. `group`: the one that is opened, or nothing."""

    wish: Wish
    definition: IndicatorVersion
    release: Release
    geography: Geography
    kept: Kept
    groups: Mapping[str, Sequence[str]]
    period: int | None
    group: str
    sex: str
    is_mixed: bool

    def key(self, group: str, sex: str = Sex.TOTAL.value, period: int | None = None) -> Key:
        return Key(self.definition.slug, self.geography.slug, group, period, MIXED, sex)

    @cached_property
    def names(self) -> dict[str, str]:
        """The groups, in their order, by what they are called."""
        named = {ALL: _("All metropolises"), MEMBERS: _("Metropolises where members act")}
        named |= {REGION + one.slug: one.name.in_(reader()) for one in Region.objects.all()}
        named |= {SIZE + one.slug: one.label.in_(reader()) for one in SizeClass.objects.all()}
        # What a group was called when the release was made is not kept; what it was known by is.
        return {key: named.get(key, key) for key in [*filter(self.groups.__contains__, named), *self.groups]}

    def shown(self, group: str, sex: str = Sex.TOTAL.value) -> list[Aggregate]:
        """The averages of a group: one for each scale, and only where it is asked for one of all scales."""
        key = self.key(group, sex, self.period if sex == Sex.TOTAL else None)
        mixed = self.kept.mixed(key) if self.is_mixed else None
        return [mixed] if mixed else self.kept.of_one_scale(key)

    @cached_property
    def whole(self) -> list[tuple[str, Aggregate | None]]:
        """Both sexes together; a group without a value stands there without one."""
        if not self.is_stated:
            return []
        nothing: list[Aggregate | None] = [None]
        return [(group, one) for group in self.names for one in self.shown(group) or nothing]

    @property
    def is_stated(self) -> bool:
        """Whether anything is stated of both sexes together in this geography."""
        return any(geography == self.geography.slug for geography, _source, _method in self.kept.series)

    @cached_property
    def pairs(self) -> list[tuple[str, Aggregate, Aggregate]]:
        """Women and men, where both are known."""
        return [
            (group, women, men)
            for group in self.names
            for women, men in zip(self.shown(group, Sex.FEMALE), self.shown(group, Sex.MALE), strict=True)
        ]

    @cached_property
    def is_split_by_scale(self) -> bool:
        return any(self.kept.mixed(self.key(group, period=self.period)) for group in self.names)

    def rounded(self, value: Fraction) -> Decimal:
        """A value with the places that the definition keeps."""
        places = self.definition.decimals
        return Decimal(round(value * 10**places)).scaleb(-places)

    def in_places(self, one: Aggregate) -> Decimal | None:
        """As exact as the definition keeps it, and one place more for a mean."""
        is_sum = one.average.aggregation == Aggregation.SUM
        return one.average.rounded(self.definition.decimals + (0 if is_sum else 1))


def women_percent(women: Aggregate, men: Aggregate) -> Decimal | None:
    """Women of women and men, where these can be counted together."""
    if women.average.aggregation != Aggregation.SUM or women.average.value is None or men.average.value is None:
        return None
    return rounded(100 * women.average.value, women.average.value + men.average.value)


def men_to_women(women: Aggregate, men: Aggregate) -> Decimal | None:
    """Men, or what is measured of them, to a hundred of women."""
    if women.average.value is None or men.average.value is None:
        return None
    return rounded(100 * men.average.value, women.average.value)


def rounded(part: Fraction, whole: Fraction) -> Decimal | None:
    if not whole:
        return None
    share = part / whole
    return (Decimal(share.numerator) / share.denominator).quantize(Decimal("0.01"), ROUND_HALF_EVEN)


# What an address asks for


def read_averages(asked: QueryDict) -> Averages | None:
    """What an address asks for; None where no release keeps averages of the indicator.

    Raises Unclear.
    """
    is_latest = value_of(asked, "year") == LATEST
    if is_latest:
        asked = asked.copy()
        del asked["year"]
    wish = wish_of(asked)
    release = wish.release
    definition = _definition(asked, release)
    kept = averages_of(release.averages, definition.slug) if release and definition else None
    if release is None or definition is None or kept is None:
        return None
    geography = _geography(wish, kept)
    if geography is None:
        return None
    groups = groups_of(release.averages).get(geography.slug, {})
    group, sex = value_of(asked, "group"), value_of(asked, "sex") or Sex.TOTAL.value
    faults = [unknown(value) for value, known in ((group, {"", *groups}), (sex, Sex.values)) if value not in known]
    if faults:
        raise Unclear(*faults)
    period = None if is_latest or sex != Sex.TOTAL else wish.year or _latest_year(definition, wish, geography)
    is_mixed = bool(value_of(asked, "mixed"))
    return Averages(wish, definition, release, geography, kept, groups, period, group, sex, is_mixed)


def _definition(asked: QueryDict, release: Release | None) -> IndicatorVersion | None:
    """The definition that is named, else the first of which there are averages."""
    if slug := value_of(asked, "indicator"):
        return definition_in(slug, release)
    known = (one for one in latest_definitions() if release and averages_of(release.averages, one.slug))
    return next(known, None)


def _geography(wish: Wish, kept: Kept) -> Geography | None:
    """The one that is asked for, else the first of those that are put together."""
    slugs = [one[0] for one in (*kept.series, *kept.split)]
    wished = wish.geography or (slugs[0] if slugs else "")
    return Geography.objects.filter(slug=wished).first() if wished in slugs else None


def _latest_year(definition: IndicatorVersion, wish: Wish, geography: Geography) -> int | None:
    """The year that the page of the indicator shows; None where the geography has values by sex alone."""
    found = compared(definition, replace(wish, geography=geography.slug, region="", year=None))
    return found.year if found and found.series.geography == geography.slug else None


# Side by side


def averages(asked: QueryDict) -> Exhibit | None:
    found = read_averages(asked)
    return averages_exhibit(found) if found else None


def averages_exhibit(found: Averages) -> Exhibit:
    title = _("%(indicator)s by group, %(period)s") % {"indicator": _name(found), "period": period_in_words(found)}
    if not found.is_stated:
        title = _("%(title)s: share of women") % {"title": title}

    def draw(width: int, palette: Palette) -> SafeString:
        values = [(found.names[group], one.average.value) for group, one in found.whole if one]
        known = [(name, value) for name, value in values if value is not None]
        return _bars(found, known, title, width, palette) if known else _women(found, title, width, palette)

    def make() -> Iterator[Row]:
        for group, one in found.whole:
            if one:
                yield _row(found, group, one, None, None)
        for group, women, men in found.pairs:
            share, ratio = women_percent(women, men), men_to_women(women, men)
            yield _row(found, group, women, share, ratio)
            yield _row(found, group, men, share, ratio)

    return _exhibit(found, "averages", title, AVERAGES, make, draw)


def _row(found: Averages, group: str, one: Aggregate, share: Decimal | None, ratio: Decimal | None) -> Row:
    average = one.average
    first, last = average.years or (None, None)
    counts = (" ".join(f"{code}:{n}" for code, n in some.items()) for some in (average.scales, average.statuses))
    methods = "; ".join(f"{said}: {n}" for said, n in one.methods.items())
    return (
        group, found.names[group], one.key.sex, one.key.scale or "*", found.in_places(one), found.definition.unit,
        average.n, average.of, first, last, average.aggregation, ", ".join(one.weight or ()), *counts,
        average.unweighted, methods, share, ratio, found.release.slug,
    )  # fmt: skip


def _bars(
    found: Averages, values: Sequence[tuple[str, Fraction]], title: str, width: int, palette: Palette
) -> SafeString:
    longest = max((abs(value) for _name, value in values), default=Fraction(1)) or Fraction(1)
    given = [
        Bar(name, max(0.0, float(value / longest)), number_in_words(found.rounded(value))) for name, value in values
    ]
    return rank(given, sentence=title, width=width, palette=palette, direction=direction_of(reader()))


def _women(found: Averages, title: str, width: int, palette: Palette) -> SafeString:
    """The share of women in each group, where nothing is stated of both sexes together."""
    shares = [(found.names[group], women_percent(women, men)) for group, women, men in found.pairs]
    bars = [
        Bar(name, float(share) / 100, f"{number_in_words(share)} %") for name, share in shares if share is not None
    ]
    return rank(bars, sentence=title, width=width, palette=palette, direction=direction_of(reader()))


def _name(found: Averages) -> str:
    name: str = found.definition.name.in_(reader())
    return name


def period_in_words(found: Averages) -> str:
    return _("latest year of each metropolis") if found.period is None else str(found.period)


def _exhibit(
    found: Averages, view: str, title: str, columns: Sequence[str], make: Callable[[], Iterable[Row]], draw: Draw
) -> Exhibit:
    sources = [one[1] for one in (*found.kept.series, *found.kept.split) if one[0] == found.geography.slug]
    return Exhibit(
        view=view,
        title=title,
        release=found.release,
        query={
            "indicator": found.definition.indicator.slug,
            "geography": found.geography.slug,
            "year": LATEST if found.period is None else str(found.period),
            "group": found.group,
            "sex": found.sex if found.sex != Sex.TOTAL else "",
            "mixed": "yes" if found.is_mixed else "",
        },
        columns=columns,
        make=make,
        draw=draw,
        sources=sources_of(sources),
        page=address("observatory:averages"),
        notes=notes_of(found),
    )


def notes_of(found: Averages) -> list[str]:
    """What a reader has to know of these numbers."""
    told = [_("Kept with the release: regions, members and classes of size are those of its day.")]
    if found.is_mixed and found.is_split_by_scale:
        told.append(_("Values of several scales are put together here, since that was asked for."))
    elif found.is_split_by_scale:
        told.append(_("Values of different scales are not put together."))
    if found.period is None:
        told.append(_("Each metropolis comes in with its latest year that is no projection."))
    return told


# One of them


@dataclass(frozen=True, slots=True)
class Member:
    """A metropolis of a group: what is stated of it, by what it is weighted, whether it is part of the average."""

    drawn: AreaVersion
    cell: Cell | None
    weight: Decimal | None
    is_in: bool


def average(asked: QueryDict) -> Exhibit | None:
    found = read_averages(asked)
    return average_exhibit(found, found.shown(found.group, found.sex)) if found and found.group else None


def members_of(found: Averages, shown: Sequence[Aggregate]) -> list[Member]:
    """The metropolises of the group that is opened, the highest value first, those without one last."""
    areas = found.groups[found.group]
    key = found.key(found.group, found.sex, found.period)
    cells = cells_of(found.release, found.definition, found.kept, key, areas)
    weight, scale = (shown[0].weight, shown[0].key.scale) if shown else (None, MIXED)
    weights = weights_of(found.release, weight, cells)
    drawn = AreaVersion.objects.filter(slug__in=areas).select_related("area")
    rows = [
        Member(
            one,
            cell := cells.get(one.slug),
            weights.get(one.slug),
            cell is not None and scale in (MIXED, cell.scale) and (weight is None or one.slug in weights),
        )
        for one in drawn
    ]
    return sorted(rows, key=_place)


def _place(one: Member) -> tuple[int, int, str]:
    return (0, -(one.cell.number or 0), one.drawn.slug) if one.cell else (1, 0, one.drawn.slug)


def average_exhibit(found: Averages, shown: Sequence[Aggregate]) -> Exhibit:
    told = {"indicator": _name(found), "group": found.names[found.group], "period": period_in_words(found)}
    title = _("%(indicator)s: %(group)s, %(period)s") % told

    def draw(width: int, palette: Palette) -> SafeString:
        first = [one for one in members_of(found, shown) if one.is_in][:BARS]
        values = [(one.drawn.area.name.in_(reader()), Fraction(value_in(found, one) or 0)) for one in first]
        return _bars(found, values, title, width, palette)

    def make() -> Iterator[Row]:
        for one in members_of(found, shown):
            cell = one.cell
            yield (
                one.drawn.area.slug, one.drawn.area.name.in_(reader()), one.drawn.code, value_in(found, one),
                found.definition.unit, cell.year if cell else None, cell.status if cell else None,
                cell.scale if cell else None, one.weight, "yes" if one.is_in else "no",
            )  # fmt: skip

    return _exhibit(found, "average", title, AVERAGE, make, draw)


def value_in(found: Averages, one: Member) -> Decimal | None:
    """The value of a metropolis in units."""
    number = one.cell.number if one.cell else None
    return None if number is None else in_units(number, found.definition.decimals)

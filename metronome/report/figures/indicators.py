"""Figures of indicators: of all metropolises where members act, and of each of them. Their definitions are rows of the
snapshot, so that what a report says of them is frozen with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metronome.ground.text import Text
from metronome.observatory.averages import Average, Cell, average
from metronome.observatory.enums import Aggregation, Scale
from metronome.report.rows import IndicatorAverageRow, IndicatorRow, IndicatorValueRow
from metronome.report.snapshot import Snapshot

from .figure import Definition, Figure, Row

#: How their ids begin.
LED = "indicator."
Say = Callable[[IndicatorRow], str]


def indicator_figures(snapshot: Snapshot) -> Iterator[Figure]:
    """Every figure of the indicators that the snapshot holds."""
    for one in snapshot.indicators:
        if (whole := _whole(one, snapshot)) is not None:
            yield whole
        for value in one.values:
            yield _single(one, value, snapshot)
        taken = {value.area for value in one.values}
        for kept in one.averages:
            if kept.group not in taken:
                yield _of_group(one, kept, snapshot)


def _whole(one: IndicatorRow, snapshot: Snapshot) -> Figure | None:
    """All metropolises as one number, as the definition puts them together."""
    cells = [Cell(value.area, value.number, one.year, value.status, value.scale) for value in _of_one_scale(one)]
    weights = {value.area: value.weight for value in one.values if value.weight is not None}
    found = average(cells, aggregation=one.aggregation, decimals=one.decimals, of=one.of, weights=weights)
    value = found.rounded(one.decimals if one.aggregation == Aggregation.SUM else one.decimals + 1)
    if value is None:
        return None
    rows = tuple(_row(one, value, snapshot) for value in _of_one_scale(one))
    return _figure(f"{LED}{one.slug}", one, snapshot, rows, value, _label, _words)


def _of_one_scale(one: IndicatorRow) -> list[IndicatorValueRow]:
    """The values of the scale that comes first among them. Rows that were frozen before averages were kept have been
    put together as they are, and stay so."""
    first = next((scale for scale in Scale if any(value.scale == scale for value in one.values)), None)
    return [value for value in one.values if not one.averages or value.scale == first]


def _of_group(one: IndicatorRow, kept: IndicatorAverageRow, snapshot: Snapshot) -> Figure:
    """The average of a region or a class of size, as it was kept with the release."""
    average = Average(one.aggregation, Fraction(kept.value), kept.n, kept.of)
    value = average.rounded(one.decimals if one.aggregation == Aggregation.SUM else one.decimals + 1)
    assert value is not None  # noqa: S101 - a row has a value

    def label(row: IndicatorRow) -> str:
        name = _in(kept.label) if kept.label else _("All metropolises")
        return _("%(area)s: %(label)s") % {"area": name, "label": _label(row)}

    def words(row: IndicatorRow) -> str:
        told = {"how": str(Aggregation(row.aggregation).label), "n": kept.n, "of": kept.of}
        counted = _("Put together as: %(how)s. Metropolises with a value: %(n)d of %(of)d.") % told
        return f"{_in(row.definition)} {counted} {_cited(row)}"

    name = kept.label.texts.get(snapshot.source_language) or str(kept.label) or kept.group
    used = f"{kept.value}, {kept.n}/{kept.of}, {kept.first}-{kept.last}, {kept.scale}, {one.release} {one.digest[:12]}"
    rows = (Row("average", kept.group, name, used),)
    return _figure(f"{LED}{one.slug}.{kept.group}", one, snapshot, rows, value, label, words)


def _single(one: IndicatorRow, value: IndicatorValueRow, snapshot: Snapshot) -> Figure:
    def label(row: IndicatorRow) -> str:
        return _("%(area)s: %(label)s") % {"area": _in(value.name), "label": _label(row)}

    rows = (_row(one, value, snapshot),)
    return _figure(f"{LED}{one.slug}.{value.area}", one, snapshot, rows, _units(one, value), label, _origin)


def _figure(
    id: str, one: IndicatorRow, snapshot: Snapshot, rows: tuple[Row, ...], value: Decimal, label: Say, words: Say
) -> Figure:
    """A figure that brings its definition along."""
    meaning = Definition(id, one.version, one.unit, lambda: label(one), lambda: words(one), _refused)
    whole = int(value) if value == value.to_integral_value() and one.decimals == 0 else value
    return Figure(id, one.version, one.unit, snapshot.period, rows, whole, meaning=meaning)


def _refused(_snapshot: Snapshot) -> Figure:
    raise ValueError("the figure of an indicator is computed with all others of its snapshot")


def _row(one: IndicatorRow, value: IndicatorValueRow, snapshot: Snapshot) -> Row:
    """The value of a metropolis with the release that states it: another release is another row, and another hash."""
    name = value.name.texts.get(snapshot.source_language) or str(value.name)
    used = f"{_units(one, value):f}, {one.year}, {value.status}, {value.scale}, {one.release} {one.digest[:12]}"
    return Row("area", value.area, name, used)


def _units(one: IndicatorRow, value: IndicatorValueRow) -> Decimal:
    return Decimal(value.number).scaleb(-one.decimals)


def _in(text: Text) -> str:
    return text.in_(get_language() or "en")


def _label(one: IndicatorRow) -> str:
    told = {"indicator": _in(one.name), "unit": _in(one.unit_label), "year": one.year}
    return _("%(indicator)s (%(unit)s), %(year)d") % told


def _words(one: IndicatorRow) -> str:
    """What the number is, of how many metropolises, and by which release it is cited."""
    told = {"how": str(Aggregation(one.aggregation).label), "n": len(_of_one_scale(one)), "of": one.of}
    counted = _("Put together as: %(how)s. Metropolises where members act with a value: %(n)d of %(of)d.") % told
    return f"{_in(one.definition)} {counted} {_cited(one)}"


def _origin(one: IndicatorRow) -> str:
    return f"{_in(one.definition)} {_cited(one)}"


def _cited(one: IndicatorRow) -> str:
    return _("%(geography)s. Observatory, release %(release)s (%(digest)s). Source: %(source)s, %(licence)s.") % {
        "geography": _in(one.geography_label),
        "release": one.release,
        "digest": one.digest[:12],
        "source": one.source.rstrip("."),
        "licence": one.licence,
    }

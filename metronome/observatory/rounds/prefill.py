"""What a cell begins with: what the latest release says of it, what its member said last time, and the latest earlier
value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from metronome.ground.period import Period, year_of

from ..averages import in_units
from ..dense.reading import Cube, cube_of
from ..enums import CellState, RoundState, Sex
from ..models import AreaVersion, Cell, Geography, IndicatorVersion, Release, RoundQuestion
from ..models.rounds import WITH_VALUE
from ..sexes import Split, of_source, source_of, splits
from ..stretches import Stretch, stretches

#: The columns of a cell that are written when its round begins.
FILLED = (
    "proposed", "proposed_status", "proposed_scale", "proposed_from",
    "known", "known_first_day", "known_last_day", "known_from",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A value in units with its period, status and scale, and where it is from, in words that need no translation."""

    value: Decimal
    period: Period
    status: str
    scale: str
    origin: str


@dataclass(frozen=True, slots=True)
class Begin:
    """What a cell begins with; either may be missing."""

    proposed: Found | None
    known: Found | None

    def fields(self) -> dict[str, object]:
        """The columns of the cell."""
        told: dict[str, object] = {}
        if self.proposed:
            told |= {
                "proposed": self.proposed.value,
                "proposed_status": self.proposed.status,
                "proposed_scale": self.proposed.scale,
                "proposed_from": self.proposed.origin[:300],
            }
        if self.known:
            told |= {
                "known": self.known.value,
                "known_first_day": self.known.period.first,
                "known_last_day": self.known.period.last,
                "known_from": self.known.origin[:300],
            }
        return told


class Beginnings:
    """What cells of one geography begin with; the release is read from its arrays, earlier rounds from the database,
    in as many questions for three cells as for one."""

    def __init__(self, geography: Geography, drawn: Iterable[AreaVersion]) -> None:
        self.geography = geography
        self.release = Release.objects.first()
        self.cube: Cube | None = cube_of(self.release.digest) if self.release else None
        several = list(drawn)
        self.drawn = [one.slug for one in several]
        self.split: dict[str, Mapping[str, list[Split]]] = {}
        self.stretched: dict[str, Mapping[tuple[str, str], list[Stretch]]] = {}
        self.said = _said_before(one.pk for one in several)

    def of(self, question: RoundQuestion, drawn: AreaVersion) -> Begin:
        """What a cell begins with. What a release says stands above what was said in a round that it holds."""
        stated = [
            *self._stated(question, drawn),
            *self._stretches(question, drawn),
            *self.said.get(_key(question, drawn), ()),
        ]
        now = next((one for one in stated if one.period == question.period), None)
        before = [one for one in stated if _is_before(one.period, question.period)]
        return Begin(now, max(before, key=lambda one: one.period.ends, default=None))

    def _stated(self, question: RoundQuestion, drawn: AreaVersion) -> list[Found]:
        if self.cube is None or self.release is None:
            return []
        definition = question.definition
        if question.sex != Sex.TOTAL:
            return self._stated_by_sex(question, drawn)
        series = next((s for s in self.cube.series(definition.slug) if s.geography == self.geography.slug), None)
        if series is None:
            return []
        origin = f"{series.source}, {series.method} ({self.release.slug})"
        return [
            Found(in_units(cell.number, definition.decimals), year_of(cell.year), cell.status, cell.scale, origin)
            for cell in self.cube.history(definition.slug, drawn.slug)
            if cell.number is not None
        ]

    def _stretches(self, question: RoundQuestion, drawn: AreaVersion) -> list[Found]:
        """What the release states of months and quarters: of one source; of several methods the one used most."""
        found: dict[Period, Found] = {}
        for one in self._stretched(question.definition).get((drawn.slug, question.sex), ()):
            origin = f"{one.source}, {one.method} ({self.release.slug if self.release else ''})"
            found[one.period] = Found(one.value or Decimal(0), one.period, one.status, one.scale, origin)
        return list(found.values())

    def _stretched(self, definition: IndicatorVersion) -> Mapping[tuple[str, str], list[Stretch]]:
        """By area and sex, read once for all cells."""
        if definition.slug not in self.stretched and self.release is not None:
            wanted = set(self.drawn)
            told = stretches(self.release, definition.slug)
            some = [one for one in told if one.area in wanted and one.value is not None]
            by_area: dict[tuple[str, str], list[Stretch]] = {}
            for one in of_source(some, source_of(definition, some)) if some else ():
                by_area.setdefault((one.area, one.sex), []).append(one)
            self.stretched[definition.slug] = by_area
        return self.stretched.get(definition.slug, {})

    def _stated_by_sex(self, question: RoundQuestion, drawn: AreaVersion) -> list[Found]:
        """What the release states of women or of men: of one source, of each year what it uses most."""
        definition, sex = question.definition, Sex(question.sex)
        found: dict[int, Found] = {}
        for one in self._splits(definition).get(drawn.slug, ()):
            value = one.women if sex == Sex.FEMALE else one.men
            origin = f"{one.source}, {one.method} ({self.release.slug if self.release else ''})"
            found[one.year] = Found(value, year_of(one.year), one.status, one.scale, origin)
        return list(found.values())

    def _splits(self, definition: IndicatorVersion) -> Mapping[str, list[Split]]:
        """By area of the geography, read once for all cells."""
        if definition.slug not in self.split and self.release is not None:
            wanted = set(self.drawn)
            some = [one for one in splits(self.release, definition.slug) if one.area in wanted]
            by_area: dict[str, list[Split]] = {}
            for one in of_source(some, source_of(definition, some)) if some else ():
                by_area.setdefault(one.area, []).append(one)
            self.split[definition.slug] = by_area
        return self.split[definition.slug]


def _is_before(one: Period, other: Period) -> bool:
    """Whether a period ends before another begins and is as long: a month tells little of a year."""
    return one.ends[1] < other.ends[0] and len(list(one.months())) == len(list(other.months()))


def _key(question: RoundQuestion, drawn: AreaVersion) -> tuple[int, int, str]:
    return (question.definition.indicator_id, drawn.pk, question.sex)


def _said_before(drawn: Iterable[int]) -> Mapping[tuple[int, int, str], list[Found]]:
    """What members said of areas in rounds that are published, the latest round first."""
    cells = Cell.objects.filter(
        drawn__in=list(drawn),
        state=CellState.APPROVED,
        kind__in=WITH_VALUE,
        question__round__state=RoundState.PUBLISHED,
    ).select_related("question__round", "question__definition")
    found: dict[tuple[int, int, str], list[Found]] = {}
    for cell in cells.order_by("-question__round__begun_at", "pk"):
        question = cell.question
        key = (question.definition.indicator_id, cell.drawn_id, question.sex)
        value = cell.value or Decimal(0)
        origin = f"{question.round.slug}: {cell.source}".rstrip(": ")
        found.setdefault(key, []).append(Found(value, question.period, cell.status, cell.scale, origin))
    return found

"""The pictures of a report, drawn from what it says: for a page by classes, for print with their colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metronome.design.pictures.coverage import Covered, CoveredLine, coverage
from metronome.design.pictures.days import days
from metronome.design.pictures.dotmap import Place, dotmap
from metronome.design.pictures.pen import LINES, Direction, Palette

from .model import Content, PlanSection
from .statement import StatementContent


@dataclass(frozen=True, slots=True)
class Pictures:
    """SVG of each picture; empty where there is nothing to draw. `coverage` has one for each plan."""

    map: str
    days: str
    coverage: tuple[str, ...]


def draw(content: Content, *, palette: Palette, width: int | None = 720) -> Pictures:
    """All pictures of a report. Without a width the ticks of the days stretch with the page."""
    return Pictures(
        _map(content, palette),
        _days(content, palette, width),
        tuple(_coverage(content, plan, palette, width or 720) for plan in content.plans),
    )


def _direction(content: Content) -> Direction:
    return "rtl" if content.direction == "rtl" else "ltr"


def _map(content: Content, palette: Palette) -> str:
    places = [
        Place(float(member.latitude), float(member.longitude), member.name, member.is_reached)
        for region in content.regions
        for member in region.members
        if member.latitude is not None and member.longitude is not None
    ]
    return str(dotmap(places, sentence=content.words["map_alt"], palette=palette)) if places else ""


def _days(content: Content, palette: Palette, width: int | None) -> str:
    first, last = content.period.first, content.period.last
    if first is None or last is None:
        return ""
    marks: dict[object, list[int]] = {}
    for line in content.lines:
        for activity in line.activities:
            for day in activity.dates:
                if first <= day <= last:
                    marks.setdefault(day, []).append(line.place)
    return str(
        days(
            first,
            last,
            marks,  # type: ignore[arg-type]
            sentence=content.words["days_alt"],
            months=content.months,
            width=width,
            palette=palette,
            direction=_direction(content),
        )
    )


def days_of_statement(content: StatementContent, palette: Palette, *, width: int | None = None) -> str:
    """The days on which a member took part; empty where there is none."""
    if not content.days:
        return ""
    first, last = content.period.ends
    return days(
        first,
        last,
        {marked.day: marked.places for marked in content.days},
        sentence=content.words["your_days_alt"],
        months=content.months,
        width=width,
        height=44,
        palette=palette,
        direction="rtl" if content.direction == "rtl" else "ltr",
    )


def _coverage(content: Content, plan: PlanSection, palette: Palette, width: int) -> str:
    lines = list(_covered(plan))
    if not any(line.results for line in lines):
        return ""
    sentence = content.words["coverage_alt"]
    return str(coverage(lines, sentence=sentence, width=width, palette=palette, direction=_direction(content)))


def _covered(plan: PlanSection) -> Iterator[CoveredLine]:
    tops = [node for node in plan.nodes if node.is_top]
    for top in tops:
        results = [
            Covered(node.code, node.activities) for node in plan.nodes if node.is_result and node.place == top.place
        ]
        yield CoveredLine(top.code, str(top.label), top.place, results)


#: The colours of the lines of a plan on the dark cover, in their order.
ON_COVER = ("#8cc3f5", "#e2aaf0", "#efcf6b", "#b5dd7f", "#c3c0ff", "#eebd97")


def on_cover(content: Content) -> str:
    """The ticks of the days in colours for the dark cover."""
    drawn = _days(content, "print", 720)
    for dark, light in (("#78837c", "#3f6c74"), ("#566268", "#b9d0cf"), *zip(LINES[1:], ON_COVER, strict=True)):
        drawn = drawn.replace(dark, light)
    return drawn

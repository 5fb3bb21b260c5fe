"""What was approved, published: as a file of observations that comes in like any other, and a release of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.ground.phrases import period_in_words
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text

from ..actions.loads import load_observations, make_release
from ..actions.rounds import publish_round
from ..changes import release_before
from ..engine import refuse_without_engine
from ..enums import AnswerKind, CellState, RoundState
from ..models import Cell, Release, Round

COLUMNS = (
    "indicator", "area", "period", "sex", "value", "unit", "method", "status", "scale", "source", "member", "round",
)  # fmt: skip
#: The columns of the file that mean what their names say.
PLAIN = ("indicator", "area", "period", "sex", "unit", "method", "status", "scale", "value")


def publish(*, slug: str, release: str, title: Text, by: object) -> Round:
    """Publish a round as a load and a release, with the arrays that pages read and the differences to the release
    before. Begun again after it was cut off, it does what is missing.

    Raises Refusal where the engine is not installed, the name is taken, two members say different things of the same,
    or as `publish_round` does.
    """
    refuse_without_engine()
    from ..dense.building import build
    from ..facts.differing import make_differences

    found = Round.objects.select_related("release__cutoff").get(slug=slug)
    if found.state != RoundState.PUBLISHED:

        def make(locked: Round) -> Release:
            return _released(locked, release, title, by)

        found = publish_round(slug=slug, make=make, by=by)
    assert found.release is not None  # noqa: S101 - a published round has one
    build(found.release)
    if earlier := release_before(found.release):
        make_differences(earlier, found.release)
    return found


def _released(found: Round, name: str, title: Text, by: object) -> Release:
    from ..loading.preparing import FileGiven, prepare

    if Release.objects.filter(slug=name).exists():
        reason = _("There is a release “%(release)s” already.") % {"release": name}
        raise Refusal(reason, field="release", remedy=_("A release never changes: give another name."))
    given = FileGiven(f"{found.slug}.csv", _file(found, _approved(found)), _mapping(found))
    load_observations(prepared=prepare(given), why=f"round:{found.slug}", by=by)
    return make_release(slug=name, title=title, by=by)


def _approved(found: Round) -> list[Cell]:
    """The approved cells that say something of a value, each area once.

    Raises Refusal where there is none, and where two members say different things of the same.
    """
    rows = Cell.objects.filter(asked__round=found, state=CellState.APPROVED).exclude(kind=AnswerKind.DISPUTED)
    told: dict[tuple[int, int], Cell] = {}
    for cell in rows.select_related("question__definition", "drawn__area", "asked__member").order_by("pk"):
        key = (cell.question_id, cell.drawn_id)
        other = told.setdefault(key, cell)
        if (other.value, other.status) != (cell.value, cell.status):
            raise _disagree(other, cell)
    if not told:
        raise Refusal(_("No answer is approved."), remedy=_("Approve answers first."))
    return list(told.values())


def _disagree(one: Cell, other: Cell) -> Refusal:
    said = {
        "one": one.asked.member.name.in_(reader()),
        "other": other.asked.member.name.in_(reader()),
        "area": one.drawn.area.name.in_(reader()),
        "indicator": one.question.definition.name.in_(reader()),
        "period": period_in_words(one.question.period),
    }
    reason = _("%(one)s and %(other)s say different things of %(area)s: %(indicator)s, %(period)s.") % said
    return Refusal(reason, remedy=_("Give one of the two answers back."))


def _file(found: Round, cells: Iterable[Cell]) -> bytes:
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(found, cells))
    return sink.getvalue().encode()


def _rows(found: Round, cells: Iterable[Cell]) -> Iterator[tuple[object, ...]]:
    for cell in cells:
        question, definition = cell.question, cell.question.definition
        value = "" if cell.value is None else f"{cell.value:.{definition.decimals}f}"
        yield (
            definition.slug,
            cell.drawn.slug,
            question.period.short,
            question.sex,
            value,
            definition.unit,
            "member",
            cell.status,
            cell.scale or "metropolitan",
            cell.source,
            cell.asked.member.slug,
            found.slug,
        )


def _mapping(found: Round) -> str:
    """What the columns mean. JSON is YAML, and nothing in it can be taken for anything else."""
    columns = {name: {"column": name} for name in PLAIN}
    return json.dumps({"source": found.source.slug, "geography": found.geography.slug, **columns})

"""How far a round is: counts, the matrix of areas and questions, and what each member still owes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from metronome.network.models import Member

from ..enums import AnswerKind, CellState, RoundState, Sex
from ..models import AreaVersion, Cell, IndicatorVersion, Round, RoundMember, RoundQuestion

#: States of cells that wait for the member.
OWED = (CellState.ASKED, CellState.RETURNED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many cells of a round are in which state, and what was said in them."""

    states: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)

    @property
    def of(self) -> int:
        return sum(self.states.values())

    @property
    def owed(self) -> int:
        """Cells that wait for a member."""
        return sum(self.states.get(state, 0) for state in OWED)

    @property
    def said(self) -> int:
        return self.of - self.owed

    @property
    def waiting(self) -> int:
        """Cells that wait for the secretariat."""
        return self.states.get(CellState.ANSWERED, 0)

    @property
    def approved(self) -> int:
        return self.states.get(CellState.APPROVED, 0)

    @property
    def disputed(self) -> int:
        return self.kinds.get(AnswerKind.DISPUTED, 0)

    @property
    def missing(self) -> int:
        return self.kinds.get(AnswerKind.MISSING, 0)


def progress_of(rounds: Sequence[Round]) -> dict[int, Progress]:
    """The progress of several rounds, in one question."""
    counted = Cell.objects.filter(asked__round__in=rounds).order_by()
    states: dict[int, Counter[str]] = {}
    kinds: dict[int, Counter[str]] = {}
    for number, state, kind, count in counted.values_list("asked__round", "state", "kind").annotate(Count("pk")):
        states.setdefault(number, Counter())[state] += count
        kinds.setdefault(number, Counter())[kind] += count
    return {one.pk: Progress(states.get(one.pk, {}), kinds.get(one.pk, {})) for one in rounds}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the questions of one indicator and sex that follow each other in the matrix."""

    definition: IndicatorVersion
    sex: str
    periods: int


def heads(questions: Sequence[RoundQuestion]) -> list[Head]:
    """The heads of the matrix, each with how many columns it spans."""
    grouped = groupby(questions, key=lambda one: (one.definition, one.sex))
    return [Head(definition, str(Sex(sex).label), len(list(several))) for (definition, sex), several in grouped]


@dataclass(frozen=True, slots=True)
class Line:
    """An area of a member in the matrix, with its cells in the order of the questions."""

    asked: RoundMember
    member: Member
    drawn: AreaVersion
    cells: Sequence[Cell]


def matrix(found: Round) -> tuple[list[RoundQuestion], list[Line]]:
    """Questions and lines of a round, in two questions to the database."""
    questions = list(found.questions.select_related("definition"))
    cells = Cell.objects.filter(asked__round=found).select_related("asked__member", "drawn__area")
    lines: dict[tuple[int, int], list[Cell]] = {}
    for cell in cells.order_by("asked__member__slug", "drawn__slug", "question__order", "question"):
        lines.setdefault((cell.asked_id, cell.drawn_id), []).append(cell)
    return questions, [Line(row[0].asked, row[0].asked.member, row[0].drawn, row) for row in lines.values()]


def members_asked(found: Round) -> QuerySet[RoundMember]:
    """The members of a round with how many of their cells are in which state."""
    counts = {
        "of": Count("cells"),
        "owed": Count("cells", filter=Q(cells__state__in=OWED)),
        "waiting": Count("cells", filter=Q(cells__state=CellState.ANSWERED)),
        "approved": Count("cells", filter=Q(cells__state=CellState.APPROVED)),
    }
    return found.members.select_related("member").annotate(**counts).order_by("member__slug")


def cells_of(asked: RoundMember) -> list[Cell]:
    """The cells of a member in the order in which they are asked."""
    cells = Cell.objects.filter(asked=asked).select_related("question__definition", "drawn__area", "answered_by")
    return list(cells.order_by("drawn__slug", "question__order", "pk"))


def rounds_owed(members: Collection[int]) -> list[RoundMember]:
    """What open rounds still ask of these members, each with `owed`: how many of its cells, by the last day."""
    asked = RoundMember.objects.filter(member__in=members, round__state=RoundState.OPEN)
    owing = asked.annotate(owed=Count("cells", filter=Q(cells__state__in=OWED))).filter(owed__gt=0)
    return list(owing.select_related("round", "member").order_by("round__due_on", "member__slug"))


def rounds_to_check() -> list[tuple[Round, int]]:
    """The rounds in which answers wait for the secretariat, each with how many."""
    answered = Q(members__cells__state=CellState.ANSWERED)
    going = Round.objects.filter(state__in=(RoundState.OPEN, RoundState.CLOSED))
    return [
        (one, one.answers) for one in going.annotate(answers=Count("members__cells", filter=answered)) if one.answers
    ]


def rounds_published(members: Collection[int], slugs: Collection[str]) -> list[Round]:
    """Those of some published rounds to which these members have contributed a value or a reason for none."""
    approved = Cell.objects.filter(state=CellState.APPROVED, asked__member__in=members)
    told = Round.objects.filter(slug__in=slugs, state=RoundState.PUBLISHED, pk__in=approved.values("asked__round"))
    return list(told.select_related("release"))

"""What pages show of amendments: what was decided, and what it does to each node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metronome.ground.refusal import Refusal

from .amending import Amended, amended, difference
from .enums import ChangeKind
from .given import GivenAmendment
from .held import held_levels, held_nodes
from .models import Amendment, AmendmentChange, Node, Plan
from .shown import NodeShown, Tree


@dataclass(frozen=True, kw_only=True)
class ChangeShown:
    """What an amendment does to a node; `node` is None for one that is only proposed."""

    change: AmendmentChange
    node: NodeShown | None
    successors: Sequence[NodeShown]

    @property
    def words(self) -> str:
        return str(ChangeKind(self.change.kind).label)


@dataclass(frozen=True, kw_only=True)
class AmendmentShown:
    amendment: Amendment
    changes: Sequence[ChangeShown]


def amendments_of(plan: Plan, nodes: Tree) -> list[AmendmentShown]:
    """The amendments of a plan, the latest first, in two questions."""
    by_code = nodes_by_code(plan.slug, nodes)
    found = plan.amendments.prefetch_related("changes").order_by("-on", "-slug")
    return [
        AmendmentShown(
            amendment=amendment,
            changes=[
                ChangeShown(
                    change=change,
                    node=by_code.get(change.code),
                    successors=[by_code[code] for code in change.successors if code in by_code],
                )
                for change in amendment.changes.all()
            ],
        )
        for amendment in found
    ]


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What the plan would become by an amendment that is only proposed; `refusal` says why it cannot."""

    amendment: GivenAmendment
    difference: Sequence[Amended]
    refusal: Refusal | None


def preview_of(amendment: GivenAmendment) -> Preview:
    """What an amendment would make of its plan as it stands now.

    Raises Plan.DoesNotExist.
    """
    plan = Plan.objects.get(slug=amendment.plan)
    before = held_nodes(plan)
    try:
        after = amended(before, amendment, levels=held_levels(plan))
    except Refusal as refusal:
        return Preview(amendment=amendment, difference=(), refusal=refusal)
    return Preview(amendment=amendment, difference=difference(before, after), refusal=None)


@dataclass(frozen=True, kw_only=True)
class Course:
    """How a node came into its plan and left it: what it took the place of, what took its place, and by which
    decisions."""

    successors: Sequence[NodeShown]
    predecessors: Sequence[NodeShown]
    amendments: Sequence[Amendment]


def course_of(node: Node, nodes: Tree) -> Course:
    """The course of a node, in two questions."""
    plan = node.plan
    by_code = nodes_by_code(plan.slug, nodes)
    pairs = list(plan.nodes.exclude(successors=[]).order_by("order", "code").values_list("code", "successors"))
    return Course(
        successors=[by_code[code] for code in node.successors if code in by_code],
        predecessors=[by_code[code] for code, successors in pairs if node.code in successors],
        amendments=list(plan.amendments.filter(changes__code=node.code).order_by("on", "slug")),
    )


def nodes_by_code(plan: str, nodes: Tree) -> Mapping[str, NodeShown]:
    return {node.code: node for node in nodes.nodes.values() if node.plan == plan}

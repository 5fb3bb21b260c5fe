"""What pages show of the plans: the whole tree in two questions, however large it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse

from metronome.design.parts import Tag
from metronome.design.words import reader
from metronome.ground.text import Text

from .models import Challenge, Level, Node, Plan


@dataclass(frozen=True, slots=True)
class NodeShown:
    """A node with its place: `line` counts the nodes at the top of its plan from 1. `key` is its code, led by the
    plan's slug only where two plans use that code."""

    pk: int
    key: str
    code: str
    plan: str
    parent: int | None
    depth: int
    line: int
    label: Text
    short_label: Text
    is_result: bool

    @property
    def href(self) -> str:
        return reverse("home:node", args=[self.plan, self.code])

    @property
    def short(self) -> Text:
        return self.short_label or self.label

    def tag(self, *, with_label: bool = False) -> Tag:
        return Tag(
            code=self.code, label=self.label.in_(reader()) if with_label else "", line=self.line, href=self.href
        )


@dataclass(frozen=True, slots=True)
class ChallengeShown:
    """A challenge; an activity answers those that nothing refines."""

    pk: int
    key: str
    code: str
    plan: str
    parent: int | None
    label: Text
    is_leaf: bool

    @property
    def href(self) -> str:
        return f"{reverse('home:challenges', args=[self.plan])}#{self.code}"

    def tag(self, *, with_label: bool = True) -> Tag:
        label = self.label.in_(reader()) if with_label else ""
        return Tag(code=self.code, label=label, href=self.href, kind="plain")


@dataclass(frozen=True)
class Tree:
    """Every node of every plan, in the order of print."""

    nodes: Mapping[int, NodeShown] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> Mapping[str, NodeShown]:
        return {node.key: node for node in self.nodes.values()}

    @cached_property
    def _children(self) -> Mapping[int | None, list[NodeShown]]:
        children: dict[int | None, list[NodeShown]] = {}
        for node in self.nodes.values():
            children.setdefault(node.parent, []).append(node)
        return children

    def children(self, node: NodeShown) -> list[NodeShown]:
        return self._children.get(node.pk, [])

    def tops(self, plan: str) -> list[NodeShown]:
        return [node for node in self._children.get(None, []) if node.plan == plan]

    def under(self, node: NodeShown) -> list[NodeShown]:
        """The node and everything below it."""
        return [node, *(found for child in self.children(node) for found in self.under(child))]

    def results(self, nodes: Iterable[NodeShown]) -> list[NodeShown]:
        """The results among these nodes and below them."""
        return [found for node in nodes for found in self.under(node) if found.is_result]

    def above(self, node: NodeShown) -> list[NodeShown]:
        """The nodes over it, the highest first."""
        over: list[NodeShown] = []
        while node.parent is not None:
            node = self.nodes[node.parent]
            over.insert(0, node)
        return over


def tree() -> Tree:
    """All plans' nodes."""
    deepest: dict[int, int] = {}
    for plan_pk, depth in Level.objects.order_by().values_list("plan", "depth"):
        deepest[plan_pk] = max(depth, deepest.get(plan_pk, 0))
    rows = list(
        Node.objects.order_by("plan__first_day", "plan__slug", "order", "code").values_list(
            "pk", "code", "plan", "plan__slug", "parent", "depth", "label", "short_label"
        )
    )
    used = Counter(row[1] for row in rows)
    places: Counter[str] = Counter()
    nodes: dict[int, NodeShown] = {}
    for pk, code, plan_pk, plan, parent, depth, label, short_label in sorted(rows, key=lambda row: row[5]):
        if parent is None:
            places[plan] += 1
        line = places[plan] if parent is None else nodes[parent].line
        key = code if used[code] == 1 else f"{plan}:{code}"
        is_result = depth == deepest.get(plan_pk)
        nodes[pk] = NodeShown(pk, key, code, plan, parent, depth, line, label, short_label, is_result)
    return Tree({row[0]: nodes[row[0]] for row in rows})


def challenges_shown() -> Mapping[int, ChallengeShown]:
    """All plans' challenges, in the order of print."""
    rows = list(
        Challenge.objects.order_by("plan__first_day", "plan__slug", "order", "code").values_list(
            "pk", "code", "plan__slug", "parent", "label"
        )
    )
    used = Counter(row[1] for row in rows)
    refined = {row[3] for row in rows}
    return {
        pk: ChallengeShown(
            pk, code if used[code] == 1 else f"{plan}:{code}", code, plan, parent, label, pk not in refined
        )
        for pk, code, plan, parent, label in rows
    }


def plans_shown() -> list[Plan]:
    """Every plan, the latest first."""
    return list(Plan.objects.order_by("-first_day", "slug"))

"""A plan as it stands, as the plain values that would be given to put it."""

from __future__ import annotations

from .given import GivenChange, GivenKeyIdea, GivenLevel, GivenNode
from .models import Amendment, Plan


def held_levels(plan: Plan) -> tuple[GivenLevel, ...]:
    """Its levels from the top."""
    rows = plan.levels.order_by("depth").values_list("depth", "name", "plural", "pattern")
    return tuple(GivenLevel(*row) for row in rows)


def held_nodes(plan: Plan) -> tuple[GivenNode, ...]:
    """Its nodes in the order of print, those that have ended among them."""
    nodes = plan.nodes.select_related("parent").prefetch_related("key_ideas").order_by("order", "code")
    return tuple(
        GivenNode(
            code=node.code,
            parent=node.parent.code if node.parent else "",
            depth=node.depth,
            label=node.label,
            short_label=node.short_label,
            description=node.description,
            order=node.order,
            retired_on=node.retired_on,
            key_ideas=tuple(GivenKeyIdea(idea.order, idea.text) for idea in node.key_ideas.all()),
            added_on=node.added_on,
            successors=tuple(node.successors),
        )
        for node in nodes
    )


def held_changes(amendment: Amendment) -> tuple[GivenChange, ...]:
    """What it changes, in the order in which it was put."""
    return tuple(
        GivenChange(
            kind=change.kind,
            code=change.code,
            parent=change.parent,
            label=change.label,
            short_label=change.short_label,
            description=change.description,
            successors=tuple(change.successors),
        )
        for change in sorted(amendment.changes.all(), key=lambda change: change.pk)
    )

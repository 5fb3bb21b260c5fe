"""Plans of any depth and coding."""

from __future__ import annotations

from datetime import date

from metronome.plan.models import Challenge, Level, Marker, Node, Plan, Theme

from .network import text

FIRST_DAY, LAST_DAY = date(2021, 1, 1), date(2023, 12, 31)


def make_plan(slug: str = "plan", *, depth: int = 2, **fields: object) -> Plan:
    """A plan whose levels are numbered from the top."""
    given = {"slug": slug, "title": text(f"Plan {slug}"), "first_day": FIRST_DAY, "last_day": LAST_DAY}
    plan = Plan.objects.create(**{**given, **fields})
    for level in range(1, depth + 1):
        Level.objects.create(plan=plan, depth=level, name=text(f"niveau {level}"), plural=text(f"niveaux {level}"))
    return plan


def make_node(plan: Plan, code: str, parent: Node | None = None, **fields: object) -> Node:
    """A node under its parent, or at the top; later nodes stand later in the plan."""
    depth = parent.depth + 1 if parent else 1
    given = {"label": text(f"Résultat {code}"), "order": plan.nodes.count()}
    return Node.objects.create(plan=plan, code=code, parent=parent, depth=depth, **{**given, **fields})


def make_challenge(plan: Plan, code: str, parent: Challenge | None = None, **fields: object) -> Challenge:
    given = {"label": text(f"Défi {code}"), "order": plan.challenges.count()}
    return Challenge.objects.create(plan=plan, code=code, parent=parent, **{**given, **fields})


def make_theme(plan: Plan, slug: str, **fields: object) -> Theme:
    return Theme.objects.create(plan=plan, slug=slug, **{"label": text(slug), "order": plan.themes.count(), **fields})


def make_marker(slug: str = "gender", **fields: object) -> Marker:
    return Marker.objects.create(**{"slug": slug, "label": text(slug), **fields})

"""What an expense of a project can be for: the results that it serves, and its activities."""

from __future__ import annotations

from metronome.design.words import reader

from .models import Project


def share_choices(project: Project) -> list[tuple[str, str]]:
    """Each with the value by which a form names it."""
    results = project.results.select_related("result__plan").order_by("pk")
    activities = project.activities.select_related("activity").order_by("pk")
    return [
        *(
            (f"result:{one.result.plan.slug}/{one.result.code}", f"{one.result.code} {one.result.label.in_(reader())}")
            for one in results
        ),
        *((f"activity:{one.activity.code}", one.activity.title.in_(reader())) for one in activities),
    ]

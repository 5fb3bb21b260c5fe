"""What the front page and the page of a plan show."""

from __future__ import annotations

from django.urls import reverse

from metronome.plan.shown import plans_shown
from metronome.report.found import figure_href

from .asked import Asked
from .coverage import Coverage, beat_of
from .front import Reach, figures_of, has_day_ticks, latest, legend, marks
from .linked import network_data


def front_page(wish: Asked) -> dict[str, object]:
    """Where the network stands in the period, with the plan that began last."""
    coverage = coverage_of(wish)
    return {
        "wish": wish,
        "figures": figures_of(wish.stand),
        "marks": marks(wish.stand) if has_day_ticks(wish.period) else None,
        "legend": legend(wish.stand),
        "reach": Reach(wish.stand),
        "coverage": coverage,
        "beat": _beat(wish, coverage),
        "latest": latest(),
        "data": network_data(wish.network),
    }


def plan_page(wish: Asked, slug: str | None) -> dict[str, object] | None:
    """A plan and how far it is covered in the period; without a name the latest. None where there is none such."""
    plans = {plan.slug: plan for plan in plans_shown()}
    if slug is not None and slug not in plans:
        return None
    coverage = coverage_of(wish, slug)
    found = plans.get(coverage.plan.slug if coverage else slug or "") or next(iter(plans.values()), None)
    return {
        "wish": wish,
        "coverage": coverage,
        "plan": found,
        "plans": plans.values(),
        "beat": _beat(wish, coverage),
        "worked_href": figure_href("results.worked_on", wish.period),
    }


def coverage_of(wish: Asked, slug: str | None = None) -> Coverage | None:
    """A plan in the period; without a name that which began last. A plan that the period does not touch has none."""
    plan = next((plan for plan in wish.plans if slug in (None, plan.slug)), None)
    return Coverage(wish.stand, plan) if plan else None


def _beat(wish: Asked, coverage: Coverage | None) -> object:
    if coverage is None:
        return None
    href = reverse("home:plan_of", args=[coverage.plan.slug])
    return beat_of(coverage.plan, wish.calendar, chosen=wish.period, record_until=wish.record_until, href=href)

"""How the lists beside the plans are kept at the desk: markers, the scale of assessments, work plans."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from metronome.desk.sheets import Field, Sheet, in_words, keys_of, put_one
from metronome.desk.short import DESCRIPTION, LABEL, ORDER, short_list
from metronome.ground.refusal import Refusal

from .actions import put_markers, put_ratings, put_work_plans
from .given import GivenMarker, GivenRating, GivenWorkPlan
from .models import Marker, Plan, Rating, WorkPlan
from .work_sheets import node_keys, plans


def tidy_marker(given: GivenMarker) -> GivenMarker:
    """Raises Refusal for scores that a folder would not take either."""
    if not 1 <= given.highest <= 100:
        raise Refusal(_("The highest score lies between 1 and 100."), field="highest")
    return given


MARKERS = short_list(
    kind="markers",
    subject="marker",
    model=Marker,
    given=GivenMarker,
    plural=lambda: _("Markers"),
    one=lambda: _("Marker"),
    fields=(
        LABEL,
        DESCRIPTION,
        Field(
            name="highest",
            label=lambda: _("Highest score"),
            hint=lambda: _("Scores run from 0, which is not targeted, up to this."),
            is_required=True,
        ),
    ),
    put=put_markers,
    given_as="markers",
    tidy=tidy_marker,
)

RATINGS = short_list(
    kind="ratings",
    subject="rating",
    model=Rating,
    given=GivenRating,
    plural=lambda: _("Steps of the scale of assessments"),
    one=lambda: _("Step of the scale of assessments"),
    fields=(LABEL, DESCRIPTION, ORDER),
    put=put_ratings,
    given_as="ratings",
)


class WorkPlanSheet(Sheet):
    def given_of(self, row: Any) -> GivenWorkPlan:
        """What it plans is kept one by one, as planned activities."""
        return GivenWorkPlan(row.slug, row.plan.slug if row.plan else "", row.year, row.title, ())


def tidy_work_plan(given: GivenWorkPlan) -> GivenWorkPlan:
    """Raises Refusal for a year that is none."""
    if not 1 <= given.year <= 9998:
        raise Refusal(_("Write the year in four digits."), field="year")
    return given


WORK_PLANS = WorkPlanSheet(
    kind="work-plans",
    subject="work-plan",
    given=GivenWorkPlan,
    rows=lambda: WorkPlan.objects.select_related("plan").order_by("-year", "slug"),
    plural=lambda: _("Work plans"),
    one=lambda: _("Work plan"),
    fields=(
        Field(name="title", label=lambda: _("Title"), is_required=True),
        Field(
            name="year",
            label=lambda: _("Year"),
            hint=lambda: _("In which the fiscal year begins."),
            is_required=True,
        ),
        Field(name="plan", label=lambda: _("Plan"), choices=plans),
    ),
    title=lambda work_plan: work_plan.title,
    put=put_one(put_work_plans, name="work_plans", plans=keys_of(Plan), nodes=node_keys),
    named=in_words("title"),
    href=lambda slug: reverse("record:work_plans"),
    identity=lambda given: str(given.title),
    tidy=tidy_work_plan,
    is_short=True,
)

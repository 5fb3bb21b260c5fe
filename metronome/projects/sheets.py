"""How projects are kept at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.desk.sheets import Field, Sheet, one_of, put_one
from metronome.ground.fold import fold_words
from metronome.ground.hand import Hand
from metronome.ground.text import Text
from metronome.network.sheets import known_members, known_partners
from metronome.plan.known import known_nodes
from metronome.plan.models import Marker
from metronome.record.sheets import KnownActivities

from .actions import ProjectKeys, put_projects, put_terms
from .checked import tidy
from .enums import CarrierRole, Level, ProjectState, SourceKind, TripMode
from .given import GivenProject, GivenTerms
from .held import held_project
from .models import Project, ProjectTerms
from .terms import tidy_terms


def title_of(project: Any) -> Text | str:
    """Its title; from a row or from what is given."""
    title: Text = project.title
    return title or str(project.slug)


def projects_named(rows: QuerySet[Project], words: str) -> QuerySet[Project]:
    """Those whose title, in any language, or slug has every word: projects are few, and read whole."""
    wanted = fold_words(words).split()
    if not wanted:
        return rows
    known = {row.pk: fold_words(" ".join((row.slug, row.call, *row.title.texts.values()))) for row in rows}
    return rows.filter(pk__in=[pk for pk, text in known.items() if all(word in text for word in wanted)])


def markers() -> Sequence[tuple[str, str]]:
    return [(marker.slug, marker.label.in_(reader())) for marker in Marker.objects.all()]


def put_it(*, identity: str, given: GivenProject, by: Hand) -> None:
    """Put one project."""
    del identity  # What is given holds it.
    put_projects(projects=[given], keys=ProjectKeys.of_the_record(), by=by)


class ProjectSheet(Sheet):
    def given_of(self, row: Any) -> GivenProject:
        return held_project(row)


CODE = Field(name="code", label=lambda: _("Code"), is_required=True)
LABEL = Field(name="label", label=lambda: _("Label"), is_required=True)
AMOUNT = Field(name="amount", label=lambda: _("Amount"))
CURRENCY = Field(name="currency", label=lambda: _("Currency"))
MEMBER = Field(name="member", label=lambda: _("Member"), spellings=known_members)
PARTNER = Field(name="partner", label=lambda: _("Partner"), spellings=known_partners)
CARRIERS = (
    MEMBER,
    PARTNER,
    Field(name="role", label=lambda: _("Role"), choices=one_of(CarrierRole.choices), is_required=True),
    Field(name="since", label=lambda: _("Since")),
    Field(name="until", label=lambda: _("Until")),
)
SOURCES = (
    CODE,
    LABEL,
    Field(name="kind", label=lambda: _("Kind"), choices=one_of(SourceKind.choices), is_required=True),
    MEMBER,
    PARTNER,
    AMOUNT,
    CURRENCY,
)
BUDGET = (CODE, LABEL, Field(name="source", label=lambda: _("Paid by the source")), AMOUNT, CURRENCY)
RATES = (
    Field(name="base", label=lambda: _("One unit of"), is_required=True),
    Field(name="value", label=lambda: _("is worth"), is_required=True),
    Field(name="to", label=lambda: _("in the currency"), is_required=True),
    Field(name="on", label=lambda: _("Day of the rate"), is_required=True),
    Field(name="source", label=lambda: _("Source of the rate"), is_required=True),
)
INSTALMENTS = (
    CODE,
    LABEL,
    Field(name="source", label=lambda: _("Paid by the source"), is_required=True),
    Field(name="amount", label=lambda: _("Amount"), is_required=True),
    Field(name="currency", label=lambda: _("Currency"), is_required=True),
    Field(name="due_on", label=lambda: _("Not before")),
    Field(name="after_reports", label=lambda: _("once these reports are accepted")),
    Field(name="after_outputs", label=lambda: _("once these outputs are accepted")),
)
REPORTS = (
    CODE,
    LABEL,
    Field(name="first_day", label=lambda: _("Tells of, from")),
    Field(name="last_day", label=lambda: _("Tells of, until")),
    Field(name="due_on", label=lambda: _("Due on"), is_required=True),
)
OUTPUTS = (CODE, LABEL, Field(name="due_on", label=lambda: _("Due on")))
MARKERS = (
    Field(name="marker", label=lambda: _("Marker"), choices=markers, is_required=True),
    Field(name="score", label=lambda: _("Score"), is_required=True),
    Field(name="reason", label=lambda: _("Reason"), is_required=True),
)
TRIPS = (
    Field(name="origin", label=lambda: _("Place of departure"), is_required=True),
    Field(name="destination", label=lambda: _("Place of arrival")),
    Field(name="mode", label=lambda: _("Means of transport"), choices=one_of(TripMode.choices), is_required=True),
    Field(name="number", label=lambda: _("Journeys, one person one way"), is_required=True),
    Field(name="kilometres", label=lambda: _("Kilometres")),
    Field(name="factor", label=lambda: _("kg CO₂e per person and km")),
    Field(name="factor_low", label=lambda: _("at the lowest")),
    Field(name="factor_high", label=lambda: _("at the highest")),
    Field(name="factor_source", label=lambda: _("Source of the factor")),
)
RISKS = (
    CODE,
    Field(name="text", label=lambda: _("What may happen"), is_required=True, is_long=True),
    Field(name="likelihood", label=lambda: _("Likelihood"), choices=one_of(Level.choices)),
    Field(name="effect", label=lambda: _("Effect"), choices=one_of(Level.choices)),
    Field(name="response", label=lambda: _("What is done about it"), is_long=True),
    Field(name="owner", label=lambda: _("Owner")),
    Field(name="closed_on", label=lambda: _("Closed on")),
)
FOLLOW_UPS = (
    Field(name="what", label=lambda: _("What"), is_required=True),
    Field(name="owner", label=lambda: _("Owner"), is_required=True),
    Field(name="due_on", label=lambda: _("Due on")),
    Field(name="done_on", label=lambda: _("Done on")),
)

PROJECTS = ProjectSheet(
    kind="projects",
    subject="project",
    given=GivenProject,
    rows=lambda: Project.objects.select_related("lead_line__plan").order_by("order", "slug"),
    plural=lambda: _("Projects"),
    one=lambda: _("Project"),
    fields=(
        Field(name="title", label=lambda: _("Title"), is_required=True),
        Field(name="summary", label=lambda: _("Summary"), is_long=True),
        Field(name="text", label=lambda: _("What it wants to find out or to reach"), is_long=True),
        Field(name="state", label=lambda: _("State"), choices=one_of(ProjectState.choices)),
        Field(name="state_note", label=lambda: _("What the source says of its state")),
        Field(name="first_day", label=lambda: _("First day")),
        Field(name="last_day", label=lambda: _("Last day")),
        Field(name="months", label=lambda: _("Length in months")),
        Field(name="carriers", label=lambda: _("Who carries it"), fields=CARRIERS),
        Field(name="lead_line", label=lambda: _("Line of the plan"), spellings=known_nodes),
        Field(name="results", label=lambda: _("Results"), spellings=known_nodes),
        Field(name="activities", label=lambda: _("Activities"), spellings=KnownActivities),
        Field(name="outputs", label=lambda: _("Outputs"), fields=OUTPUTS),
        Field(name="reports", label=lambda: _("Reports due"), fields=REPORTS),
        Field(
            name="sources",
            label=lambda: _("Sources of money"),
            hint=lambda: _("An amount that stays empty is not known, which is not zero."),
            fields=SOURCES,
        ),
        Field(name="budget", label=lambda: _("Budget"), fields=BUDGET),
        Field(
            name="instalments",
            label=lambda: _("Instalments"),
            hint=lambda: _("Codes of reports and outputs with semicolons between. All conditions must be met."),
            fields=INSTALMENTS,
        ),
        Field(
            name="currency",
            label=lambda: _("Currency of its totals"),
            hint=lambda: _("Amounts in others are told in it too, by the rates below. Without one they stay apart."),
        ),
        Field(name="rates", label=lambda: _("Rates"), fields=RATES),
        Field(name="markers", label=lambda: _("Markers"), fields=MARKERS),
        Field(name="trips", label=lambda: _("Journeys"), fields=TRIPS),
        Field(name="has_no_trips", label=lambda: _("Nobody travelled")),
        Field(name="online_share", label=lambda: _("Meetings held online, in per cent")),
        Field(name="risks", label=lambda: _("Risks"), hint=lambda: _("No public page shows them."), fields=RISKS),
        Field(name="follow_ups", label=lambda: _("What is to come of it"), fields=FOLLOW_UPS),
        Field(name="call", label=lambda: _("Call that it came of, by its code")),
        Field(name="application", label=lambda: _("Application that it came of, by its code")),
        Field(name="source", label=lambda: _("Source")),
        Field(name="is_money_public", label=lambda: _("Its sources of money and its budget are public")),
        Field(name="is_published", label=lambda: _("Published: everybody sees it")),
    ),
    title=title_of,
    put=put_it,
    named=projects_named,
    href=lambda slug: reverse("projects:project", args=[slug]),
    identity=lambda given: str(given.title),
    tidy=tidy,
    fresh={"state": ProjectState.PLANNED.value},
    hidden=frozenset({"risks", "follow_ups", "rates", "instalments", "reports"}),
)


def terms_named(rows: QuerySet[ProjectTerms], words: str) -> QuerySet[ProjectTerms]:
    """Those of which the call or the grant is called so: terms are few, and read whole."""
    wanted = fold_words(words).split()
    known = {row.pk: fold_words(" ".join((row.call, *row.label.texts.values()))) for row in rows} if wanted else {}
    return (
        rows.filter(pk__in=[pk for pk, text in known.items() if all(word in text for word in wanted)])
        if wanted
        else rows
    )


AFTER = Field(name="after_months", label=lambda: _("Months after the beginning"))
TERMS = Sheet(
    kind="project-terms",
    subject="terms",
    given=GivenTerms,
    rows=lambda: ProjectTerms.objects.order_by("order", "slug"),
    plural=lambda: _("Terms of grants"),
    one=lambda: _("Terms of a grant"),
    fields=(
        Field(name="label", label=lambda: _("What the grant is called"), is_required=True),
        Field(name="call", label=lambda: _("Call, by its code"), is_required=True),
        Field(name="outcome", label=lambda: _("Outcome that begins a project, by its code"), is_required=True),
        Field(name="months", label=lambda: _("Length in months"), is_required=True),
        Field(
            name="instalments",
            label=lambda: _("Instalments"),
            fields=(
                CODE,
                LABEL,
                Field(name="amount", label=lambda: _("Amount"), is_required=True),
                Field(name="currency", label=lambda: _("Currency"), is_required=True),
                AFTER,
                Field(name="after_reports", label=lambda: _("once these reports are accepted")),
            ),
        ),
        Field(
            name="reports",
            label=lambda: _("Reports due"),
            fields=(
                CODE,
                LABEL,
                Field(name="after_months", label=lambda: _("Months after the beginning"), is_required=True),
            ),
        ),
    ),
    title=lambda terms: terms.label or str(terms.slug),
    put=put_one(put_terms, name="terms"),
    named=terms_named,
    identity=lambda given: f"{given.call} {given.outcome}",
    tidy=tidy_terms,
)

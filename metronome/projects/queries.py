"""What may be asked of the projects. A query leaves no trace."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from metronome.ground.text import Text

from .enums import CarrierRole, DeliveryKind, EntryState, ProjectState
from .models import Carrier, Delivery, MoneySource, Project, ProjectQuerySet, ProjectResult


def with_carriers(projects: ProjectQuerySet) -> ProjectQuerySet:
    """With who carries them, in as many questions for three as for one."""
    carriers = Carrier.objects.select_related("member", "partner").order_by("project", "order", "pk")
    return projects.prefetch_related(Prefetch("carriers", carriers))


def public_projects() -> ProjectQuerySet:
    """The projects that everybody sees, in the network's order."""
    return with_carriers(Project.objects.public()).order_by("order", "slug")


def whole_projects() -> ProjectQuerySet:
    """Projects with every part that a page shows."""
    activities = Prefetch("activities__activity")
    return with_carriers(Project.objects.all()).prefetch_related(
        "results",
        activities,
        "sources__member",
        "sources__partner",
        "budget",
        "rates",
        "instalments",
        "reports",
        "outputs",
        "markers__marker",
        "trips",
        "deliveries",
        "payments",
    )


def projects_of(member: int) -> ProjectQuerySet:
    """The public projects that a member carries."""
    return public_projects().filter(pk__in=Carrier.objects.filter(member=member).values("project"))


def projects_with(partner: int) -> ProjectQuerySet:
    """The public projects that a partner carries, or gives money to where that is public."""
    carried = Carrier.objects.filter(partner=partner)
    paid = MoneySource.objects.filter(partner=partner, project__is_money_public=True)
    return public_projects().filter(Q(pk__in=carried.values("project")) | Q(pk__in=paid.values("project")))


def projects_serving(nodes: Collection[int]) -> ProjectQuerySet:
    """The public projects that one of these places in a plan leads, or whose result one of them is; not those that
    were called off."""
    served = ProjectResult.objects.filter(result__in=nodes)
    found = public_projects().exclude(state=ProjectState.CANCELLED)
    return found.filter(Q(lead_line__in=nodes) | Q(pk__in=served.values("project")))


def leading(members: Collection[int], day: date) -> QuerySet[Carrier]:
    """That one of these members leads a project on a day."""
    stands = (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))
    return Carrier.objects.filter(stands, role=CarrierRole.LEAD, member__in=members)


def leads_on(project: Project, members: frozenset[int], day: date) -> bool:
    """Whether one of these members leads the project on a day."""
    return leading(members, day).filter(project=project).exists()


def accepted_codes(project: Project, kind: DeliveryKind, day: date) -> frozenset[str]:
    """The codes of the reports or outputs that were accepted until a day."""
    rows = Delivery.objects.filter(project=project, kind=kind, state=EntryState.ACCEPTED, decided_on__lte=day)
    return frozenset(rows.values_list("code", flat=True))


def labels_of(project: Project) -> dict[tuple[str, str], Text]:
    """What the reports and outputs of a project are called, by sort and code."""
    return {
        **{(DeliveryKind.REPORT.value, one.code): one.label for one in project.reports.all()},
        **{(DeliveryKind.OUTPUT.value, one.code): one.label for one in project.outputs.all()},
    }


def running_projects() -> ProjectQuerySet:
    """The projects that owe something, with all that tells what: those that were neither finished nor called off."""
    closed = (ProjectState.FINISHED, ProjectState.CANCELLED)
    return (
        with_carriers(Project.objects.exclude(state__in=closed))
        .prefetch_related("instalments", "reports", "outputs", "deliveries", "payments", "expenses", "change_requests")
        .order_by("order", "slug")
    )


def led_by(members: frozenset[int], day: date) -> ProjectQuerySet:
    """The running projects that one of these members leads on a day."""
    stands = (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))
    leads = Carrier.objects.filter(stands, role=CarrierRole.LEAD, member__in=members)
    return running_projects().filter(pk__in=leads.values("project"))


def is_evidence(project: Project, name: str) -> bool:
    """Whether a file that was handed in shows something of this project."""
    return project.deliveries.filter(file=name).exists() or project.expenses.filter(file=name).exists()

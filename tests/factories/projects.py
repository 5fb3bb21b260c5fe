from __future__ import annotations

from datetime import date
from decimal import Decimal

from metronome.desk.models import Proposal
from metronome.network.models import Member
from metronome.plan.models import Marker, Node
from metronome.projects.models import (
    BudgetLine,
    Carrier,
    ChangeRequest,
    Delivery,
    Expense,
    ExpenseShare,
    Instalment,
    MoneySource,
    Payment,
    Project,
    ProjectActivity,
    ProjectFollowUp,
    ProjectMarker,
    ProjectOutput,
    ProjectRate,
    ProjectResult,
    ProjectTerms,
    ReportDue,
    Risk,
    TermInstalment,
    TermReport,
    Trip,
)
from metronome.record.models import Activity

from .network import text

LAUNCH = date(2021, 3, 16)


def make_project(slug: str = "green", *, lead: Member | None = None, **fields: object) -> Project:
    """A public project of thirty months with one of each part: two instalments of a grant, the second after a report
    and an output, and money in two currencies with a rate."""
    given = {
        "slug": slug,
        "title": text(slug.title()),
        "summary": text("Un dialogue."),
        "state": "running",
        "first_day": LAUNCH,
        "last_day": date(2023, 9, 15),
        "months": 30,
        "currency": "EUR",
        "is_published": True,
        "is_money_public": True,
        **fields,
    }
    project = Project.objects.create(**given)
    if lead is not None:
        Carrier.objects.create(project=project, member=lead, role="lead", order=1)
    euros, pesos = {"currency": "EUR"}, {"currency": "MXN"}
    MoneySource.objects.create(
        project=project, code="grant", label=text("Subvention"), kind="grant", amount=Decimal(30000), order=1, **euros
    )
    MoneySource.objects.create(
        project=project, code="own", label=text("Apport"), kind="own", amount=Decimal(200000), order=2, **pesos
    )
    BudgetLine.objects.create(
        project=project, code="work", label=text("Travail"), source="grant", amount=Decimal(30000), order=1, **euros
    )
    BudgetLine.objects.create(
        project=project, code="rooms", label=text("Salles"), source="own", amount=Decimal(200000), order=2, **pesos
    )
    ProjectRate.objects.create(
        project=project, base="MXN", to="EUR", value=Decimal("0.04"), on=LAUNCH, source="Banque centrale", order=1
    )
    ReportDue.objects.create(
        project=project, code="first", label=text("Premier rapport"), due_on=date(2021, 9, 30), order=1
    )
    ProjectOutput.objects.create(project=project, code="guide", label=text("Guide"), due_on=date(2022, 6, 30), order=1)
    Instalment.objects.create(
        project=project, code="one", label=text("Premier versement"), source="grant", amount=Decimal(10000),
        due_on=date(2021, 4, 1), order=1, **euros,
    )  # fmt: skip
    Instalment.objects.create(
        project=project, code="two", label=text("Second versement"), source="grant", amount=Decimal(20000),
        after_reports=["first"], after_outputs=["guide"], order=2, **euros,
    )  # fmt: skip
    Trip.objects.create(
        project=project, origin="Dakar", destination="Mexico", mode="plane", number=2, kilometres=10000,
        factor=Decimal("0.15"), factor_low=Decimal("0.1"), factor_high=Decimal("0.2"), factor_source="ADEME", order=1,
    )  # fmt: skip
    Risk.objects.create(project=project, code="rain", text=text("La pluie"), likelihood="low", order=1)
    ProjectFollowUp.objects.create(project=project, what=text("Publier"), owner="secretariat", order=1)
    return project


def make_terms(call: str = "pilot", outcome: str = "granted") -> ProjectTerms:
    """Thirty months, a grant of 30,000 EUR in two instalments: at once, and once the first report is accepted."""
    terms = ProjectTerms.objects.create(
        slug=f"{call}-{outcome}", call=call, outcome=outcome, label=text("Subvention pilote"), months=30, order=1
    )
    for order, (code, amount, months, reports) in enumerate((("one", 10000, 0, []), ("two", 20000, 6, ["first"])), 1):
        TermInstalment.objects.create(
            terms=terms, code=code, label=text(f"Versement {order}"), amount=Decimal(amount), currency="EUR",
            after_months=months, after_reports=reports, order=order,
        )  # fmt: skip
    TermReport.objects.create(terms=terms, code="first", label=text("Premier rapport"), after_months=6, order=1)
    return terms


def make_entries(project: Project, *, node: Node, activity: Activity, marker: Marker, proposal: Proposal) -> None:
    """One of everything that is entered into a running project, and what it serves."""
    ProjectResult.objects.get_or_create(project=project, result=node)
    ProjectActivity.objects.get_or_create(project=project, activity=activity)
    ProjectMarker.objects.get_or_create(project=project, marker=marker, defaults={"score": 1, "reason": "stated"})
    Delivery.objects.create(
        project=project, kind="report", code="first", text="Ce qui fut fait", url="https://example.org/report",
        handed_in_on=date(2021, 9, 1), entered_by="focal point", state="returned", decided_by="officer",
        decided_on=date(2021, 9, 2), comment="Il manque le budget",
    )  # fmt: skip
    expense = Expense.objects.create(
        project=project, number=1, spent_on=date(2021, 5, 1), supplier="Imprimerie", what="Guide imprimé", line="work",
        amount=Decimal("99.50"), currency="EUR", url="https://example.org/bill", entered_by="focal point",
    )  # fmt: skip
    ExpenseShare.objects.create(expense=expense, result=node, share=Decimal("0.5"), order=1)
    Payment.objects.create(
        project=project, instalment="one", amount=Decimal(10000), currency="EUR", paid_on=date(2021, 4, 2),
        reference="slip 12", paid_by="treasurer",
    )  # fmt: skip
    ChangeRequest.objects.create(
        project=project, proposal=proposal, why="Les salles coûtent plus", asked_by="focal point",
        asked_on=date(2021, 6, 1),
    )  # fmt: skip

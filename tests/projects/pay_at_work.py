"""Carries out projects, one after the other, until it is killed, as test_killed_payment does: expenses, reports and
outputs are entered and accepted, both instalments paid. What is paid is told once the action has said so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from metronome.plan.models import Node  # noqa: E402
from metronome.projects import actions  # noqa: E402
from metronome.projects.actions import GivenShare  # noqa: E402
from metronome.projects.models import Project, ProjectResult  # noqa: E402
from tests.factories.plan import make_node, make_plan  # noqa: E402
from tests.factories.projects import make_project  # noqa: E402

ON = date(2022, 7, 1)


def begun() -> str:
    """A project like no other, begun in one step."""
    with transaction.atomic():
        node = Node.objects.first() or make_node(make_plan(), "A1")
        project = make_project(f"project-{Project.objects.count() + 1}")
        ProjectResult.objects.create(project=project, result=node)
    return project.slug


def main() -> None:
    begun()
    print("begun", flush=True)
    while True:
        slug = begun()
        pay(slug, "one")
        for _ in range(2):
            expense = actions.enter_expense(
                project=slug, spent_on=ON, supplier="Imprimerie", what="Guide", line="work", amount=Decimal("99.50"),
                currency="EUR", url="https://example.org/bill", shares=[GivenShare("plan/A1", "", Decimal("0.5"))],
                by="lead",
            )  # fmt: skip
            actions.accept_expense(project=slug, number=expense.number, by="officer")
        for kind, code in (("report", "first"), ("output", "guide")):
            delivery = actions.hand_in(project=slug, kind=kind, code=code, text="Fait", on=ON, by="lead")
            actions.accept_delivery(project=slug, number=delivery.pk, by="officer")
        pay(slug, "two")


def pay(slug: str, code: str) -> None:
    # What was accepted just now is a condition met today.
    actions.pay_instalment(project=slug, code=code, on=timezone.localdate(), reference="slip", by="treasurer")
    print(f"{slug}/{code}", flush=True)


if __name__ == "__main__":
    main()

"""A running project: what is entered by one hand and accepted by another, and instalments that are paid once and only
when their conditions are met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from metronome.desk.sheets import sheet_of
from metronome.ground.audit import Line, verify
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from metronome.network.actions import appoint_focal_point
from metronome.projects import actions
from metronome.projects.actions import GivenShare
from metronome.projects.models import Delivery, Expense, Payment, Project, ProjectResult
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_member
from tests.factories.plan import make_node, make_plan
from tests.factories.projects import make_project
from tests.projects.running import PAGE, TODAY, handed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("green")]


# Instalments


def test_the_second_instalment_is_paid_once_report_and_output_are_accepted_and_not_before():
    def pay(code: str) -> Payment:
        return actions.pay_instalment(project="green", code=code, on=TODAY, by="treasurer")

    assert pay("one").amount == 10000
    for kind, code in (("report", "first"), ("output", "guide")):
        with pytest.raises(Refusal, match="is not accepted"):
            pay("two")
        handed_in(kind, code)
    assert (pay("two").amount, pay_sum()) == (Decimal(20000), Decimal(30000))
    with pytest.raises(Refusal, match="paid already"):
        pay("two")
    assert not verify()
    assert list(Line.objects.filter(verb="pay").values_list("subject", flat=True)) == [
        "payment:green/one",
        "payment:green/two",
    ]


def pay_sum() -> Decimal:
    return sum((payment.amount for payment in Payment.objects.all()), Decimal(0))


def test_what_waits_for_acceptance_or_was_given_back_is_no_condition_met():
    one = handed_in("report", "first", accepted=False)
    handed_in("output", "guide")
    with pytest.raises(Refusal, match="Premier rapport"):
        actions.pay_instalment(project="green", code="two", on=TODAY, by="treasurer")
    actions.return_delivery(project="green", number=one.pk, comment="Le budget manque", by="officer")
    with pytest.raises(Refusal, match="Premier rapport"):
        actions.pay_instalment(project="green", code="two", on=TODAY, by="treasurer")
    handed_in("report", "first")
    actions.pay_instalment(project="green", code="two", on=TODAY, by="treasurer")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2021, 3, 31), "not before 1 April 2021"),
        (TODAY + timedelta(days=1), "still to come"),
    ],
)
def test_an_instalment_is_not_paid_before_its_day_nor_on_a_day_to_come(on, words):
    with pytest.raises(Refusal, match=words):
        actions.pay_instalment(project="green", code="one", on=on, by="treasurer")
    assert Payment.objects.count() == 0


def test_a_condition_that_was_met_after_the_day_of_payment_does_not_count():
    handed_in("report", "first")
    handed_in("output", "guide")
    with pytest.raises(Refusal, match="is not accepted"):
        actions.pay_instalment(project="green", code="two", on=TODAY - timedelta(days=1), by="treasurer")


def test_the_database_keeps_one_payment_of_an_instalment():
    actions.pay_instalment(project="green", code="one", on=TODAY, by="treasurer")
    twin = Payment.objects.get()
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_changed_sheet_loses_nothing_that_was_paid_or_handed_in():
    actions.pay_instalment(project="green", code="one", on=TODAY, by="treasurer")
    handed_in("report", "first")
    held = sheet_of("projects").held("green")
    later = tuple(replace(one, due_on=date(2022, 1, 1)) for one in held.instalments)
    sheet_of("projects").put(identity="green", given=replace(held, instalments=later), by=Hand("officer"))
    assert Payment.objects.get().instalment == "one"
    assert Delivery.objects.get().state == "accepted"
    with pytest.raises(Refusal, match="paid already"):
        actions.pay_instalment(project="green", code="one", on=TODAY, by="treasurer")


# Two hands


def test_nobody_accepts_what_they_entered_and_the_database_knows_it_too(officer):
    one = actions.hand_in(project="green", kind="report", code="first", text="Fait", on=TODAY, by=officer)
    with pytest.raises(Refusal, match="another hand"):
        actions.accept_delivery(project="green", number=one.pk, by=officer)
    expense = spend(by=officer)
    with pytest.raises(Refusal, match="another hand"):
        actions.accept_expense(project="green", number=expense.number, by=officer)
    for row in (one, expense):
        row.state, row.decided_by, row.decided_on = "accepted", str(officer), TODAY
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_what_is_given_back_says_why_and_is_handed_in_anew():
    one = handed_in("report", "first", accepted=False)
    with pytest.raises(Refusal, match="mended"):
        actions.return_delivery(project="green", number=one.pk, comment=" ", by="officer")
    with pytest.raises(Refusal, match="already"):
        handed_in("report", "first", accepted=False)
    actions.return_delivery(project="green", number=one.pk, comment="Le budget manque", by="officer")
    with pytest.raises(Refusal, match="decided this already"):
        actions.accept_delivery(project="green", number=one.pk, by="officer")
    handed_in("report", "first")
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["accepted", "returned"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"code": "third"}, "code"),
        ({"text": " "}, "text"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
    ],
)
def test_what_cannot_be_handed_in_is_refused_at_its_field(given, field):
    wanted = {"project": "green", "kind": "report", "code": "first", "text": "Fait", "on": TODAY, "by": "x", **given}
    with pytest.raises(Refusal) as refused:
        actions.hand_in(**wanted)
    assert refused.value.field == field
    assert Delivery.objects.count() == 0


def test_nothing_is_entered_for_a_project_that_was_called_off():
    Project.objects.update(state="cancelled")
    for act in (lambda: handed_in("report", "first"), spend, lambda: actions.pay_instalment(
        project="green", code="one", on=TODAY, by="treasurer"
    )):  # fmt: skip
        with pytest.raises(Refusal, match="called off"):
            act()


# Expenses


def spend(**given: Any) -> Expense:
    wanted: dict[str, Any] = {
        "project": "green", "spent_on": date(2021, 5, 1), "supplier": "Imprimerie", "what": "Guide", "line": "work",
        "amount": Decimal("99.50"), "currency": "EUR", "url": "https://example.org/bill", "by": "focal point", **given,
    }  # fmt: skip
    return actions.enter_expense(**wanted)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"line": "nothing"}, "line"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal(-5)}, "amount"),
        ({"amount": Decimal("0.001")}, "amount"),
        ({"currency": "euro"}, "amount"),
        ({"url": ""}, "file"),
        ({"url": "//evil.example"}, "url"),
        ({"spent_on": TODAY + timedelta(days=1)}, "spent_on"),
        ({"shares": [GivenShare("plan/A", "", Decimal("0.6")), GivenShare("plan/B", "", Decimal("0.5"))]}, "shares"),
        ({"shares": [GivenShare("plan/A", "", Decimal("0.1")), GivenShare("plan/A", "", Decimal("0.1"))]}, "shares"),
        ({"shares": [GivenShare("plan/Z", "", Decimal(1))]}, "shares"),
        ({"shares": [GivenShare("", "nothing", Decimal(1))]}, "shares"),
    ],
)
def test_what_is_no_expense_is_refused_at_its_field(given, field):
    make_node(make_plan(), "A")
    with pytest.raises(Refusal) as refused:
        spend(**given)
    assert refused.value.field == field
    assert Expense.objects.count() == 0


def test_expenses_are_numbered_within_their_project_and_count_once_accepted(officer):
    assert [spend().number, spend().number] == [1, 2]
    actions.accept_expense(project="green", number=1, by="officer")
    actions.return_expense(project="green", number=2, comment="Deux fois la même", by="officer")
    page = signed_in(officer).get(PAGE).content.decode()
    assert "29,900.50\xa0EUR" in page  # what is left of 30,000
    assert spend().number == 3


def test_what_was_spent_above_the_budget_is_said(officer):
    spend(amount=Decimal(30001))
    actions.accept_expense(project="green", number=1, by="officer")
    assert "above the budget" in signed_in(officer).get(PAGE).content.decode()


# Doors


def test_the_lead_enters_a_report_and_an_expense_and_the_officer_accepts(focal_point, officer):
    node = make_node(make_plan(), "A")
    ProjectResult.objects.create(project=Project.objects.get(), result=node)
    lead, secretariat = signed_in(focal_point), signed_in(officer)
    bill = SimpleUploadedFile("bill.txt", b"one guide, 99.50")
    assert lead.post(f"{PAGE}reports/first/", {"text": "Fait", "on": "2022-06-30"}).status_code == 302
    sent = {
        "spent_on": "2022-06-01", "what": "Guide", "supplier": "Imprimerie", "line": "work", "amount": "99.50",
        "currency": "eur", "upload": bill, "of_1": "result:plan/A", "share_1": "33.3333",
    }  # fmt: skip
    answer = lead.post(f"{PAGE}expenses/new/", sent)
    assert answer.status_code == 302, answer.content.decode()
    expense, report = Expense.objects.get(), Delivery.objects.get()
    assert (expense.currency, expense.shares.get().share, expense.entered_by) == (
        "EUR",
        Decimal("0.333333"),
        str(focal_point),
    )
    for address in (f"{PAGE}deliveries/{report.pk}/accept/", f"{PAGE}expenses/1/accept/"):
        assert lead.post(address).status_code == 404
        assert secretariat.post(address).status_code == 302
    page = secretariat.get(PAGE).content.decode()
    assert "33.17\xa0EUR" in page
    assert "66.33\xa0EUR" in page  # what is unallocated; the parts make up the whole
    given = secretariat.get(f"{PAGE}files/{expense.file}")
    assert given.getvalue() == b"one guide, 99.50"
    assert Expense.objects.get().state == Delivery.objects.get().state == "accepted"


def test_what_was_typed_stands_there_again_with_what_is_wrong(focal_point):
    sent = {"spent_on": "2022-06-01", "what": "Guide imprimé", "line": "work", "amount": "much", "currency": "EUR"}
    answer = signed_in(focal_point).post(f"{PAGE}expenses/new/", sent)
    assert answer.status_code == 400
    assert "Guide imprimé" in answer.content.decode()
    answer = signed_in(focal_point).post(f"{PAGE}expenses/new/", {**sent, "amount": "5", "supplier": "x"})
    assert "There is no evidence" in answer.content.decode()


def test_only_who_leads_now_enters_and_only_finance_pays(focal_point, officer, treasurer, client):
    lagos = make_member("lagos")
    other = make_account("focal-point-of-lagos")
    appoint_focal_point(person=other, member=lagos, by="operator")
    Project.objects.get().carriers.create(member=lagos, role="partner", order=2)
    for door in ("", "expenses/new/", "reports/first/", "change/"):
        assert signed_in(other).get(PAGE + door).status_code == 404
        assert signed_in(focal_point).get(PAGE + door).status_code == 200
        assert client.get(PAGE + door).status_code == 302
    assert signed_in(officer).post(f"{PAGE}instalments/one/pay/", {"on": "2022-06-01"}).status_code == 404
    assert signed_in(focal_point).post(f"{PAGE}instalments/one/pay/", {"on": "2022-06-01"}).status_code == 404
    assert signed_in(treasurer).post(f"{PAGE}instalments/one/pay/", {"on": "2022-06-01"}).status_code == 302
    assert Payment.objects.get().paid_by == str(treasurer)
    Project.objects.get().carriers.filter(role="lead").update(until=date(2021, 12, 31))
    assert signed_in(focal_point).get(PAGE).status_code == 404


def test_files_of_another_project_are_not_given(officer):
    assert signed_in(officer).get(f"{PAGE}files/{'0' * 64}.pdf").status_code == 404


def test_what_is_late_and_what_is_due_stands_on_one_page(officer, focal_point):
    page = signed_in(officer).get("/en/desk/projects-to-do/").content.decode()
    assert page.index("Premier rapport") < page.index("Guide") < page.index("Premier versement")
    assert "Premier rapport" in signed_in(focal_point).get("/en/desk/my-projects/").content.decode()
    assert signed_in(focal_point).get("/en/desk/projects-to-do/").status_code == 404
    Project.objects.update(state="finished")
    assert "Nothing to do" in signed_in(officer).get("/en/desk/projects-to-do/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_what_is_to_do_asks_as_much_for_three_as_for_one(officer, number, django_assert_max_num_queries):
    for one in range(number - 1):
        make_project(f"green-{one}", lead=make_member(f"city-{one}"))
    browser = signed_in(officer)
    browser.get("/en/desk/projects-to-do/")
    with django_assert_max_num_queries(14):
        browser.get("/en/desk/projects-to-do/")

"""A running project: what is entered by one hand and accepted by another, and instalments that are paid once and only
when their conditions are met."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from metronome.accounts.enums import Role
from metronome.desk.actions import approve_proposal, publish_proposal
from metronome.desk.models import Draft, Proposal
from metronome.desk.sheets import sheet_of
from metronome.ground.audit import Line, verify
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from metronome.network.actions import appoint_focal_point
from metronome.network.models import Member
from metronome.projects import actions
from metronome.projects.actions import GivenShare
from metronome.projects.models import ChangeRequest, Delivery, Expense, Payment, Project, ProjectResult
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_member, make_network
from tests.factories.plan import make_node, make_plan
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db
TODAY, PAGE = date(2022, 7, 1), "/en/desk/projects/green/running/"


@pytest.fixture(autouse=True)
def green(monkeypatch) -> Project:
    make_network()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    return make_project(lead=make_member())


@pytest.fixture
def focal_point():
    person = make_account("focal-point-of-dakar")
    appoint_focal_point(person=person, member=Member.objects.get(slug="dakar"), by="operator")
    return person


@pytest.fixture
def officer():
    return make_account("officer", role=Role.OFFICER)


@pytest.fixture
def treasurer():
    return make_account("treasurer", role=Role.FINANCE)


def handed_in(kind: str, code: str, *, accepted: bool = True, on: date = TODAY) -> Delivery:
    one = actions.hand_in(project="green", kind=kind, code=code, text="Fait", on=on, by="focal point")
    return actions.accept_delivery(project="green", number=one.pk, by="officer") if accepted else one


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


# Changes


def boxes(browser) -> dict[str, str]:
    """What the page of a change would send if nobody touched it."""
    page = browser.get(f"{PAGE}change/").content.decode()
    found = dict(re.findall(r'<input(?=[^>]* name="([^"]+)")(?=[^>]* value="([^"]*)")', page))
    chosen = re.findall(r'<select id="([^"]+)".*?<option value="([^"]+)" selected', page)
    return {name: unescape(value) for name, value in {**found, **dict(chosen)}.items() if not name.endswith(".away")}


def test_the_lead_asks_for_a_change_and_two_other_hands_decide(focal_point, officer):
    browser = signed_in(focal_point)
    sent = {**boxes(browser), "budget.0.amount": "31000", "why": "Les salles coûtent plus", "do": "send"}
    answer = browser.post(f"{PAGE}change/", sent)
    assert answer.status_code == 302, answer.content.decode()
    request = ChangeRequest.objects.get()
    assert (request.proposal.state, request.why) == ("in_review", "Les salles coûtent plus")
    assert Project.objects.get().budget.get(code="work").amount == 30000
    assert "Les salles coûtent plus" in signed_in(officer).get(PAGE).content.decode()
    approve_proposal(number=request.proposal_id, by="editor")
    publish_proposal(number=request.proposal_id, by="editor")
    assert Project.objects.get().budget.get(code="work").amount == 31000


def test_a_change_without_a_reason_or_without_a_difference_is_refused_and_typed_words_stay(focal_point):
    browser = signed_in(focal_point)
    same = boxes(browser)
    for sent in ({**same, "why": "Rien", "do": "send"}, {**same, "months": "36", "why": " ", "do": "send"}):
        assert browser.post(f"{PAGE}change/", sent).status_code == 400
    assert Proposal.objects.count() == ChangeRequest.objects.count() == 0


def test_a_change_touches_nothing_that_may_not_be_asked_for(focal_point):
    browser = signed_in(focal_point)
    sent = {**boxes(browser), "months": "36", "why": "Plus de temps", "is_published": "", "title_fr": "Autre"}
    assert browser.post(f"{PAGE}change/", sent).status_code == 302
    number = Proposal.objects.get().pk
    approve_proposal(number=number, by="editor")
    publish_proposal(number=number, by="editor")
    project = Project.objects.get()
    assert (project.months, project.is_published, str(project.title)) == (36, True, "Green")


def test_a_day_of_today_is_taken():
    assert timezone.localdate() == TODAY
    assert handed_in("report", "first", on=TODAY).handed_in_on == TODAY


# Drafts


def test_what_is_typed_waits_as_a_draft_of_ones_own_until_it_is_sent(focal_point, officer):
    browser, address = signed_in(focal_point), f"{PAGE}draft/?identity=green:report:first"
    assert browser.post(address, {"text": "Ce qui fut"}).status_code == 200
    draft = Draft.objects.get()
    assert (draft.person, draft.kind, draft.identity) == (focal_point, "project-deliveries", "green:report:first")
    page = browser.get("/en/desk/my-projects/").content.decode()
    assert "Ce qui fut" in page
    way = browser.get(f"/en/desk/projects/typed/green:report:first/?draft={draft.pk}")
    assert way.headers["Location"] == f"{PAGE}reports/first/?draft={draft.pk}"
    assert "Ce qui fut</textarea>" in browser.get(way.headers["Location"]).content.decode()
    assert "Ce qui fut" not in signed_in(officer).get(way.headers["Location"]).content.decode()
    sent = {"text": "Ce qui fut fait", "on": TODAY.isoformat(), "draft": str(draft.pk)}
    assert browser.post(f"{PAGE}reports/first/", sent).status_code == 302
    assert Draft.objects.count() == 0


def test_what_the_browser_kept_comes_back_and_is_not_sent(focal_point):
    typed = {"what": "Un guide", "supplier": "Imprimerie", "amount": "12.50", "more": "again"}
    page = signed_in(focal_point).post(f"{PAGE}expenses/new/", typed).content.decode()
    assert 'value="Un guide"' in page
    assert 'value="12.50"' in page
    assert "This is what was kept in your browser." in page
    assert Expense.objects.count() == 0


@pytest.mark.parametrize(
    "identity", ["", "green", "blue:expense", "green:payment:one", "green:report", "green:report:a/b"]
)
def test_a_draft_is_of_something_that_the_project_asks_for(focal_point, identity):
    assert signed_in(focal_point).post(f"{PAGE}draft/?identity={identity}", {"text": "x"}).status_code == 400
    assert signed_in(focal_point).get("/en/desk/projects/typed/nothing/").status_code == 404


def test_giving_back_is_folded_until_somebody_wishes_it_and_open_where_it_was_not_possible(officer):
    one = handed_in("report", "first", accepted=False)
    browser = signed_in(officer)
    assert "<details open>" not in browser.get(PAGE).content.decode()
    page = browser.post(f"{PAGE}deliveries/{one.pk}/return/", {"comment": ""}).content.decode()
    assert page.count("<details open>") == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_day_of_today_stands_in_the_box_as_a_browser_reads_it(focal_point, language):
    page = signed_in(focal_point).get(PAGE.replace("/en/", f"/{language}/") + "reports/first/").content.decode()
    assert f'name="on" value="{TODAY.isoformat()}"' in page

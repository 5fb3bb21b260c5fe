"""The plan at work is kept at the desk, by two hands."""

from __future__ import annotations

import pytest

from metronome.accounts.enums import Role
from metronome.desk.actions import approve_proposal, publish_proposal, submit_proposal
from metronome.desk.models import Proposal
from metronome.ground.refusal import Refusal
from metronome.plan.models import Amendment, Assessment, Node
from tests.desk.boxes import sent
from tests.factories.accounts import make_account, signed_in
from tests.factories.governance import make_body
from tests.factories.network import make_network, text
from tests.factories.plan import make_assessment, make_expectation, make_node, make_plan, make_rating

pytestmark = pytest.mark.django_db
NEW = "/en/desk/amendments/new/"
DECISION = {
    "title_en": "One result more",
    "plan": "plan",
    "on": "2022-07-01",
    "decided_by_en": "Board",
    "changes.0.kind": "add",
    "changes.0.code": "A2",
    "changes.0.parent": "A",
    "changes.0.label_en": "A new result",
    "changes.1.kind": "end",
    "changes.1.code": "A1",
    "changes.1.successors": "A2",
}


@pytest.fixture(autouse=True)
def result():
    make_network(languages=["en"])
    plan = make_plan()
    return make_node(plan, "A1", make_node(plan, "A"))


@pytest.fixture
def officer():
    return signed_in(make_account("officer", role=Role.OFFICER))


def published(proposal: Proposal) -> None:
    submit_proposal(number=proposal.pk, by=proposal.author)
    approve_proposal(number=proposal.pk, by="person:900000900")
    publish_proposal(number=proposal.pk, by="person:900000900")


def test_an_amendment_is_seen_before_it_is_decided_and_at_work_once_another_hand_published_it(officer):
    assert sent(officer, NEW, **DECISION).status_code == 302
    proposal = Proposal.objects.get()
    address = f"/en/desk/proposals/{proposal.pk}/plan/"
    assert address in officer.get(f"/en/desk/proposals/{proposal.pk}/").content.decode()
    page = officer.get(address).content.decode()
    assert "A new result" in page
    assert "ended on 1 July 2022" in page
    assert not Node.objects.filter(code="A2").exists()
    published(proposal)
    assert Node.objects.get(code="A1").successors == ["A2"]
    assert Amendment.objects.get().changes.count() == 2
    assert officer.get(address).status_code == 404


def test_what_a_plan_cannot_become_is_said_at_its_field(officer):
    answer = sent(officer, NEW, **{**DECISION, "changes.0.code": "A1"})
    assert answer.status_code == 400
    assert "<li>What it changes: " in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_plan_that_changed_meanwhile_refuses_what_no_longer_fits(officer):
    sent(officer, NEW, **DECISION)
    sent(officer, NEW, **DECISION)
    first, second = Proposal.objects.order_by("pk")
    published(first)
    assert "never used again" in officer.get(f"/en/desk/proposals/{second.pk}/plan/").content.decode()
    with pytest.raises(Refusal, match="never used again"):
        published(second)
    assert Amendment.objects.count() == 1


def test_a_result_is_assessed_once_for_a_year(officer, result):
    make_rating("behind")
    make_body("board")
    make_assessment(result, 2021)
    fields = {"node": "A1", "rating": "behind", "body": "board", "on": "2022-12-01"}
    answer = sent(officer, "/en/desk/assessments/new/", **fields, year="2021")
    assert answer.status_code == 400
    assert "assessed for that year already" in answer.content.decode()
    assert sent(officer, "/en/desk/assessments/new/", **fields, year="2022").status_code == 302
    published(Proposal.objects.get())
    assert Assessment.objects.count() == 2


def test_the_page_of_a_result_shows_how_it_was_assessed_and_what_is_expected(client, result):
    make_assessment(result, text=text("Bien avancé"))
    expectation = make_expectation(result, baseline=0, target="9.5")
    expectation.values.create(first_day="2021-01-01", last_day="2021-12-31", value=2)
    expectation.values.create(first_day="2022-01-01", last_day="2022-12-31")
    make_expectation(result, "stories", method="narrative")
    page = client.get("/en/plan/plan/nodes/A1/").content.decode()
    assert "Bien avancé" in page
    assert "On-Course" in page
    assert "9.5" in page
    assert page.count("in words") == 3  # its measure, and that it has no numbers
    assert "unknown" in page  # a year without a value is no zero

"""What is asked for and typed while a project runs: changes decided by other hands, drafts that nobody else reads."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.utils import timezone

from metronome.desk.actions import approve_proposal, publish_proposal
from metronome.desk.models import Draft, Proposal
from metronome.projects.models import ChangeRequest, Expense, Project
from tests.factories.accounts import signed_in
from tests.projects.running import PAGE, TODAY, handed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("green")]


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

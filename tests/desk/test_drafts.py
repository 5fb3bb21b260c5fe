"""What is typed at the desk is kept while somebody types, for them alone."""

import pytest
from django.test import Client

from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from metronome.desk import actions
from metronome.desk.actions import drop_draft, keep_draft, withdraw_proposal
from metronome.desk.models import Draft, Proposal
from metronome.ground.audit import Line
from metronome.ground.refusal import Refusal
from tests.desk.boxes import sent, typed
from tests.factories.accounts import make_account, signed_in
from tests.factories.desk import make_proposal
from tests.factories.network import make_network, make_partner

pytestmark = pytest.mark.django_db
DESK = "/fr/desk/"
DRAFTS = f"{DESK}drafts/partners/"
NEW, CHANGE = f"{DESK}partners/new/", f"{DESK}partners/alliance/change/"
WORD = "Kanarienvogel"


@pytest.fixture(autouse=True)
def network():
    make_network()
    make_partner()


@pytest.fixture
def officer() -> Person:
    return make_account("officer", role=Role.OFFICER)


@pytest.fixture
def another() -> Person:
    return make_account("another", role=Role.OFFICER)


def test_a_draft_is_kept_in_its_place_and_leaves_no_line(officer):
    lines = Line.objects.count()
    draft = keep_draft(kind="partners", data={"name_fr": ["Forum"]}, by=officer)
    again = keep_draft(kind="partners", data={"name_fr": ["Forum of"]}, draft=draft.pk, by=officer)
    assert again == draft
    assert Draft.objects.get().data == {"name_fr": ["Forum of"]}
    assert Line.objects.count() == lines


def test_of_one_thing_everybody_has_one_draft(officer, another):
    drafts = [
        keep_draft(kind="partners", identity="alliance", data={}, by=person) for person in (officer, officer, another)
    ]
    assert drafts[0] == drafts[1] != drafts[2]


def test_nobody_writes_into_or_throws_away_the_draft_of_somebody_else(officer, another):
    draft = keep_draft(kind="partners", data={"name_fr": ["Forum"]}, by=officer)
    assert keep_draft(kind="partners", data={}, draft=draft.pk, by=another) != draft
    drop_draft(draft=draft.pk, by=another)
    assert Draft.objects.filter(pk=draft.pk, data__name_fr=["Forum"]).exists()
    drop_draft(draft=draft.pk, by=officer)
    assert not Draft.objects.filter(pk=draft.pk).exists()


def test_a_draft_longer_than_any_page_and_one_too_many_are_refused(officer, monkeypatch):
    with pytest.raises(Refusal):
        keep_draft(kind="partners", data={"name_fr": ["x" * (actions.LARGEST + 1)]}, by=officer)
    monkeypatch.setattr(actions, "MOST", 1)
    keep_draft(kind="partners", data={}, by=officer)
    with pytest.raises(Refusal):
        keep_draft(kind="partners", data={}, by=officer)


@pytest.mark.parametrize(("page", "about"), [(NEW, ""), (CHANGE, "?identity=alliance")])
def test_what_is_typed_on_a_sheet_is_found_again_by_its_author_until_it_is_sent(officer, another, page, about):
    browser, other = signed_in(officer), signed_in(another)
    boxes = {**typed(browser, page), "name_fr": WORD, "kind": "network"}
    kept = browser.post(DRAFTS + about, boxes).content.decode()
    draft = Draft.objects.get()
    assert f'value="{draft.pk}"' in kept
    way = f"{page}?draft={draft.pk}"
    assert f'href="{way}"' in browser.get(f"{DESK}proposals/").content.decode()
    assert WORD in browser.get(way).content.decode()
    for address in (way, f"{DESK}proposals/"):
        assert WORD not in other.get(address).content.decode()
    assert browser.post(page, {**boxes, "draft": draft.pk, "do": "save"}).status_code == 302
    assert Proposal.objects.get().given["name"]["texts"]["fr"] == WORD
    assert not Draft.objects.exists()


def test_who_comes_back_to_a_thing_is_told_of_what_they_typed(officer):
    browser = signed_in(officer)
    draft = keep_draft(kind="partners", identity="alliance", data={"name_fr": [WORD]}, by=officer)
    page = browser.get(CHANGE).content.decode()
    assert f'href="?draft={draft.pk}"' in page
    assert WORD not in page


def test_what_is_typed_into_a_proposal_is_its_authors_and_goes_with_it(officer, another):
    proposal = make_proposal("partners", "alliance", by=officer, website="https://example.org")
    browser, about = signed_in(officer), f"{DRAFTS}?proposal={proposal.pk}"
    page = f"{DESK}proposals/{proposal.pk}/change/"
    boxes = {**typed(browser, page), "website": "https://kanarienvogel.example"}
    assert signed_in(another).post(about, boxes).status_code == 404
    browser.post(about, boxes)
    assert f'href="{page}?draft={Draft.objects.get().pk}"' in browser.get(f"{DESK}proposals/").content.decode()
    withdraw_proposal(number=proposal.pk, by=officer)
    assert not Draft.objects.exists()


def test_what_others_changed_since_a_draft_was_typed_stays_on_record(officer, another):
    browser = signed_in(officer)
    boxes = {**typed(browser, CHANGE), "name_fr": WORD}
    browser.post(f"{DRAFTS}?identity=alliance", boxes)
    theirs = make_proposal("partners", "alliance", by=another, website="https://example.org")
    editor = make_account("editor", role=Role.EDITOR)
    actions.submit_proposal(number=theirs.pk, by=another)
    actions.approve_proposal(number=theirs.pk, by=editor)
    actions.publish_proposal(number=theirs.pk, by=editor)
    way = f"{CHANGE}?draft={Draft.objects.get().pk}"
    assert sent(browser, way, do="save").status_code == 302
    own = Proposal.objects.get(author=str(officer))
    assert own.given["website"] == "https://example.org"
    assert own.given["name"]["texts"]["fr"] == WORD


def test_what_was_sent_signed_out_waits_for_the_same_person_and_nobody_else(officer, another):
    boxes = {**typed(signed_in(officer), CHANGE), "name_fr": WORD}
    person, other = Client(), Client()
    for browser in (person, other):
        answer = browser.post(CHANGE, boxes)
        assert answer["Location"].endswith(f"?next={CHANGE}")
    assert not Proposal.objects.exists()
    other.force_login(another)
    assert WORD not in other.get(CHANGE).content.decode()
    person.force_login(officer)
    assert WORD in person.get(CHANGE).content.decode()
    assert WORD not in person.get(CHANGE).content.decode()


@pytest.mark.parametrize("address", ["nothing/", "nothing/drop/", "partners/?proposal=99999"])
def test_what_is_written_nowhere_has_no_drafts(officer, address):
    assert signed_in(officer).post(f"{DESK}drafts/{address}", {"name_fr": WORD}).status_code == 404
    assert not Draft.objects.exists()

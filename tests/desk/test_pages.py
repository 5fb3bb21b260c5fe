"""The pages of the desk for what is on record: lists, writing, proposals, history."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metronome.accounts.enums import Role
from metronome.desk.enums import State
from metronome.desk.models import Proposal
from metronome.desk.shown import proposals_shown
from metronome.network.actions import appoint_partner_focal_point, withdraw_partner_focal_point
from metronome.network.models import Partner
from tests.desk.boxes import sent, typed
from tests.factories.accounts import make_account, signed_in
from tests.factories.desk import make_proposal
from tests.factories.governance import make_body, make_mandate
from tests.factories.network import make_contact, make_member, make_network, make_partner, text

pytestmark = pytest.mark.django_db
DESK = "/fr/desk/"
PARTNER = f"{DESK}partners/alliance/"
CHANGE = f"{PARTNER}change/"


@pytest.fixture(autouse=True)
def network():
    make_network()
    make_partner(spellings=("Alliance des villes",))


@pytest.fixture
def officer():
    return signed_in(make_account("officer", role=Role.OFFICER))


@pytest.fixture
def editor():
    return signed_in(make_account("editor", role=Role.EDITOR))


def test_from_typing_to_publication_by_another_hand(officer, editor, client):
    answer = sent(officer, CHANGE, website="https://example.org", do="send")
    assert answer.status_code == 302, answer.content.decode()
    proposal = Proposal.objects.get()
    assert proposal.state == State.IN_REVIEW
    for step, state in (("approve", State.APPROVED), ("publish", State.PUBLISHED)):
        assert Partner.objects.get().website == ""
        editor.post(f"{DESK}proposals/steps/", {"step": step, "number": proposal.pk})
        proposal.refresh_from_db()
        assert proposal.state == state
    assert Partner.objects.get().website == "https://example.org"
    page = editor.get(PARTNER).content.decode()
    assert "<ins>https://example.org</ins>" in page
    assert "officer" in page


def test_a_page_saved_as_it_was_opened_changes_nothing(officer):
    answer = sent(officer, CHANGE)
    assert answer.status_code == 400
    assert not Proposal.objects.exists()


def test_a_list_leads_to_a_new_one_where_new_ones_come_in_this_way(officer):
    assert f'href="{DESK}partners/new/"' in officer.get(f"{DESK}partners/").content.decode()
    assert f'href="{DESK}nodes/new/"' not in officer.get(f"{DESK}nodes/").content.decode()


def test_what_comes_in_is_found_in_the_list_while_it_is_proposed(officer):
    path = f"{DESK}partners/new/"
    answer = sent(officer, path, name_fr="Université", kind="network")
    assert answer.status_code == 302, answer.content.decode()
    assert "Université" in officer.get(f"{DESK}partners/").content.decode()


def test_what_cannot_be_read_is_said_at_its_field_and_nothing_typed_is_lost(officer):
    fields = {"name_fr": "", "kind": "none", "website": "javascript:alert(1)", "acronym_fr": "ADV"}
    answer = officer.post(CHANGE, {**typed(officer, CHANGE), **fields, "aliases.0.spelling": ""})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "javascript:alert(1)" in page
    assert "ADV" in page
    assert len(re.findall(r"<li>", page.split("alert--bad")[1].split("</div>")[0])) == 4


def test_a_row_is_added_and_taken_away(officer, editor):
    page = officer.post(CHANGE, typed(officer, CHANGE, more="aliases")).content.decode()
    assert 'name="aliases.1.spelling"' in page
    fields = {"aliases.1.spelling": "ADV", "aliases.1.kind": "short", "aliases.0.away": "yes"}
    assert sent(officer, CHANGE, **fields, do="send").status_code == 302
    for step in ("approve", "publish"):
        editor.post(f"{DESK}proposals/steps/", {"step": step, "number": Proposal.objects.get().pk})
    assert list(Partner.objects.get().aliases.values_list("spelling", flat=True)) == ["ADV"]


def test_two_editors_at_once_the_second_chooses_field_by_field(officer, editor):
    begun = typed(editor, CHANGE, website="https://b.example", acronym_fr="ADV")
    sent(officer, CHANGE, website="https://a.example", do="send")
    for step in ("approve", "publish"):
        editor.post(f"{DESK}proposals/steps/", {"step": step, "number": Proposal.objects.get().pk})
    answer = editor.post(CHANGE, begun)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("https://a.example", "https://b.example", "ADV", 'name="theirs" value="website"'):
        assert words in page
    again = {**begun, "version": re.findall(r'name="version" value="(\d+)"', page)[0], "theirs": "website"}
    assert editor.post(CHANGE, again).status_code == 302
    given = Proposal.objects.latest("pk").given
    assert (given["website"], given["acronym"]["texts"]) == ("https://a.example", {"fr": "ADV"})


def test_a_conflict_found_at_publication_is_settled_on_the_page_of_its_author(officer, editor):
    sent(officer, CHANGE, website="https://b.example", do="send")
    mine = Proposal.objects.get()
    theirs = make_proposal("partners", "alliance", by="person:90000099", website="https://a.example")
    for step in ("submit", "approve", "publish"):
        editor.post(f"{DESK}proposals/{theirs.pk}/{step}/")
    editor.post(f"{DESK}proposals/{mine.pk}/approve/")
    page = editor.post(f"{DESK}proposals/{mine.pk}/publish/", follow=True).content.decode()
    assert page.count("alert--bad") == 2
    editor.post(f"{DESK}proposals/{mine.pk}/return/", {"comment": "Whose page is it?", "note_website": "Theirs?"})
    path = f"{DESK}proposals/{mine.pk}/change/"
    page = officer.get(path).content.decode()
    assert "Whose page is it?" in page
    assert 'name="theirs" value="website"' in page
    assert sent(officer, path, name_fr="Autre nom", theirs="website").status_code == 302
    mine.refresh_from_db()
    assert (mine.given["website"], mine.given["name"]["texts"]["fr"]) == ("https://a.example", "Autre nom")


def test_an_officer_neither_decides_nor_undoes_nor_withdraws_what_is_not_their_own(officer):
    proposal = make_proposal("partners", "alliance", website="https://example.org")
    for step in ("approve", "publish", "return"):
        assert officer.post(f"{DESK}proposals/{proposal.pk}/{step}/").status_code == 404
    for answer in (
        officer.post(f"{DESK}proposals/{proposal.pk}/withdraw/", follow=True),
        officer.get(f"{DESK}proposals/{proposal.pk}/change/", follow=True),
    ):
        assert "alert--bad" in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == State.DRAFT
    assert officer.post(f"{PARTNER}undo/", {"line": 1}).status_code == 404
    assert officer.post(f"{DESK}proposals/steps/", {"step": "approve", "number": proposal.pk}).status_code == 404


def test_a_stranger_and_a_focal_point_find_nothing(client):
    proposal = make_proposal("partners", "alliance", website="https://example.org")
    focal = signed_in(make_account("focal-point"))
    for path in ("partners/", "partners/alliance/", "partners/alliance/change/", f"proposals/{proposal.pk}/"):
        assert client.get(DESK + path).status_code == 302
        assert focal.get(DESK + path).status_code == 404


@pytest.mark.parametrize(
    "path", ["nothing/", "nothing/new/", "partners/nobody/", "partners/nobody/change/", "proposals/9/"]
)
def test_what_is_not_there_is_not_found(officer, path):
    assert officer.get(DESK + path).status_code == 404


def test_undoing_by_a_button_and_its_refusal(officer, editor):
    sent(officer, CHANGE, website="https://example.org", do="send")
    for step in ("approve", "publish"):
        editor.post(f"{DESK}proposals/steps/", {"step": step, "number": Proposal.objects.get().pk})
    line = re.findall(r'name="line" value="(\d+)"', editor.get(PARTNER).content.decode())[0]
    editor.post(f"{PARTNER}undo/", {"line": line})
    assert Partner.objects.get().website == ""
    page = editor.post(f"{PARTNER}undo/", {"line": "many"}, follow=True).content.decode()
    assert "alert--bad" in page


@pytest.mark.parametrize("path", ["partners/", "proposals/", "partners/alliance/", "partners/alliance/change/"])
def test_as_many_questions_for_three_as_for_one(editor, path):
    counts = []
    for names in (("a",), ("b", "c")):
        for name in names:
            make_partner(name, spellings=(name,))
            make_proposal("partners", name, by=f"person:{name}", website="https://example.org")
            make_proposal("partners", "alliance", by=f"person:{name}", website=f"https://{name}.example")
        Proposal.objects.update(state=State.IN_REVIEW)
        editor.get(DESK + path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert editor.get(DESK + path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_the_form_of_a_member_asks_no_more_where_proposals_are_open(editor):
    make_member("dakar")
    counts = []
    for names in (("a",), ("b", "c")):
        for name in names:
            make_proposal("members", "dakar", by=f"person:{name}", website=f"https://{name}.example")
        Proposal.objects.update(state=State.IN_REVIEW)
        editor.get(f"{DESK}members/dakar/change/")
        with CaptureQueriesContext(connection) as asked:
            assert editor.get(f"{DESK}members/dakar/change/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_a_list_is_searched_by_any_name_and_paged(officer):
    make_partner("ghent", name=text("Université de Gand"))
    page = officer.get(f"{DESK}partners/", {"q": "universite"}).content.decode()
    assert "Gand" in page
    assert "partners/alliance/" not in page
    assert officer.get(f"{DESK}partners/", {"q": "a\x00", "page": "many"}).status_code == 200


def test_a_number_that_is_still_to_be_said_is_not_nought(officer):
    page = officer.get(f"{DESK}assessments/new/").content.decode()
    assert re.search(r'name="year" value=""', page)
    page = officer.get(f"{DESK}regions/new/").content.decode()
    assert re.search(r'name="order" value=""', page)


def test_a_link_may_say_what_a_new_one_is_about(officer):
    make_member("dakar", name=text("Dakar"))
    page = officer.get(f"{DESK}bilaterals/new/", {"member": "dakar", "partner": "no\x00body"}).content.decode()
    assert re.search(r'name="member" value="Dakar"', page)
    assert re.search(r'name="partner" value=""', page)


def test_the_history_says_who_was_appointed_to_speak_and_offers_no_undoing_of_it(editor):
    speaker = make_account("speaker")
    grant = appoint_partner_focal_point(person=speaker, partner=Partner.objects.get(), by="operator")
    before = editor.get(PARTNER).content.decode()
    withdraw_partner_focal_point(grant=grant, by="operator")
    after = editor.get(PARTNER).content.decode()
    assert "nommé" in before
    assert "<ins>speaker</ins>" in before
    assert "<del>speaker</del>" in after
    assert 'name="line"' not in after


def test_a_reviewer_says_at_an_empty_field_what_is_missing_there(officer, editor):
    sent(officer, CHANGE, website="https://example.org", do="send")
    proposal = Proposal.objects.get()
    path = f"{DESK}proposals/{proposal.pk}/"
    assert 'name="note_acronym"' in editor.get(path).content.decode()
    editor.post(f"{path}return/", {"comment": "Presque.", "note_acronym": "Le sigle manque."})
    assert "Le sigle manque." in officer.get(path).content.decode()


def test_a_list_of_proposals_asks_the_same_for_one_as_for_three():
    def asked() -> int:
        proposals = list(Proposal.objects.all())
        with CaptureQueriesContext(connection) as found:
            proposals_shown(proposals)
        return len(found)

    for number in range(3):
        mandate = make_mandate(make_body(f"board-{number}"), contact=make_contact(f"mayor-{number}"))
        make_proposal("mandates", mandate.slug, by="officer", since=date(2021, 1, 1 + number))
        if number == 0:
            asked()
            one = asked()
    proposals_shown(Proposal.objects.all())
    assert asked() == one


def test_a_list_without_rows_leads_to_its_own_import(officer):
    assert 'href="/fr/desk/imports/?kind=members"' in officer.get(f"{DESK}members/").content.decode()
    page = officer.get("/fr/desk/imports/?kind=members").content.decode()
    assert '<option value="members" selected>' in page


def test_what_is_kept_as_the_code_of_a_language_is_said_by_its_name(officer):
    make_member("dakar", languages=["fr", "wo"])
    page = officer.get(f"{DESK}members/dakar/").content.decode()
    assert "français" in page
    assert "wolof" in page

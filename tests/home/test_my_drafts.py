"""What a focal point types on the pages of their member is kept while they type, for them alone."""

from __future__ import annotations

import pytest
from django.test import Client

from metronome.accounts.actions import appoint
from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from metronome.desk.actions import return_proposal, submit_proposal
from metronome.desk.models import Draft, Proposal
from metronome.network.actions import appoint_focal_point
from metronome.network.models import CorrectionRequest, Member
from tests.factories.accounts import make_account, signed_in
from tests.factories.desk import make_proposal
from tests.factories.network import make_contact, make_member, make_network

pytestmark = pytest.mark.django_db
HOME = "/en/desk/my-member/dakar/"
PROFILE, DRAFTS = f"{HOME}profile/", f"{HOME}draft/"
WORD = "Kanarienvogel"


@pytest.fixture
def dakar(db) -> Member:
    make_network()
    make_member("lagos")
    return make_member("dakar", website="https://dakar.example.org")


@pytest.fixture
def person(dakar) -> Person:
    found = make_account("focal-point-of-dakar")
    appoint_focal_point(person=found, member=dakar, by="operator")
    return found


@pytest.fixture
def focal(person) -> Client:
    return signed_in(person)


def boxes(browser: Client, path: str) -> dict[str, str]:
    form = browser.get(path).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


CORRECTION = f"{HOME}correction/?about=member:dakar"
OTHER = f"{HOME}correction/?about=contact:mayor"
ASKED = {"field": "website", "wanted": WORD, "why": "Because."}


def sealed(browser: Client, path: str) -> str:
    """The mark by which a page knows whom it was made for."""
    return str(browser.get(path).context["keeping"].seal).split('value="')[1].split('"')[0]


def test_a_request_that_is_typed_is_offered_again_until_it_is_sent(dakar, focal):
    make_contact("mayor", member=dakar)
    assert f"{DRAFTS}?identity=dakar%2Fcorrection%2Fmember%3Adakar" in focal.get(CORRECTION).content.decode()
    assert focal.post(f"{DRAFTS}?identity=dakar/correction/member:dakar", ASKED).status_code == 200
    draft = Draft.objects.get()
    again = f"?about=member%3Adakar&amp;draft={draft.pk}"
    assert again in focal.get(CORRECTION).content.decode()
    assert again not in focal.get(OTHER).content.decode()
    page = f"{CORRECTION}&draft={draft.pk}"
    assert {name: boxes(focal, page)[name] for name in ASKED} == ASKED
    assert focal.post(CORRECTION, {**ASKED, "wanted": "", "draft": draft.pk}).status_code == 400
    assert Draft.objects.exists()
    assert focal.post(CORRECTION, ASKED).status_code == 302
    assert not Draft.objects.exists()


def test_a_request_sent_after_the_sign_in_ended_waits_for_its_author_at_its_page(dakar, focal, person):
    make_contact("mayor", member=dakar)
    given = {**ASKED, "seal": sealed(focal, CORRECTION)}
    focal.logout()
    way = focal.post(CORRECTION, given)["Location"]
    assert "/sign-in/" in way
    assert "about%3Dmember%253Adakar" in way or "about%3Dmember%3Adakar" in way
    focal.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert boxes(focal, OTHER)["wanted"] == ""
    page = focal.get(CORRECTION)
    assert page.context["form"]["wanted"].value() == WORD
    assert "Nothing is lost" in page.content.decode()


def test_a_request_that_the_browser_kept_is_put_back_and_not_sent(focal):
    page = focal.post(CORRECTION, {**ASKED, "more": "again"})
    assert page.status_code == 200
    assert page.context["form"]["wanted"].value() == WORD
    assert not CorrectionRequest.objects.exists()


@pytest.mark.parametrize(
    ("page", "about", "box"),
    [
        (PROFILE, "dakar", "official_name"),
        (f"{HOME}people/", "dakar/", "name"),
        (f"{HOME}people/mayor/", "dakar/mayor", "name"),
    ],
)
def test_what_is_typed_is_offered_again_until_it_is_sent(dakar, focal, page, about, box):
    make_contact("mayor", member=dakar)
    given = {**boxes(focal, page), box: WORD}
    assert f"{DRAFTS}?identity={about.replace('/', '%2F')}" in focal.get(page).content.decode()
    kept = focal.post(f"{DRAFTS}?identity={about}", given)
    draft = Draft.objects.get()
    assert f'name="draft" value="{draft.pk}"' in kept.content.decode()
    assert WORD not in focal.get(page).context["form"][box].value()
    assert f"?draft={draft.pk}" in focal.get(page).content.decode()
    assert boxes(focal, f"{page}?draft={draft.pk}")[box] == WORD
    assert focal.post(page, {**given, "draft": draft.pk}).status_code == 302
    assert not Draft.objects.exists()


def test_what_is_typed_to_write_a_proposal_anew_is_kept_with_it(dakar, person, focal):
    number = make_proposal("members", "dakar", by=person, website="https://new.example.org").pk
    submit_proposal(number=number, by=person)
    return_proposal(number=number, comment="With its path, please.", by="editor")
    page = f"{HOME}proposals/{number}/"
    given = {**boxes(focal, page), "official_name": WORD}
    assert focal.post(f"{DRAFTS}?proposal={number}", given).status_code == 200
    draft = Draft.objects.get()
    assert draft.proposal_id == number
    assert boxes(focal, f"{page}?draft={draft.pk}")["official_name"] == WORD
    assert focal.post(page, given).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_is_about_nothing_but_ones_own_member(dakar, focal):
    other = make_proposal("members", "dakar", by="somebody", website="https://other.example.org").pk
    for about in (
        "?identity=",
        "?identity=lagos",
        "?identity=lagos/mayor",
        f"?proposal={other}",
        "?proposal=²",
        "?identity=%00",
    ):
        assert focal.post(f"{DRAFTS}{about}", {"name_en": WORD}).status_code == 404, about
    assert focal.post(DRAFTS.replace("dakar", "lagos") + "?identity=lagos", {}).status_code == 404
    assert signed_in(make_account("stranger")).post(f"{DRAFTS}?identity=dakar", {}).status_code == 404
    assert not Draft.objects.exists()


def test_what_was_sent_after_the_sign_in_ended_waits_for_its_author(focal, person):
    given = {**boxes(focal, PROFILE), "official_name": WORD, "seal": sealed(focal, PROFILE)}
    focal.logout()
    assert "/sign-in/" in focal.post(PROFILE, given)["Location"]
    focal.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = focal.get(PROFILE)
    assert page.context["form"]["official_name"].value() == WORD
    assert "Nothing is lost" in page.content.decode()
    assert not Proposal.objects.exists()


def test_what_the_browser_kept_is_put_back_and_not_sent(focal):
    page = focal.post(PROFILE, {**boxes(focal, PROFILE), "official_name": WORD, "more": "again"})
    assert page.status_code == 200
    assert page.context["form"]["official_name"].value() == WORD
    assert not Proposal.objects.exists()


def test_a_draft_of_a_proposal_is_the_same_on_the_desk_and_on_the_page_of_the_member(dakar, person, focal):
    """Somebody may keep the record and speak for a member; a proposal has one draft of theirs."""
    appoint(person=person, role=Role.OFFICER, by="operator")
    number = make_proposal("members", "dakar", by=person, website="https://new.example.org").pk
    assert focal.post(f"{DRAFTS}?proposal={number}", {"official_name": "a"}).status_code == 200
    assert focal.post(f"/en/desk/drafts/members/?proposal={number}", {"official_name": "b"}).status_code == 200
    assert Draft.objects.get().data == {"official_name": ["b"]}

"""The page of a partner's focal points: their own partner, and nothing more of anyone else's."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from metronome.desk.actions import approve_and_publish, return_proposal
from metronome.desk.models import Draft, Proposal
from metronome.ground.audit import Line
from metronome.ground.refusal import Refusal
from metronome.network.actions import (
    appoint_partner_focal_point,
    invite_partner_focal_point,
    withdraw_partner_focal_point,
)
from metronome.network.models import Contact, Network, Partner, PartnerFocalPoint
from metronome.projects.models import Carrier, MoneySource
from metronome.record.enums import InvolvementRole, State
from metronome.record.models import Involvement
from tests.desk.boxes import sent, typed
from tests.factories.accounts import make_account, make_office, signed_in
from tests.factories.listening import make_bilateral
from tests.factories.network import make_contact, make_network, make_partner, text
from tests.factories.projects import make_project
from tests.factories.record import make_activity, make_mention
from tests.home.world import say_that_something_public_changed

pytestmark = pytest.mark.django_db
MINE = "/en/desk/my-partner/alliance/"
#: Stands in everything that is another partner's, or confidential, and nowhere else.
CANARY = "Kanarienvogel"


@pytest.fixture
def alliance(db) -> Partner:
    make_network(languages=["en", "fr"])
    return make_partner("alliance", website="https://alliance.example.org")


@pytest.fixture
def speaker(alliance) -> Person:
    person = make_account("speaker-of-alliance")
    appoint_partner_focal_point(person=person, partner=alliance, by="operator")
    return person


@pytest.fixture
def browser(speaker) -> Client:
    return signed_in(speaker)


def filled(partner: Partner, word: str) -> None:
    """One of everything that the page may show of a partner, with a word in all of it."""
    name = partner.slug
    activity = make_activity(f"{name}-forum", title=text(f"{word} forum"), partners=[partner])
    make_mention(f"{name}-press", outlet=f"{word} press", activity=activity)
    make_bilateral(f"{name}-heard", partner=partner, needs=text(f"{word} needs"), follow_up=text(f"{word} agreed"))
    make_contact(f"head-of-{name}", partner=partner, name=f"{word} head")
    project = make_project(f"{name}-lane", title=text(f"{word} lane"))
    Carrier.objects.create(project=project, partner=partner, role="partner")


def page_of(browser: Client, path: str = MINE) -> str:
    say_that_something_public_changed()
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_the_network_did_with_the_partner_and_as_what(alliance, browser):
    filled(alliance, "Mangrove")
    page = page_of(browser)
    for words in ("forum", "press", "needs", "agreed", "head", "lane"):
        assert f"Mangrove {words}" in page, words
    Involvement.objects.update(role=InvolvementRole.HOST)
    assert " · host" in page_of(browser)


def test_nothing_that_is_not_theirs_stands_on_the_page(alliance, browser):
    other = make_partner("lagoon", name=text(CANARY))
    filled(other, CANARY)
    make_activity("draft", title=text(CANARY), partners=[alliance], state=State.DRAFT)
    named = make_activity("named", title=text(CANARY))
    Involvement.objects.create(activity=named, partner=alliance, role=InvolvementRole.NAMED)
    make_bilateral("heard", partner=alliance, notes=CANARY)
    make_bilateral("off", partner=alliance, needs=text(CANARY), is_cancelled=True)
    hidden = make_project("hidden", title=text(CANARY), is_published=False)
    Carrier.objects.create(project=hidden, partner=alliance, role="partner")
    secret = make_project("paid", title=text(CANARY), is_money_public=False)
    MoneySource.objects.filter(project=secret).update(partner=alliance)
    assert CANARY not in page_of(browser)
    contact = Contact.objects.get(partner=other)
    for path in ("", "profile/", "people/", f"people/{contact.slug}/"):
        assert browser.get(f"/en/desk/my-partner/lagoon/{path}").status_code == 404
    assert browser.get(f"{MINE}people/{contact.slug}/").status_code == 404
    for whom in ("lagoon", "lagoon/", f"alliance/{contact.slug}", "alliance/%00"):
        assert browser.post(f"{MINE}draft/?identity={whom}", {"name_en": "x"}).status_code == 404
    assert not Draft.objects.exists()


def test_a_change_of_the_profile_is_proposed_in_some_fields_only(alliance, browser):
    boxes = typed(browser, f"{MINE}profile/")
    assert not {"kind", "aliases-0-spelling"} & set(boxes)
    assert sent(browser, f"{MINE}profile/", website="https://new.example.org", kind="x", do="send").status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.state == "in_review"
    editor = make_account("editor", role=Role.EDITOR)
    return_proposal(number=proposal.pk, comment="Which page?", by=editor)
    assert "Which page?" in page_of(browser)
    again = f"{MINE}proposals/{proposal.pk}/"
    assert sent(browser, again, website="https://best.example.org", do="send").status_code == 302
    approve_and_publish(number=proposal.pk, by=editor)
    alliance.refresh_from_db()
    assert alliance.website == "https://best.example.org"
    assert alliance.kind.slug == "network"
    assert browser.get(again).status_code == 404


def test_somebody_new_is_proposed_for_the_own_partner_and_a_draft_waits(alliance, browser):
    make_partner("lagoon")
    path = f"{MINE}people/"
    assert browser.post(f"{MINE}draft/?identity=alliance/", {"name": "Somebody"}).status_code == 200
    assert Draft.objects.get().kind == "my-contacts"
    given = {"name": "Head of Data", "office_en": "Head of data", "partner": "lagoon", "is_public": "on"}
    assert sent(browser, path, **given, do="send").status_code == 302
    assert not Draft.objects.exists()
    approve_and_publish(number=Proposal.objects.get().pk, by=make_account("editor", role=Role.EDITOR))
    contact = Contact.objects.get()
    assert (contact.partner, contact.is_public) == (alliance, False)
    assert sent(browser, f"{path}{contact.slug}/", until="2021-04-30", do="save").status_code == 302
    assert "Go on writing" in page_of(browser)


def test_a_partner_s_focal_point_is_invited_comes_in_and_is_ended(alliance, django_capture_on_commit_callbacks):
    officer = signed_in(make_office("officer", role=Role.OFFICER))
    assert "/en/desk/partner-focal-points/?partner=alliance" in page_of(officer, "/en/desk/partners/alliance/")
    given = {"partner": "alliance", "email": "speaker@alliance.example", "language": "fr"}
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post("/en/desk/partner-focal-points/", given).status_code == 302
    assert "/fr/link/" in mail.outbox[0].body
    again = officer.post("/en/desk/partner-focal-points/", given)
    assert again.status_code == 400
    assert "a focal point of the partner already" in again.content.decode()
    grant = PartnerFocalPoint.objects.get()
    Person.objects.filter(pk=grant.person_id).update(is_active=True)
    browser = signed_in(Person.objects.get(pk=grant.person_id))
    assert browser.get("/en/desk/my-member/", follow=True).redirect_chain[-1][0] == MINE
    assert "My partner" in page_of(browser, "/en/")
    assert "speaker@alliance.example" in page_of(officer, "/en/desk/partner-focal-points/")
    assert officer.post(f"/en/desk/partner-focal-points/{grant.pk}/end/").status_code == 302
    assert browser.get(MINE).status_code == 404
    verbs = Line.objects.filter(subject="partner:alliance").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["appoint", "withdraw"]
    with pytest.raises(Refusal):
        withdraw_partner_focal_point(grant=grant, by="officer")


def test_whoever_can_sign_in_already_is_told_in_a_letter(alliance, django_capture_on_commit_callbacks):
    make_account("known", role=Role.FINANCE)
    with django_capture_on_commit_callbacks(execute=True):
        invite_partner_focal_point(email="known@example.org", partner=alliance, by="officer")
    assert MINE in mail.outbox[0].body


def test_the_pages_of_people_name_the_partner(speaker):
    administrator = signed_in(make_office("administrator", role=Role.ADMINISTRATOR))
    listed = page_of(administrator, "/en/desk/people/?role=partner")
    assert "speaker-of-alliance" in listed
    assert "Focal point of Alliance" in listed
    page = page_of(administrator, f"/en/desk/people/{speaker.pk}/")
    assert f"/en/desk/partner-focal-points/{PartnerFocalPoint.objects.get().pk}/end/" in page


def test_who_speaks_for_two_partners_finds_the_way_between_them(speaker, browser):
    appoint_partner_focal_point(person=speaker, partner=make_partner("lagoon"), by="operator")
    assert "/en/desk/my-partner/lagoon/" in page_of(browser)


def test_the_page_asks_the_same_for_one_as_for_three_of_everything(alliance, browser):
    def asked() -> int:
        page_of(browser)
        say_that_something_public_changed()
        with CaptureQueriesContext(connection) as found:
            browser.get(MINE)
        return len(found)

    filled(alliance, "Mangrove")
    one = asked()
    for number in range(2):
        activity = make_activity(f"more-{number}", partners=[alliance])
        make_mention(f"more-{number}", activity=activity)
        make_bilateral(f"more-{number}", partner=alliance)
        make_contact(f"more-{number}", partner=alliance)
        project = make_project(f"more-{number}")
        Carrier.objects.create(project=project, partner=alliance, role="partner")
    assert asked() == one <= 30
    print(f"{one} queries")


def test_of_what_is_not_its_own_a_partner_is_told_where_to_write(alliance, browser):
    assert "mailto:" not in page_of(browser)
    Network.objects.update(contact={"email": "office@example.org"})
    assert 'href="mailto:office@example.org"' in page_of(browser)

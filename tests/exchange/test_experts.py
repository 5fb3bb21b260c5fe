"""Experts keep their own profile and consent, and answer what they are asked; nothing more of anybody's."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail

from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from metronome.desk.actions import approve_and_publish
from metronome.desk.models import Proposal
from metronome.exchange.actions import (
    appoint_expert,
    choose_consent,
    end_expert_account,
    invite_expert,
    send_letter,
)
from metronome.exchange.models import Expert, ExpertAccount, Letter
from metronome.ground.audit import Line
from metronome.ground.refusal import Refusal
from tests.desk.boxes import sent
from tests.factories.accounts import make_office, signed_in
from tests.factories.exchange import make_expert
from tests.factories.network import make_network

pytestmark = pytest.mark.django_db
MINE = "/en/desk/my-expert/head-of-buses/"


@pytest.fixture(autouse=True)
def network():
    return make_network(languages=["en", "fr"])


@pytest.fixture
def expert() -> Person:
    person = make_office("expert-of-buses")
    appoint_expert(person=person, expert=make_expert(), by="operator")
    return person


def test_an_expert_is_invited_by_the_secretariat_and_comes_to_their_own_page(django_capture_on_commit_callbacks):
    make_expert()
    officer = signed_in(make_office("officer", role=Role.OFFICER))
    given = {"expert": "head-of-buses", "email": "expert@city.example", "language": "fr"}
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post("/en/desk/exchange/experts/", given).status_code == 302
    assert "/fr/link/" in mail.outbox[0].body
    again = officer.post("/en/desk/exchange/experts/", {**given, "email": "another@city.example"})
    assert again.status_code == 400
    assert "signs in as this expert already" in again.content.decode()
    assert not Person.objects.filter(email="another@city.example").exists()
    grant = ExpertAccount.objects.get()
    Person.objects.filter(pk=grant.person.pk).update(is_active=True)
    browser = signed_in(Person.objects.get(pk=grant.person.pk))
    assert browser.get("/en/desk/my-member/", follow=True).redirect_chain[-1][0] == MINE
    assert "My profile" in browser.get("/en/").content.decode()
    officer.post(f"/en/desk/exchange/experts/{grant.pk}/end/")
    assert browser.get(MINE).status_code == 404
    with pytest.raises(Refusal):
        end_expert_account(grant=grant, by="officer")


def test_whoever_can_sign_in_already_is_told(django_capture_on_commit_callbacks):
    make_office("known", role=Role.FINANCE)
    with django_capture_on_commit_callbacks(execute=True):
        invite_expert(email="known@example.org", expert=make_expert(), by="officer")
    assert MINE in mail.outbox[0].body


def test_consent_counts_at_once_and_leaves_its_line(expert, client):
    browser = signed_in(expert)
    assert "Expert of Buses" in client.get("/en/experts/").content.decode()
    browser.post(f"{MINE}consent/", {"do": "withdraw"})
    assert "Expert of Buses" not in client.get("/en/experts/").content.decode()
    assert Line.objects.latest("number").verb == "withdraw"
    with pytest.raises(Refusal, match="already"):
        choose_consent(expert="head-of-buses", consents=False, by=expert)
    browser.post(f"{MINE}consent/", {"do": "consent"})
    assert "Expert of Buses" in client.get("/en/experts/").content.decode()
    assert Expert.objects.get().withdrawn_on is None


def test_questions_are_answered_on_the_page_and_the_answer_is_carried(expert):
    asker = make_office("asker", role=Role.OFFICER)
    letter = send_letter(expert=Expert.objects.get(), text="How many buses?", by=asker)
    browser = signed_in(expert)
    assert "How many buses?" in browser.get(MINE).content.decode()
    assert browser.post(f"{MINE}questions/{letter.pk}/", {"answer": "Forty."}).status_code == 302
    assert Letter.objects.get().answer == "Forty."
    assert mail.outbox[-1].to == ["asker@example.org"]
    assert Line.objects.get(subject=str(letter), verb="answer").actor == str(expert)
    assert "Forty." in browser.get(f"{MINE}questions/{letter.pk}/").content.decode()


def test_a_change_of_the_profile_is_proposed_and_consent_is_no_part_of_it(expert):
    browser = signed_in(expert)
    page = browser.get(f"{MINE}profile/").content.decode()
    assert "Consented on" not in page
    assert sent(browser, f"{MINE}profile/", office_en="Adviser", do="send").status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.state == "in_review"
    assert "With the secretariat" in browser.get(MINE).content.decode()
    approve_and_publish(number=proposal.pk, by=make_office("editor", role=Role.EDITOR))
    row = Expert.objects.get()
    assert row.office.texts["en"] == "Adviser"
    assert row.consented_on == date(2021, 1, 1)


def test_what_is_another_expert_s_is_not_there(expert):
    other = make_expert("head-of-trams", name="Expert of Trams", email="trams@city.example")
    letter = send_letter(expert=other, text="How many trams?", by=make_office("asker", role=Role.OFFICER))
    browser = signed_in(expert)
    for address in ("", "profile/", f"questions/{letter.pk}/"):
        assert browser.get(f"/en/desk/my-expert/head-of-trams/{address}").status_code == 404
    assert browser.get(f"{MINE}questions/{letter.pk}/").status_code == 404
    assert browser.post("/en/desk/my-expert/head-of-trams/consent/", {"do": "withdraw"}).status_code == 404
    assert "Trams" not in browser.get(MINE).content.decode()
    draft = browser.post(f"{MINE}draft/?identity=head-of-trams", {"office_en": "x"})
    assert draft.status_code == 404


def test_the_pages_of_people_say_who_signs_in_as_an_expert(expert):
    administrator = signed_in(make_office("administrator", role=Role.ADMINISTRATOR))
    listed = administrator.get("/en/desk/people/?role=expert").content.decode()
    assert "expert-of-buses" in listed
    assert "Expert: Expert of Buses" in listed
    page = administrator.get(f"/en/desk/people/{expert.pk}/").content.decode()
    assert f"/en/desk/exchange/experts/{ExpertAccount.objects.get().pk}/end/" in page


def test_the_page_asks_as_much_for_one_question_as_for_three(expert, django_assert_max_num_queries):
    asker, browser = make_office("asker", role=Role.OFFICER), signed_in(expert)
    for number in range(3):
        send_letter(expert=Expert.objects.get(), text=f"Question {number}", by=asker)
    browser.get(MINE)
    with django_assert_max_num_queries(16):
        browser.get(MINE)

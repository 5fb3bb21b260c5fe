"""Applications become drafts of practices, where their city agreed, and once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from metronome.accounts.enums import Role
from metronome.calls.actions import share_application, stop_sharing
from metronome.calls.models import Announcement, Application, Call, Question
from metronome.desk.models import Proposal
from metronome.exchange.models import Practice
from metronome.ground.audit import verify
from metronome.ground.refusal import Refusal
from metronome.home.entries.actions import draft_practices
from tests.factories.accounts import make_office, signed_in
from tests.factories.calls import make_application, make_call, make_keeper
from tests.factories.exchange import make_collection
from tests.factories.network import make_member, make_network, text
from tests.factories.panels import make_round

pytestmark = pytest.mark.django_db
ANSWERS = [
    {"question": "problem", "kind": "text", "value": {"fr": "Les inondations", "en": "Floods"}},
    {"question": "solution", "kind": "text", "value": {"fr": "Des jardins qui boivent"}},
    {"question": "state", "kind": "choice", "value": "running"},
]


@pytest.fixture
def call() -> Call:
    make_network(languages=["fr", "en"])
    found = make_call()
    for order, code in enumerate(("problem", "solution"), start=3):
        Question.objects.create(call=found, code=code, kind="text", label=text(code.title()), order=order)
    make_collection()
    return found


def entry(call: Call, **fields) -> Application:
    given = {"state": "eligible", "answers": ANSWERS, "title": "Jardins de pluie", **fields}
    return make_application(call, given.pop("city", "Dakar"), **given)


def drafted(call: Call, *entries: Application, by: object = "officer") -> list[Proposal]:
    codes, chosen = [one.code for one in entries], {"problem": "problem", "done": "solution"}
    return draft_practices(call=call, codes=codes, chosen=chosen, collection="solutions", by=by)


def test_an_application_goes_from_consent_to_a_public_practice_that_names_it(call):
    one, other = entry(call, member=make_member()), entry(call, city="Elsewhere", title="Sans accord")
    applicant, officer = make_office("applicant"), make_office("officer", role=Role.OFFICER)
    make_keeper(one, applicant)
    city, secretariat = signed_in(applicant), signed_in(officer)
    page, desk = reverse("calls:application", args=[one.code]), reverse("home:entries", args=[call.slug])
    assert "Our city agrees to that" in city.get(page).content.decode()
    assert f'value="{one.code}"' not in secretariat.get(desk).content.decode()
    city.post(reverse("calls:share", args=[one.code]), {"do": "agree"})
    assert "We no longer agree" in city.get(page).content.decode()
    shown = secretariat.get(desk).content.decode()
    assert '<option value="problem" selected>Problem</option>' in shown
    ticked = {
        "collection": "solutions",
        "problem": "problem",
        "done": "solution",
        "application": [one.code, other.code],
    }
    for _twice in range(2):
        assert secretariat.post(desk, ticked).status_code == 302
    proposal = Proposal.objects.get()
    secretariat.post(reverse("desk:submit", args=[proposal.pk]))
    editor = signed_in(make_office("editor", role=Role.EDITOR))
    for step in ("approve", "publish"):
        editor.post(reverse(f"desk:{step}", args=[proposal.pk]))
    practice = Practice.objects.get()
    assert practice.member is not None
    assert (practice.member.slug, practice.source) == ("dakar", f"application:{one.code}")
    assert (practice.title.source, f"{practice.title}") == ("fr", "Jardins de pluie")
    assert practice.problem.texts == {"fr": "Les inondations", "en": "Floods"}
    assert f"{practice.done}" == "Des jardins qui boivent"
    assert reverse("exchange:practice", args=[practice.slug]) in secretariat.get(desk).content.decode()
    assert drafted(call, one) == []
    assert verify() == []


def test_of_what_a_city_does_not_agree_to_nothing_is_made(call):
    never, no_longer, found_later = (entry(call, city=f"City {one}") for one in range(3))
    share_application(application=no_longer, by="city")
    stop_sharing(application=no_longer, by="city")
    share_application(application=found_later, by="city")
    Application.objects.filter(pk=found_later.pk).update(state="ineligible")
    rehearsed = entry(call, city="Test city", is_test=True)
    share_application(application=rehearsed, by="city")
    assert drafted(call, never, no_longer, found_later, rehearsed) == []
    assert not Proposal.objects.exists()


def test_the_desk_sees_where_a_city_no_longer_agrees_to_what_was_drafted(call):
    one = entry(call)
    share_application(application=one, by="city")
    drafted(call, one)
    officer, desk = make_office("officer", role=Role.OFFICER), reverse("home:entries", args=[call.slug])
    browser = signed_in(officer)
    assert "its city no longer agrees" not in browser.get(desk).content.decode()
    stop_sharing(application=one, by="city")
    assert "its city no longer agrees" in browser.get(desk).content.decode()


def test_what_was_withdrawn_at_the_desk_can_be_drafted_again(call):
    one = entry(call)
    share_application(application=one, by="city")
    first = drafted(call, one)[0]
    Proposal.objects.filter(pk=first.pk).update(state="withdrawn")
    assert len(drafted(call, one)) == 1


def test_nothing_is_told_while_a_panel_judges(call):
    one = entry(call)
    share_application(application=one, by="city")
    make_round(call)
    with pytest.raises(Refusal):
        drafted(call, one)
    Announcement.objects.create(call=call, outcome="", at=datetime(2021, 6, 1, tzinfo=UTC), by="chair")
    assert len(drafted(call, one)) == 1


@pytest.mark.parametrize(("announced", "award"), [("winner", "Award (Lauréate)"), ("", "")])
def test_an_award_is_named_once_it_is_announced(call, announced, award):
    one = entry(call, outcome="winner", language="en")
    share_application(application=one, by="city")
    Announcement.objects.create(call=call, outcome=announced, at=datetime(2021, 6, 1, tzinfo=UTC), by="chair")
    assert drafted(call, one)[0].given["award"] == award


def test_only_an_eligible_application_is_shared_and_agreeing_twice_is_once(call):
    with pytest.raises(Refusal):
        share_application(application=entry(call, state="submitted"), by="city")
    one = entry(call, city="Lagos")
    for hand in ("city", "colleague"):
        share_application(application=one, by=hand)
    one.refresh_from_db()
    assert (one.shared_by, one.shared_at is not None) == ("city", True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_many_questions_for_three_applications_as_for_one(call, number, django_assert_num_queries):
    for place in range(number):
        share_application(application=entry(call, city=f"City {place}"), by="city")
    officer = signed_in(make_office("officer", role=Role.OFFICER))
    desk = reverse("home:entries", args=[call.slug])
    officer.get(desk)
    with django_assert_num_queries(12):
        officer.get(desk)

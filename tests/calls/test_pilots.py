"""A pilot from its concept to the second instalment: chosen, agreed to, begun, reported, accepted, paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metronome.accounts.enums import Role
from metronome.calls.actions import agree_to_project, make_project
from metronome.calls.models import Announcement, Application, ApplicationKeeper, CoApplicant, Outcome
from metronome.ground.audit import verify
from metronome.ground.refusal import Refusal
from metronome.network.actions import appoint_focal_point
from metronome.network.models import Member
from metronome.projects.models import Payment, Project, ProjectTerms
from metronome.projects.terms import from_day
from tests.factories.accounts import make_account, signed_in
from tests.factories.calls import BEGAN, make_application, make_call
from tests.factories.network import make_member, make_network, text
from tests.factories.projects import make_terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def chosen() -> Application:
    """The concept of Dakar, with Lagos and a university, that a pilot call has chosen."""
    make_network()
    call = make_call("pilot", kind="pilot")
    Outcome.objects.create(call=call, code="granted", label=text("Subventionnée"), order=2)
    dakar, lagos = make_member(), make_member("lagos")
    found = make_application(call, member=dakar, state="eligible", outcome="granted", title="Trames vertes")
    CoApplicant.objects.create(application=found, name="Lagos", member=lagos, order=1)
    CoApplicant.objects.create(application=found, name="Université", order=2)
    make_terms()
    Announcement.objects.create(call=call, outcome="granted", at=BEGAN, by="chair")
    return found


def keeper_of(application: Application):
    person = make_account("applicant")
    ApplicationKeeper.objects.create(application=application, person=person, since=BEGAN, by="applicant")
    return person


def test_a_pilot_goes_from_its_concept_to_the_second_instalment(chosen, monkeypatch):
    applicant, officer = keeper_of(chosen), make_account("officer", role=Role.OFFICER)
    treasurer, lead = make_account("treasurer", role=Role.FINANCE), make_account("focal-point-of-dakar")
    appoint_focal_point(person=lead, member=Member.objects.get(slug="dakar"), by="operator")
    today = date(2021, 5, 3)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: today)
    city, secretariat, cashier, focal = (signed_in(one) for one in (applicant, officer, treasurer, lead))
    # Nothing begins before the city agreed to the terms, which it reads on the page of its application.
    begin = {"first_day": "2021-05-15"}
    answer = secretariat.post(f"/en/desk/applications/{chosen.code}/project/", begin, follow=True)
    assert "has not agreed" in answer.content.decode()
    assert Project.objects.count() == 0
    page = city.get(f"/en/applications/{chosen.code}/project/").content.decode()
    assert "30 months" in page
    assert "20,000.00\xa0EUR" in page
    assert "6 months after its beginning; once accepted: Premier rapport" in page
    assert city.post(f"/en/applications/{chosen.code}/project/").status_code == 302
    assert "Begin the project" in secretariat.get("/en/desk/calls/pilot/projects/").content.decode()
    assert secretariat.post(f"/en/desk/applications/{chosen.code}/project/", begin).status_code == 302
    project = Project.objects.get()
    assert (project.slug, project.call, project.application) == ("trames-vertes", "pilot", chosen.code)
    assert (project.first_day, project.last_day, project.months) == (date(2021, 5, 15), date(2023, 11, 14), 30)
    assert [(one.slug, one.role) for one in project.carriers.all()] == [("dakar", "lead"), ("lagos", "partner")]
    assert project.sources.get().amount == Decimal(30000)
    running = f"/en/desk/projects/{project.slug}/running/"
    # The first instalment is due from the first day; the lead reports after six months, and the second is due.
    today = date(2021, 5, 15)
    assert cashier.post(f"{running}instalments/one/pay/", {"on": "2021-05-15"}).status_code == 302
    today = date(2021, 11, 20)
    cashier.post(f"{running}instalments/two/pay/", {"on": "2021-11-20"})
    assert Payment.objects.count() == 1  # the report is owed
    assert focal.post(f"{running}reports/first/", {"text": "Six mois", "on": "2021-11-20"}).status_code == 302
    cashier.post(f"{running}instalments/two/pay/", {"on": "2021-11-20"})
    assert Payment.objects.count() == 1  # the report waits for acceptance
    secretariat.post(f"{running}deliveries/{project.deliveries.get().pk}/accept/")
    assert "due: its conditions are met" in cashier.get(running).content.decode()
    cashier.post(f"{running}instalments/two/pay/", {"on": "2021-11-20", "reference": "slip 2"})
    assert list(Payment.objects.values_list("instalment", "amount")) == [
        ("one", Decimal(10000)),
        ("two", Decimal(20000)),
    ]
    assert "The project has begun" in secretariat.get("/en/desk/calls/pilot/projects/").content.decode()
    assert not verify()


def test_an_application_has_its_project_once(chosen):
    agree_to_project(application=chosen, by="applicant")
    with pytest.raises(Refusal, match="agreed to already"):
        agree_to_project(application=chosen, by="applicant")
    make_project(application=chosen, first_day=date(2021, 5, 15), by="officer")
    with pytest.raises(Refusal, match="has its project already"):
        make_project(application=chosen, first_day=date(2021, 5, 15), by="officer")
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [({"outcome": ""}, "gives no project"), ({"is_test": True}, "gives no project"), ({"member": None}, "No member")],
)
def test_what_was_not_chosen_and_who_is_no_member_gets_no_project(chosen, change, words):
    agree_to_project(application=chosen, by="applicant")
    Application.objects.update(**change)
    with pytest.raises(Refusal, match=words):
        make_project(application=Application.objects.get(), first_day=date(2021, 5, 15), by="officer")
    assert Project.objects.count() == 0


def test_terms_without_instalments_give_a_project_without_money(chosen):
    ProjectTerms.objects.get().instalments.all().delete()
    agree_to_project(application=chosen, by="applicant")
    project = make_project(application=chosen, first_day=date(2021, 5, 15), by="officer")
    assert not project.sources.exists()
    assert project.reports.get().due_on == date(2021, 11, 15)


def test_nobody_else_agrees_for_a_city_and_who_writes_it_begins_nothing(chosen):
    other = signed_in(make_account("somebody"))
    assert other.get(f"/en/applications/{chosen.code}/project/").status_code == 404
    officer = make_account("officer", role=Role.OFFICER)
    ApplicationKeeper.objects.create(application=chosen, person=officer, since=BEGAN, by="officer")
    agree_to_project(application=chosen, by="applicant")
    answer = signed_in(officer).post(f"/en/desk/applications/{chosen.code}/project/", {"first_day": "2021-05-15"})
    assert answer.status_code == 404
    assert Project.objects.count() == 0


@pytest.mark.parametrize("sent", ["", "soon", "2021-13-01"])
def test_a_day_that_is_none_begins_nothing_and_says_so(chosen, sent):
    agree_to_project(application=chosen, by="applicant")
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    answer = officer.post(f"/en/desk/applications/{chosen.code}/project/", {"first_day": sent}, follow=True)
    assert "alert--bad" in answer.content.decode()
    assert Project.objects.count() == 0


def test_months_are_counted_from_the_first_day():
    assert from_day(date(2021, 5, 15), 0) == date(2021, 5, 15)
    assert from_day(date(2021, 5, 15), 6) == date(2021, 11, 15)
    assert from_day(date(2021, 1, 31), 1) == date(2021, 3, 1)

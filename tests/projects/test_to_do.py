"""What projects ask of people: the lead is reminded before a day and after it, the secretariat of what is late and of
what another hand entered, finance of what may be paid; on the desk, on the member's page and in letters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from metronome.accounts.enums import Role
from metronome.home.digests.actions import send_digests
from metronome.network.actions import appoint_focal_point
from metronome.network.models import FocalPoint, Member
from metronome.projects import actions
from metronome.projects.models import Carrier, Project, ProjectResult
from metronome.projects.to_do import AHEAD, asked_of_leads, asked_of_secretariat, counts_in_words
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_member, make_network, make_partner
from tests.factories.plan import make_node, make_plan
from tests.factories.projects import make_project
from tests.home.world import make_world, say_that_something_public_changed

pytestmark = pytest.mark.django_db
DUE = date(2021, 9, 30)


@pytest.fixture
def green(db) -> Project:
    make_network()
    return make_project(lead=make_member("dakar"))


@pytest.fixture
def focal_point(green):
    person = make_account("focal-point-of-dakar", language="en")
    grant = appoint_focal_point(person=person, member=Member.objects.get(slug="dakar"), by="operator")
    FocalPoint.objects.filter(pk=grant.pk).update(since="2020-01-01T00:00:00Z")
    return person


def of_dakar(today: date) -> list[tuple[str, str]]:
    own = Member.objects.get(slug="dakar").pk
    return [(one.words, str(one.label)) for one in asked_of_leads([own], today)]


def of(person, today: date) -> list[tuple[str, str]]:
    return [(one.words, str(one.label)) for one in asked_of_secretariat(person, today)]


def test_the_lead_is_reminded_thirty_days_before_and_is_late_the_day_after(green):
    report = "Premier rapport"
    assert of_dakar(DUE - AHEAD - timedelta(days=1)) == []
    assert of_dakar(DUE - AHEAD) == [("soon", report)]
    assert of_dakar(DUE) == [("soon", report)]
    assert of_dakar(DUE + timedelta(days=1)) == [("late", report)]
    one = actions.hand_in(project="green", kind="report", code="first", text="Fait", on=DUE, by="focal point")
    assert of_dakar(DUE) == []
    actions.return_delivery(project="green", number=one.pk, comment="Le budget manque", by="officer")
    assert of_dakar(DUE) == [("returned", report)]


def test_who_does_not_lead_on_the_day_is_not_asked(green):
    partner = make_member("lagos")
    Carrier.objects.create(project=green, member=partner, role="partner", order=2)
    assert asked_of_leads([partner.pk], DUE) == []
    Carrier.objects.filter(role="lead").update(until=DUE - timedelta(days=1))
    say_that_something_public_changed()
    assert of_dakar(DUE) == []


def test_nobody_is_asked_to_accept_what_they_entered_and_only_those_who_pay_see_what_may_be_paid(green):
    officer, treasurer = make_account("officer", role=Role.OFFICER), make_account("treasurer", role=Role.FINANCE)
    actions.hand_in(project="green", kind="report", code="first", text="Fait", on=DUE, by=officer)
    assert of(officer, DUE) == []
    assert of(treasurer, DUE) == [("waits", "Premier rapport"), ("due", "Premier versement")]
    assert of(make_account("reader"), DUE) == []
    words = counts_in_words(asked_of_secretariat(treasurer, DUE))
    assert words == "1 thing waits for acceptance. 1 instalment may be paid."


def test_what_is_to_do_stands_on_the_desk_and_on_the_page_of_the_member(green, focal_point):
    page = signed_in(focal_point).get("/en/desk/my-member/dakar/").content.decode()
    assert "Premier rapport" in page
    assert "/en/desk/my-projects/" in page
    page = signed_in(make_account("treasurer", role=Role.FINANCE)).get("/en/desk/").content.decode()
    assert "1 instalment may be paid." in page


def test_letters_remind_the_lead_and_finance(green, focal_point):
    make_account("treasurer", role=Role.FINANCE, language="en")
    assert send_digests(day=timezone.localdate() + timedelta(days=8), by="operator").sent == 2
    told = {letter.to[0].split("@")[0]: " ".join(str(letter.body).split()) for letter in mail.outbox}
    assert "Green: “Premier rapport” was due on 30 September 2021." in told["focal-point-of-dakar"]
    assert "“Premier versement” may be paid." not in told["focal-point-of-dakar"]
    assert "Green: “Premier versement” may be paid." in told["treasurer"]


# On pages of others


def test_a_project_stands_with_the_member_that_carries_it_and_with_the_result_that_it_serves(client):
    world = make_world()
    page = client.get(f"/en/members/{world.member.slug}/").content.decode()
    assert "/en/projects/green/" in page
    assert "/en/projects/green/" in client.get(f"/en/plan/{world.plan.slug}/nodes/A1/").content.decode()


def test_coverage_counts_projects_beside_activities_and_calls_no_result_worked_on_for_them(client):
    make_network()
    plan = make_plan()
    line = make_node(plan, "A")
    served, silent = make_node(plan, "A1", line), make_node(plan, "A2", line)
    project = make_project(lead=make_member("dakar"))
    ProjectResult.objects.create(project=project, result=served)
    say_that_something_public_changed()
    rows = client.get(f"/en/plan/{plan.slug}/results.csv?period=2021-P1").content.decode().splitlines()
    header, *told = [row.split(",") for row in rows]
    place = header.index("projects")
    assert [(row[2], row[place - 1], row[place]) for row in told] == [(served.code, "0", "1"), (silent.code, "0", "0")]
    lines = client.get(f"/en/plan/{plan.slug}/coverage/lines.csv?period=2021-P1").content.decode().splitlines()
    assert lines[1].split(",")[3:7] == ["0", "0", "2", "1"]
    page = client.get(f"/en/plan/{plan.slug}/?period=2021-P1").content.decode()
    assert "1 project" in page


def test_a_partner_shows_the_projects_that_it_pays_for_only_where_money_is_public(client):
    make_network()
    partner, project = make_partner("bank"), make_project()
    project.sources.filter(code="grant").update(partner=partner)
    say_that_something_public_changed()
    assert "/en/projects/green/" in client.get("/en/partners/bank/").content.decode()
    Project.objects.update(is_money_public=False)
    say_that_something_public_changed()
    assert "/en/projects/green/" not in client.get("/en/partners/bank/").content.decode()

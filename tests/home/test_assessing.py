"""Results are assessed by the Board: the secretariat proposes, the Board reads what it rests on and decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from metronome.accounts.enums import Role
from metronome.accounts.models import Appointment
from metronome.desk.actions import propose, submit_proposal
from metronome.desk.models import Proposal
from metronome.desk.rules import can_decide
from metronome.desk.sheets import sheet_of
from metronome.ground.audit import Line
from metronome.intake.models import Import
from metronome.intake.rules import can_commit_import
from metronome.plan.models import Assessment
from metronome.record.models import ResultTag
from tests.desk.boxes import sent, typed
from tests.factories.accounts import make_office, signed_in
from tests.factories.plan import make_assessment, make_expectation, make_node, make_rating
from tests.factories.record import make_activity
from tests.home.world import make_world, say_that_something_public_changed

pytestmark = pytest.mark.django_db
NEW = "/en/desk/assessments/new/"
SAID = {"rating": "behind", "text_fr": "En retard", "body": "board", "on": "2021-12-15"}


@pytest.fixture(autouse=True)
def world():
    make_rating("behind")
    return make_world()


@pytest.fixture
def board():
    return make_office("board", role=Role.BOARD_MEMBER)


def make_proposed(world, *, by: object) -> Proposal:
    given = replace(
        sheet_of("assessments").empty(),
        node=f"{world.plan.slug}/{world.result.code}",
        year=2021,
        rating="behind",
        body="board",
        on=date(2021, 12, 15),
    )
    proposal = propose(kind="assessments", given=given, by=by)
    return submit_proposal(number=proposal.pk, by=by)


def test_the_secretariat_proposes_and_the_board_decides(world, board):
    officer, editor = make_office("officer", role=Role.OFFICER), make_office("editor", role=Role.EDITOR)
    proposal = make_proposed(world, by=officer)
    address = f"/en/desk/proposals/{proposal.pk}/"
    for office in (officer, editor):
        browser = signed_in(office)
        assert "approve/" not in browser.get(address).content.decode()
        assert browser.post(f"{address}approve/").status_code == 404
    assert not Assessment.objects.exists()
    browser = signed_in(board)
    page = browser.get(address).content.decode()
    assert f"/en/desk/assessing/{world.plan.slug}/{world.result.code}/?year=2021" in page
    assert browser.post(f"{address}approve/", {"do": "publish"}).status_code == 302
    assert Assessment.objects.get().rating.slug == "behind"
    verbs = Line.objects.filter(subject=str(proposal), actor=str(board)).order_by("number")
    assert [line.verb for line in verbs] == ["approve"]
    assert Line.objects.get(subject__startswith="assessment:").actor == str(board)
    assert "Behind" in browser.get(f"/en/plan/{world.plan.slug}/nodes/{world.result.code}/").content.decode()


def test_a_board_member_writes_and_another_one_approves(world, board):
    browser = signed_in(board)
    node = f"{world.plan.slug}/{world.result.code}"
    assert sent(browser, f"{NEW}?node={node}&year=2021", **SAID, do="send").status_code == 302
    proposal = Proposal.objects.get()
    assert (proposal.given["node"], proposal.given["year"]) == (node, 2021)
    browser.post(f"/en/desk/proposals/{proposal.pk}/approve/", {"do": "publish"})
    assert not Assessment.objects.exists()
    other = signed_in(make_office("another-board-member", role=Role.BOARD_MEMBER))
    other.post(f"/en/desk/proposals/{proposal.pk}/approve/", {"do": "publish"})
    assert Assessment.objects.get().year == 2021


def test_a_board_member_keeps_nothing_else(world, board):
    browser = signed_in(board)
    for address in (
        "members/",
        "members/new/",
        "members/dakar/",
        "members/dakar/change/",
        "activities/new/",
        "imports/",
    ):
        assert browser.get(f"/en/desk/{address}").status_code == 404, address
    page = browser.get("/en/desk/proposals/").content.decode()
    assert "/en/desk/assessments/" in page
    assert "/en/desk/members/" not in page
    given = replace(sheet_of("members").held("dakar"), website="https://dakar.example.org")
    change = propose(kind="members", identity="dakar", given=given, by=make_office("officer", role=Role.OFFICER))
    submit_proposal(number=change.pk, by=change.author)
    assert browser.get(f"/en/desk/proposals/{change.pk}/").status_code == 404
    browser.post("/en/desk/proposals/steps/", {"step": "approve", "number": str(change.pk)})
    change.refresh_from_db()
    assert change.state == "in_review"


def test_while_nobody_sits_on_the_board_the_secretary_general_decides(world):
    general = make_office("secretary-general", role=Role.SECRETARY_GENERAL)
    editor = make_office("editor", role=Role.EDITOR)
    assert can_decide(general, "assessments")
    assert not can_decide(editor, "assessments")
    assert can_decide(editor, "partners")
    sits = make_office("board", role=Role.BOARD_MEMBER)
    assert can_decide(sits, "assessments")
    assert not can_decide(general, "assessments")
    # Somebody who was invited and has not come yet decides on nothing.
    type(sits).objects.filter(pk=sits.pk).update(is_active=False)
    assert can_decide(general, "assessments")
    proposal = make_proposed(world, by=editor)
    signed_in(general).post(f"/en/desk/proposals/{proposal.pk}/approve/", {"do": "publish"})
    assert Assessment.objects.exists()


def test_a_list_of_assessments_does_not_go_round_the_board(board):
    editor = make_office("editor", role=Role.EDITOR)
    assert not can_commit_import(editor, Import(kind="assessments"))
    assert can_commit_import(editor, Import(kind="members"))
    Appointment.objects.filter(person=board).delete()
    general = make_office("secretary-general", role=Role.SECRETARY_GENERAL)
    assert can_commit_import(general, Import(kind="assessments"))


def test_the_desk_of_a_board_member_says_what_waits(world, board):
    proposal = make_proposed(world, by=make_office("officer", role=Role.OFFICER))
    page = signed_in(board).get("/en/desk/?period=2021-P1").content.decode()
    waits = page.partition('aria-labelledby="assess"')[2].partition("</section>")[0]
    assert f"/en/desk/proposals/{proposal.pk}/" in waits
    assert "has no assessment yet" in waits or "have no assessment yet" in waits
    assert "Note an activity" not in page


def test_each_result_of_a_year_stands_with_what_was_done_for_it(world, board, django_assert_max_num_queries):
    activity = make_activity("of-the-year", first_day=date(2021, 3, 3), last_day=date(2021, 3, 3))
    ResultTag.objects.create(activity=activity, result=world.result)
    make_activity("of-another-year", first_day=date(2022, 3, 3), last_day=date(2022, 3, 3))
    make_assessment(world.result, 2020, rating=make_rating("ahead"))
    make_expectation(world.result)
    say_that_something_public_changed()
    browser = signed_in(board)
    page = browser.get("/en/desk/assessing/?year=2021").content.decode()
    assert f"?node={world.plan.slug}%2F{world.result.code}&amp;year=2021" in page
    of = f"/en/desk/assessing/{world.plan.slug}/{world.result.code}/"
    page = browser.get(f"{of}?year=2021").content.decode()
    assert "/en/activities/of-the-year/" in page
    assert "of-another-year" not in page
    assert "Ahead" in page
    assert "Ports" in page
    make_node(world.plan, "ZZ", world.result.parent)
    say_that_something_public_changed()
    for number in range(3):
        make_proposed(world, by=make_office(f"officer-{number}", role=Role.OFFICER))
    browser.get("/en/desk/assessing/?year=2021")
    with django_assert_max_num_queries(14):
        browser.get("/en/desk/assessing/?year=2021")
    with django_assert_max_num_queries(24):
        browser.get(f"{of}?year=2021")


def test_what_an_address_asks_for_in_vain_begins_nothing(board):
    boxes = typed(signed_in(board), f"{NEW}?node=nowhere/X&year=20x1")
    assert (boxes["node"], boxes.get("year", "")) == ("", "")
    assert signed_in(board).get("/en/desk/assessing/?year=0").status_code == 200
    assert signed_in(board).get("/en/desk/assessing/nowhere/X/").status_code == 404

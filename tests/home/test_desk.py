"""The desk shows what waits for whoever is signed in, and what the period still lacks."""

import re
from datetime import date

import pytest

from metronome.accounts.enums import APPOINTED, Role
from metronome.ground.audit import Line
from metronome.ground.period import Period
from metronome.home.desk.actions import choose_remit
from metronome.home.desk.members import since_in_words
from metronome.home.desk.shown import days_left
from metronome.home.models import Remit
from metronome.network.actions import appoint_focal_point
from metronome.network.models import Region
from metronome.record.actions import draft_activity, submit_activity
from metronome.record.held import held
from metronome.record.models import FollowUp
from tests.factories.accounts import make_account, signed_in
from tests.factories.listening import make_bilateral
from tests.factories.network import make_member, make_region, text
from tests.factories.plan import make_node
from tests.factories.record import make_activity
from tests.factories.report import make_edition
from tests.home.world import SECRET, make_world, say_that_something_public_changed

pytestmark = pytest.mark.django_db
SPRING = "/en/desk/?period=2021-P1"


def desk(person, address: str = SPRING) -> str:
    answer = signed_in(person).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def part(page: str, name: str) -> str:
    """The section of a page under the heading of this name."""
    return page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


def mark_in(page: str) -> str:
    """What stands for the first follow-up of a page."""
    marks: list[str] = re.findall(r'name="mark" value="([0-9a-f]+)"', page)
    return marks[0]


def members_in(page: str) -> list[str]:
    """The members of the table, in its order."""
    return re.findall(r'href="/en/members/([a-z]+)/"', part(page, "members"))


def test_an_editor_sees_what_waits_and_what_is_silent(client):
    world = make_world()
    officer, editor = (make_account(role.value, role=role) for role in (Role.OFFICER, Role.EDITOR))
    activity = draft_activity(given=held(world.activity), by=officer)
    submit_activity(code=activity.code, by=officer)
    page = desk(editor)
    assert f"tag=result%3A{world.plan.slug}/{world.silent.code}" in page
    assert f"tag=result%3A{world.plan.slug}/{world.result.code}" not in page
    assert f"/en/desk/activities/{activity.code}/" in part(page, "waits")
    assert "From officer" in part(page, "waits")
    assert f"/en/desk/activities/{activity.code}/" not in part(desk(officer), "waits")
    assert 'href="/en/desk/"' in signed_in(officer).get("/en/").content.decode()
    assert 'href="/en/desk/"' not in client.get("/en/").content.decode()


def test_a_draft_of_ones_own_stands_on_ones_own_desk_only():
    world = make_world()
    officer, other = (make_account(name, role=Role.OFFICER) for name in ("officer-for-africa", "officer-for-asia"))
    activity = draft_activity(given=held(world.activity), by=officer)
    assert activity.code in part(desk(officer), "drafts")
    assert activity.code not in desk(other)


@pytest.mark.parametrize("role", APPOINTED)
def test_every_office_finds_something_on_its_desk(role):
    make_world()
    make_edition("autumn", title=text("Rapport en préparation"))
    page = desk(make_account(role.value, role=role))
    prepares = role is not Role.ADMINISTRATOR
    keeps = role in (Role.OFFICER, Role.EDITOR, Role.SECRETARY_GENERAL)
    assert (part(page, "waits") != "") is keeps
    assert ("Rapport en préparation" in page) is prepares
    assert ('id="findings"' in page) is prepares
    assert ("/en/desk/people/" in page) is (role is Role.ADMINISTRATOR)
    assert "/en/plan/" in part(page, "ways")
    assert SECRET not in page or keeps


def test_a_focal_point_is_led_to_their_member():
    world = make_world()
    person = make_account("focal-point-of-dakar")
    appoint_focal_point(person=person, member=world.member, by="operator")
    page = desk(person, "/en/desk/")
    assert "/en/desk/my-member/" in part(page, "ways")
    assert SECRET not in page


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/en/desk/")["Location"].startswith("/en/sign-in/")


def test_before_anything_was_loaded_the_desk_says_how_to_begin():
    page = desk(make_account("editor", role=Role.EDITOR), "/en/desk/")
    assert "metronome load" in page


def test_the_days_that_are_left_count_today():
    period = Period(date(2021, 1, 1), date(2021, 4, 30))
    said = [days_left(period, date(2021, month, 30)) for month in (4, 5)]
    assert said[0].startswith("One day")
    assert "over" in said[1]
    assert days_left(period, date(2021, 4, 28)).startswith("3 ")


class TestMembers:
    def test_the_longest_without_a_contact_comes_first_and_a_meeting_is_a_contact(self):
        make_world()
        for slug in ("lagos", "quito"):
            make_member(slug)
        make_bilateral("heard-lagos", member=make_member("accra"))
        page = desk(make_account("officer", role=Role.OFFICER))
        assert members_in(page) == ["lagos", "quito", "accra"]
        assert "in a meeting" in page
        assert page.count("nothing on record") == 2
        assert "/en/desk/activities/new/?member=quito" in page

    def test_tabs_show_the_engaged_or_all(self):
        make_world()
        make_member("lagos")
        officer = make_account("officer", role=Role.OFFICER)
        names = {
            show: re.findall(
                r'href="/en/members/([a-z]+)/"', part(desk(officer, f"{SPRING}&members={show}"), "members")
            )
            for show in ("silent", "engaged", "all", "nothing")
        }
        assert names == {"silent": ["lagos"], "engaged": ["dakar"], "all": ["lagos", "dakar"], "nothing": ["lagos"]}

    def test_how_long_ago_is_told_in_days_then_in_months(self):
        today = date(2021, 4, 30)
        said = [
            since_in_words(day, today)
            for day in (None, date(2021, 4, 29), date(2021, 3, 2), date(2021, 2, 1), date(2020, 12, 31))
        ]
        assert said == ["nothing on record", "1 day ago", "59 days ago", "2 months ago", "4 months ago"]


class TestRemit:
    def test_it_narrows_members_results_and_findings_and_opens_nothing(self):
        world = make_world()
        region = Region.objects.get()
        other = make_node(world.plan, "B")
        make_node(world.plan, "B1", other)
        make_member("lagos", region=world.member.region)
        make_member("quito", region=make_region("south-america"))
        make_activity("elsewhere", results=[other])
        officer = make_account("officer", role=Role.OFFICER)
        page = desk(officer)
        assert ("A2" in page, "B1" in page, "quito" in page, "lagos" in page) == (True, True, True, True)
        browser = signed_in(officer)
        answer = browser.post(
            "/en/desk/remit/", {"regions": [region.slug, "atlantis"], "lines": [f"{world.plan.slug}/A"]}
        )
        assert answer["Location"] == "/en/desk/"
        remit = Remit.objects.get(person=officer)
        assert (remit.regions, remit.lines) == ([region.slug], [f"{world.plan.slug}/A"])
        page = desk(officer)
        assert f"{world.plan.slug}/A2" in page
        assert f"tag=result%3A{world.plan.slug}/B1" not in page
        assert ("quito" in part(page, "members"), "lagos" in part(page, "members")) == (False, True)
        assert browser.get("/en/desk/remit/").content.decode().count(" checked") == 2

    def test_the_same_choice_again_leaves_no_second_line(self):
        officer = make_account("officer", role=Role.OFFICER)
        for _ in range(2):
            choose_remit(regions=["africa"], lines=[], by=officer)
        assert Line.objects.filter(subject=f"remit:{officer.pk}").count() == 1


class TestPromises:
    @staticmethod
    def promised(world, what: str = "Send the minutes", **fields) -> FollowUp:
        given = {"what": text(what), "owner": "officer", "due_on": date(2021, 4, 1)}
        return FollowUp.objects.create(activity=world.activity, **{**given, **fields})

    def test_what_is_due_is_noted_as_done_and_verified_by_whoever_reviews(self):
        world = make_world()
        self.promised(world)
        officer, editor = (make_account(role.value, role=role) for role in (Role.OFFICER, Role.EDITOR))
        before = world.activity.approver
        page = part(desk(officer), "waits")
        assert "Overdue since" in page
        mark = mark_in(page)
        address = f"/en/desk/activities/{world.activity.code}/follow-up"
        assert signed_in(officer).post(f"{address}/verified/", {"mark": mark}).status_code == 404
        assert signed_in(officer).post(f"{address}/done/", {"mark": mark})["Location"] == "/en/desk/"
        kept = FollowUp.objects.get()
        assert kept.done_on is not None
        assert "Send the minutes" not in part(desk(officer), "waits")

        page = part(desk(editor), "waits")
        assert "Done, to be verified" in page
        mark = mark_in(page)
        signed_in(editor).post(f"{address}/verified/", {"mark": mark})
        kept = FollowUp.objects.get()
        assert (kept.verified_by, kept.verified_on is not None) == (str(editor), True)
        assert "Send the minutes" not in part(desk(editor), "waits")
        lines = Line.objects.filter(subject=f"activity:{world.activity.code}", verb="update").order_by("number")
        assert [line.actor for line in lines] == [str(officer), str(editor)]
        world.activity.refresh_from_db()
        assert world.activity.approver == before

    def test_one_that_was_changed_meanwhile_is_refused_and_nothing_is_lost(self):
        world = make_world()
        follow_up = self.promised(world)
        browser = signed_in(make_account("officer", role=Role.OFFICER))
        mark = mark_in(browser.get(SPRING).content.decode())
        FollowUp.objects.filter(pk=follow_up.pk).update(owner="editor")
        answer = browser.post(
            f"/en/desk/activities/{world.activity.code}/follow-up/done/", {"mark": mark}, follow=True
        )
        assert "not there any more" in answer.content.decode()
        assert FollowUp.objects.get().done_on is None
        assert browser.post("/en/desk/activities/nothing/follow-up/done/").status_code == 404

    def test_far_ahead_and_cancelled_ones_wait_for_nobody(self):
        world = make_world()
        self.promised(world, "Far ahead", due_on=date(2999, 1, 1))
        FollowUp.objects.create(activity=make_activity("off", state="cancelled"), what=text("Cancelled"), owner="x")
        page = part(desk(make_account("officer", role=Role.OFFICER)), "waits")
        assert "Far ahead" not in page
        assert "Cancelled" not in page


def test_the_desk_asks_at_most_twelve_questions_as_many_for_three_as_for_one(django_assert_max_num_queries):
    world = make_world()
    officer, editor = (make_account(role.value, role=role) for role in (Role.OFFICER, Role.EDITOR))

    def more(name: str) -> None:
        member = make_member(f"member-{name}", region=world.member.region)
        make_bilateral(f"met-{name}", member=member)
        activity = make_activity(name, members=[member], results=[world.result])
        FollowUp.objects.create(activity=activity, what=text(name), owner="officer")
        sent = draft_activity(given=held(activity), by=officer)
        submit_activity(code=sent.code, by=officer)
        draft_activity(given=held(activity), by=editor)
        make_edition(f"edition-{name}", number=sum(map(ord, name)))
        say_that_something_public_changed()

    def questions() -> int:
        browser = signed_in(editor)
        browser.get(SPRING)
        with django_assert_max_num_queries(50) as asked:
            assert browser.get(SPRING).status_code == 200
        for number, query in enumerate(asked.captured_queries):
            print(number, query["sql"][:160])
        return len(asked)

    more("one")
    before = questions()
    for name in ("two", "three"):
        more(name)
    assert questions() == before
    assert before <= 12

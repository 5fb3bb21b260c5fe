"""The findings of a period: filtered, each with the place where one mends it, and let pass where a report waits."""

import re
from datetime import date

import pytest

from metronome.accounts.enums import Role
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.home.desk.findings import family_words, inspection_of, is_of
from metronome.home.desk.remit import LookedAfter
from metronome.plan.models import Node
from metronome.report.checks.finding import CHECKS
from metronome.report.models import Edition, EditionText, Waiver
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_member, make_network, text
from tests.factories.plan import make_node, make_plan
from tests.factories.record import make_activity
from tests.factories.report import make_edition
from tests.home.world import say_that_something_public_changed

PAGE = "/en/desk/findings/?period=2021-P1"
SPRING = Period(date(2021, 1, 1), date(2021, 4, 30))


@pytest.fixture
def world(db) -> Edition:
    """A result worked on by an activity whose text names a member that is not tagged, and a report being composed."""
    make_network(languages=["fr", "en"], required_languages=["fr"], reporting_months=[1, 5, 9])
    plan = make_plan()
    for code in ("A", "B"):
        make_node(plan, f"{code}1", make_node(plan, code))
    member = make_member("dakar", spellings=("Dakar",))
    other = make_member("lagos", spellings=("Lagos",))
    line = Node.objects.get(code="A")
    make_activity("forum", title=text("Forum"), summary=text("À Dakar et à Lagos."), members=[member], lead_line=line)
    assert other.slug == "lagos"
    edition = make_edition("spring", title=text("Rapport du printemps"))
    EditionText.objects.create(
        edition=edition, part="note", text=Text.of({"fr": "{figure:activities.totals} activités"}, source="fr")
    )
    say_that_something_public_changed()
    return edition


def rules(page: str) -> list[str]:
    """The labels of the findings of a page."""
    return re.findall(r'class="vh"> ([^<]*)</span></(?:a|summary)>', page)


def look(role: Role, address: str = PAGE) -> str:
    answer = signed_in(make_account(role.value, role=role)).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def digest_of(rule: str) -> str:
    return next(one.digest for one in inspection_of(SPRING).findings if one.rule == rule)


def test_the_findings_are_those_of_the_record_with_the_texts_of_the_report(world):
    found = {one.rule for one in inspection_of(SPRING).findings}
    assert found >= {"numbers.unknown_figure", "prose.members", "silence.results"}
    page = look(Role.OFFICER)
    assert page.count('<li id="f') == len(inspection_of(SPRING).findings)
    assert "Rapport du printemps" in page


def test_they_narrow_by_severity_family_and_line(world):
    every = inspection_of(SPRING).findings
    editor = signed_in(make_account("editor", role=Role.EDITOR))

    def shown(query: str) -> int:
        return editor.get(f"{PAGE}&{query}").content.decode().count('<li id="f')

    assert shown("severity=stop") == sum(one.severity == "stop" for one in every) > 0
    assert shown("family=silence") == sum(one.family == "silence" for one in every) > 0
    assert 0 < shown("line=plan/A") < len(every)
    assert shown("line=plan/B") == 0
    assert shown("severity=loud&family=nothing&line=nowhere") == 0
    assert editor.get("/en/desk/findings/?period=spring").status_code == 400


def test_each_leads_to_the_place_where_one_mends_it(world):
    assert 'href="/en/desk/activities/forum/change/"' in look(Role.OFFICER)
    page = look(Role.FINANCE)
    assert 'href="/en/activities/forum/"' in page
    assert "/change/" not in page


def test_an_editor_lets_one_pass_with_a_reason_and_it_says_so_from_then_on(world):
    editor = make_account("editor", role=Role.EDITOR)
    browser, digest = signed_in(editor), digest_of("prose.members")
    address = "/en/desk/findings/waive/?period=2021-P1"
    refused = browser.post(address, {"finding": digest, "reason": " "}, follow=True)
    assert "Say why" in refused.content.decode()
    assert Waiver.objects.count() == 0
    answer = browser.post(address, {"finding": digest, "reason": "Named as an example only."}, follow=True)
    assert "Let pass by editor: Named as an example only." in answer.content.decode()
    assert Waiver.objects.get().by == str(editor)
    assert digest[:12] not in re.findall(
        r'id="f([0-9a-f]+)"', browser.get("/en/desk/?period=2021-P1").content.decode()
    )


def test_what_stops_what_has_gone_and_what_waits_for_no_report_is_not_let_pass(world):
    browser = signed_in(make_account("editor", role=Role.EDITOR))
    address = "/en/desk/findings/waive/?period=2021-P1"
    asked = digest_of("prose.members")
    given = {"finding": digest_of("numbers.unknown_figure"), "reason": "Never mind."}
    assert "must be mended" in browser.post(address, given, follow=True).content.decode()
    assert "not there any more" in browser.post(address, {**given, "finding": "0"}, follow=True).content.decode()
    world.texts.all().delete()
    world.delete()
    say_that_something_public_changed()
    assert "Let it pass" not in browser.get(PAGE).content.decode()
    assert "not there any more" in browser.post(address, {**given, "finding": asked}, follow=True).content.decode()
    assert Waiver.objects.count() == 0


def test_only_those_who_answer_for_the_report_let_findings_pass(world):
    for role in (Role.OFFICER, Role.FINANCE, Role.BOARD_MEMBER):
        browser = signed_in(make_account(role.value, role=role))
        assert "Let it pass" not in browser.get(PAGE).content.decode()
        assert browser.post("/en/desk/findings/waive/").status_code == 404
    assert signed_in(make_account("administrator", role=Role.ADMINISTRATOR)).get(PAGE).status_code == 404


def test_a_remit_leaves_out_what_lies_in_another_line_only(world):
    inspection = inspection_of(SPRING)

    def seen(line: str) -> set[str]:
        remit = LookedAfter(lines=frozenset({line}))
        return {one.rule for one in inspection.findings if is_of(remit, one, inspection.snapshot)}

    assert "prose.members" in seen("plan/A")
    assert "prose.members" not in seen("plan/B")
    assert "silence.results" in seen("plan/B")


def test_every_family_of_checks_has_a_name():
    assert {rule.partition(".")[0] for rule in CHECKS} <= family_words().keys()


def test_the_page_asks_as_many_questions_for_many_findings_as_for_few(world, django_assert_max_num_queries):
    browser = signed_in(make_account("editor", role=Role.EDITOR))

    def questions() -> int:
        browser.get(PAGE)
        with django_assert_max_num_queries(12) as asked:
            browser.get(PAGE)
        return len(asked)

    before = questions()
    for number in range(3):
        make_activity(f"forum-{number}", summary=text("À Lagos."))
    say_that_something_public_changed()
    assert questions() == before

"""Calls: loaded from a folder, kept at the desk, shown to the public as they stand at the moment."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from metronome.accounts.enums import Role
from metronome.calls.actions import begin_call, put_call
from metronome.calls.checked import faults_of
from metronome.calls.models import Call, Outcome, Question
from metronome.calls.shown import shown
from metronome.desk.actions import approve_proposal, publish_proposal, rewrite_proposal, submit_proposal
from metronome.desk.forms import Writing, typed
from metronome.desk.models import Proposal
from metronome.desk.queries import given_of
from metronome.desk.sheets import sheet_of
from metronome.ground.audit import verify
from metronome.ground.hand import Hand
from metronome.ground.phrases import zoned_moment_in_words
from metronome.intake.loading import check_folder
from metronome.projects.models import ProjectTerms
from metronome.projects.terms_held import held_terms
from tests.desk.boxes import Boxes
from tests.factories.accounts import make_account, signed_in
from tests.factories.calls import make_call
from tests.factories.network import make_network, text
from tests.factories.projects import make_terms
from tests.instances import METROPOLIS

BEFORE, WITHIN, AFTER = (datetime(2021, month, 15, tzinfo=UTC) for month in (2, 3, 5))


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "words"), [(BEFORE, "to come"), (WITHIN, "open for applications"), (AFTER, "over")]
)
def test_the_page_of_a_call_says_where_it_stands_at_the_moment(client, monkeypatch, moment, words):
    make_network()
    make_call()
    at(moment, monkeypatch)
    for address in ("/en/calls/", "/en/calls/award/"):
        page = client.get(address)
        assert words in page.content.decode()
        assert "no-store" in page["Cache-Control"]


@pytest.mark.django_db
def test_the_page_of_a_call_shows_deadline_zone_criteria_form_and_places(client, monkeypatch):
    make_network()
    make_call(zone="Asia/Kathmandu")
    at(WITHIN, monkeypatch)
    page = client.get("/en/calls/award/").content.decode()
    for words in (
        "30 April 2021",
        "6:00\u202fpm, GMT+05:45",
        "12:15\u202fpm",
        "75 %",
        "Asked where",
        "7 seats",
        "5 places",
    ):
        assert words in page


@pytest.mark.django_db
def test_calls_that_are_open_come_first_and_then_the_order_of_the_network(client, monkeypatch):
    make_network()
    for slug, order, is_open in (("over", 1, False), ("later", 4, True), ("sooner", 3, True), ("past", 2, False)):
        call = make_call(slug, order=order)
        if not is_open:
            call.stages.update(closes_on=date(2021, 3, 2))
    at(WITHIN, monkeypatch)
    page = client.get("/en/calls/").content.decode()
    assert re.findall(r'href="/en/calls/([a-z]+)/"', page) == ["sooner", "later", "over", "past"]


@pytest.mark.django_db
@pytest.mark.parametrize("hidden", [{"is_published": False}, {"is_published": False, "is_template": True}])
def test_what_is_not_published_and_what_is_a_template_are_shown_to_nobody(client, hidden):
    make_network()
    make_call(title=text("Kanarienvogel"), **hidden)
    assert client.get("/en/calls/award/").status_code == 404
    assert "Kanarienvogel" not in client.get("/en/calls/").content.decode()


@pytest.mark.django_db
def test_a_call_that_was_called_off_says_so(client):
    make_network()
    make_call(is_cancelled=True)
    assert "called off" in client.get("/en/calls/award/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_many_questions_for_three_calls_as_for_one(client, number, django_assert_num_queries):
    make_network()
    for one in range(number):
        make_call(f"award-{one}")
    client.get("/en/calls/")
    with django_assert_num_queries(4):
        client.get("/en/calls/")


def test_a_moment_in_words_has_its_zone_and_its_seconds_where_it_has_some():
    moment = datetime.fromisoformat("2021-04-30T18:00:00+00:00")
    with translation.override("en"):
        assert zoned_moment_in_words(moment) == "30 April 2021, 6:00\u202fpm, Coordinated Universal Time"
        assert ":30" in zoned_moment_in_words(moment.replace(second=30))


# The desk


@pytest.mark.django_db
def test_what_the_desk_writes_of_a_call_is_what_it_read():
    make_network()
    make_call()
    sheet = sheet_of("calls")
    held = sheet.held("award")
    writing = Writing(sheet, typed(sheet, held), ("fr", "en"), held)
    assert writing.given() == held
    hand = Hand("officer")
    sheet.put(identity="award", given=writing.given(), by=hand)
    assert list(hand.entries) == []


@pytest.mark.django_db
def test_a_changed_stage_is_told_with_what_was_and_what_is():
    make_network()
    make_call()
    sheet, hand = sheet_of("calls"), Hand("officer")
    held = sheet.held("award")
    later = replace(held.stages[0], closes_on=date(2021, 5, 7))
    sheet.put(identity="award", given=replace(held, stages=(later,)), by=hand)
    (entry,) = hand.entries
    assert list(entry.change) == ["stages"]
    assert Call.objects.get().stages.get().closes_on == date(2021, 5, 7)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("box", "typed_in", "field"),
    [
        ("zone", "Dakar", "zone"),
        ("stages.0.closes_at", "six", "stages"),
        ("stages.0.opens_on", "2021-06-01", "stages"),
        ("stages.0.closes_on", "", "stages"),
        ("options.0.question", "since", "options"),
        ("questions.1.asked_when", "finished", "questions"),
        ("criteria.0.weight", "-1", "criteria"),
        ("criteria.1.code", "effect", "criteria"),
        ("is_template", "yes", "is_published"),
    ],
)
def test_a_call_that_does_not_hold_together_is_refused_at_its_field(box, typed_in, field):
    make_network()
    make_call()
    sheet = sheet_of("calls")
    held = sheet.held("award")
    data = MultiValueDict({**dict(typed(sheet, held).lists()), box: [typed_in]})
    writing = Writing(sheet, data, ("fr", "en"), held)
    assert writing.given() is None
    assert list(writing.faults) == [field]


@pytest.mark.django_db
def test_a_stage_in_the_hour_that_the_clock_leaves_out_is_refused():
    make_network()
    make_call(zone="Europe/Madrid")
    held = sheet_of("calls").held("award")
    lost = replace(held.stages[0], closes_on=date(2021, 3, 28), closes_at="02:30")
    assert [fault.field for fault in faults_of(replace(held, stages=(lost,)))] == ["stages"]


@pytest.mark.django_db
def test_a_call_is_begun_from_a_template_and_goes_by_two_hands(client):
    make_network(languages=["fr", "en"])
    make_call("pattern", is_template=True, is_published=False)
    officer, editor = make_account("officer", role=Role.OFFICER), make_account("editor", role=Role.EDITOR)
    browser = signed_in(officer)
    assert "Begin a call from a template" in browser.get("/en/calls/").content.decode()
    assert "Begin a call from a template" not in client.get("/en/calls/").content.decode()
    assert "Pattern" in browser.get("/en/desk/calls/templates/").content.decode()
    answer = browser.post("/en/desk/calls/templates/pattern/begin/")
    proposal = Proposal.objects.get()
    assert answer["Location"] == f"/en/desk/proposals/{proposal.pk}/change/"
    assert browser.get(answer["Location"]).status_code == 200
    submit_proposal(number=proposal.pk, by=officer)
    approve_proposal(number=proposal.pk, by=editor)
    publish_proposal(number=proposal.pk, by=editor)
    begun = Call.objects.get(is_template=False)
    assert not begun.is_published
    assert begun.slug != "pattern"
    assert [one.code for one in begun.criteria.all()] == ["effect", "idea"]
    assert browser.post("/en/desk/calls/templates/nothing/begin/").status_code == 404
    assert browser.get("/en/desk/calls/templates/pattern/begin/").status_code == 405


@pytest.mark.django_db
def test_with_a_call_begun_from_a_template_come_the_terms_of_outcomes_that_it_still_has():
    make_network(languages=["fr"])
    pattern = make_call("pattern", is_template=True, is_published=False)
    Outcome.objects.create(call=pattern, code="gone", label=text("Finaliste"), order=2)
    kept, _dropped = make_terms("pattern", "winner"), make_terms("pattern", "gone")
    proposal = begin_call(template="pattern", by="officer")
    given = given_of(proposal)
    assert given.begun_from == "pattern"
    without = replace(given, outcomes=tuple(one for one in given.outcomes if one.code != "gone"))
    rewrite_proposal(number=proposal.pk, given=without, version=0, revision=proposal.revision, by="officer")
    submit_proposal(number=proposal.pk, by="officer")
    approve_proposal(number=proposal.pk, by="editor")
    publish_proposal(number=proposal.pk, by="editor")
    begun = Call.objects.get(is_template=False)
    (terms,) = ProjectTerms.objects.filter(call=begun.slug)
    assert begun.begun_from == "pattern"
    told, same = held_terms(terms), held_terms(kept)
    assert replace(told, slug=same.slug, call=same.call, order=same.order) == same
    assert [one.code for one in terms.instalments.all()] == ["one", "two"]
    assert terms.reports.get().after_months == 6
    # What is on record and changes later brings nothing again: its terms are its own by now.
    terms.delete()
    put_call(identity=begun.slug, given=sheet_of("calls").held(begun.slug), by=Hand("editor"))
    assert not ProjectTerms.objects.filter(call=begun.slug).exists()
    assert verify() == []


# The folder


@pytest.mark.django_db
def test_the_reference_folder_brings_an_award_and_three_templates(metropolis):
    award = Call.objects.get(is_published=True, kind="award")
    assert (award.edition, award.zone, award.panels.get(code="technical-committee").seats) == (
        "5",
        "Asia/Shanghai",
        11,
    )
    assert award.outcomes.get(code="shortlisted").places == 15
    assert shown(award, AFTER).stages[2].state == "over"
    assert shown(award, AFTER).stages[0].state == "days not known"
    assert set(Call.objects.filter(is_template=True).values_list("kind", flat=True)) == {
        "award",
        "pilot",
        "collection",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("zone: Europe/Madrid", "zone: Madrid", "zone"),
        ("template: yes", "template: yes\npublished: yes", "is_published"),
        ("asked_when: finished", "asked_when: never", "questions"),
        ("code: deserving", "code: winner", "outcomes"),
    ],
)
def test_a_call_in_a_folder_that_does_not_hold_together_is_refused_with_file_and_remedy(
    tmp_path, before, after, field
):
    folder = tmp_path / "network"
    shutil.copytree(METROPOLIS, folder)
    file = folder / "calls" / "template-award.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    refused = check_folder(folder)
    assert [(row.file, row.field) for row in refused] == [("calls/template-award.yaml", field)]
    assert refused[0].remedy


def many_questions(count: int) -> Any:
    """A call with so many questions, as it is held at the desk."""
    make_network()
    call = make_call()
    for number in range(count):
        Question.objects.create(
            call=call, code=f"q{number}", kind="text", label=text(f"Frage {number}"), order=number + 3
        )
    return sheet_of("calls").held("award")


@pytest.mark.django_db
def test_a_long_call_is_folded_part_by_part_and_row_by_row():
    held = many_questions(5)
    groups = {
        group.name: group
        for group in Writing(sheet_of("calls"), typed(sheet_of("calls"), held), ("fr", "en"), held).groups()
    }
    assert (groups["questions"].folds, groups["questions"].is_open) == (True, False)
    assert {group.name for group in groups.values() if group.folds} == {g.name for g in groups.values() if g.is_rows}
    titles = [row.title for row in groups["questions"].rows]
    assert [title.split(" · ")[0] for title in titles] == [question.code for question in held.questions]
    assert not any(row.is_open for row in groups["questions"].rows)


@pytest.mark.django_db
def test_a_short_page_is_not_folded():
    make_network()
    sheet = sheet_of("members")
    held = sheet.empty()
    assert not any(group.folds for group in Writing(sheet, typed(sheet, held), ("fr", "en"), held).groups())


@pytest.mark.django_db
def test_the_row_that_is_to_be_mended_stands_open_and_what_was_folded_is_sent_too():
    held = many_questions(5)
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    path = "/en/desk/calls/award/change/"
    given = Boxes(officer.get(path).content.decode()).found
    given["questions.3.most"] = "many"
    page = officer.post(path, given).content.decode()
    opened = re.findall(r"<details open>\s*<summary[^>]*>([^<]*)<", page)
    assert [title.split(" · ")[0] for title in opened] == [held.questions[3].code]
    assert re.search(r'<details class="formsec row" open><summary>Questions', page)
    given["questions.3.most"] = "40"
    assert officer.post(path, given).status_code == 302
    wished = [row["code"] for row in Proposal.objects.get().given["questions"]]
    assert wished == [row.code for row in held.questions]


@pytest.mark.django_db
def test_a_new_row_stands_open_and_has_the_cursor():
    many_questions(5)
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    path = "/en/desk/calls/award/change/"
    given = Boxes(officer.get(path).content.decode()).found
    page = officer.post(path, {**given, "more": "questions"}).content.decode()
    assert page.count(" autofocus") == 1
    assert 'id="questions.7.code" autofocus' in page
    assert re.search(r'<details class="formsec row" open><summary>Questions', page)


@pytest.mark.django_db
def test_a_reader_without_script_chooses_the_clock_by_which_a_call_is_shown(client):
    make_network()
    make_call()
    page = client.get("/en/calls/award/?zone=Asia/Tokyo").content.decode()
    assert re.search(r"By your clock: 1 May 2021, 3:00", page.replace("\u202f", " "))
    for asked in ("", "?zone=Nowhere/At_All", "?zone=Africa/Dakar"):
        # The words alone, for the script to fill.
        assert client.get(f"/en/calls/award/{asked}").content.decode().count("By your clock") == 1

"""The pages of a collection round: the secretariat asks and checks, a member answers here or in a workbook, and sees
nothing of another's before it is published."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from metronome.accounts.enums import Role
from metronome.desk.models import Draft
from metronome.ground.period import year_of
from metronome.ground.workbooks.table import Value
from metronome.ground.workbooks.writing import Page, write_workbook
from metronome.network.models import Network
from metronome.observatory.actions import answer_cells
from metronome.observatory.enums import CellState
from metronome.observatory.models import Cell, Round
from metronome.observatory.rounds.answers import GivenAnswer
from metronome.observatory.rounds.progress import cells_of
from metronome.observatory.rounds.workbook import _columns, _rows, read_back, written
from metronome.tasks.models import Task
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_network
from tests.factories.observatory import make_released, make_source
from tests.factories.rounds import asked_of, cell_of, make_focal_point, make_members, make_round

#: What a member says of its own, and nobody else is to read before it is published.
CANARY = "a source that only Lagos knows"


@pytest.fixture
def world(db, settings, tmp_path):
    settings.HOME = tmp_path
    make_network()
    make_released()


@pytest.fixture
def officer(world):
    return signed_in(make_account("officer", role=Role.OFFICER))


@pytest.fixture
def editor(world):
    return signed_in(make_account("editor", role=Role.EDITOR))


def at(door: str, *parts: object) -> str:
    return reverse(f"observatory:{door}", args=parts)


def boxes(**said: str) -> dict[str, str]:
    """What the page of Dakar sends: by the indicator, two underscores and the box."""
    told = {}
    for name, value in said.items():
        indicator, _, box = name.partition("__")
        told[f"c{cell_of('dakar', f'{indicator}-v1').pk}-{box}"] = value
    return told


def test_an_officer_prepares_and_begins_a_round_and_the_focal_point_is_written(officer, world):
    make_source("members")
    make_members()
    focal = make_focal_point("dakar")
    mail.outbox.clear()
    page = officer.get(at("round_new"))
    assert page.status_code == 200
    languages = Network.objects.get().languages
    said = {
        **{f"title_{code}": f"Round in {code}" for code in languages},
        "slug": "spring",
        "due_on": "2021-04-30",
        "geography": "drawn",
        "source": "members",
        "periods": "2019, 2020",
        "step": "whole",
        "sexes": ["_T", "F"],
        "definitions": ["people-v1"],
        "members": ["dakar", "lagos"],
    }
    assert officer.post(at("round_new"), {**said, "periods": "last"}).status_code == 400
    assert officer.post(at("round_new"), {**said, "members": []}).status_code == 400
    assert officer.post(at("round_new"), said).status_code == 302
    assert Cell.objects.count() == 8
    everybody = {**said, "slug": "all", "members": [], "everybody": "on"}
    assert officer.post(at("round_new"), everybody).status_code == 302
    assert Cell.objects.filter(asked__round__slug="all").count() == 8
    Round.objects.get(slug="all").delete()
    assert mail.outbox == []
    assert officer.post(at("round_new"), said).status_code == 400
    assert officer.get(at("round", "spring")).status_code == 200
    officer.post(at("round_begin", "spring"))
    assert [letter.to for letter in mail.outbox] == [[focal.email]]
    assert "Round in" in officer.get(at("rounds")).content.decode()
    officer.post(at("round_remind", "spring"))
    assert len(mail.outbox) == 2
    assert Round.objects.get().state == "open"


def test_a_focal_point_answers_and_wrong_answers_are_shown_where_they_are(world):
    make_round()
    browser = signed_in(make_focal_point("dakar"))
    door = at("my_round", asked_of("dakar").pk)
    assert "3,000" in browser.get(door).content.decode()
    assert at("my_round", asked_of("dakar").pk) in browser.get(at("my_rounds")).content.decode()
    wrong = browser.post(door, boxes(people__kind="confirmed", share__kind="given", share__value="12"))
    assert wrong.status_code == 400
    assert "A value needs its source." in wrong.content.decode()
    assert cell_of("dakar").state == CellState.ASKED
    many = browser.post(door, boxes(people__kind="given", people__value="many", people__source="a"))
    assert "is no number" in many.content.decode()
    right = browser.post(
        door, boxes(people__kind="given", people__value="3 100", people__source="Bureau", people__method="census")
    )
    assert right.status_code == 302
    assert cell_of("dakar").value == 3100
    assert cell_of("dakar", "share-v1").state == CellState.ASKED
    shown = browser.get(door).content.decode()
    assert 'value="3100"' in shown


def test_what_is_typed_is_kept_and_taken_up_again(world):
    make_round()
    person = make_focal_point("dakar")
    browser = signed_in(person)
    pk = asked_of("dakar").pk
    assert browser.post(at("my_round_draft", pk), boxes(people__kind="given", people__value="12")).status_code == 200
    draft = Draft.objects.get()
    assert (draft.person, draft.identity) == (person, str(pk))
    page = browser.get(f"{at('my_round', pk)}?draft={draft.pk}").content.decode()
    assert 'value="12"' in page
    assert cell_of("dakar").state == CellState.ASKED
    browser.post(at("my_round", pk), boxes(people__kind="confirmed"))
    assert not Draft.objects.exists()


def test_a_member_sees_no_other_members_unpublished_answers(world, officer):
    make_round()
    browser = signed_in(make_focal_point("dakar"))
    other = make_focal_point("lagos")
    given = GivenAnswer("given", Decimal("9123"), source=CANARY, method="census", remark=CANARY)
    answer_cells(asked=asked_of("lagos"), given={cell_of("lagos").pk: given}, by=other)
    assert CANARY in officer.get(at("check_round", "spring", asked_of("lagos").pk)).content.decode()
    own, theirs = asked_of("dakar").pk, asked_of("lagos").pk
    doors = [at("my_rounds"), at("my_round", own), at("my_round_workbook", own), at("area", "lagos"), at("index")]
    doors += [reverse("home:indicator", args=["people"]), reverse("home:my_member"), at("sources")]
    for door in doors:
        answer = browser.get(door, follow=True)
        assert answer.status_code == 200
        assert CANARY.encode() not in answer.content
        assert b"9,123" not in answer.content
        assert b"9123" not in answer.content
    for door in ("my_round", "my_round_workbook"):
        assert browser.get(at(door, theirs)).status_code == 404
    assert browser.post(at("my_round", theirs), {}).status_code == 404
    assert browser.post(at("my_round_draft", theirs), {}).status_code == 404
    assert browser.post(at("my_round_upload", theirs), {}).status_code == 404
    assert browser.get(at("round", "spring")).status_code == 404
    sent = browser.post(at("my_round", own), {f"c{cell_of('lagos').pk}-kind": "confirmed"})
    assert sent.status_code in (302, 400)
    assert cell_of("lagos").value == 9123


def test_the_secretariat_checks_and_gives_back_with_a_letter(world, officer, editor):
    make_round()
    focal = make_focal_point("dakar")
    given = {
        cell_of("dakar").pk: GivenAnswer("confirmed"),
        cell_of("dakar", "share-v1").pk: GivenAnswer("missing", reason="L"),
    }
    answer_cells(asked=asked_of("dakar"), given=given, by=focal)
    door = at("check_round", "spring", asked_of("dakar").pk)
    ticked = [f"{cell.pk}:{cell.revision}" for cell in cells_of(asked_of("dakar"))]
    assert officer.post(door, {"cell": ticked[:1], "return": "yes"}).status_code == 400
    mail.outbox.clear()
    assert officer.post(door, {"cell": ticked[:1], "return": "yes", "comment": "Which year?"}).status_code == 302
    assert [letter.to for letter in mail.outbox] == [[focal.email]]
    assert officer.post(door, {"cell": ticked[1:], "approve": "yes"}).status_code == 302
    assert sorted(Cell.objects.filter(asked=asked_of("dakar")).values_list("state", flat=True)) == [
        "approved",
        "returned",
    ]
    assert officer.post(door, {"cell": ticked[1:], "approve": "yes"}).status_code == 400
    officer.post(at("round_close", "spring"))
    assert officer.post(at("round_publish", "spring"), {"release": "april"}).status_code == 404
    assert editor.post(at("round_publish", "spring"), {"release": "not a name"}).status_code == 400
    assert editor.post(at("round_publish", "spring"), {"release": "april"}).status_code == 302
    assert Task.objects.get().kind == "observatory.publish"


def workbook(**changes: Value) -> bytes:
    """The workbook of Dakar with some cells filled in: by the indicator, two underscores and the column."""
    asked = asked_of("dakar")
    columns = _columns()
    codes = [one.heading.rpartition("[")[2].rstrip("]") for one in columns]
    rows = [list(row) for row in _rows(cells_of(asked))]
    order = [cell.question.definition.slug for cell in cells_of(asked)]
    for name, value in changes.items():
        indicator, _, column = name.partition("__")
        rows[order.index(f"{indicator}-v1")][codes.index(column)] = value
    sink = io.BytesIO()
    write_workbook(sink, page=Page("Round", columns, rows))
    return sink.getvalue()


def hand_in(browser, content: bytes):
    upload = SimpleUploadedFile("filled.xlsx", content)
    return browser.post(at("my_round_upload", asked_of("dakar").pk), {"upload": upload})


def test_a_workbook_goes_out_and_comes_back_as_answers(world):
    make_round()
    browser = signed_in(make_focal_point("dakar"))
    out = browser.get(at("my_round_workbook", asked_of("dakar").pk))
    assert out.content[:2] == b"PK"
    filled = workbook(
        people__answer="The value shown is right",
        share__answer="Another value",
        share__value=Decimal("53.4"),
        share__source="Register",
        share__method="register",
    )
    assert hand_in(browser, filled).status_code == 302
    assert (cell_of("dakar").value, cell_of("dakar", "share-v1").value) == (Decimal(3000), Decimal("53.4"))
    again = hand_in(browser, written(asked_of("dakar"), cells_of(asked_of("dakar"))))
    assert "Nothing new is said." in again.content.decode()


def test_a_wrong_row_of_a_workbook_is_named_and_nothing_of_it_is_kept(world):
    make_round()
    browser = signed_in(make_focal_point("dakar"))
    answer = hand_in(
        browser,
        workbook(
            people__answer="The value shown is right",
            share__answer="Another value",
            share__value=Decimal(101),
            share__source="Register",
            share__method="register",
        ),
    )
    assert answer.status_code == 400
    assert "K3" in answer.content.decode()
    assert "It lies between 0 and 100." in answer.content.decode()
    assert cell_of("dakar").state == CellState.ASKED
    word = hand_in(browser, workbook(people__answer="perhaps"))
    assert "J2" in word.content.decode()
    lagos = hand_in(browser, workbook(people__cell=cell_of("lagos").pk, people__answer="There is no value"))
    assert "no question to this member" in lagos.content.decode()
    assert hand_in(browser, b"%PDF-1.7").status_code == 400
    assert set(Cell.objects.values_list("state", flat=True)) == {CellState.ASKED}


@pytest.mark.parametrize("reason", ["L", "M", "Q", "K", "O"])
def test_a_workbook_loses_no_reason_for_a_missing_value(world, reason):
    make_round()
    focal = make_focal_point("dakar")
    cell = cell_of("dakar")
    given = {cell.pk: GivenAnswer("missing", reason=reason, remark="Nobody asked.")}
    answer_cells(asked=asked_of("dakar"), given=given, by=focal)
    asked = asked_of("dakar")
    back, _places = read_back(cells_of(asked), written(asked, cells_of(asked)), "filled.xlsx")
    assert {number: (one.kind, one.reason, one.remark) for number, one in back.items()} == {
        cell.pk: ("missing", reason, "Nobody asked.")
    }


def test_twelve_months_are_folded_and_name_source_and_method_once(world):
    months = list(year_of(2020).cut(1))
    make_round(periods=months, of=["dakar"])
    browser = signed_in(make_focal_point("dakar"))
    door = at("my_round", asked_of("dakar").pk)
    page = browser.get(door).content.decode()
    assert page.count('<details class="folded"') == 24
    assert page.count('<details class="folded" id="cell-') - page.count("<summary><b>") == 0
    assert len(re.findall(r'<details class="folded"[^>]* open>', page)) == 2
    cells = list(Cell.objects.filter(question__definition__slug="people-v1").order_by("question__order"))
    said: dict[str, str] = {}
    for cell, number in zip(cells, ("100", "110", "120"), strict=False):
        said |= {f"c{cell.pk}-kind": "given", f"c{cell.pk}-value": number}
    assert "A value needs its source." in browser.post(door, said).content.decode()
    said |= {f"c{cells[0].pk}-source": "Register", f"c{cells[0].pk}-method": "register"}
    assert browser.post(door, said).status_code == 302
    told = Cell.objects.filter(kind="given").order_by("question__order")
    assert [(one.value, one.source, one.method) for one in told] == [
        (Decimal(number), "Register", "register") for number in (100, 110, 120)
    ]
    fourth = {f"c{cells[3].pk}-kind": "given", f"c{cells[3].pk}-value": "130"}
    assert browser.post(door, fourth).status_code == 302
    assert Cell.objects.get(pk=cells[3].pk).source == "Register"


def test_the_matrix_says_each_indicator_once_above_its_periods(world, officer):
    make_round(periods=list(year_of(2020).cut(3)))
    page = officer.get(at("round", "spring")).content.decode()
    assert page.count('<th scope="colgroup" colspan="4">') == 2
    assert "January\u2009–\u2009March 2020" in page

"""A form leaves as a workbook, is filled in without a connection, and comes back wholly or not at all."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metronome.calls.offline import answers_from
from metronome.calls.queries import call_applied_to, typed_in
from tests.calls.applying import WITHIN, at, make_asking, make_begun, typed

pytestmark = pytest.mark.django_db
HEADINGS = ("question", "language", "row", "column", "answer")


@pytest.fixture(autouse=True)
def within(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    at(WITHIN, monkeypatch)
    settings.HOME = tmp_path


def sheet(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    """A filled-in form as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    return SimpleUploadedFile("form.csv", text.getvalue().encode("utf-8-sig"))


def test_what_is_typed_leaves_and_comes_back_as_it_was(tmp_path: Path):
    application, _, browser = make_begun(make_asking())
    page = f"/en/applications/{application.code}/form"
    sent = typed(state="running", since="2020-01-31", fields=["air", "water"], people="12.5")
    words = "=HYPERLINK(1)\n+1 ligne"
    browser.post(f"{page}/", {**sent, "a-what-fr": words, "a-costs-0-item": "Toit", "a-costs-0-sum": "-12"})
    before = typed_in(application)
    path = tmp_path / "form.xlsx"
    path.write_bytes(browser.get(f"{page}.xlsx").content)
    answers, refused = answers_from(path, call_applied_to(application.call), ["fr"])
    assert refused == []
    assert {place: value for place, value in answers.items() if place in before and place[0] != "costs"} == {
        place: value for place, value in before.items() if place[0] != "costs"
    }
    assert [row for row in answers["costs", ""] if any(row.values())] == [{"item": "Toit", "sum": "-12"}]
    answer = browser.post(f"{page}/file/", {"upload": SimpleUploadedFile("form.xlsx", path.read_bytes())})
    assert answer.status_code == 302
    assert typed_in(application)["what", "fr"] == words
    assert not [*(tmp_path / "files").rglob("*.table")], "the file is thrown away when it was read"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("nothing", "", "", "", "x"), "Row 3, column “question”"),
        (("what", "xx", "", "", "x"), "Row 3, column “language”"),
        (("what", "fr", "", "", "x" * 41), "Row 3, column “answer”: There are 40 characters"),
        (("people", "", "", "", "many"), "Row 3, column “answer”: This is no number."),
        (("fields", "", "", "", "fire"), "Row 3, column “answer”: This is none of the options."),
        (("costs", "", "9", "item", "x"), "Row 3, column “row”"),
        (("costs", "", "1", "nothing", "x"), "Row 3, column “column”"),
        (("state", "", "", "", "running"), "Row 3, column “question”: This question stands there twice."),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column_and_nothing_is_kept(row, said):
    application, _, browser = make_begun(make_asking())
    upload = sheet(("state", "", "", "", "running"), row)
    page = browser.post(f"/en/applications/{application.code}/form/file/", {"upload": upload})
    assert page.status_code == 400
    assert said in page.content.decode().replace("&quot;", '"')
    assert typed_in(application) == {}


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"PK\x03\x04broken", b"a,b\n1,2\n", b"\x00\x01\x02", b"x" * 5_000_001],
    ids=["empty", "pdf", "half a workbook", "other columns", "no text", "too large"],
)
def test_what_is_no_form_is_refused_in_a_sentence(content):
    application, _, browser = make_begun(make_asking())
    data = {"upload": SimpleUploadedFile("form.xlsx", content)} if content else {}
    page = browser.post(f"/en/applications/{application.code}/form/file/", data)
    assert page.status_code == 400
    assert "The file was not taken" in page.content.decode()

"""What is written into a workbook comes back as it was, and nothing in it ever computes or leads elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.reading import read_table, sheets
from metronome.ground.workbooks.table import Sheet
from metronome.ground.workbooks.ways import ways_of
from metronome.ground.workbooks.writing import LISTS, Column, Instructions, Page, sheet_name, write_workbook

WAYS = ways_of(["en"])
DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    '=HYPERLINK("http://a")',
    "http://a.example",
    "007",
    "_x0041_",
    " a ",
    "a\tb\nc",
    "é漢😀",
]


def written(page: Page, **options) -> bytes:
    file = io.BytesIO()
    write_workbook(file, page=page, **options)
    return file.getvalue()


def kept(path, content: bytes):
    path.write_bytes(content)
    return path


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read(name).decode()


def test_values_come_back_as_they_were(tmp_path):
    rows: list = [
        *[[text, None, None, None] for text in DANGEROUS],
        ["x", 5, Decimal("1.25"), date(2021, 3, 17)],
        ["y", -(10**14), Decimal("0.1"), datetime.fromisoformat("2021-03-17T10:30:05")],
        ["z", True, False, date(1899, 3, 17)],
        ["long", 10**20, Decimal("0.12345678901234567"), None],
    ]
    page = Page("Members", (Column("text"), Column("a"), Column("b"), Column("c")), rows)
    table = read_table(kept(tmp_path / "a", written(page)), ways=WAYS)
    found = [list(row.cells) for row in table.rows()]
    assert found[:-2] == rows[:-2]
    assert found[-2:] == [["z", True, False, "1899-03-17"], ["long", str(10**20), "0.12345678901234567", None]]


def test_nothing_in_a_workbook_computes_or_leads_elsewhere():
    content = written(Page("a", (Column("=1+1", note="=1+1", choices=("=1+1",)),), [[text] for text in DANGEROUS]))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = book.namelist()
        assert not any(b"<f>" in book.read(name) for name in names if "worksheets/sheet" in name)
        assert not any(b"http://a" in book.read(name) for name in names if name.endswith(".rels"))


def test_the_same_content_gives_the_same_bytes(monkeypatch):
    page = Page("Members", (Column("a", note="why", choices=("x", "y")), Column("b")), [["x", date(2021, 3, 17)]])
    first = written(page, instructions=Instructions("Read me", ("How", "So.")))
    monkeypatch.setenv("TZ", "Asia/Tehran")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert written(page, instructions=Instructions("Read me", ("How", "So."))) == first


def test_a_template_offers_words_explains_itself_and_is_read_from_its_table(tmp_path):
    columns = (
        Column("city", note="As it calls itself."),
        Column("region", choices=("europe", "asia"), is_strict=True),
    )
    content = written(
        Page("Members", columns, [["Baku", "asia"]]), instructions=Instructions("Help", ("Title", "Text."))
    )
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert f"<formula1>{LISTS}!$B$1:$B$2</formula1>" in sheet
    assert 'showErrorMessage="1"' in sheet
    assert "As it calls itself." in part(content, "xl/comments1.xml")
    path = kept(tmp_path / "a", content)
    assert sheets(path) == (Sheet("Members"), Sheet("Help"), Sheet(LISTS, is_hidden=True))
    table = read_table(path, ways=WAYS)
    assert table.columns == ("city", "region")
    assert [row.cells for row in table.rows()] == [("Baku", "asia")]
    assert read_table(path, ways=WAYS, sheet="Help").columns == ("Title",)


def test_words_that_are_only_offered_may_be_several():
    sheet = part(written(Page("a", (Column("regions", choices=("x", "y")),))), "xl/worksheets/sheet1.xml")
    assert "showErrorMessage" not in sheet


def test_a_workbook_for_readers_from_right_to_left_is_so_on_every_sheet():
    content = written(
        Page("أعضاء", (Column("مدينة", choices=("باكو",)),)),
        instructions=Instructions("أعضاء", ("x",)),
        is_right_to_left=True,
    )
    for number in (1, 2, 3):
        assert 'rightToLeft="1"' in part(content, f"xl/worksheets/sheet{number}.xml")


@pytest.mark.parametrize("name", ["", "History", "a/b\\c[d]:*?", "'x'", "x" * 60, LISTS, "مدن", "Name's"])
def test_any_title_becomes_the_name_of_a_sheet(tmp_path, name):
    assert re.fullmatch(r"[^\[\]:*?/\\]{1,31}", sheet_name(name))
    path = kept(tmp_path / "a", written(Page(name, (Column("a"),), [["x"]]), instructions=Instructions(name, ("y",))))
    assert read_table(path, ways=WAYS).columns == ("a",)


def test_a_text_that_no_workbook_holds_is_refused_and_not_cut():
    with pytest.raises(Refusal) as caught:
        written(Page("a", (Column("a"),), [["x"], ["😀" * 17_000]]))
    assert "A" in caught.value.reason
    assert "3" in caught.value.reason


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=12),
        min_size=1,
        max_size=40,
    )
)
def test_any_text_comes_back_letter_by_letter(tmp_path, texts):
    path = kept(tmp_path / "a", written(Page("a", (Column("a"), Column("b")), [["x", text] for text in texts])))
    assert [row.cells[1] for row in read_table(path, ways=WAYS).rows()] == texts

"""A workbook gives its cells as what they are; what its reader would pass over in silence is said or refused."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import pytest
import xlsxwriter

from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.reading import read_table, sheets
from metronome.ground.workbooks.said import refusal_of, sentences
from metronome.ground.workbooks.table import Fault, Faulty, Sheet, printed
from metronome.ground.workbooks.ways import ways_of
from tests.factories.workbooks import label, old_book, opened, record

WAYS = ways_of(["en"])


@pytest.fixture
def written(tmp_path):
    """A workbook from rows by sheet; `change` may do more to it."""

    def write(pages, change=None, **options):
        path = tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False, **options}) as book:
            for name, rows in pages.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
            if change:
                change(book)
        return path

    return write


def altered(path, old: str, new: str):
    """The same workbook with other words in its sheet, as other programs write it."""
    parts = {}
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    changed = re.sub(old, new, parts["xl/worksheets/sheet1.xml"].decode())
    assert changed != parts["xl/worksheets/sheet1.xml"].decode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, changed if name == "xl/worksheets/sheet1.xml" else content)
    return path


def cells(path, **choices):
    return {row.number: row.cells for row in read_table(path, ways=WAYS, **choices).rows()}


def test_cells_are_what_they_are(written):
    def more(book):
        sheet = book.worksheets()[0]
        day, moment = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "d/m/yy h:mm"})
        hour = book.add_format({"num_format": "h:mm"})
        sheet.write_datetime("A3", datetime.fromisoformat("2021-03-17"), day)
        sheet.write_datetime("B3", datetime.fromisoformat("2021-03-17T10:30"), moment)
        sheet.write_datetime("C3", time(10, 30), hour)

    rows = [
        ["a", "b", "c"],
        ["1.10", 3, 0.1 + 0.2],
        [],
        [True, " x ", "=1+1"],
        ["é\n漢", -5, 1e14],
        [1e15, None, 1e-7],
    ]
    path = written({"data": rows}, more)
    assert cells(path) == {
        2: ("1.10", 3, Decimal("0.3")),
        3: (date(2021, 3, 17), datetime.fromisoformat("2021-03-17T10:30"), time(10, 30)),
        4: (True, " x ", "=1+1"),
        5: ("é\n漢", -5, 10**14),
        6: (Faulty(Fault.DIGITS, "1000000000000000"), None, Decimal("1E-7")),
    }
    assert [printed(cell) for cell in cells(path)[3]] == ["2021-03-17", "2021-03-17 10:30:00", "10:30:00"]
    assert [printed(cell) for cell in cells(path)[6]] == ["1000000000000000", "", "0.0000001"]


def test_days_of_the_calendar_that_begins_in_1904_are_the_same_days(written):
    def more(book):
        book.worksheets()[0].write_datetime(
            "A2", datetime.fromisoformat("2021-03-17"), book.add_format({"num_format": 14})
        )

    assert cells(written({"data": [["day"]]}, more, date_1904=True)) == {2: (date(2021, 3, 17),)}


def test_rows_and_columns_are_those_of_the_spreadsheet(written):
    path = written({"data": [[], ["", "", "slug", "name"], [], ["", "", "a", "x"]]})
    table = read_table(path, ways=WAYS)
    assert table.letters == ("C", "D")
    assert table.recognised.header_row == 2
    assert [(row.number, row.cells) for row in table.rows()] == [(4, ("a", "x"))]
    assert [(row.number, row.cells) for row in table.rows()] == [(4, ("a", "x"))]


def test_an_error_is_no_empty_cell(written):
    path = written({"data": [["a", "b"], [1, 2], [3, 4]]})
    altered(path, r'<c r="A3"><v>3</v></c><c r="B3"><v>4</v></c>', '<c r="B3" t="e"><v>#N/A</v></c>')
    assert cells(path)[3] == (None, Faulty(Fault.ERROR, "#N/A"))
    assert "#N/A" in refusal_of(Faulty(Fault.ERROR, "#N/A")).reason


def test_an_error_alone_in_its_row_does_not_hide_the_row(written):
    path = written({"data": [["a"], [1], [3]]})
    altered(path, r'<c r="A2"><v>1</v></c>', "<c r='A2' s='0' t='e'><f>1/0</f><v>#DIV/0!</v></c>")
    assert cells(path)[2] == (Faulty(Fault.ERROR, "#DIV/0!"),)


def test_the_result_of_a_formula_is_taken_and_said_and_a_missing_one_is_refused(written):
    def more(book):
        book.worksheets()[0].write_formula("A2", "=1+1", None, 2)
        book.worksheets()[0].write_formula("A3", '="x"&"y"', None, "xy")
        book.worksheets()[0].write_formula("A4", "=NOW()", None, 1)

    path = altered(written({"data": [["a"]]}, more), r"<f>NOW\(\)</f><v>1</v>", "<f>NOW()</f><v/>")
    assert cells(path) == {2: (2,), 3: ("xy",), 4: (Faulty(Fault.NO_RESULT),)}
    assert "3 cells are computed; the results that the file keeps were taken." in list(
        sentences(read_table(path, ways=WAYS).recognised)
    )


def test_a_sheet_with_names_before_its_tags_is_looked_through_all_the_same(written):
    path = written({"data": [["a"], [1]]})
    altered(path, r'<c r="A2"><v>1</v></c>', '<c r="A2" t="e"><v>#REF!</v></c>')
    altered(path, r"<(/?)(\w)", r"<\1x:\2")
    altered(path, r"xmlns=", "xmlns:x=")
    assert cells(path) == {2: (Faulty(Fault.ERROR, "#REF!"),)}


def test_what_lies_under_merged_cells_is_not_taken_for_empty(written):
    path = written(
        {"data": [["a", "b"], ["x", 1], ["", 2]]}, lambda book: book.worksheets()[0].merge_range("A2:A3", "x")
    )
    assert cells(path) == {2: ("x", 1), 3: (Faulty(Fault.MERGED, "A2:A3"), 2)}


def test_hidden_rows_and_columns_are_read_and_said(written):
    def hide(book):
        book.worksheets()[0].set_row(1, None, None, {"hidden": True})
        book.worksheets()[0].set_column("B:C", None, None, {"hidden": True})

    path = written({"data": [["a", "b", "c"], [1, 2, 3]]}, hide)
    assert cells(path) == {2: (1, 2, 3)}
    said = list(sentences(read_table(path, ways=WAYS).recognised))
    assert said[1:] == ["1 hidden row was read like the others.", "2 hidden columns were read like the others."]


def test_the_one_sheet_that_holds_something_is_read_and_of_several_somebody_says_which(written):
    path = written({"empty": [], "data": [["a"], [1]], "lists": [["x"]]}, lambda book: book.worksheets()[2].hide())
    assert sheets(path) == (Sheet("empty"), Sheet("data"), Sheet("lists", is_hidden=True))
    assert read_table(path, ways=WAYS).name == "data"
    assert read_table(path, ways=WAYS, sheet="lists").columns == ("x",)
    assert "Read from the hidden sheet “lists”." in list(
        sentences(read_table(path, ways=WAYS, sheet="lists").recognised)
    )
    path = written({"one": [["a"], [1]], "two": [["a"], [2]]})
    with pytest.raises(Refusal) as caught:
        read_table(path, ways=WAYS)
    assert caught.value.field == "sheet"
    assert "one, two" in caught.value.remedy
    assert cells(path, sheet="two") == {2: (2,)}
    with pytest.raises(Refusal):
        read_table(path, ways=WAYS, sheet="three")


def test_many_columns_are_read(written):
    path = written({"data": [[f"c{number}" for number in range(16_384)], list(range(16_384))]})
    table = read_table(path, ways=WAYS)
    assert table.letters[-1] == "XFD"
    assert next(table.rows()).cells == tuple(range(16_384))


def number_cell(attributes: str, text: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_a_workbook_of_open_office_is_read_with_its_errors_and_merged_cells(tmp_path):
    row, last = "<table:table-row>", "</table:table-row>"
    word = 'office:value-type="string"'
    content = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        + row
        + "<table:table-cell/>"
        + "".join(number_cell(word, text) for text in "abc")
        + last
        + row
        + "<table:table-cell/>"
        + number_cell('office:value-type="float" office:value="1234.5"', "1 234,50")
        + number_cell('office:value-type="date" office:date-value="2021-03-17"', "17/03/21")
        + number_cell(f'table:formula="of:=1/0" {word} office:string-value="" calcext:value-type="error"', "#DIV/0!")
        + last
        + '<table:table-row table:visibility="collapse"><table:table-cell/>'
        + number_cell('table:formula="of:=1+1" office:value-type="float" office:value="2"', "2")
        + number_cell(f'table:number-rows-spanned="2" {word}', "m")
        + '<table:table-cell table:formula="of:=X()"/>'
        + last
        + '<table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        + number_cell(word, "same")
        + "<table:covered-table-cell/>"
        + last
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    path = tmp_path / "book.ods"
    path.write_bytes(opened(content))
    assert cells(path) == {
        4: (Decimal("1234.5"), date(2021, 3, 17), Faulty(Fault.ERROR, "#DIV/0!")),
        5: (2, "m", Faulty(Fault.NO_RESULT)),
        6: ("same", Faulty(Fault.MERGED, "C5:C6"), None),
        7: ("same", None, None),
    }
    recognised = read_table(path, ways=WAYS).recognised
    assert (recognised.kind, recognised.formulas, recognised.hidden_rows) == ("ods", 3, 1)


def test_an_old_workbook_is_read_with_its_errors(tmp_path):
    path = tmp_path / "book.xls"
    error = b"\x02\x00\x2a\x00\x00\x00\xff\xff"
    path.write_bytes(
        old_book(
            record(0x007D, "HHHHHH", 1, 1, 9, 0, 1, 0),
            record(0x0208, "8H", 1, 0, 3, 0, 0, 0, 0x20, 0),
            *(label(0, place, text) for place, text in enumerate("abc")),
            record(0x0203, "HHHd", 1, 0, 0, 1.5),
            record(0x0205, "HHHBB", 1, 1, 0, 1, 0),
            record(0x0205, "HHHBB", 1, 2, 0, 0x07, 1),
            label(2, 0, "x"),
            record(0x0006, "HHH8sHIH", 2, 1, 0, error, 0, 0, 0),
            record(0x0205, "HHHBB", 5, 0, 0, 0x17, 1),
        )
    )
    assert cells(path) == {
        2: (Decimal("1.5"), True, Faulty(Fault.ERROR, "#DIV/0!")),
        3: ("x", Faulty(Fault.ERROR, "#N/A"), None),
        6: (Faulty(Fault.ERROR, "#REF!"), None, None),
    }
    recognised = read_table(path, ways=WAYS).recognised
    assert (recognised.formulas, recognised.hidden_rows, recognised.hidden_columns) == (1, 1, 1)


def test_a_file_is_what_its_first_bytes_say_whatever_it_is_called(tmp_path, written):
    path = tmp_path / "really.csv"
    path.write_bytes(written({"data": [["a"], [1]]}).read_bytes())
    assert cells(path) == {2: (1,)}
    path = tmp_path / "really.xlsx"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    assert cells(path) == {2: ("1", "2")}

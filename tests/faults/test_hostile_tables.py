"""Files that mean harm, or are harmed: each is read or refused with a sentence, and who asked lives on."""

from __future__ import annotations

import io
import os
import random
import resource
import struct
import subprocess
import time
import zipfile

import pytest
import xlsxwriter

from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.reading import read_table, sheets
from metronome.ground.workbooks.table import Fault, Faulty, Limits
from metronome.ground.workbooks.ways import ways_of
from tests.factories.workbooks import OLD, old_file, opened, packed

WAYS = ways_of(["en"])
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: So much more memory this process may hold after a file that wanted all of it.
BEARABLE = 64 << 20


def book(sheet: str | bytes, name: str = "data", before: str = "", more: int = 0) -> bytes:
    """A sound workbook of one sheet, in which that sheet is another."""
    with zipfile.ZipFile(io.BytesIO(good())) as sound:
        parts: dict = {part: sound.read(part) for part in sound.namelist()}
    workbook = parts["xl/workbook.xml"].decode().replace('name="data"', f'name="{name}"')
    parts["xl/workbook.xml"] = before + workbook.partition("?>")[2] if before else workbook
    parts["xl/worksheets/sheet1.xml"] = sheet
    return packed({**parts, **{f"x{number}": b"" for number in range(more)}})


def sheet_of(rows: str, before: str = "", after: str = "") -> str:
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(text: str, number: int = 2) -> str:
    return f'<row r="{number}">{text_cell(f"A{number}", text)}</row>'


def good() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet("data")
        for number in range(40):
            page.write_row(number, 0, [f"a{number}", number, "é"])
    return file.getvalue()


def in_circles(content: bytes) -> bytes:
    """The same file, whose last sector is followed by its first."""
    return content.replace(struct.pack("<2I", 0xFFFFFFFE, 0xFFFFFFFF), struct.pack("<2I", 2, 0xFFFFFFFF), 1)


OLD_PROTECTED = (struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 5) + struct.pack("<HHH", 0x2F, 2, 0)).ljust(5000, b"\0")
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
HEAD = f'<row r="1">{text_cell("A1", "a")}</row>'
CORNER = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
EMPTY_ROWS = "".join(f'<row r="{number}"/>' for number in range(2, 1_048_576, 3))
WIDE_ROWS = "".join(f'<row r="{n}">{text_cell(f"A{n}", "x")}{text_cell(f"ZZ{n}", "x")}</row>' for n in range(1, 400))
MERGED = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
ERRORS = "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#N/A</v></c></row>' for n in range(2, 50_010))
NUMBER = 'office:value-type="float" office:value="1"/>'
REPEATED = (
    '<table:table-row table:number-rows-repeated="2000000000">'
    f'<table:table-cell table:number-columns-repeated="2000000000" {NUMBER}</table:table-row>'
)
ENDLESS = (
    f"<table:table-row><table:table-cell {NUMBER}</table:table-row>" * 2
    + '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
)

#: Each file, and words of the sentence that refuses it.
HOSTILE = {
    # 17 thousand million cells from two
    "far corner": (lambda: book(sheet_of(HEAD + CORNER)), "more memory"),
    "zip bomb": (lambda: book(sheet_of(HEAD + " " * (60 << 20))), "unreasonably large"),
    "entities in the sheet": (lambda: book(sheet_of(HEAD + row("&l9;"), ENTITIES)), "damaged"),
    "entities in the workbook": (lambda: book(sheet_of(HEAD), name="&l9;", before=ENTITIES), "damaged"),
    "entity from outside": (lambda: book(sheet_of(HEAD + row("&secret;"), OUTSIDE)), "damaged"),
    "zips in zips": (lambda: packed({"a.zip": packed({"b.zip": packed({"c.zip": good()})})}), "no workbook"),
    "too many parts": (lambda: book(sheet_of(HEAD), more=20_001), "unreasonably large"),
    "truncated": (lambda: good()[:3000], "damaged"),
    "half a head": (lambda: good()[:10], "damaged"),
    "no directory": (lambda: good().replace(b"PK\x01\x02", b"PK\x01\x03"), "damaged"),
    "empty old file": (lambda: OLD + bytes(2000), "damaged"),
    "protected": (lambda: old_file("EncryptedPackage", bytes(5000)), "password"),
    "protected old file": (lambda: old_file("Workbook", OLD_PROTECTED), "password"),
    "old file in circles": (lambda: in_circles(old_file("Workbook", bytes(5000))), "damaged"),
    "web page as xls": (lambda: b"<html><body><table><tr><td>a</td></tr></table></body></html>", "web page"),
    "text document": (lambda: packed({"word/document.xml": "<document/>"}), "no workbook"),
    "open text document": (lambda: opened("", kind="text"), "no workbook"),
    "binary workbook": (lambda: packed({"xl/workbook.bin": b"\x00"}), ".xlsb"),
    "no sheet in its place": (lambda: packed({"xl/workbook.xml": "<workbook/>"}), "damaged"),
    "no table on the sheet": (lambda: book(sheet_of("")), "nothing stands"),
    "a million empty rows": (lambda: book(sheet_of(EMPTY_ROWS)), "nothing stands"),
    "broken tags": (lambda: book(sheet_of(HEAD + row("x"))[:-60]), "damaged"),
    "merged everywhere": (lambda: book(sheet_of(WIDE_ROWS, after=MERGED)), "too many merged"),
    "errors everywhere": (lambda: book(sheet_of(HEAD + ERRORS)), "too many cells with errors"),
    "repeated for ever": (lambda: opened(REPEATED), "more memory"),
}

#: What only looks dangerous is read, and gives so many rows.
HARMLESS = {
    "a sound one": (good, 39),
    "rows of nothing between": (lambda: book(sheet_of(HEAD + EMPTY_ROWS + row("x", 1_048_576))), 1),
    "empty to the end, by open office": (lambda: opened(ENDLESS), 1),
    "a sheet named like a path": (lambda: book(sheet_of(HEAD + row("x")), name="../../etc/passwd"), 1),
    "a workbook with words around it": (lambda: book(sheet_of(HEAD + row("=cmd|' /C calc'!A0"))), 1),
}


def held() -> int:
    """The most memory that this process ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def answer(path, **limits) -> tuple[str, float]:
    """The sentence of the refusal, or how many rows there are; and the seconds it took."""
    begun = time.monotonic()
    try:
        number = sum(1 for _row in read_table(path, ways=WAYS, limits=Limits(**limits)).rows())
        said = f"{number} rows"
    except Refusal as refusal:
        said = refusal.reason if refusal.remedy else ""
    return said, time.monotonic() - begun


def said_of(path, name, capsys, **limits) -> str:
    """The answer, printed with its figures; the process is no larger and nobody has waited long."""
    before = held()
    said, seconds = answer(path, **limits)
    with capsys.disabled():
        size, more = path.stat().st_size, (held() - before) >> 20
        print(f"\n{name}: {size:,} bytes, {seconds:.2f} s, {more} MB more here: {said}", end="")
    assert held() - before < BEARABLE
    assert seconds < 20
    return said


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_means_harm_is_refused_with_a_sentence_and_the_process_lives(tmp_path, name, capsys):
    made, words = HOSTILE[name]
    path = tmp_path / "a.xlsx"
    path.write_bytes(made())
    assert words in said_of(path, name, capsys)


@pytest.mark.parametrize("name", HARMLESS)
def test_a_file_that_only_looks_dangerous_is_read(tmp_path, name, capsys):
    made, rows = HARMLESS[name]
    path = tmp_path / "a.xls"
    path.write_bytes(made())
    assert said_of(path, name, capsys) == f"{rows} rows"


def test_an_enormous_cell_is_refused_by_itself(tmp_path):
    path = tmp_path / "a.xlsx"
    noise = random.Random(1).randbytes(5 << 18).hex()  # noqa: S311
    path.write_bytes(book(sheet_of(HEAD + row(noise) + row("x", 3))))
    assert [row.cells for row in read_table(path, ways=WAYS).rows()] == [(Faulty(Fault.TOO_LONG),), ("x",)]


HEAD_SAID = (
    '{"say": "head", "kind": "xlsx", "sheets": [["a", false]], "sheet": "a", "column": 0, "formulas": 0, '
    '"hidden_rows": 0, "hidden_columns": 0, "links": false}'
)
ROWS_SAID = '{"say": "rows", "numbers": [1, 2], "columns": [["t", ["a", "b"]]]}'
#: What a child could do when the file had taken it over, and words of the sentence that is left.
CHILDREN = {
    "computes for ever": ("import resource\nresource.setrlimit(0, (1, 2))\nwhile True: pass", "too long"),
    "is silent for ever": ("import time\ntime.sleep(60)", "too long"),
    "dies": ("import os\nos.abort()", "more memory"),
    "ends at once": ("", "more memory"),
    "writes no JSON": ("print('x')", "damaged"),
    "writes for ever": ("while True: print('x' * 1000000, end='')", "more memory"),
    "writes deep JSON": ("print('[' * 100000)", "damaged"),
    "writes something else": ("print('[1]')", "damaged"),
    "forgets the head": ('print(\'{"say": "end"}\')', "damaged"),
    "writes half a head": ('print(\'{"say": "head"}\')', "damaged"),
    "writes unknown cells": ("print('{\"z\": 1}')", "damaged"),
    **{
        f"begins with {name}": (f"print('{head}\\n{ROWS_SAID}')", "damaged")
        for name, head in {
            "half a head": '{"say": "head", "kind": "xlsx", "sheets": [["a", false]]}',
            "sheets that are none": HEAD_SAID.replace('["a", false]', '"a"'),
            "a column far away": HEAD_SAID.replace('"column": 0', '"column": 99999999999'),
        }.items()
    },
    **{
        f"says {name}": (f"""print('{HEAD_SAID}\\n{{"say": "rows", {said}}}')""", "damaged")
        for name, said in {
            "rows without columns": '"numbers": [1], "rows": [["a"]]',
            "columns that are shorter": '"numbers": [1, 2], "columns": [["t", ["a"]]]',
            "numbers that are none": '"numbers": ["1"], "columns": [["t", ["a"]]]',
            "texts that are none": '"numbers": [1], "columns": [["t", [1]]]',
            "days that are none": '"numbers": [1], "columns": [["d", ["2021-02-30"]]]',
            "cells within cells": '"numbers": [1], "columns": [["x", [["a"]]]]',
            "unknown columns": '"numbers": [1], "columns": [["q", ["a"]]]',
            "a text for a column": '"numbers": [1], "columns": ["ta"]',
        }.items()
    },
}


@pytest.mark.parametrize("name", CHILDREN)
def test_a_child_that_was_taken_over_cannot_harm_who_asked(tmp_path, name, capsys, monkeypatch):
    script, words = CHILDREN[name]
    path = tmp_path / "a.xlsx"
    path.write_bytes(good())
    (tmp_path / "taken.py").write_text(script, encoding="utf-8")
    monkeypatch.setattr("metronome.ground.workbooks.process.SCRIPT", tmp_path / "taken.py")
    monkeypatch.setattr("metronome.ground.workbooks.process.PATIENCE", 1)
    assert words in said_of(path, name, capsys, seconds=1)


def test_a_workbook_with_any_byte_changed_is_read_or_refused(tmp_path):
    """Eight of them; nothing but a refusal comes out, and never another number of columns."""
    chance = random.Random(4)  # noqa: S311
    path = tmp_path / "a.xlsx"
    refused = 0
    for _turn in range(8):
        content = bytearray(good())
        for _change in range(3):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(content)
        try:
            assert len(read_table(path, ways=WAYS).columns) <= 3
        except Refusal as refusal:
            refused += bool(refusal.reason)
    assert refused


def test_no_child_and_no_file_is_left_when_reading_is_broken_off(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(good())
    rows = read_table(path, ways=WAYS).rows()
    assert next(rows).number == 2
    rows.close()
    children = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True, check=False
    )
    assert "inside.py" not in children.stdout
    assert [sheet.name for sheet in sheets(path)] == ["data"]

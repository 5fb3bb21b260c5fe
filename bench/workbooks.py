"""A million rows of a workbook through the safe reader, against openpyxl's quickest way (read-only, values only).

openpyxl is no dependency. OPENPYXL_PYTHON names an interpreter that has it; without one only the reader is measured.
The floor gives tuples of what it takes the cells for; the reader besides looks for errors, formulas and hidden rows,
crosses from one process to another, and makes exact numbers.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROWS, REGIONS = int(os.environ.get("BENCH_ROWS", 1_000_000)), 100
#: How many times as quick as the floor, and megabytes that the child may hold.
TARGET, MEMORY = 5.0, 600

OURS = """
import os, resource, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "metronome.config.settings"
import django
django.setup()
from pathlib import Path
from metronome.ground.workbooks.reading import read_table
from metronome.ground.workbooks.ways import ways_of
before = time.process_time()
begun = time.perf_counter()
table = read_table(Path(sys.argv[1]), ways=ways_of(["en"]))
number = total = 0
for row in table.rows():
    number += 1
    total += int(row.cells[3])
wall = time.perf_counter() - begun
me, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
used = me.ru_utime + me.ru_stime - before + child.ru_utime + child.ru_stime
print(number, total, wall, used, me.ru_maxrss, child.ru_maxrss)
"""
FLOOR = """
import resource, sys, time
import openpyxl
before = time.process_time()
begun = time.perf_counter()
book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
number, total = -1, 0
for row in book.active.iter_rows(values_only=True):
    number += 1
    if number:
        total += int(row[3])
wall = time.perf_counter() - begun
me = resource.getrusage(resource.RUSAGE_SELF)
print(number, total, wall, me.ru_utime + me.ru_stime - before, me.ru_maxrss, 0)
"""


def sheet() -> Iterator[str]:
    """Headings and rows: a text of its own, one that repeats, a day, a decimal."""
    yield '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    heads = "".join(f'<c r="{letter}1" t="inlineStr"><is><t>{letter}</t></is></c>' for letter in "ABCD")
    yield f'<row r="1">{heads}</row>'
    for n in range(2, ROWS + 2):
        yield (
            f'<row r="{n}"><c r="A{n}" t="s"><v>{n + REGIONS - 2}</v></c><c r="B{n}" t="s"><v>{n % REGIONS}</v></c>'
            f'<c r="C{n}" s="1"><v>{36526 + n % 9000}</v></c><c r="D{n}"><v>{n}.25</v></c></row>'
        )
    yield "</sheetData></worksheet>"


def words() -> Iterator[str]:
    yield '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    for n in range(REGIONS):
        yield f"<si><t>Region number {n}</t></si>"
    for n in range(ROWS):
        yield f"<si><t>Activity {n}: a meeting of offices</t></si>"
    yield "</sst>"


def make(path: Path) -> None:
    """A sound workbook, in which the sheet and the words are others."""
    import xlsxwriter

    sound = io.BytesIO()
    with xlsxwriter.Workbook(sound) as book:
        book.add_worksheet("data").write_row(0, 0, ["a"])
        book.worksheets()[0].write_number(1, 0, 1, book.add_format({"num_format": 14}))
    parts = {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": words}
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as new:
        for name in old.namelist():
            with new.open(name, "w") as part:
                for text in parts[name]() if name in parts else [old.read(name).decode()]:
                    part.write(text.encode())


def measured(python: str, script: str, path: Path) -> tuple[float, ...]:
    done = subprocess.run([python, "-c", script, str(path)], capture_output=True, text=True, check=True)
    return tuple(map(float, done.stdout.split()))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["METRONOME_HOME"] = folder
        path = Path(folder) / "million.xlsx"
        begun = time.process_time()
        make(path)
        print(
            f"{ROWS:,} rows of 4 cells, {path.stat().st_size >> 20} MB, made in {time.process_time() - begun:.0f} s.\n"
        )
        ours = measured(sys.executable, OURS, path)
        floor = measured(floor_python, FLOOR, path) if (floor_python := os.environ.get("OPENPYXL_PYTHON")) else None
    print("| reader | wall, s | CPU of all processes, s | memory here, MB | of the child, MB |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, row in (("safe reader", ours), ("openpyxl, read-only", floor)):
        if row:
            print(f"| {name} | {row[2]:.1f} | {row[3]:.1f} | {row[4] / 1024:.0f} | {row[5] / 1024:.0f} |")
    if ours[5] / 1024 > MEMORY:
        return 1
    if not floor:
        print("\nOPENPYXL_PYTHON names no interpreter with openpyxl: the floor was not measured.")
        return 0
    assert floor[:2] == ours[:2], "both read the same rows"
    print(f"\n{floor[2] / ours[2]:.1f} times as quick by the clock, {floor[3] / ours[3]:.1f} times by the processor.")
    return int(floor[2] / ours[2] < TARGET)


if __name__ == "__main__":
    sys.exit(main())

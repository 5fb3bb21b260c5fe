"""Whatever happens to a folder on its way, it comes in whole or is refused with its places; nothing else happens."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metronome.ground.audit import Line
from metronome.ground.period import Period
from metronome.intake.loading import LoadRefused, RefusedRow, load_folder
from metronome.network.models import Network
from metronome.record.models import Activity, Occurrence
from metronome.report.checks.inspection import inspect
from metronome.report.figures.ledger import compute_all
from metronome.report.queries import snapshot
from tests.environment import often
from tests.instances import CASPIAN, METROPOLIS

pytestmark = pytest.mark.django_db

FILES = {
    folder: sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix != ".md")
    for folder in (CASPIAN, METROPOLIS)
}
FILES = {folder: [name for name in names if (folder / name).is_file()] for folder, names in FILES.items()}

#: What may stand where something else was expected.
VALUES = st.one_of(
    st.sampled_from(
        [
            "", "~", "null", "true", "no", "-", "-1", "0", "1.5", "1e400", "NaN", "0x1F", "1_000", "١٢", "²", "007",
            str(2**31), str(2**63), "9" * 5000, "2021-02-30", "2021-02-29..2021-02-28", "0000-00-00", "0001-01-01",
            "9999-12-31", "99999-01-01", "2021-W05", "2021", "..", "2021-..", "[]", "{}", "[[]]", "{a: b}", "[~]",
            "{en: {en: {en: x}}}", "{en: []}", "{xx: y}", "x" * 300, "x" * 100_000, "é" * 70, "\u202e", "\u200b",
            "a\u0301", "\U0001f600", "<script>", "=1+1", "'; DROP TABLE", "../../etc", "{figure:}", "'{figure:x}'",
            "'{member:x'", '"\\0"', '"\\uD800"', '"\\x07"', "&a [*a]", "*a", "!!python/name:os.system", "!!binary x",
            "!!timestamp x", "? x", "- - -", "'", '"', "%", "@", "`", "|", ">", "#", ": :", "exactly", "sdg:99",
        ]
    ),
    st.text(max_size=30),
    st.integers().map(str),
    st.dates().map(str),
)  # fmt: skip
BYTES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [
            b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b'"', b"'", b":", b"- ", b"[", b"]", b"{", b"}",
            b",", b"*a ", b"&a ", b"!!set ", b"--- ", b"... ", b"# ", b"\xc2\x85", b"\xe2\x80\xa8",
            b"\xed\xa0\x80", b"\x1b",
            b"\xc0\x80", b"\\",
        ]
    ),
)  # fmt: skip


def bent_bytes(draw: st.DrawFn, content: bytes) -> bytes:
    """Some bytes at a place are others, more or none."""
    place = draw(st.integers(0, len(content)))
    taken = draw(st.integers(0, 12))
    return content[:place] + draw(BYTES) + content[place + taken :]


def bent_value(draw: st.DrawFn, content: bytes) -> bytes:
    """One value of a YAML file, simple or not, or one cell of a table, is another."""
    text = content.decode()
    spans = list(spans_of(text))
    start, end = draw(st.sampled_from(spans))
    return (text[:start] + draw(VALUES) + text[end:]).encode("utf-8", "surrogatepass")


def spans_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the values of a YAML document stand."""
    waiting: list[Any] = [yaml.compose(text, Loader=yaml.CSafeLoader)]
    while waiting:
        node = waiting.pop()
        yield node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def bent_cell(draw: st.DrawFn, content: bytes) -> bytes:
    """One cell of a table is another."""
    rows = list(csv.reader(io.StringIO(content.decode())))
    row = draw(st.sampled_from(rows))
    row[draw(st.integers(0, len(row) - 1))] = draw(VALUES)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode("utf-8", "surrogatepass")


def bent_lines(draw: st.DrawFn, content: bytes) -> bytes:
    """A line is missing, stands twice, or stands elsewhere."""
    lines = content.splitlines(keepends=True)
    place = draw(st.integers(0, len(lines) - 1))
    line = lines[place]
    if draw(st.booleans()):
        del lines[place]
    lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from([b"", line, line * 2, b" " + line])))
    return b"".join(lines)


def cut_off(draw: st.DrawFn, content: bytes) -> bytes:
    return content[: draw(st.integers(0, len(content)))]


def written_otherwise(draw: st.DrawFn, content: bytes) -> bytes:
    text = content.decode()
    encoding = draw(st.sampled_from(["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1256", "utf-7"]))
    ends = draw(st.sampled_from(["\n", "\r\n", "\r", "\u2028"]))
    return text.replace("\n", ends).encode(encoding, "replace")


@st.composite
def mutations(draw: st.DrawFn, folder: Path) -> tuple[str, bytes]:
    """A file of the folder and what it holds instead."""
    name = draw(st.sampled_from(FILES[folder]))
    content = (folder / name).read_bytes()
    value = bent_cell if name.endswith(".csv") else bent_value
    bend = draw(st.sampled_from([value, value, value, bent_bytes, bent_lines, cut_off, written_otherwise]))
    return name, bend(draw, content)


def refusals_with(folder: Path, name: str, content: bytes) -> tuple[RefusedRow, ...]:
    """Why the folder does not come in with that file; nothing where it does."""
    with tempfile.TemporaryDirectory() as room:
        copy = Path(room) / "folder"
        shutil.copytree(folder, copy)
        (copy / name).write_bytes(content)
        return refusals_of(copy)


def without_help(refusals: tuple[RefusedRow, ...]) -> list[RefusedRow]:
    """Those that do not say where, why and what to do."""
    return [row for row in refusals if not (row.file and row.reason and row.remedy and row.row >= 0)]


def refusals_of(folder: Path) -> tuple[RefusedRow, ...]:
    """Why a folder does not come in; nothing where it does."""
    try:
        load_folder(folder, by="operator")
    except LoadRefused as refused:
        return tuple(refused.refusals) or (RefusedRow("", 0, "", "", ""),)
    return ()


def counts() -> tuple[int, ...]:
    return Line.objects.count(), Activity.objects.count(), Occurrence.objects.count(), Network.objects.count()


def read_whole_record() -> None:
    """What came in can be counted and checked over all its years."""
    rows = snapshot(Period(date(2015, 1, 1), date(2025, 12, 31)))
    inspect(rows, compute_all(rows))


@settings(max_examples=often(120, 40), deadline=None, suppress_health_check=list(HealthCheck))
@given(mutation=mutations(CASPIAN))
def test_a_file_that_was_bent_comes_in_or_is_refused(mutation):
    with transaction.atomic():
        before = counts()
        refusals = refusals_with(CASPIAN, *mutation)
        assert without_help(refusals) == []
        if refusals:
            assert counts() == before
        else:
            read_whole_record()
        transaction.set_rollback(True)


@pytest.mark.slow
@settings(max_examples=often(15, 3), deadline=None, suppress_health_check=list(HealthCheck))
@given(mutation=mutations(METROPOLIS))
def test_a_file_of_the_reference_that_was_bent_comes_in_or_is_refused(mutation):
    with transaction.atomic():
        before = counts()
        refusals = refusals_with(METROPOLIS, *mutation)
        assert without_help(refusals) == []
        if refusals:
            assert counts() == before
        else:
            read_whole_record()
        transaction.set_rollback(True)

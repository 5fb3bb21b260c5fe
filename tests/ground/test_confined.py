"""A process that opens hostile files cannot keep, flood or outlive whoever asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from metronome.ground.confined import Silent, TooMuch, confined


def script(folder: Path, text: str) -> Path:
    path = folder / "script.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_its_lines_come_whole_and_its_end_is_known(tmp_path):
    path = script(
        tmp_path, "import sys\nprint(sys.argv[1])\nprint('é' * 100_000)\nprint('no end', end='')\nsys.exit(3)"
    )
    with confined(path, "a word", patience=30) as child:
        assert [line.decode() for line in child.lines()] == ["a word", "é" * 100_000]
        assert child.code() == 3


def test_silence_has_an_end(tmp_path):
    path = script(tmp_path, "import time\ntime.sleep(60)")
    with pytest.raises(Silent), confined(path, patience=0.1) as child:
        list(child.lines())
    assert child.code() < 0


@pytest.mark.parametrize(
    ("text", "bounds"), [("print('a' * 3_000_000)", {"longest": 1000}), ("while True: print('a')", {"most": 1000})]
)
def test_a_flood_has_an_end(tmp_path, text, bounds):
    with pytest.raises(TooMuch), confined(script(tmp_path, text), patience=30, **bounds) as child:
        for _line in child.lines():
            pass
    assert child.code() != 0


def test_it_sees_nothing_of_our_surroundings_and_ends_with_us(tmp_path, monkeypatch):
    monkeypatch.setenv("METRONOME_SECRET_KEY", "canary")
    path = script(tmp_path, "import os, time\nprint(sorted(os.environ), flush=True)\ntime.sleep(60)")
    with confined(path, patience=30) as child:
        said = next(child.lines()).decode()
    assert "METRONOME" not in said
    assert not Path(f"/proc/{child.process.pid}").exists()


def test_a_process_with_limits_writes_no_file_and_takes_no_more_memory(tmp_path):
    path = script(
        tmp_path,
        f"""
from metronome.ground.limits import limit
limit(memory=200 << 20, seconds=5)
try:
    open({str(tmp_path / "made")!r}, "w").write("a" * 100_000)
except OSError:
    print("no file")
try:
    bytearray(400 << 20)
except MemoryError:
    print("no memory")
""",
    )
    with confined(path, patience=30) as child:
        assert [line.decode() for line in child.lines()] == ["no file", "no memory"]

"""A file is whole or not there."""

import os
import stat

import pytest

from metronome.ground.files import sha256_of, write_whole


def test_a_file_is_written_with_its_folder_and_is_readable_by_others(tmp_path):
    path = tmp_path / "new" / "report.pdf"
    write_whole(path, b"content")
    assert path.read_bytes() == b"content"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_file_is_replaced(tmp_path):
    path = tmp_path / "report.pdf"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "report.pdf"
    write_whole(path, b"old")

    def full(_handle: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["report.pdf"]


def test_a_file_is_known_by_the_sha256_of_its_content():
    assert sha256_of(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_file_system_without_nameless_files_keeps_the_same_promises(tmp_path, monkeypatch):
    real, refused = os.open, []

    def without(path, flags, *rest, **more):
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            refused.append(path)
            raise OSError("Operation not supported")
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", without)
    path = tmp_path / "report.pdf"
    write_whole(path, b"content")
    assert path.read_bytes() == b"content"
    assert refused
    assert [found.name for found in tmp_path.iterdir()] == ["report.pdf"]
    monkeypatch.setattr(os, "fsync", lambda handle: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_whole(path, b"new")
    assert path.read_bytes() == b"content"
    assert [found.name for found in tmp_path.iterdir()] == ["report.pdf"]

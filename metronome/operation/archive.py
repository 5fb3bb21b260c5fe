"""The file that a backup is: a ZIP of the rows of every table, the files of the instance, and a table of contents with
a digest of each."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

CONTENTS = "backup.json"
FORMAT = 1
PIECE = 1 << 20


@dataclass(slots=True)
class Contents:
    """What a backup holds: digests of tables by label, of files by path, of pages by address."""

    made_at: str
    version: str
    migrations: list[str]
    anchor: str
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {"format": FORMAT, **{name: getattr(self, name) for name in self.__slots__}}


def write_table(archive: zipfile.ZipFile, label: str, lines: Iterable[bytes]) -> dict[str, Any]:
    """Write the rows of a table; how many they are, and their digest."""
    digest, rows = sha256(), 0
    with archive.open(f"tables/{label}.jsonl", "w", force_zip64=True) as file:
        for line in lines:
            file.write(line)
            digest.update(line)
            rows += 1
    return {"rows": rows, "sha256": digest.hexdigest()}


def write_file(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    """Write a file of the instance; its digest."""
    digest = sha256()
    with path.open("rb") as source, archive.open(f"files/{name}", "w", force_zip64=True) as file:
        while piece := source.read(PIECE):
            file.write(piece)
            digest.update(piece)
    return digest.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Contents]]:
    """A backup of which every piece is there and unchanged.

    Raises Refusal for a file that is none, and for one that is damaged, naming the piece.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            contents = _contents(archive)
            _refuse_damaged(archive, contents)
            yield archive, contents
    except FileNotFoundError as error:
        raise Refusal(_("There is no file %(path)s.") % {"path": path}, field="file") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path.name) from error


def _damaged(piece: str) -> Refusal:
    reason = _("This backup is damaged: %(piece)s is not what was written.") % {"piece": piece}
    return Refusal(reason, field="file", remedy=_("Take another backup."))


def _contents(archive: zipfile.ZipFile) -> Contents:
    try:
        data = json.loads(archive.read(CONTENTS))
        if data.pop("format") != FORMAT:
            raise Refusal(_("This backup has a form that this version does not know."), field="file")
        return Contents(**data)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise _damaged(CONTENTS) from error


def _refuse_damaged(archive: zipfile.ZipFile, contents: Contents) -> None:
    expected = {f"tables/{label}.jsonl": table["sha256"] for label, table in contents.tables.items()}
    expected |= {f"files/{name}": digest for name, digest in contents.files.items()}
    for name in sorted(expected.keys() ^ (set(archive.namelist()) - {CONTENTS})):
        raise _damaged(name)
    for name, digest in expected.items():
        # A name never leads out of the folder of the instance.
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise _damaged(name)
        with archive.open(name) as file:
            if _digest_of(file) != digest:
                raise _damaged(name)


def _digest_of(file: IO[bytes]) -> str:
    digest = sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def lines_of(archive: zipfile.ZipFile, label: str) -> Iterator[bytes]:
    """The rows of a table, a line each."""
    with archive.open(f"tables/{label}.jsonl") as file:
        yield from file


def digest_of_lines(lines: Iterable[bytes]) -> str:
    """What `write_table` says of these lines."""
    digest = sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()

"""What keeps an instance: a backup while it is in use, and its restoring into an empty one.

Neither is an action on the record: a backup reads, and a restore brings back the chain of what was done as it was.
"""

from __future__ import annotations

import json
import os
import secrets
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.files import write_whole
from metronome.ground.refusal import Refusal

from . import archive as kept
from . import pages, rows
from .archive import Contents

#: Told how far it is: what is done now, its number, and of how many.
Progress = Callable[[str, int, int], None]
#: The folder's files that are the database, written as rows, letters on their way, locks of workers, or the settings
#: of this machine: brought elsewhere, they would lead the copy to the database of the original.
LEFT_OUT = (".env", "metronome.sqlite3*", "mail/*", "workers/*", ".part-*", "*/.part-*")
SECRET_KEY = "secret_key"  # noqa: S105 - the name of a file


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back: how much, and the pages that look otherwise than when the backup was made."""

    tables: int
    rows: int
    files: int
    pages: int
    changed: tuple[str, ...]


def back_up(*, path: Path, progress: Progress = lambda *_: None) -> Contents:
    """Write everything that must not be lost into one file, as it was at one moment, while people go on working.

    The file holds secrets and is readable by its owner only. Raises Refusal where there is such a file already.
    """
    if path.exists():
        raise Refusal(_("There is a file %(path)s already.") % {"path": path}, field="file")
    aside = path.parent / f".part-{secrets.token_hex(8)}"
    handle = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                contents = _write(archive, progress)
                archive.writestr(kept.CONTENTS, json.dumps(contents.to_json(), ensure_ascii=False, indent=1))
            file.flush()
            os.fsync(file.fileno())
        aside.rename(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return contents


def _write(archive: zipfile.ZipFile, progress: Progress) -> Contents:
    tables = rows.tables()
    with rows.one_moment() as moment:
        head = audit.Head.objects.using(moment).filter(pk=1).first() or audit.Head()
        contents = Contents(datetime.now(UTC).isoformat(), version("metronome"), _migrations(), str(head))
        for number, model in enumerate(tables, 1):
            label = model._meta.label_lower
            progress(_("tables"), number, len(tables))
            contents.tables[label] = kept.write_table(archive, label, rows.lines(model, moment))
    # Files are written once, under names of their own, before a row leads to them: none is missing that a row needs.
    files = dict(_files())
    for number, (name, path) in enumerate(files.items(), 1):
        progress(_("files"), number, len(files))
        contents.files[name] = kept.write_file(archive, name, path)
    progress(_("pages"), 0, 0)
    drawn = pages.digests()
    # What the public sees may have changed meanwhile; then the pages are not those of these rows and prove nothing.
    contents.pages = drawn if audit.publication() == head.publication else {}
    return contents


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _files() -> Iterator[tuple[str, Path]]:
    """The files of the instance, by their path in its folder."""
    for path in sorted(settings.HOME.rglob("*")):
        name = path.relative_to(settings.HOME)
        if path.is_file() and not path.is_symlink() and not any(name.match(pattern) for pattern in LEFT_OUT):
            yield name.as_posix(), path


def restore(*, path: Path, progress: Progress = lambda *_: None) -> Restored:
    """Bring an instance back from a backup, into an empty one: every table, file and page is compared.

    Raises Refusal for a damaged backup, for one of another version, where the instance is not empty, and where what
    came back is not what was kept; the database is empty then as before.
    """
    with kept.opened(path) as (archive, contents):
        _refuse_other_version(contents)
        _refuse_not_empty()
        _restore_files(archive, contents)
        _restore_rows(archive, contents, progress)
    progress(_("pages"), 0, 0)
    changed = [name for name, digest in contents.pages.items() if pages.digest_of(name) != digest]
    count = sum(table["rows"] for table in contents.tables.values())
    return Restored(len(contents.tables), count, len(contents.files), len(contents.pages), tuple(changed))


def _refuse_other_version(contents: Contents) -> None:
    if contents.migrations != _migrations():
        words = _("This backup was made by version %(version)s, whose tables are others.")
        raise Refusal(
            words % {"version": contents.version},
            field="file",
            remedy=_("Install that version, restore, then upgrade."),
        )


def _refuse_not_empty() -> None:
    """A restore never writes over anything. Tables that come filled, and the demo's mark, are none of anybody's."""
    for model in rows.tables():
        if model._meta.app_label not in ("auth", "contenttypes") and model._base_manager.exists():
            raise Refusal(
                _("This instance is not empty: %(table)s has rows.") % {"table": model._meta.label_lower},
                remedy=_("Restore into a new folder and a new database."),
            )


def _restore_files(archive: zipfile.ZipFile, contents: Contents) -> None:
    for name, digest in contents.files.items():
        path, content = settings.HOME / name, archive.read(f"files/{name}")
        # A new instance has made a secret of its own, which nothing depends on yet.
        if path.exists() and name != SECRET_KEY and kept.digest_of_lines([path.read_bytes()]) != digest:
            raise Refusal(
                _("There is another file %(name)s in the folder of the instance.") % {"name": name},
                remedy=_("Restore into a new folder and a new database."),
            )
        write_whole(path, content)
        if name == SECRET_KEY or name.startswith("keys/"):
            path.chmod(0o600)


@transaction.atomic
def _restore_rows(archive: zipfile.ZipFile, contents: Contents, progress: Progress) -> None:
    tables = rows.tables()
    if {model._meta.label_lower for model in tables} != contents.tables.keys():
        raise Refusal(_("This backup holds other tables than this instance."), field="file")
    rows.replace_all((model, kept.lines_of(archive, model._meta.label_lower)) for model in tables)
    connection.check_constraints()
    for number, model in enumerate(tables, 1):
        label = model._meta.label_lower
        progress(_("tables"), number, len(tables))
        if kept.digest_of_lines(rows.lines(model)) != contents.tables[label]["sha256"]:
            raise Refusal(_("What came back of %(table)s is not what was kept.") % {"table": label}, field="file")

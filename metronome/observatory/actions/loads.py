"""Taking in observations, and naming what was known."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.canonical import digest
from metronome.ground.files import write_whole
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text

from ..facts.files import paths
from ..models import FactFile, Load, RefusedObservation, Release, Source
from ..queries import files_up_to, last_number, same_load

if TYPE_CHECKING:
    from ..facts.writing import Written
    from ..loading.preparing import Prepared


def load_observations(*, prepared: Prepared, leave_out: bool = False, why: str = "", by: object) -> Load:
    """Take in what was prepared: the file of facts is written first, and exists from the moment in which it is listed.

    The same file with the same mapping, straight after itself, changes nothing and gives the load that it was.
    `leave_out`: rows that cannot come in are left out and kept with the load; without it, one of them stops all.

    Raises Refusal for a row that cannot come in, for a file that brings nothing, and where another load came in since
    this one was prepared: what it was held against has changed.
    """
    table, findings = prepared.checked.table, prepared.checked.findings
    snapshot = prepared.given.sha256
    if (same := same_load(prepared.wish.source, snapshot, dict(prepared.wish.plain))) is not None:
        return same
    if findings and not leave_out:
        raise Refusal(
            _("Rows that cannot come in: %(number)d. Nothing was loaded.") % {"number": len(findings)},
            field="file",
            remedy=_("Mend them, or leave them out with --leave-out: they are kept with the load."),
        )
    if not table.num_rows:
        raise Refusal(_("The file brings no observation."), field="file")
    written = _write(prepared)
    try:
        with transaction.atomic():
            return _list(prepared, written, why, by)
    except IntegrityError as error:
        raise _moved_on() from error


def _write(prepared: Prepared) -> Written:
    import pyarrow as pa

    from ..facts.writing import write

    table, given = prepared.checked.table, prepared.given
    write_whole(_snapshot_path(given.sha256), given.content)
    number = pa.repeat(pa.scalar(prepared.after + 1, pa.int32()), table.num_rows)
    return write(table.set_column(table.schema.get_field_index("load"), "load", number))


def _list(prepared: Prepared, written: Written, why: str, by: object) -> Load:
    given, wish, findings = prepared.given, prepared.wish, prepared.checked.findings
    source = Source.objects.get(slug=wish.source)
    load = Load.objects.create(
        number=prepared.after + 1,
        kind=wish.kind,
        source=source,
        snapshot=given.sha256,
        file_name=Path(given.name).name[:200],
        size=len(given.content),
        mapping=dict(wish.plain),
        licence=source.licence,
        citation=source.citation,
        retrieved_on=wish.retrieved,
        rows=written.rows,
        left_out=len(findings),
        notes=[[row, words[:2000]] for row, words in prepared.notes],
        why=why[:500],
        by=str(by)[:200],
        at=datetime.now(UTC),
    )
    FactFile.objects.create(load=load, sha256=written.sha256, rows=written.rows, size=written.size)
    RefusedObservation.objects.bulk_create(
        (
            RefusedObservation(load=load, row=one.row, column=one.column[:120], value=one.value, fault=one.fault)
            for one in findings
        ),
        batch_size=500,
    )
    change = {"rows": [None, load.rows], "file": [None, load.file_name], "snapshot": [None, load.snapshot]}
    audit.note(by=by, verb=load.kind, subject=f"load:{load.number}", change=change, why=why)
    return load


def make_release(*, slug: str, title: Text, by: object) -> Release:
    """Name what is known now, so that it can be cited. A name that stands for just that already is given as it is.

    Raises Refusal where the name is taken, where nothing was loaded, and for a file of facts that is damaged.
    """
    files = list(files_up_to(last_number()))
    if not files:
        raise Refusal(_("Nothing was loaded that a release could hold."), remedy=_("Load observations first."))
    paths(files)
    name = digest([file.sha256 for file in files])
    if standing := Release.objects.filter(slug=slug).first():
        if standing.digest == name:
            return standing
        reason = _("There is a release “%(release)s” already.") % {"release": slug}
        raise Refusal(reason, field="name", remedy=_("A release never changes: give another name."))
    with transaction.atomic():
        release = Release.objects.create(
            slug=slug,
            title=title,
            cutoff=files[-1].load,
            digest=name,
            by=str(by)[:200],
            at=datetime.now(UTC),
        )
        change = {"cutoff": [None, release.cutoff.number], "digest": [None, release.digest]}
        audit.note(by=by, verb="release", subject=f"release:{slug}", change=change, public=True)
    return release


@transaction.atomic
def keep_averages(*, release: Release, sha256: str, by: object) -> None:
    """List the file of the averages of a release, once: what was cited stays as it is.

    Raises Refusal where the release lists another one.
    """
    locked = Release.objects.select_for_update().get(pk=release.pk)
    if locked.averages and locked.averages != sha256:
        reason = _("Release “%(release)s” has its averages already.") % {"release": locked.slug}
        raise Refusal(reason, remedy=_("They never change; a new release gets new ones."))
    if not locked.averages:
        locked.averages = sha256
        locked.save(update_fields=["averages"])
        change = {"averages": [None, sha256]}
        audit.note(by=by, verb="average", subject=f"release:{locked.slug}", change=change, public=True)
    release.averages = sha256


def _snapshot_path(sha256: str) -> Path:
    """Where a file that was loaded lies as it was."""
    return Path(settings.HOME) / "observatory" / "snapshots" / sha256


def _moved_on() -> Refusal:
    return Refusal(
        _("Another load came in meanwhile; this one was held against what stood before."),
        remedy=_("Run it again."),
    )

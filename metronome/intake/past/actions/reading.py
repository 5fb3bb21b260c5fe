"""A report that was handed in is read into proposals, and read again when more names are known: at once where it is a
plain text, by a worker where it has to be opened first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.deposits import deposit, deposited
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.intake.enums import Asked, ProposalState
from metronome.intake.models import ProposedActivity, Reading
from metronome.record.models import Activity
from metronome.tasks.actions import enqueue
from metronome.tasks.queries import open_task
from metronome.tasks.work import Hold, Progress, nobody, silent

from ..found import Proposed
from ..reading import Read, read_report
from ..source import lines_of_file
from ..telling import proposed_json

#: Bytes of a plain text that is read while its sender waits: a report of a hundred pages.
SMALL = 300_000
STEPS = 2


def hand_in_or_ask(
    *, content: bytes, label: str, by: object, layout: str = "", period: Period | None = None
) -> Reading | int:
    """Keep a report and read it; or the number of the task that will. The earlier reading where the same file was
    handed in before.

    Raises Refusal for what cannot be kept; and for what cannot be recognised, where it is read at once.
    """
    file = deposit(content)
    if earlier := Reading.objects.filter(file=file).first():
        return earlier
    if _is_read_at_once(file):
        return read_kept(file=file, label=label, layout=layout, period=period, by=by)
    known = open_task((Asked.READ,), file=file)
    asked = {"file": file, "label": label[:300], "layout": layout, "period": str(period or "")}
    return known.pk if known else enqueue(task=Asked.READ, by=by, about=label, **asked)


def read_kept(
    *,
    file: str,
    label: str,
    layout: str = "",
    period: Period | None = None,
    progress: Progress = silent,
    hold: Hold = nobody,
    by: object,
) -> Reading:
    """Read a report that is kept under this name into proposals; the earlier reading where there is one. `hold` is
    called last in the transaction.

    Raises Refusal for what cannot be opened or recognised.
    """
    if earlier := Reading.objects.filter(file=file).first():
        return earlier
    read = _read(file, layout, period, progress)
    with transaction.atomic():
        reading = _kept(read, file, label, by)
        change = {"label": [None, reading.label], "file": [None, file], "proposed": [None, len(read.activities)]}
        audit.note(by=by, verb="create", subject=str(reading), change=change)
        hold()
    return reading


def _is_read_at_once(file: str) -> bool:
    path = _path(file)
    return path.suffix == ".txt" and path.stat().st_size <= SMALL


def _path(file: str) -> Path:
    path = deposited(file)
    if path is None:
        raise Refusal(_("This file is kept no more."), field="upload", remedy=_("Hand it in again."))
    return path


def _read(file: str, layout: str, period: Period | None, progress: Progress) -> Read:
    path = _path(file)
    progress(_("Opening the report"), 0, STEPS)
    lines = lines_of_file(path, path.suffix.removeprefix("."))
    progress(_("Recognising its activities"), 1, STEPS)
    return read_report(lines, layout=layout, period=period)


def _kept(read: Read, file: str, label: str, by: object) -> Reading:
    first, last = read.period.ends
    reading = Reading.objects.create(
        file=file,
        label=label[:300] or file,
        layout=read.layout,
        language=read.language,
        first_day=first,
        last_day=last,
        by=str(by)[:200],
    )
    on_record = _on_record(read)
    ProposedActivity.objects.bulk_create(
        ProposedActivity(reading=reading, number=number, **_told(one, on_record.get(code)))
        for number, (one, code) in enumerate(zip(read.activities, read.codes, strict=True), 1)
    )
    return reading


def _on_record(read: Read) -> dict[str, int]:
    """The keys of the activities that the record has, by code."""
    return dict(Activity.objects.filter(code__in=filter(None, read.codes)).values_list("code", "pk"))


def _told(one: Proposed, on_record: int | None) -> dict[str, Any]:
    """What is kept of an activity as a report tells it."""
    return {
        "title": one.title.value,
        "first_day": one.days[0].span.first_day,
        "confidence": one.confidence,
        "told": proposed_json(one),
        "lines": [[line.page, line.number, line.text] for line in one.lines],
        "state": ProposalState.KEPT if on_record else ProposalState.OPEN,
        "activity_id": on_record,
    }


def read_again_or_ask(*, reading: Reading, by: object) -> int | None:
    """Read a report again with the names that are known by now; or the number of the task that will.

    Raises Refusal for a file that is kept no more.
    """
    if _is_read_at_once(reading.file):
        read_again(reading=reading, by=by)
        return None
    known = open_task((Asked.READ_AGAIN,), reading=reading.pk)
    return known.pk if known else enqueue(task=Asked.READ_AGAIN, by=by, about=reading.label, reading=reading.pk)


def read_again(*, reading: Reading, progress: Progress = silent, hold: Hold = nobody, by: object) -> int:
    """Read a report again with the names that are known by now; how many of its activities are told otherwise. What
    somebody has decided stays as it is, and nothing that was proposed goes away. `hold` is called last in the
    transaction.

    Raises Refusal for what cannot be opened or recognised any more.
    """
    read = _read(reading.file, reading.layout, reading.period, progress)
    on_record = _on_record(read)
    told = [_told(one, on_record.get(code)) for one, code in zip(read.activities, read.codes, strict=True)]
    with transaction.atomic():
        proposed = list(reading.proposed.select_for_update())
        changed = sum([_retold(reading, proposed, one) for one in told])
        if changed:
            audit.note(by=by, verb="read_again", subject=str(reading), change={"proposed": changed})
        hold()
    return changed


def _retold(reading: Reading, proposed: list[ProposedActivity], told: dict[str, Any]) -> bool:
    """Whether an activity is told otherwise than before: it is known by where it begins in the source."""
    known = next((one for one in proposed if one.lines[0][:2] == told["lines"][0][:2]), None)
    if known is None:
        proposed.append(ProposedActivity(reading=reading, number=max((one.number for one in proposed), default=0) + 1))
        known = proposed[-1]
    elif known.decided_by:
        return False
    elif known.is_another:
        told = {**told, "state": ProposalState.OPEN, "activity_id": None}
    if known.pk and all(getattr(known, name) == value for name, value in told.items()):
        return False
    for name, value in told.items():
        setattr(known, name, value)
    known.save()
    return True

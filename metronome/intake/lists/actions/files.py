"""What people do with a file that they hand in as a list: say how it is read, look, decide, put it on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from metronome.ground.deposits import deposit_table, throw_away_table
from metronome.ground.refusal import Refusal
from metronome.intake.models import Import, ImportRow, SavedMapping
from metronome.tasks.work import Hold, Progress, nobody, silent

from ..busy import refuse_busy
from ..enums import State
from ..fates import Judged
from ..handed_in import choices_of, path_of, picks_of, told_of
from ..incoming import Choices
from ..looking import Tally, counted, look_at
from ..on_record import Pick

#: Rows that are written at once, and spellings that a person is asked about at once.
BATCH, MOST_ASKED = 1000, 200


def hand_in(*, content: bytes, name: str, kind: str = "", choices: Choices | None = None, by: object) -> Import:
    """Keep a file until its rows are on record or it is thrown away. Nothing of it is believed yet.

    Raises Refusal for one that is empty or too large.
    """
    kept = deposit_table(content, most=settings.UPLOAD_LIMIT)
    told = asdict(choices or Choices())
    return Import.objects.create(kind=kind, name=name[-200:], file=kept, choices=told, by=str(by))


def choose(*, found: Import, kind: str, choices: Choices, by: object) -> Import:
    """Say how a file is read. What was said of it before is forgotten.

    Raises Refusal for one that is on record already, or worked at.
    """
    del by  # the door has asked whose file it is; nothing is on record yet
    refuse_done(found)
    refuse_busy(found)
    found.kind, found.choices, found.state = kind, asdict(choices), State.HANDED_IN
    found.save(update_fields=["kind", "choices", "state"])
    return found


@transaction.atomic
def decide(*, found: Import, picks: Iterable[Pick], by: object) -> Import:
    """Say whom spellings mean. They are learnt when the list is put on record.

    Raises Refusal for a file that is on record already, or worked at.
    """
    del by
    refuse_done(found)
    refuse_busy(found)
    known = {(pick["kind"], pick["text"]): pick for pick in found.picks}
    known |= {(pick.kind, pick.text): asdict(pick) for pick in picks}
    found.picks = list(known.values())
    found.save(update_fields=["picks"])
    return found


def look_through(*, found: Import, progress: Progress = silent, hold: Hold = nobody, by: object) -> Import:
    """Say of each row what would become of it, and keep that until it is looked at again. `hold` is called last in the
    transaction that keeps it.

    Raises Refusal for a file that cannot be read so.
    """
    del by
    refuse_done(found)
    look, tally = look_at(path_of(found), kind=found.kind, choices=choices_of(found), picks=picks_of(found)), Tally()
    asked: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    rows = []
    for one in tally.over(look, progress):
        asked.update((name.kind, name.text, name.candidates) for name in one.unresolved)
        rows.append(_row(found, one, look.table.columns))
    with transaction.atomic():
        found.rows.all().delete()
        ImportRow.objects.bulk_create(rows, batch_size=BATCH)
        found.kind, found.choices, found.state = look.listing.kind, asdict(look.choices), State.LOOKED_AT
        found.counts, found.digest = counted(tally.counts), tally.digest
        found.asked = [
            {"kind": kind, "text": text, "candidates": list(candidates), "rows": times}
            for (kind, text, candidates), times in asked.most_common(MOST_ASKED)
        ]
        found.save()
        hold()
    return found


def _row(found: Import, row: Judged, columns: Sequence[str]) -> ImportRow:
    told = told_of(row, columns)
    return ImportRow(of=found, number=row.number, fate=row.fate, identity=row.identity[:200], told=told)


@transaction.atomic
def throw_away(*, found: Import, by: object) -> None:
    """Forget a file and all that was said of it. What it put on record stays. Raises Refusal while it is worked at."""
    refuse_busy(found)
    transaction.on_commit(lambda file=found.file: forget_file(file=file, by=by))  # type: ignore[misc]
    found.delete()


def forget_file(*, file: str, by: object) -> None:
    """Throw a file away. Where the same one was handed in twice, it stays for the other."""
    del by
    if file and not Import.objects.filter(file=file).exists():
        throw_away_table(file)


def save_mapping(*, kind: str, name: str, choices: Choices, by: object) -> SavedMapping:
    """Keep how a file is read under a name, for the next one like it.

    Raises Refusal without a name.
    """
    if not name.strip():
        raise Refusal(_("Give it a name."), field="name")
    given = {"choices": asdict(choices), "by": str(by)}
    return SavedMapping.objects.update_or_create(kind=kind, name=name.strip()[:100], defaults=given)[0]


def refuse_done(found: Import) -> None:
    """Raises Refusal for a file that is on record."""
    if found.state == State.COMMITTED:
        raise Refusal(_("This file is on record already."))

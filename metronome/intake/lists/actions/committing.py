"""A file that was looked through is put on record: in one step, or in several of which each is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground.audit import Head, last_line
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from metronome.intake.models import Import
from metronome.intake.refused import RefusedRow
from metronome.tasks.work import Hold, Progress, nobody, silent

from ..enums import Fate, State
from ..fates import Judge, Judged
from ..handed_in import choices_of, path_of, picks_of, told_of
from ..incoming import Incoming
from ..looking import counted, look_at
from ..on_record import network_record
from .files import forget_file
from .putting import ListRefused, ListReport, import_list, learn

#: Rows that are put in one transaction: on SQLite everybody else waits for it to end before they save.
STEP = 200


def commit_import(
    *, found: Import, whole: bool, progress: Progress = silent, hold: Hold = nobody, by: object
) -> Import:
    """Put the rows of a file on record as its preview said. `whole`: all of them or none, in one transaction. Else
    step by step: rows that are refused, or that would do something else by now, are left out and named; what is done
    stays when it breaks off, and done again it goes on there. `hold` is called last in each transaction.

    What is on record already is not put again. Refused rows stay to be mended; the file itself is kept no more.

    Raises Refusal before anybody looked; and with `whole` when rows are refused, or the record has changed since the
    preview.
    """
    if refuse_commit(found, whole=whole):
        if whole:
            _commit_whole(found, progress, hold, by)
        else:
            _Steps(found, progress, hold, by).go()
    return found


def refuse_commit(found: Import, *, whole: bool) -> bool:
    """Whether there is anything left to do. Raises Refusal for what `commit_import` refuses, as far as the preview
    tells."""
    if found.state == State.HANDED_IN:
        raise Refusal(_("Nobody has looked at this file yet."), remedy=_("Look at its preview first."))
    if found.is_open and whole and found.counts[Fate.REFUSED]:
        raise _all_or_nothing(found.counts[Fate.REFUSED])
    return found.is_open


def _commit_whole(found: Import, progress: Progress, hold: Hold, by: object) -> None:
    def then(report: ListReport) -> None:
        found.counts = counted(report.counts)
        found.rows.all().delete()
        _settle(found, by)
        hold()

    try:
        import_list(
            path=path_of(found),
            kind=found.kind,
            choices=choices_of(found),
            picks=picks_of(found),
            seen=found.digest,
            source=_source(found),
            why=found.name,
            then=then,
            progress=progress,
            by=by,
        )
    except ListRefused as refused:
        raise _all_or_nothing(len(refused.report.refused)) from refused


def _all_or_nothing(number: int) -> Refusal:
    return Refusal(
        _("Nothing was put on record, because rows are refused: %(number)d.") % {"number": number},
        remedy=_("Mend them and hand the file in again, or put only the accepted ones on record."),
    )


def _source(found: Import) -> str:
    return f"file {found.name}"[:200]


def _settle(found: Import, by: object) -> None:
    found.state, found.done_by, found.done_at = State.COMMITTED, str(by), timezone.now()
    kept, found.file = found.file, ""
    found.save()
    transaction.on_commit(lambda: forget_file(file=kept, by=by))


@dataclass
class _Steps:
    """Rows that the preview keeps as new or changed are still to be put: each goes from there with its step."""

    found: Import
    progress: Progress
    hold: Hold
    by: object

    def go(self) -> None:
        self.stood, self.picks = last_line(), picks_of(self.found)
        self.look = look_at(
            path_of(self.found), kind=self.found.kind, choices=choices_of(self.found), picks=self.picks
        )
        self.judge = Judge(self.look.listing, self.look.record)
        waiting, of = set(self.found.waiting().values_list("number", flat=True)), self.found.promised
        coming = (row for row in self.look.rows() if row.number in waiting)
        done = of - len(waiting)
        while rows := list(islice(coming, STEP)):
            self.progress(_("Putting rows on record"), done, of)
            self._step(rows)
            done += len(rows)
        self._end()

    def _step(self, rows: Sequence[Incoming]) -> None:
        judged, hand = list(self.judge.batch(rows)), Hand(self.by, why=self.found.name)
        with transaction.atomic():
            Head.objects.select_for_update().get_or_create(pk=1)
            if last_line() != self.stood:  # somebody was quicker: what is put must follow from what stands
                self.judge.renew(network_record(self.look.listing.own, self.picks))
                judged = list(self.judge.batch(rows))
            if wanted := [one.wanted for one in self._as_shown(judged)]:
                self.look.listing.put(wanted, hand, _source(self.found))
            hand.leave()
            self.found.save(update_fields=["counts"])
            self.hold()
            self.stood = last_line()

    def _as_shown(self, judged: Sequence[Judged]) -> list[Judged]:
        """Those of which still becomes what the preview shows. They are kept there no more; of the others it says what
        became of them meanwhile."""
        shown = {row.number: row for row in self.found.rows.filter(number__in=[one.number for one in judged])}
        good, gone, counts = [], [], self.found.counts
        for one in judged:
            row = shown[one.number]
            if (one.fate, _told(one)) == (row.fate, row.told["changes"]):
                good.append(one)
                gone.append(row.pk)
                continue
            counts[row.fate] -= 1
            if one.fate is Fate.UNCHANGED:
                counts[Fate.UNCHANGED] += 1
                gone.append(row.pk)
            else:
                counts[Fate.REFUSED] += 1
                row.fate, row.told = Fate.REFUSED, told_of(_outdated(one), self.look.table.columns)
                row.save(update_fields=["fate", "told"])
        self.found.rows.filter(pk__in=gone).delete()
        return good

    def _end(self) -> None:
        with transaction.atomic():
            hand = Hand(self.by, why=self.found.name)
            self.found.rows.exclude(fate=Fate.REFUSED).delete()
            learn(picks=self.picks, by=hand)
            _settle(self.found, self.by)
            hand.leave()
            self.hold()


def _told(one: Judged) -> dict[str, list[str]]:
    return {key: list(pair) for key, pair in one.changes.items()}


def _outdated(one: Judged) -> Judged:
    """A row that would do something else than its preview says, as a refused one."""
    if one.fate is Fate.REFUSED:
        return one
    reason = _("The record has changed since this preview was made.")
    refusal = RefusedRow("", one.number, "", reason, _("Hand the row in again."))
    return replace(one, fate=Fate.REFUSED, refusals=(refusal,))

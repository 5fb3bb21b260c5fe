"""The dossier of a round: a folder or an archive, whole or not there."""

from __future__ import annotations

import fcntl
import io
import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground.files import sha256_of, write_whole
from metronome.ground.refusal import Refusal
from metronome.ground.sheet import csv_file

from ..conflicts.deriving import Known
from ..judging.conflicts import known_of_entries, known_of_jurors
from ..judging.entries import entries_of, versions_of
from ..judging.outcomes import outcome_in
from ..judging.ranking import given_reviews, method_content, ranking_of, sent_versions
from ..models import Application, Conflict, Juror, Review, ReviewRound, ReviewVersion, Verdict
from ..ranking.told import ranking_plain
from ..steps import parts_at

FORMAT = "metronome-dossier-1"
MANIFEST = "manifest.json"
#: How the folder begins that is renamed into place once it is whole.
ASIDE = ".part-dossier-"
#: Every file of an archive bears this moment, so that the same dossier is the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)


def dossier_of(found: ReviewRound) -> dict[str, bytes]:
    """The files by their names, the manifest with the digest of each among them."""
    entries, jurors = list(entries_of(found)), list(found.jurors.order_by("pk"))
    versions = sent_versions(found)
    files = {
        "method.json": _json(_method(found)),
        "applications.csv": _applications(found, entries),
        "jurors.csv": _jurors(jurors),
        "relations-of-entries.csv": _relations(known_of_entries(entries)),
        "relations-of-reviewers.csv": _relations(known_of_jurors(jurors)),
        "conflicts.csv": _conflicts(found),
        "readers.csv": _readers(found),
        "reviews.csv": _reviews(found, versions),
        "weights.csv": csv_file(("criterion", "weight"), sorted(found.weights.items())),
        "texts.csv": _texts(versions),
        "ranking.json": _json(ranking_plain(ranking_of(found))),
        "verdicts.csv": _verdicts(found, entries),
        "sittings.json": _json(_sittings(found)),
    }
    if (assignment := found.assignments.last()) is not None:
        files["proof.json"] = _json(assignment.proof)
    manifest = {
        "format": FORMAT,
        "call": found.call.slug,
        "panel": found.panel,
        "stage": found.stage,
        "files": {name: sha256_of(content) for name, content in sorted(files.items())},
    }
    return files | {MANIFEST: _json(manifest)}


def write_dossier(found: ReviewRound, target: Path) -> Path:
    """Write the dossier as an archive where the name ends with .zip, else as a new folder. It is whole or not there.

    Raises Refusal where there is something already.
    """
    if target.exists():
        raise Refusal(
            _("There is something at %(path)s already.") % {"path": target}, remedy=_("Choose another name.")
        )
    files = dossier_of(found)
    if target.suffix == ".zip":
        write_whole(target, archived(files))
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.parent / f"{ASIDE}{secrets.token_hex(8)}"
    with ExitStack() as writing:
        # The folder is locked as long as somebody writes in it: whoever is killed lets go. Beginning and sweeping go
        # one after the other, so that what was just begun is not taken for what was left.
        with _locked(target.parent):
            _sweep(target.parent)
            aside.mkdir()
            writing.enter_context(_locked(aside))
        try:
            for name, content in files.items():
                write_whole(aside / name, content)
            aside.rename(target)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    return target


def _sweep(folder: Path) -> None:
    """Remove what writers left that were killed: nobody holds it any more."""
    for left in folder.glob(f"{ASIDE}*"):
        with suppress(BlockingIOError, FileNotFoundError), _locked(left, wait=False):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _locked(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold a folder. Raises BlockingIOError where another holds it and one does not wait."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def archived(files: Mapping[str, bytes]) -> bytes:
    """The files as an archive, the same bytes for the same files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _method(found: ReviewRound) -> dict[str, Any]:
    criteria = parts_at(found.call.criteria.all(), found.call, found.stage)
    return {
        "method": method_content(found, found.weights),
        "sha256": found.sha256,
        "frozen_at": found.frozen_at.isoformat() if found.frozen_at else None,
        "conflicts_on": timezone.localdate().isoformat(),
        "scores": {one.code: [format(one.lowest, "f"), format(one.highest, "f")] for one in criteria},
        "places": {one.code: one.places for one in found.call.outcomes.all()},
    }


def _applications(found: ReviewRound, entries: Sequence[Application]) -> bytes:
    versions = versions_of(entries, found.stage)
    columns = ("code", "title", "city", "country", "language", "version", "sha256", "is_test", "outcome")
    rows = [
        (
            one.code, one.title, one.city, one.country, one.language, versions[one.pk].number,
            versions[one.pk].sha256, int(one.is_test), outcome_in(one, found.stage),
        )
        for one in entries
    ]  # fmt: skip
    return csv_file(columns, rows)


def _jurors(jurors: Iterable[Juror]) -> bytes:
    columns = ("reviewer", "name", "state", "is_reserve", "load", "languages", "knowledge", "subjects")
    rows = [
        (str(one), one.name, one.state, int(one.is_reserve), one.load, " ".join(one.languages), one.knowledge,
         " ".join(one.subjects))
        for one in jurors
    ]  # fmt: skip
    return csv_file(columns, rows)


def _relations(known: Iterable[Known]) -> bytes:
    rows = [(one.who, one.relation.value, one.name, one.until.isoformat() if one.until else "") for one in known]
    return csv_file(("who", "relation", "name", "until"), rows)


def _conflicts(found: ReviewRound) -> bytes:
    rows = [
        (one.application.code, str(one.juror), one.kind, one.name, int(one.is_declared), int(one.ended_at is not None))
        for one in Conflict.objects.filter(juror__round=found).select_related("application", "juror")
    ]
    return csv_file(("entry", "reviewer", "kind", "name", "is_declared", "has_ended"), rows)


def _readers(found: ReviewRound) -> bytes:
    columns = ("entry", "reviewer", "state", "affinity", "is_by_hand", "why")
    reviews = Review.objects.filter(juror__round=found).select_related("application", "juror")
    rows = [
        (one.application.code, str(one.juror), one.state, one.affinity, int(one.is_by_hand), one.why)
        for one in reviews
    ]
    return csv_file(columns, rows)


def _reviews(found: ReviewRound, versions: Sequence[ReviewVersion]) -> bytes:
    """The scores as `metronome call rank` reads them."""
    criteria = sorted(found.weights)
    texts = {(one.review.application.code, str(one.review.juror)): one.scores for one in versions}
    rows = [
        (one.entry, one.reviewer, *(texts[one.entry, one.reviewer].get(code, "") for code in criteria))
        for one in given_reviews(versions)
    ]
    return csv_file(("entry", "reviewer", *criteria), rows)


def _texts(versions: Iterable[ReviewVersion]) -> bytes:
    columns = (
        "entry",
        "reviewer",
        "version",
        "application_version",
        "confidence",
        "language",
        "sent_at",
        "text",
        "note",
    )
    rows = [
        (one.review.application.code, str(one.review.juror), one.number, one.application_version, one.confidence,
         one.language, one.sent_at.isoformat(), one.text, one.note)
        for one in versions
    ]  # fmt: skip
    return csv_file(columns, rows)


def _verdicts(found: ReviewRound, entries: Sequence[Application]) -> bytes:
    columns = ("entry", "outcome", "why", "proposed_at", "proposed_by", "applied_at", "applied_by", "taken_back_at")
    rows = [
        (one.application.code, one.outcome, one.why, *map(_moment, (one.proposed_at,)), one.proposed_by,
         _moment(one.applied_at), one.applied_by, _moment(one.taken_back_at))
        for one in Verdict.objects.filter(application__in=entries, stage=found.stage).select_related("application")
    ]  # fmt: skip
    return csv_file(columns, rows)


def _moment(moment: Any) -> str:
    return moment.isoformat() if moment else ""


def _sittings(found: ReviewRound) -> list[dict[str, Any]]:
    return [
        {
            "held_on": one.held_on.isoformat(),
            "place": one.place,
            "present": [f"juror:{pk}" for pk in one.present],
            "minutes": one.minutes,
            "closed_at": _moment(one.closed_at),
            "items": [
                {
                    "entry": item.application.code,
                    "reason": item.reason,
                    "conclusion": item.conclusion,
                    "out_of_the_room": [
                        {"reviewer": str(recusal.juror), "why": recusal.why} for recusal in item.recusals.all()
                    ],
                }
                for item in one.items.select_related("application")
            ],
        }
        for one in found.sittings.all()
    ]

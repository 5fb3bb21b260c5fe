"""Recomputes a dossier from its own files, and says what differs. It asks no database."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.canonical import digest
from metronome.ground.files import sha256_of
from metronome.ground.refusal import Refusal

from ..affinity.points import Side, affinities_of
from ..assignment.proof import faults_of, read_proof
from ..conflicts.deriving import OF_ENTRIES, OF_REVIEWERS, Rules, conflicts_of
from ..conflicts.files import read_relations
from ..ranking.files import read_reviews, read_weights
from ..ranking.places import Method, rank
from ..ranking.told import ranking_plain
from .writing import FORMAT, MANIFEST

#: What an archive may hold when it is unpacked, in bytes.
LARGEST = 200_000_000


def verify_dossier(path: Path) -> list[str]:
    """Everything that does not hold, in whole sentences; an empty list when all of it does.

    Raises Refusal for what is no dossier.
    """
    files = _files(path)
    try:
        manifest = json.loads(files[MANIFEST])
        if manifest["format"] != FORMAT:
            raise ValueError(manifest["format"])
        named = manifest["files"]
    except (KeyError, ValueError, TypeError) as error:
        raise Refusal(
            _("This is no dossier of a call."), remedy=_("Give what metronome call dossier wrote.")
        ) from error
    found = list(_changed(files, named))
    # What is missing or broken cannot be computed with; it has been named.
    return found or list(_recomputed(files))


def _files(path: Path) -> dict[str, bytes]:
    try:
        if path.is_dir():
            return {one.name: one.read_bytes() for one in sorted(path.iterdir()) if one.is_file()}
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > LARGEST:
                raise Refusal(_("This archive is too large for a dossier."))
            return {one.filename: archive.read(one) for one in archive.infolist()}
    except (OSError, zipfile.BadZipFile) as error:
        raise Refusal(_("There is no dossier at %(path)s.") % {"path": path}) from error


def _changed(files: Mapping[str, bytes], named: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(named.keys() - files.keys()):
        yield _("%(name)s is missing.") % {"name": name}
    for name in sorted(files.keys() - named.keys() - {MANIFEST}):
        yield _("%(name)s does not belong to the dossier.") % {"name": name}
    for name in sorted(named.keys() & files.keys()):
        if sha256_of(files[name]) != named[name]:
            yield _("%(name)s was changed.") % {"name": name}


def _recomputed(files: Mapping[str, bytes]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / Path(name).name).write_bytes(content)
        here = Path(folder)
        about = json.loads(files["method.json"])
        if about["sha256"] and digest(about["method"]) != about["sha256"]:
            yield _("The method is not the one that was frozen.")
        yield from _conflicts(here, files, about)
        if "proof.json" in files:
            yield from _assignment(here, files)
        yield from _readers(files)
        yield from _ranking(here, files, about)
        yield from _outcomes(files)


def _conflicts(here: Path, files: Mapping[str, bytes], about: Mapping[str, Any]) -> Iterator[str]:
    """What follows from the relations stands among the conflicts, and nothing else that was not declared."""
    rules = Rules(date.fromisoformat(about["conflicts_on"]), about["method"]["employer_years"])
    entries = read_relations(here / "relations-of-entries.csv", OF_ENTRIES)
    reviewers = read_relations(here / "relations-of-reviewers.csv", OF_REVIEWERS)
    derived = {(one.entry, one.reviewer, one.kind.value, one.name) for one in conflicts_of(entries, reviewers, rules)}
    known = {one.who for one in entries}
    standing = {
        (row["entry"], row["reviewer"], row["kind"], row["name"])
        for row in _rows(files, "conflicts.csv")
        if row["is_declared"] == "0" and row["has_ended"] == "0" and row["entry"] in known
    }
    for entry, reviewer, kind, name in sorted(derived - standing):
        yield _("A conflict is missing: %(entry)s and %(reviewer)s (%(kind)s, %(name)s).") % {
            "entry": entry, "reviewer": reviewer, "kind": kind, "name": name,
        }  # fmt: skip
    for entry, reviewer, kind, name in sorted(standing - derived):
        yield _("A conflict does not follow from what is known: %(entry)s and %(reviewer)s (%(kind)s, %(name)s).") % {
            "entry": entry, "reviewer": reviewer, "kind": kind, "name": name,
        }  # fmt: skip


def _assignment(here: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    found = read_proof(here / "proof.json")
    yield from faults_of(found)
    sides = json.loads(files["proof.json"]).get("sides")
    if sides:
        entries, reviewers = ([_side(one) for one in sides[key]] for key in ("entries", "reviewers"))
        if affinities_of(entries, reviewers).units != tuple(map(tuple, found.problem.affinities)):
            yield _("The affinities of the assignment are not those of the texts.")


def _side(plain: Mapping[str, Any]) -> Side:
    subjects, languages = frozenset(plain["subjects"]), tuple(plain["languages"])
    return Side(plain["name"], plain["text"], subjects, languages, plain["region"])


def _readers(files: Mapping[str, bytes]) -> Iterator[str]:
    """Nobody read what they must not."""
    barred = {(row["entry"], row["reviewer"]) for row in _rows(files, "conflicts.csv") if row["has_ended"] == "0"}
    for row in _rows(files, "readers.csv"):
        if row["state"] in ("assigned", "sent") and (row["entry"], row["reviewer"]) in barred:
            yield _("%(reviewer)s reads %(entry)s in spite of a conflict.") % {
                "reviewer": row["reviewer"], "entry": row["entry"],
            }  # fmt: skip


def _ranking(here: Path, files: Mapping[str, bytes], about: Mapping[str, Any]) -> Iterator[str]:
    method, told = about["method"], json.loads(files["ranking.json"])
    if not method["weights"]:
        return
    reviews, criteria = read_reviews(here / "reviews.csv") if _rows(files, "reviews.csv") else ([], ())
    for one in reviews:
        for code, score in one.scores.items():
            lowest, highest = map(Fraction, about["scores"][code])
            if not lowest <= score <= highest:
                yield _("A score of %(entry)s lies outside its bounds.") % {"entry": one.entry}
    weights = read_weights(here / "weights.csv", criteria) if criteria else {}
    grey = (method["grey_from"] / 100, method["grey_to"] / 100)
    again = rank(reviews, Method(weights, method["places"], method["draws"], method["seed"], grey))
    plain = json.loads(json.dumps(ranking_plain(again)))
    for key in ("reviewers", "chance"):
        if reviews and plain[key] != told[key]:
            yield _("The offsets of the reviewers come out otherwise.")
            break
    theirs = {one["entry"]: one for one in told["entries"]}
    for one in plain["entries"]:
        if theirs.pop(one["entry"], None) != one:
            yield _("The ranking of %(entry)s comes out otherwise.") % {"entry": one["entry"]}
    for entry in theirs:
        yield _("%(entry)s is ranked without reviews.") % {"entry": entry}


def _outcomes(files: Mapping[str, bytes]) -> Iterator[str]:
    """What each application has come to is what was decided last."""
    last: dict[str, str] = {}
    applied = [row for row in _rows(files, "verdicts.csv") if row["applied_at"]]
    for row in sorted(applied, key=lambda row: row["applied_at"]):
        last[row["entry"]] = row["outcome"]
        if row["applied_by"] == row["proposed_by"]:
            yield _("%(entry)s was decided by one hand alone.") % {"entry": row["entry"]}
    for row in _rows(files, "applications.csv"):
        if row["outcome"] != last.get(row["code"], ""):
            yield _("The outcome of %(entry)s is not what was decided.") % {"entry": row["code"]}


def _rows(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"), newline="")))

"""A network in which everything fits, and what is found once a fault is planted in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from metronome.report.checks.inspection import inspect
from metronome.report.figures.ledger import compute_all
from metronome.report.rows import ActivityRow
from metronome.report.snapshot import Snapshot
from tests.factories.snapshot import (
    quiet_snapshot,
)

QUIET = quiet_snapshot()
FORUM, SEMINAR = QUIET.activities


def findings(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Rule and subject of everything found; each can be said."""
    found = inspect(snapshot, compute_all(snapshot))
    assert not [one.rule for one in found if "%(" in one.message("en") + one.mend("en") or not one.mend("en")]
    return [(one.rule, one.subject) for one in found]


def planted(**fields: Any) -> list[tuple[str, str]]:
    """What is found once some rows of the quiet network are others."""
    return findings(quiet_snapshot(**fields))


def bare(**fields: Any) -> list[tuple[str, str]]:
    """The references that lead nowhere; no figure could be computed of them."""
    found = inspect(quiet_snapshot(**fields), {})
    return [(one.rule, one.subject) for one in found if one.rule == "references.unknown"]


def forum(**fields: Any) -> tuple[ActivityRow, ...]:
    """The activities, the forum among them with other fields."""
    return replace(FORUM, **fields), SEMINAR


def message(rule: str, language: str = "en", **fields: Any) -> str:
    snapshot = quiet_snapshot(**fields)
    return next(found for found in inspect(snapshot, compute_all(snapshot)) if found.rule == rule).message(language)

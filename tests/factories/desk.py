"""What is proposed at the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from metronome.desk.actions import propose
from metronome.desk.models import Proposal
from metronome.desk.sheets import sheet_of
from metronome.ground.told import version_of


def make_proposal(kind: str, identity: str = "", /, *, by: object = "officer", **fields: Any) -> Proposal:
    """That something on record becomes as the fields say; without an identity, that it comes in."""
    sheet = sheet_of(kind)
    version = version_of(sheet.subject_of(identity)) if identity else 0
    given = replace(sheet.held(identity) if identity else sheet.empty(), **fields)
    return propose(kind=kind, identity=identity, given=given, version=version, by=by)

"""Whom an amendment of a call concerns: an application is asked about what belongs to its step, and to no other.

Who is in the first step hands in a proposal only if invited to it, and agrees to the call as it stands then; who has
gone on to the second wrote the concept under the call as it stood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .models import Call, CallVersion
from .steps import FIRST, steps_of
from .versions import call_of


def concerns(change: Mapping[str, Any], step: str, content: Mapping[str, Any]) -> bool:
    """Whether a change, kept with the version that holds `content`, concerns applications in a step."""
    rows = [row for row in (change["before"], change["after"]) if change["code"] and isinstance(row, Mapping)]
    found = [_steps(change["part"], row, content) for row in rows]
    return not found or any(steps is None or step in steps for steps in found)


def asked_since(call: Call, step: str, agreed: int) -> list[CallVersion]:
    """The versions of a call after the one to which an application agreed that concern it in its step, in order."""
    later = call.versions.filter(number__gt=agreed).order_by("number")
    return [one for one in later if _is_asked(one, step)]


def least_agreed(call: Call) -> Mapping[str, int]:
    """The earliest version under which an application can go on, by its step; empty before anybody began to apply."""
    versions = list(call.versions.order_by("number"))
    steps = steps_of(call_of(versions[-1].content).stages) if versions else []
    return {step: max(one.number for one in versions if _is_asked(one, step)) for step in steps}


def steps_concerned(version: CallVersion) -> Sequence[str]:
    """The steps of a call that a version of it concerns."""
    return [step for step in steps_of(call_of(version.content).stages) if _is_asked(version, step)]


def _is_asked(version: CallVersion, step: str) -> bool:
    """The first version, from which nothing differs, is everybody's."""
    return not version.changes or any(concerns(one, step, version.content) for one in version.changes)


def _steps(part: str, row: Mapping[str, Any], content: Mapping[str, Any]) -> set[str] | None:
    """The steps to which a row of a call belongs; None: all of them."""
    match part:
        case "stages":
            return {_taken(row)} if row["takes_applications"] else None
        case "panels":
            return {_named(row.get("stage", ""), content) or FIRST}
        case "questions" | "rules" | "criteria":
            return {_named(row["stage"], content)} if row.get("stage") else None
        case "options":
            asked = next((one for one in content["questions"] if one["code"] == row["question"]), None)
            return _steps("questions", asked, content) if asked else None
    return None


def _taken(stage: Mapping[str, Any]) -> str:
    """The step that a stage takes in."""
    return str(stage["code"]) if stage.get("invites") else FIRST


def _named(code: str, content: Mapping[str, Any]) -> str:
    """The step that a part names by a stage; a stage that is no longer there was its own."""
    stage = next((one for one in content["stages"] if one["code"] == code), None)
    return _taken(stage) if stage else code

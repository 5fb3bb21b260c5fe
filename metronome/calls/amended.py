"""What an amendment of a call looks like: what was, what is, in words; and who has not agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metronome.design.words import reader
from metronome.ground.text import Text

from .concerned import asked_since, concerns, steps_concerned
from .models import Application, Call, CallVersion
from .queries import ENDED, version_that_holds
from .steps import stages_at, steps_of


@dataclass(frozen=True, kw_only=True)
class ChangeShown:
    """A part of the call that is another one now; empty where there was, or is, none."""

    label: str
    before: Sequence[str]
    after: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class AmendmentShown:
    number: int
    at: datetime
    changes: Sequence[ChangeShown]


def changes_shown(version: CallVersion, step: str | None = None) -> list[ChangeShown]:
    """What differs from the version before, each part by its name; with a step, what concerns those who are in it."""
    return [
        ChangeShown(
            label=_label(one), before=_words(one["part"], one["before"]), after=_words(one["part"], one["after"])
        )
        for one in version.changes
        if step is None or concerns(one, step, version.content)
    ]


def amendment_shown(application: Application) -> AmendmentShown | None:
    """What was changed since the city last agreed, where it is asked whether it goes on; None where it need not."""
    if application.state in ENDED:
        return None
    agreed = application.consents.order_by("-call_version").values_list("call_version", flat=True).first() or 0
    since = asked_since(application.call, application.stage, agreed)
    if not since:
        return None
    changes = [change for version in since for change in changes_shown(version, application.stage)]
    # Whoever has read what concerns the own step agrees to the call as it stands now.
    latest = version_that_holds(application.call) or since[-1]
    return AmendmentShown(number=latest.number, at=since[-1].at, changes=changes)


@dataclass(frozen=True, kw_only=True)
class VersionShown:
    """A version of a call, what differs from the one before, and, where not everybody is asked, of which steps those
    are who are."""

    version: CallVersion
    changes: Sequence[ChangeShown]
    asked: Sequence[str]


def versions_shown(call: Call) -> list[VersionShown]:
    """The versions of a call, the latest first."""
    stages = list(call.stages.all())
    labels = {step: taken[0].label.in_(reader()) for step in steps_of(stages) if (taken := stages_at(stages, step))}
    found = []
    for one in call.versions.order_by("-number"):
        asked = [labels[step] for step in steps_concerned(one) if step in labels]
        is_all = len(asked) == len(labels)
        found.append(VersionShown(version=one, changes=changes_shown(one), asked=[] if is_all else asked))
    return found


def _label(change: Mapping[str, Any]) -> str:
    part = {
        "kind": _("Kind"), "edition": _("Edition"), "title": _("Title"), "summary": _("Summary"),
        "text": _("What is asked for"), "zone": _("Time zone"), "stages": _("Stage"), "rules": _("Rule"),
        "questions": _("Question"), "options": _("Option"), "criteria": _("Criterion"),
        "panels": _("Committee and jury"), "outcomes": _("Outcome"),
    }[change["part"]]  # fmt: skip
    row = change["after"] or change["before"]
    name = row.get("label") or row.get("text") if change["code"] and isinstance(row, Mapping) else None
    colon = pgettext("between a label and what it says", ": ")
    return f"{part}{colon}{Text.from_json(name).in_(reader())}" if name else part


#: What a row of a part tells, in the order in which it is read.
TOLD = {
    "stages": ("label", "opens_on", "opens_at", "closes_on", "closes_at", "invites"),
    "rules": ("text", "stage"),
    "questions": ("label", "hint", "is_required", "most", "unit", "stage"),
    "options": ("label",),
    "criteria": ("label", "anchors", "weight", "lowest", "highest", "stage"),
    "panels": ("label", "task", "seats", "stage"),
    "outcomes": ("label", "prize", "places", "is_unlimited"),
}


def _words(part: str, value: Any) -> list[str]:
    """A value of a frozen call as lines."""
    if value is None or value == "" or value == {}:
        return []
    if isinstance(value, Mapping) and "texts" in value:
        return [Text.from_json(value).in_(reader())]
    if isinstance(value, Mapping):
        return [words for name in TOLD[part] for words in _named(name, value.get(name))]
    return [str(value)]


def _named(name: str, value: Any) -> list[str]:
    labels = {
        "opens_on": _("First day"), "opens_at": _("from (time as 09:00)"), "closes_on": _("Last day"),
        "closes_at": _("until (time as 18:00)"), "most": _("Characters, options or rows at most"),
        "weight": _("Weight"), "lowest": _("Lowest score"), "highest": _("Highest score"), "seats": _("Seats"),
        "places": _("Places"), "stage": _("Stage"), "invites": _("Taken in by the outcome"),
    }  # fmt: skip
    if value is None or value == "" or value == {} or value is False:
        return []
    if value is True:
        return [_("required") if name == "is_required" else _("as many as deserve it")]
    words = Text.from_json(value).in_(reader()) if isinstance(value, Mapping) else str(value)
    colon = pgettext("between a label and what it says", ": ")
    return [f"{labels[name]}{colon}{words}" if name in labels else words]

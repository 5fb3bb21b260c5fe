"""Some fields of a sheet, asked on a page of another room: drawn, read back, and held against what stood when the page
was opened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from metronome.ground.told import version_of
from metronome.ground.web import number_in

from .forms import Writing, typed
from .queries import lines_since, standing_at
from .sheets import languages, sheet_of


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a page asks for of one thing: its fields drawn, the version it began with, what it describes (None where
    `faults` say what has to be mended first), and whether it was only sent to have a row added."""

    fields: SafeString
    version: int
    given: Any | None
    faults: Sequence[str]
    is_unfinished: bool


def asked(kind: str, identity: str, names: Collection[str], sent: QueryDict | None) -> Asked:
    """The fields of these names of one thing on record, as they stand, or as they were sent."""
    whole = sheet_of(kind)
    sheet = replace(whole, fields=tuple(one for one in whole.fields if one.name in names))
    standing = whole.held(identity)
    if sent is None:
        data = typed(sheet, standing)
        version = version_of(whole.subject_of(identity))
        return Asked(
            fields=_drawn(Writing(sheet, data, languages(), standing)),
            version=version, given=None, faults=(), is_unfinished=True,
        )  # fmt: skip
    version = number_in(sent.get("version") or "")
    base = standing_at(whole, standing, lines_since(whole, identity, version))
    writing = Writing(sheet, sent, languages(), base)
    given = None if writing.is_unfinished else writing.given()
    return Asked(
        fields=_drawn(writing),
        version=version,
        given=given,
        faults=[fault for faults in writing.faults.values() for fault in faults],
        is_unfinished=writing.is_unfinished,
    )


def _drawn(writing: Writing) -> SafeString:
    return render_to_string("desk/groups.html", {"groups": writing.groups()})

"""The parts of a report: its chapters, which an edition may leave out and put into another order, and what of them has
a narrative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

#: The chapters in the order in which they stand unless an edition says otherwise. The figures with their rows and the
#: words on how to verify come last, always: every number of a document leads there.
CHAPTERS = ("note", "activities", "projects", "media", "listening", "progress", "silence", "who", "findings")
#: Those of an edition that has chosen none: such ones were frozen before there was a chapter on projects, and never
#: change.
UNCHOSEN = tuple(chapter for chapter in CHAPTERS if chapter != "projects")
#: What stands in a chapter and has a narrative of its own.
WITHIN: Mapping[str, str] = {"alliances": "listening", "bilaterals": "listening"}
#: Everything that can have a narrative, in the order of the whole report.
PARTS = (
    "note",
    "activities",
    "projects",
    "media",
    "listening",
    "alliances",
    "bilaterals",
    "progress",
    "silence",
    "who",
    "findings",
    "figures",
)

#: The parts of a statement for a member, in their order unless its kind says otherwise.
STATEMENT = (
    "activities",
    "served",
    "people",
    "mandates",
    "media",
    "meetings",
    "practices",
    "projects",
    "corrections",
)


def chapters_of(chosen: Iterable[str]) -> tuple[str, ...]:
    """The chapters that an edition has, in its order."""
    known = tuple(dict.fromkeys(chapter for chapter in chosen if chapter in CHAPTERS))
    return known or UNCHOSEN


def parts_of(chosen: Iterable[str]) -> tuple[str, ...]:
    """What has a narrative in an edition of these chapters, in its order."""
    found: list[str] = []
    for chapter in chapters_of(chosen):
        found += [chapter, *(part for part, within in WITHIN.items() if within == chapter)]
    return (*found, "figures")


def headings() -> dict[str, str]:
    """What stands above each part, in the active language."""
    return {
        "note": _("Foreword"),
        "activities": _("Activities"),
        "projects": _("Projects of members"),
        "media": _("In the media"),
        "listening": _("Active listening"),
        "alliances": _("Work with partners"),
        "bilaterals": _("Bilateral meetings"),
        "progress": _("Progress"),
        "silence": _("What nothing reached"),
        "who": _("Who we are"),
        "findings": _("What the checks found"),
        "figures": _("The figures and their rows"),
    }

"""What the page of a proposed activity shows: the source on one side, what was recognised in it on the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from metronome.intake.models import ProposedActivity
from metronome.record.enums import Precision
from metronome.record.noting import Noting
from metronome.record.typed import DAY, append, empty
from metronome.record.vocabulary import Vocabulary, Word

from .found import SURE

#: The boxes of a proposal: what is found, under which name it is sent, and how its values begin there.
GROUPS = (
    ("results", "tag", "result:"),
    ("challenges", "tag", "challenge:"),
    ("members", "member", ""),
    ("partners", "partner", ""),
)


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a finding is, in words, and where it stands."""

    percent: int
    is_sure: bool
    place: str
    printed: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something found, to be ticked; without `word` nothing on record is meant, or one of the candidates."""

    word: Word | None
    checked: bool
    sure: Sure
    candidates: Sequence[tuple[Word, bool]] = ()


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    label: str
    choices: Sequence[Choice]


def typed_in(proposed: ProposedActivity) -> MultiValueDict[str, str]:
    """A proposal as it would be typed into the page."""
    told = proposed.told
    data: MultiValueDict[str, str] = MultiValueDict()
    data[f"title_{told['language']}"] = told["title"]["value"]
    data[f"summary_{told['language']}"] = told["summary"][:5000]
    data["kind"] = told["kind"]["value"] if told["kind"] else ""
    data["lead_line"] = told["line"]["value"] if told["line"] else ""
    for day in told["days"]:
        monthly = day["precision"] == Precision.MONTH
        last = "" if monthly or day["last"] == day["first"] else day["last"]
        append(data, DAY, (day["first"], last, day["precision"]))
    for group, name, begins in GROUPS:
        for found in told[group]:
            if found["value"]:
                data.appendlist(name, f"{begins}{found['value']}")
    return data


def noting_of(proposed: ProposedActivity, data: Any, words: Vocabulary) -> Noting:
    """What stands on the page, to be read as the desk reads a page."""
    language = proposed.told["language"]
    source = f"{proposed.reading.label}, {place_of(proposed.told['place'])}"
    return Noting(data, words, words.languages, language, replace(empty(""), source=source[:300]))


def groups_of(proposed: ProposedActivity, noting: Noting) -> list[Group]:
    """The boxes of the page, each with what was found for it and what was added."""
    labels = {
        "results": _("Results"),
        "challenges": _("Challenges"),
        "members": _("Members activated"),
        "partners": _("Partners"),
    }
    return [
        Group(name, labels[group], list(_choices(proposed.told[group], noting, name, begins)))
        for group, name, begins in GROUPS
    ]


def _choices(told: Sequence[Mapping[str, Any]], noting: Noting, name: str, begins: str) -> Iterable[Choice]:
    there, chosen = noting.words.of(name), [word.value for word in noting.chosen(name)]
    shown = set()
    for found in told:
        value = f"{begins}{found['value']}" if found["value"] else ""
        candidates = [f"{begins}{candidate}" for candidate in found["candidates"]]
        shown |= {value, *candidates}
        yield Choice(
            there.get(value),
            value in chosen,
            sure_of(found),
            [(there[one], one in chosen) for one in candidates if one in there],
        )
    for value in chosen:
        if value.startswith(begins) and value not in shown and (begins or ":" not in value):
            yield Choice(there[value], True, Sure(100, True, "", _("added here")))


def sure_of(found: Mapping[str, Any]) -> Sure:
    percent = round(found["confidence"] * 100)
    return Sure(percent, found["confidence"] >= SURE, place_of(found["place"]), found["printed"])


def place_of(place: Mapping[str, int]) -> str:
    """Where something stands: the page, where the source has pages, and its lines."""
    told = {"page": place["page"], "first": place["first_line"], "last": place["last_line"]}
    if place["first_line"] == place["last_line"]:
        words = _("page %(page)s, line %(first)s") if place["page"] else _("line %(first)s")
    else:
        words = _("page %(page)s, lines %(first)s to %(last)s") if place["page"] else _("lines %(first)s to %(last)s")
    return words % told

"""An activity as it would be typed into the page, and the days that were typed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from django.utils.datastructures import MultiValueDict

from metronome.ground.period import Period, month_of
from metronome.ground.text import Text

from .enums import InvolvementRole, Precision
from .given import GivenActivity
from .parts import EVIDENCE, FILE, FOLLOW_UP, PERSON, YES, typed_follow_up, typed_person

DAY = ("first", "last", "precision")
COUNT = ("qualifier", "number", "upper", "basis", "printed")
#: What "like the last one" takes over.
LIKE = ("kind", "format", "network_role", "place", "lead_line", "tag", "partner", "goals", "series", "language")

Data = MultiValueDict[str, str]


def spans_of(rows: Iterable[Mapping[str, str]]) -> list[Period]:
    """The days of rows that were typed; a row that cannot be read is left out."""
    found = []
    for row in rows:
        with suppress(ValueError):
            first = date.fromisoformat(row["first"] or row["last"])
            last = date.fromisoformat(row["last"] or row["first"])
            if row["precision"] == Precision.MONTH:
                first, last = first.replace(day=1), month_of(last.year, last.month).last or last
            found.append(Period(first, last))
    return found


def empty(kind: str) -> GivenActivity:
    """An activity that says nothing yet."""
    parts = "occurrences result_tags challenge_tags theme_tags goal_tags marker_scores involvements people"
    others = "participations evidence follow_ups languages other_cities"
    nothing: dict[str, Any] = dict.fromkeys([*parts.split(), *others.split()], ())
    words: dict[str, Any] = dict.fromkeys(
        ("code", "lead_line", "format", "network_role", "series", "source", "state", "comment"), ""
    )
    texts: dict[str, Any] = {"title": Text(), "summary": Text(), "place": Text()}
    days: dict[str, Any] = {"first_day": date.min, "last_day": date.min}
    return GivenActivity(kind=kind, is_members_only=False, order=0, **words, **texts, **days, **nothing)


def typed(given: GivenActivity, language: str) -> Data:
    """An activity as it would be typed into the page."""
    data: Data = MultiValueDict()
    for code in given.title.texts.keys() | given.summary.texts.keys():
        data[f"title_{code}"] = given.title.texts.get(code, "")
        data[f"summary_{code}"] = given.summary.texts.get(code, "")
    for name in ("kind", "format", "network_role", "lead_line"):
        data[name] = getattr(given, name)
    data["place"] = given.place.texts.get(language, "")
    data["goals"] = ", ".join(given.goal_tags)
    tags = {"result": given.result_tags, "challenge": given.challenge_tags, "theme": given.theme_tags}
    data.setlist("tag", [f"{kind}:{key}" for kind, keys in tags.items() for key in keys])
    parts = [part for part in given.involvements if part.role != InvolvementRole.NAMED]
    data.setlist("member", list(dict.fromkeys(part.member for part in parts if part.member)))
    data.setlist("partner", list(dict.fromkeys(part.partner for part in parts if part.partner)))
    for day in given.occurrences:
        last = "" if day.last_day == day.first_day or day.precision == Precision.MONTH else day.last_day.isoformat()
        append(data, DAY, (day.first_day.isoformat(), last, day.precision))
    for one in given.participations:
        if not (one.sex or one.mode or one.country):
            numbers = ["" if number is None else str(number) for number in (one.number, one.upper)]
            append(data, COUNT, (one.qualifier, *numbers, one.basis, one.printed))
    for piece in given.evidence:
        label = piece.label.texts.get(language, "")
        if piece.file:
            append(data, FILE, (piece.file, label, YES if piece.is_public else ""))
        else:
            append(data, EVIDENCE, (piece.url, label))
    typed_parts(given, data, language)
    return data


def typed_parts(given: GivenActivity, data: Data, language: str) -> None:
    for person in given.people:
        if person.contact:
            data[f"role_of_{person.contact}"] = person.role
        else:
            append(data, PERSON, typed_person(person, language))
    data.setlist("contact", list(dict.fromkeys(person.contact for person in given.people if person.contact)))
    for score in given.marker_scores:
        data[f"score_{score.marker}"], data[f"reason_{score.marker}"] = str(score.score), score.reason
    for one in given.follow_ups:
        append(data, FOLLOW_UP, typed_follow_up(one, language))
    data["series"], data["other_cities"] = given.series, ", ".join(given.other_cities)
    data["members_only"] = YES if given.is_members_only else ""
    data.setlist("language", list(given.languages))


def append(data: Data, names: Sequence[str], row: Sequence[str]) -> None:
    for name, value in zip(names, row, strict=True):
        data.appendlist(name, value)


def like(given: GivenActivity, language: str) -> Data:
    """What a new entry takes over from another."""
    data = typed(given, language)
    return MultiValueDict({name: data.getlist(name) for name in LIKE})

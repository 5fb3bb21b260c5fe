"""What the desk shows of activities in every state: lists of what waits, one activity field by field, its history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from metronome.accounts.models import Person
from metronome.design.words import reader
from metronome.ground.audit import Line
from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.phrases import count_in_words, day_in_words, language_in_words, month_in_words
from metronome.ground.text import Text

from .differences import Difference
from .enums import Format, InvolvementRole, NetworkRole, PersonRole, State
from .given import GivenActivity
from .held import content_names, is_nothing, lines_of, read_cell, told
from .models import Activity, ActivityQuerySet, Draft
from .phrases import field_label
from .shown import verb_in_words
from .vocabulary import Vocabulary

TAGS = {"result_tags": "result", "challenge_tags": "challenge", "theme_tags": "theme"}
#: How many lines of its history the desk shows.
HISTORY = 50
CHOICES: dict[str, Any] = {"format": Format, "network_role": NetworkRole, "state": State}


def names_of(hands: Iterable[str]) -> dict[str, str]:
    """What people are called whom lines name by their number, in one question; other hands stay as they are."""
    numbers = [int(hand.removeprefix("person:")) for hand in set(hands) if hand.removeprefix("person:").isdigit()]
    people = Person.objects.filter(pk__in=numbers).values_list("pk", "name", "email")
    return {f"person:{pk}": name or email for pk, name, email in people}


def waiting(person: object, *, reviews: bool) -> dict[str, ActivityQuerySet]:
    """What waits for somebody, by what is to be done, the oldest first."""
    own = str(person)
    activities = Activity.objects.order_by("first_day", "code").select_related("kind")
    found = {
        "returned": activities.filter(state=State.RETURNED, author=own),
        "draft": activities.filter(state=State.DRAFT, author=own),
    }
    if reviews:
        found["review"] = activities.filter(state=State.IN_REVIEW).exclude(author=own)
        found["publish"] = activities.filter(state=State.APPROVED)
    return found


def drafts_of(person: Person) -> list[tuple[Draft, str]]:
    """What somebody has typed and not sent, with the title as far as there is one."""
    drafts = Draft.objects.filter(person=person).select_related("activity")
    return [(draft, title_typed(draft)) for draft in drafts]


def title_typed(draft: Draft) -> str:
    titles = [value[0] for name, value in sorted(draft.data.items()) if name.startswith("title_") and value]
    return next((title for title in titles if title.strip()), gettext("without a title"))


# Fields in words


def in_words(name: str, value: Any, words: Vocabulary) -> list[str]:
    """A field, as a line of the audit tells it, in the reader's words."""
    if is_nothing(value) or value in ([], {}):
        return []
    if isinstance(value, list):
        return [row_in_words(name, item, words) for item in value]
    if isinstance(value, dict):
        return [f"{key}: {one}" for key, one in sorted(value.get("texts", value).items())]
    if name in CHOICES and value in CHOICES[name].values:
        return [str(CHOICES[name](value).label)]
    if name == "kind":
        return [dict(words.kinds).get(value, Text.of({"": str(value)}, source="")).in_(reader())]
    return [gettext("yes") if value is True else str(value)]


def row_in_words(name: str, item: Any, words: Vocabulary) -> str:
    if name in TAGS:
        word = words.tags.get(f"{TAGS[name]}:{item}")
        return f"{word.code} {word.label.in_(reader())}".strip() if word else str(item)
    if not isinstance(item, dict):
        return language_in_words(item) if name == "languages" else str(item)
    cells = {key: read_cell(cell) for key, cell in item.items()}
    if name == "occurrences":
        return days_told(cells)
    if name == "participations":
        numbers = cells.get("number"), cells.get("upper")
        counted = count_in_words(Count(Qualifier(cells["qualifier"]), Basis(cells["basis"]), *numbers))
        return " · ".join([counted, *(cells[key] for key in ("sex", "mode", "country", "printed") if key in cells)])
    if name == "involvements":
        who = words.members.get(cells.get("member", "")) or words.partners.get(cells.get("partner", ""))
        called = who.label.in_(reader()) if who else cells.get("member") or cells.get("partner")
        return f"{called} ({InvolvementRole(cells['role']).label})"
    if name == "people":
        return f"{cells.get('name') or cells.get('title')} ({PersonRole(cells['role']).label})"
    return " · ".join(text_of(cell) for key, cell in cells.items() if key not in ("kind", "order"))


def text_of(cell: Any) -> str:
    return Text.from_json(cell).in_(reader()) if isinstance(cell, dict) else str(cell)


def days_told(cells: dict[str, Any]) -> str:
    first, last = (str(cells[key]) for key in ("first_day", "last_day"))
    if cells.get("precision") == "month":
        return month_in_words(int(first[:4]), int(first[5:7]))
    days = [day_in_words(date.fromisoformat(day)) for day in dict.fromkeys((first, last))]
    return " – ".join(days)


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field with what it says, or with what it said before and says since."""

    name: str
    label: str
    now: Sequence[str]
    before: Sequence[str] = ()


def fields_shown(given: GivenActivity, words: Vocabulary) -> list[FieldShown]:
    """Every field that says something."""
    shown = [FieldShown(name, field_label(name), in_words(name, told(given, name), words)) for name in content_names()]
    return [one for one in shown if one.now]


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of the history: who did what when, and each field before and after."""

    line: Line
    verb: str
    by: str
    changes: Sequence[FieldShown]
    can_be_undone: bool


def history(code: str, words: Vocabulary) -> list[LineShown]:
    """What was done with an activity, the latest first."""
    lines = list(lines_of(code)[:HISTORY])
    names = names_of(line.actor for line in lines)
    whole = all(line.verb != "repair" for line in lines)
    return [
        LineShown(
            line=line,
            verb=verb_in_words(line.verb),
            by=names.get(line.actor, line.actor),
            changes=changes_shown(line, words) if line.verb != "create" else (),
            can_be_undone=whole and line.verb != "create",
        )
        for line in lines
    ]


HIDDEN = ("first_day", "last_day", "order", "approver", "author")


def changes_shown(line: Line, words: Vocabulary) -> list[FieldShown]:
    return [
        FieldShown(name, field_label(name), in_words(name, after, words), in_words(name, before, words))
        for name, (before, after) in line.change.items()
        if name not in HIDDEN
    ]


@dataclass(frozen=True, slots=True)
class DifferenceShown:
    """A field that two people changed."""

    name: str
    label: str
    before: Sequence[str]
    theirs: Sequence[str]
    mine: Sequence[str]
    by: str


def differences_shown(differences: Sequence[Difference], words: Vocabulary) -> list[DifferenceShown]:
    names = names_of(one.by for one in differences)
    return [
        DifferenceShown(
            name=one.field,
            label=field_label(one.field),
            before=in_words(one.field, one.before, words),
            theirs=in_words(one.field, one.theirs, words),
            mine=in_words(one.field, one.mine, words),
            by=names.get(one.by, one.by),
        )
        for one in differences
    ]

"""What the desk shows of activities in every state: lists of what waits, one activity field by field, its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext

from metronome.design.words import reader
from metronome.desk import shown
from metronome.desk.phrases import wordings_in_words
from metronome.desk.shown import DifferenceShown, FieldShown, LineShown, history_shown
from metronome.ground.audit import Line
from metronome.ground.conflict import Difference
from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.once import WORD, Once
from metronome.ground.phrases import count_in_words, day_in_words, language_in_words, month_in_words
from metronome.ground.text import Text
from metronome.ground.told import is_nothing, told
from metronome.network.phrases import labelled

from .enums import Format, InvolvementRole, NetworkRole, PersonRole, State
from .given import GivenActivity
from .held import content_names, history_of
from .models import Activity, ActivityQuerySet
from .phrases import field_label
from .vocabulary import Vocabulary

TAGS = {"result_tags": "result", "challenge_tags": "challenge", "theme_tags": "theme"}
#: How many activities a part of the list of what waits shows.
SHOWN = 100
#: What is to be done with what waits, by its state: by whoever wrote it, and by whoever reviews.
STEPS: dict[str, str] = {
    State.RETURNED: "returned",
    State.DRAFT: "draft",
    State.IN_REVIEW: "review",
    State.APPROVED: "publish",
}
OWN, OTHERS = (State.RETURNED, State.DRAFT), (State.IN_REVIEW, State.APPROVED)
Row = tuple[Any, ...]
CHOICES: dict[str, Any] = {"format": Format, "network_role": NetworkRole, "state": State}


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


@dataclass(frozen=True, slots=True)
class Waits:
    """An activity in a list of what waits."""

    code: str
    title: Text
    kind: Text
    state: str
    author: str
    comment: str
    first_day: date


def first_waiting(person: object, *, reviews: bool) -> dict[str, list[Waits]]:
    """The first of what waits for somebody, by what is to be done, in one question."""
    parts: dict[str, list[Waits]] = {STEPS[state]: [] for state in (*OWN, *(OTHERS if reviews else ()))}
    for row in (_WITH_OTHERS if reviews else _OWN).rows(author=str(person)):
        activity = Waits(*row)
        parts[STEPS[activity.state]].append(activity)
    return parts


def _of_author(author: str) -> QuerySet[Activity, Row]:
    return _first(Q(author=author, state__in=OWN))


def _of_everybody(author: str) -> QuerySet[Activity, Row]:
    own, review = Q(author=author), Q(state=State.IN_REVIEW)
    return _first(own & Q(state__in=OWN) | Q(state=State.APPROVED) | review & ~own)


def _first(condition: Q) -> QuerySet[Activity, Row]:
    """The first of each state, as what is shown of them."""
    rank = Window(RowNumber(), partition_by="state", order_by=("first_day", "code"))
    activities = Activity.objects.filter(condition).annotate(rank=rank).filter(rank__lte=SHOWN)
    columns = ("code", "title", "kind__name", "state", "author", "comment", "first_day")
    return activities.order_by("first_day", "code").values_list(*columns)


_OWN, _WITH_OTHERS = Once(_of_author, author=WORD), Once(_of_everybody, author=WORD)


# Fields in words


def in_words(name: str, value: Any, words: Vocabulary) -> list[str]:
    """A field, as a line of the audit tells it once its personal values were read, in the reader's words."""
    if is_nothing(value) or value in ([], {}):
        return []
    if name == "notes":
        return [labelled(field_label(of), said) for of, said in value.items()]
    if isinstance(value, list):
        return [row_in_words(name, item, words) for item in value]
    if isinstance(value, dict):
        return wordings_in_words(value.get("texts", value))
    if name in CHOICES and value in CHOICES[name].values:
        return [str(CHOICES[name](value).label)]
    if name == "kind":
        return [dict(words.kinds).get(value, Text.of({"": str(value)}, source="")).in_(reader())]
    if name == "lead_line":
        named = {line.value: f"{line.code} {line.label.in_(reader())}" for line in words.lines}
        return [named.get(value, str(value))]
    return [gettext("yes") if value is True else str(value)]


def row_in_words(name: str, cells: Any, words: Vocabulary) -> str:
    if name in TAGS:
        word = words.tags.get(f"{TAGS[name]}:{cells}")
        return f"{word.code} {word.label.in_(reader())}".strip() if word else str(cells)
    if not isinstance(cells, dict):
        return language_in_words(cells) if name == "languages" else str(cells)
    if name == "marker_scores":
        marker = next(
            (one.label.in_(reader()) for one in words.markers if one.slug == cells["marker"]), cells["marker"]
        )
        return joined((labelled(marker, str(cells.get("score", 0))), cells.get("reason", "")))
    if name == "involvements":
        who = words.members.get(cells.get("member", "")) or words.partners.get(cells.get("partner", ""))
        called = who.label.in_(reader()) if who else cells.get("member") or cells.get("partner")
        return f"{called} ({InvolvementRole(cells['role']).label})"
    return _PARTS.get(name, cells_told)(cells)


def cells_told(cells: dict[str, Any]) -> str:
    return joined(text_of(cell) for key, cell in cells.items() if key not in ("kind", "order"))


def joined(parts: Iterable[str]) -> str:
    return " · ".join(filter(None, parts))


def text_of(cell: Any) -> str:
    return Text.from_json(cell).in_(reader()) if isinstance(cell, dict) else str(cell)


def days_told(cells: dict[str, Any]) -> str:
    first, last = (str(cells[key]) for key in ("first_day", "last_day"))
    if cells.get("precision") == "month":
        return month_in_words(int(first[:4]), int(first[5:7]))
    days = [day_in_words(date.fromisoformat(day)) for day in dict.fromkeys((first, last))]
    return " – ".join(days)


def count_told(cells: dict[str, Any]) -> str:
    numbers = cells.get("number"), cells.get("upper")
    counted = count_in_words(Count(Qualifier(cells["qualifier"]), Basis(cells["basis"]), *numbers))
    return joined((counted, *(cells.get(key, "") for key in ("sex", "mode", "country", "printed"))))


def person_told(cells: dict[str, Any]) -> str:
    title = text_of(cells["title"]) if "title" in cells else ""
    called = ", ".join(filter(None, (cells.get("name", ""), title)))
    return f"{called} ({PersonRole(cells['role']).label})"


def evidence_told(cells: dict[str, Any]) -> str:
    """What it is, where it stands, and of a file who may open it; its name is made of its content and says nothing."""
    opened = ""
    if cells.get("file"):
        opened = gettext("a file for everybody") if cells.get("is_public") else gettext("a file for the secretariat")
    day = day_in_words(date.fromisoformat(cells["on"])) if cells.get("on") else ""
    return joined((text_of(cells.get("label", "")), cells.get("url", ""), opened, day))


def promise_told(cells: dict[str, Any]) -> str:
    said = {
        "due_on": gettext("due %(day)s"),
        "done_on": gettext("done %(day)s"),
        "verified_on": gettext("verified %(day)s"),
    }
    days = [
        words % {"day": day_in_words(date.fromisoformat(cells[key]))} for key, words in said.items() if cells.get(key)
    ]
    return joined((text_of(cells.get("what", "")), cells.get("owner", ""), *days))


#: How a row of each part is told that says more than its words.
_PARTS: Mapping[str, Callable[[dict[str, Any]], str]] = {
    "occurrences": days_told,
    "participations": count_told,
    "people": person_told,
    "evidence": evidence_told,
    "follow_ups": promise_told,
}


def fields_shown(given: GivenActivity, words: Vocabulary) -> list[FieldShown]:
    """Every field that says something."""
    shown = [FieldShown(name, field_label(name), in_words(name, told(given, name), words)) for name in content_names()]
    return [one for one in shown if one.now]


def fields_empty(given: GivenActivity) -> list[FieldShown]:
    """Every other field: what is missing is what a reviewer has most to say of."""
    names = [name for name in content_names() if name not in NEVER_TYPED and is_nothing(told(given, name))]
    return [FieldShown(name, field_label(name), ()) for name in names]


def history(code: str, words: Vocabulary) -> list[LineShown]:
    """What was done with an activity, the latest first."""
    return history_shown(history_of(code), lambda line: changes_shown(line, words))


#: Content that no box of the form holds.
NEVER_TYPED = ("source", "order")
HIDDEN = ("first_day", "last_day", "order", "approver", "author")


def changes_shown(line: Line, words: Vocabulary) -> list[FieldShown]:
    return [
        FieldShown(name, field_label(name), in_words(name, after, words), in_words(name, before, words))
        for name, (before, after) in line.change.items()
        if name not in HIDDEN
    ]


def differences_shown(differences: Sequence[Difference], words: Vocabulary) -> list[DifferenceShown]:
    return shown.differences_shown(differences, field_label, lambda name, value: in_words(name, value, words))

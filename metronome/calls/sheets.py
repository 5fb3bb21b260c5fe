"""How calls are kept at the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.desk.sheets import Field, Sheet, one_of
from metronome.ground.fold import fold_words
from metronome.ground.text import Text

from .actions import put_call
from .checked import tidy
from .enums import QuestionKind
from .given import GivenCall
from .models import Call


def title_of(call: Any) -> Text | str:
    """Its title; from a row or from what is given."""
    title: Text = call.title
    return title or str(call.slug)


def calls_named(rows: QuerySet[Call], words: str) -> QuerySet[Call]:
    """Those whose title, in any language, kind or edition has every word: calls are few, and read whole."""
    wanted = fold_words(words).split()
    if not wanted:
        return rows
    found = []
    for row in rows:
        known = fold_words(" ".join((row.slug, row.kind, row.edition, *row.title.texts.values())))
        if all(word in known for word in wanted):
            found.append(row.pk)
    return rows.filter(pk__in=found)


def _patterns() -> list[tuple[str, str]]:
    """The templates, by their titles in the reader's language."""
    found = Call.objects.filter(is_template=True).order_by("order", "slug")
    return [(one.slug, one.title.in_(reader()) or one.slug) for one in found]


CODE = Field(name="code", label=lambda: _("Code"), is_required=True)
STAGE = Field(name="stage", label=lambda: _("Stage (its code; empty: each that takes in)"))
LABEL = Field(name="label", label=lambda: _("Label"), is_required=True)
STAGES = (
    CODE,
    LABEL,
    Field(name="opens_on", label=lambda: _("First day")),
    Field(name="opens_at", label=lambda: _("from (time as 09:00)")),
    Field(name="closes_on", label=lambda: _("Last day")),
    Field(name="closes_at", label=lambda: _("until (time as 18:00)")),
    Field(name="takes_applications", label=lambda: _("Applications are taken")),
    Field(name="invites", label=lambda: _("of those with this outcome alone (its code; empty: of everybody)")),
)
QUESTIONS = (
    CODE,
    Field(name="kind", label=lambda: _("Kind"), choices=one_of(QuestionKind.choices), is_required=True),
    LABEL,
    Field(name="hint", label=lambda: _("Hint"), is_long=True),
    Field(name="is_required", label=lambda: _("Required")),
    Field(name="most", label=lambda: _("Characters, options or rows at most")),
    Field(name="unit", label=lambda: _("Unit")),
    Field(name="asked_if", label=lambda: _("Asked if this question")),
    Field(name="asked_when", label=lambda: _("is answered with this option")),
    STAGE,
)
OPTIONS = (Field(name="question", label=lambda: _("Question"), is_required=True), CODE, LABEL)
RULES = (CODE, Field(name="text", label=lambda: _("Rule"), is_required=True, is_long=True), STAGE)
CRITERIA = (
    CODE,
    LABEL,
    Field(name="anchors", label=lambda: _("What scores mean"), is_long=True),
    Field(name="weight", label=lambda: _("Weight"), is_required=True),
    Field(name="lowest", label=lambda: _("Lowest score"), is_required=True),
    Field(name="highest", label=lambda: _("Highest score"), is_required=True),
    STAGE,
)
PANELS = (
    CODE,
    LABEL,
    Field(name="task", label=lambda: _("Task"), is_long=True),
    Field(name="seats", label=lambda: _("Seats")),
    Field(name="stage", label=lambda: _("Reads the stage (its code; empty: the first)")),
)
OUTCOMES = (
    CODE,
    LABEL,
    Field(name="prize", label=lambda: _("Prize or grant"), is_long=True),
    Field(name="places", label=lambda: _("Places")),
    Field(name="is_unlimited", label=lambda: _("As many as deserve it")),
)

CALLS = Sheet(
    kind="calls",
    subject="call",
    given=GivenCall,
    rows=lambda: Call.objects.all(),
    plural=lambda: _("Calls"),
    one=lambda: _("Call"),
    fields=(
        Field(name="title", label=lambda: _("Title"), is_required=True),
        Field(name="kind", label=lambda: _("Kind"), hint=lambda: _("A word of the network, as award or pilot.")),
        Field(name="edition", label=lambda: _("Edition")),
        Field(name="summary", label=lambda: _("Summary"), is_long=True),
        Field(name="text", label=lambda: _("What is asked for"), is_long=True),
        Field(
            name="zone",
            label=lambda: _("Time zone"),
            hint=lambda: _("By its clock every stage begins and ends. A name as Africa/Dakar."),
            is_required=True,
        ),
        Field(
            name="stages",
            label=lambda: _("Stages"),
            hint=lambda: _("A day without a time begins with its first second and ends with its last."),
            fields=STAGES,
        ),
        Field(name="rules", label=lambda: _("Who can take part"), fields=RULES),
        Field(name="questions", label=lambda: _("Questions of the form"), fields=QUESTIONS),
        Field(name="options", label=lambda: _("Options of questions and columns of tables"), fields=OPTIONS),
        Field(name="criteria", label=lambda: _("Criteria"), fields=CRITERIA),
        Field(name="panels", label=lambda: _("Committee and jury"), fields=PANELS),
        Field(name="outcomes", label=lambda: _("What an application can come to"), fields=OUTCOMES),
        Field(
            name="begun_from",
            label=lambda: _("Template that it is begun from"),
            hint=lambda: _("With a new call come the terms of its grants: length, instalments, reports."),
            choices=_patterns,
        ),
        Field(name="is_template", label=lambda: _("Template: a pattern for calls, never public")),
        Field(name="is_published", label=lambda: _("Published: everybody sees it")),
        Field(name="is_cancelled", label=lambda: _("Called off: it keeps its page and its history")),
    ),
    title=title_of,
    put=put_call,
    named=calls_named,
    href=lambda slug: reverse("calls:call", args=[slug]),
    identity=lambda given: f"{given.title} {given.edition}",
    tidy=tidy,
    fresh={"zone": "UTC"},
)

"""How the texts of a plan are kept at the desk. Codes, and who stands below whom, are the plan's for ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.desk.sheets import Field, Sheet
from metronome.ground.fold import fold_words
from metronome.ground.hand import Hand

from .actions import put_challenge, put_node, put_theme
from .given import GivenChallenge, GivenNode, GivenTheme
from .models import Challenge, Node, Theme


def put_inside(put: Callable[..., None], name: str) -> Callable[..., None]:
    """An action for something inside a plan, as one that the desk calls."""

    def put_it(*, identity: str, given: Any, by: Hand) -> None:
        put(plan=identity.rpartition("/")[0], **{name: given}, by=by)

    return put_it


def labelled(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Those whose code or label, in any language, has every word: of lists so short that they are read whole."""
    wanted = fold_words(words).split()
    if not wanted:
        return rows
    found = []
    for row in rows:
        known = fold_words(" ".join((str(row), *row.label.texts.values())))
        if all(word in known for word in wanted):
            found.append(row.pk)
    return rows.filter(pk__in=found)


def coded(row: Any) -> str:
    """Code and label."""
    return f"{row.code} {row.label.in_(reader())}"


LABEL = Field(name="label", label=lambda: _("Text"), is_required=True, is_long=True)
DESCRIPTION = Field(name="description", label=lambda: _("Description"), is_long=True)

NODES = Sheet(
    kind="nodes",
    subject="node",
    given=GivenNode,
    rows=lambda: Node.objects.select_related("plan", "parent"),
    plural=lambda: _("Elements of the plans"),
    one=lambda: _("Element of the plan"),
    fields=(
        LABEL,
        Field(name="short_label", label=lambda: _("Short text")),
        DESCRIPTION,
        Field(
            name="key_ideas",
            label=lambda: _("Key ideas"),
            fields=(Field(name="text", label=lambda: _("Key idea"), is_required=True, is_long=True),),
        ),
    ),
    title=coded,
    put=put_inside(put_node, "node"),
    named=labelled,
    href=lambda identity: reverse("home:node", args=identity.split("/", 1)),
    key="code",
    is_in_plan=True,
)

CHALLENGES = Sheet(
    kind="challenges",
    subject="challenge",
    given=GivenChallenge,
    rows=lambda: Challenge.objects.select_related("plan", "parent"),
    plural=lambda: _("Challenges"),
    one=lambda: _("Challenge"),
    fields=(LABEL, DESCRIPTION),
    title=coded,
    put=put_inside(put_challenge, "challenge"),
    named=labelled,
    href=lambda identity: reverse("home:challenges", args=[identity.split("/", 1)[0]]),
    key="code",
    is_in_plan=True,
)

THEMES = Sheet(
    kind="themes",
    subject="theme",
    given=GivenTheme,
    rows=lambda: Theme.objects.select_related("plan"),
    plural=lambda: _("Themes"),
    one=lambda: _("Theme"),
    fields=(LABEL, DESCRIPTION),
    title=lambda theme: theme.label,
    put=put_inside(put_theme, "theme"),
    named=labelled,
    href=lambda identity: reverse("home:plan_of", args=[identity.split("/", 1)[0]]),
    is_in_plan=True,
)

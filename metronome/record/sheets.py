"""How media mentions and kinds of activity are kept at the desk, and where drafts of activities are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.desk.drafts import Page
from metronome.desk.sheets import CANDIDATES, OFFERED, Field, Meant, Sheet, keys_of, one_of, put_one, with_whole_days
from metronome.desk.short import NAME, ORDER, short_list
from metronome.ground.fields import Lang
from metronome.ground.fold import fold
from metronome.ground.hand import Keys
from metronome.network.models import Member
from metronome.network.queries import network_languages
from metronome.network.sheets import known_members

from .actions import put_kinds, put_mentions
from .enums import Precision, State
from .given import GivenKind, GivenMention
from .models import Activity, Kind, MediaMention

#: What drafts of activities are called.
DRAFTED = "activities"


def activity_in_words() -> str:
    return _("Activity")


ACTIVITIES = Page(
    one=activity_in_words, title="title", add="record:note", change="record:change", waits="record:waiting"
)


class KnownActivities:
    """Activities by their code or words of their title. There may be very many: each is asked for by itself."""

    def name_of(self, identity: str) -> str | None:
        title = Activity.objects.filter(code=identity).values_list("title", flat=True).first()
        return title.in_(reader()) if title is not None else None

    def offered(self) -> Iterable[str]:
        return self._latest

    def meant(self, spelling: str) -> Meant:
        if Activity.objects.filter(code=spelling).exists():
            return Meant(spelling)
        found = activities_titled(spelling)[: CANDIDATES + 1]
        exact = [code for code, title in found if fold(spelling) in map(fold, title.texts.values())]
        if len(exact) == 1:
            return Meant(exact[0])
        return Meant("", [(code, title.in_(reader())) for code, title in found[:CANDIDATES]])

    @cached_property
    def _latest(self) -> list[str]:
        titles = Activity.objects.order_by("-last_day", "code").values_list("title", flat=True)
        return [title.in_(reader()) for title in titles[:OFFERED]]


def activities_titled(words: str) -> list[tuple[str, Any]]:
    """Code and title of the activities whose title, in any language, has the words as they stand; the latest first."""
    condition, rows = Q(), Activity.objects.exclude(state=State.CANCELLED)
    for number, code in enumerate(network_languages()):
        rows = rows.alias(**{f"title_{number}": Lang("title_key", code)})
        condition |= Q(**{f"title_{number}__contains": fold(words)})
    found = rows.filter(condition) if fold(words) else rows.none()
    return list(found.order_by("-last_day", "code").values_list("code", "title")[: 2 * CANDIDATES])


def mentions_named(rows: QuerySet[MediaMention], words: str) -> QuerySet[MediaMention]:
    """Those whose outlet, address or subject has every word."""
    for word in words.split()[:8]:
        rows = rows.filter(Q(outlet__icontains=word) | Q(slug__icontains=word) | Q(url__icontains=word))
    return rows


def title_of_mention(mention: Any) -> str:
    """Outlet and subject."""
    return " · ".join(filter(None, (mention.outlet, mention.subject.in_(reader()), mention.first_day.isoformat())))


MENTIONS = Sheet(
    kind="media",
    subject="mention",
    given=GivenMention,
    rows=lambda: MediaMention.objects.select_related("member", "activity").order_by("-first_day", "slug"),
    plural=lambda: _("Media mentions"),
    one=lambda: _("Media mention"),
    fields=(
        Field(name="outlet", label=lambda: _("Outlet"), is_required=True),
        Field(name="first_day", label=lambda: _("First day"), is_required=True),
        Field(name="last_day", label=lambda: _("Last day, if it is another")),
        Field(name="precision", label=lambda: _("Exact to the"), choices=one_of(Precision.choices), is_required=True),
        Field(name="subject", label=lambda: _("Subject")),
        Field(name="url", label=lambda: _("Address of the piece")),
        Field(name="language", label=lambda: _("Language, by its code")),
        Field(name="member", label=lambda: _("Member"), spellings=known_members),
        Field(name="activity", label=lambda: _("Activity"), spellings=KnownActivities),
        Field(name="is_cancelled", label=lambda: _("Taken back: it counts no more, and keeps its history")),
    ),
    title=title_of_mention,
    put=put_one(put_mentions, name="mentions", members=keys_of(Member), activities=lambda: Keys.of(Activity, "code")),
    named=mentions_named,
    href=lambda slug: reverse("record:media"),
    identity=lambda given: f"{given.first_day:%Y-%m} {given.outlet}",
    tidy=with_whole_days,
    fresh={"precision": Precision.DAY.value},
)

KINDS = short_list(
    kind="kinds",
    subject="kind",
    model=Kind,
    given=GivenKind,
    plural=lambda: _("Kinds of activities"),
    one=lambda: _("Kind of activity"),
    fields=(NAME, Field(name="plural", label=lambda: _("In the plural")), ORDER),
    put=put_kinds,
    given_as="kinds",
)

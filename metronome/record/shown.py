"""What pages show of the record: lists of published activities and mentions, and one activity with all that it holds.

Everything here begins with the counted activities. What is not published is never shown, counted or found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import ngettext

from metronome.design.parts import Entry
from metronome.design.words import reader
from metronome.desk.phrases import verb_in_words
from metronome.ground.audit import Line
from metronome.ground.period import Calendar, Period
from metronome.ground.phrases import count_in_words
from metronome.ground.text import Text
from metronome.plan.shown import ChallengeShown, Tree, challenges_shown, tree

from .enums import InvolvementRole
from .models import (
    Activity,
    ActivityQuerySet,
    ChallengeTag,
    Evidence,
    Involvement,
    MediaMention,
    Participation,
    PersonInvolved,
    ResultTag,
)

#: How many lines of its history a page shows.
HISTORY = 12
#: Steps between author and editor: no part of the public history.
INTERNAL = ("submit", "return", "approve")


def activity_href(code: str) -> str:
    return reverse("record:activity", args=[code])


def latest_day() -> date | None:
    """The last day on which something public is on record."""
    return Activity.objects.counted().order_by("-last_day").values_list("last_day", flat=True).first()


def period_of_the_record(calendar: Calendar, *, today: date) -> Period:
    """The reporting period in which the record stands: that of its last day, or of today while it is empty."""
    return period_around(latest_day() or today, calendar)


def period_around(day: date, calendar: Calendar) -> Period:
    """The reporting period in which a day lies."""
    return next(period for _, _, period in calendar.reporting_periods(Period(day, day)) if period.holds(day))


def listed(activities: ActivityQuerySet) -> ActivityQuerySet:
    """The activities with what a line of a list needs, in as many questions for three as for one."""
    return activities.select_related("kind").prefetch_related(
        "occurrences",
        Prefetch("result_tags", ResultTag.objects.order_by("result__order")),
        Prefetch("involvements", Involvement.objects.exclude(role=InvolvementRole.NAMED).order_by("order", "pk")),
        Prefetch("participations", Participation.objects.filter(sex="", mode="", country="").order_by("basis", "pk")),
    )


def entries(activities: Iterable[Activity], nodes: Tree) -> list[Entry]:
    """Lines of a list, by day; the activities come from `listed`."""
    return [entry(activity, nodes) for activity in activities]


def entry(activity: Activity, nodes: Tree) -> Entry:
    title = activity.title.read(reader())
    members = len({part.member_id for part in activity.involvements.all() if part.member_id})
    words = [members_words(members)] if members else []
    words += [count_in_words(participation.count) for participation in activity.participations.all()]
    days = list(activity.occurrences.all())
    monthly = bool(days) and all(day.precision == "month" for day in days)
    return Entry(
        title=title.text or activity.code,
        href=activity_href(activity.code),
        first=activity.first_day,
        last=activity.last_day,
        precision="month" if monthly else "day",
        kind=activity.kind.name.in_(reader()),
        tags=tuple(nodes.nodes[tag.result_id].tag() for tag in activity.result_tags.all()),
        words=tuple(words),
        language=title.language if title.is_fallback and title.text else None,
    )


def members_words(count: int) -> str:
    return ngettext("%(count)s member", "%(count)s members", count) % {"count": count}


@dataclass(frozen=True, kw_only=True)
class ActivityShown:
    """One activity and all that its page says."""

    activity: Activity
    nodes: Tree
    challenges: Mapping[int, ChallengeShown]

    @property
    def precision(self) -> str:
        return "month" if all(day.precision == "month" for day in self.activity.occurrences.all()) else "day"

    @property
    def results(self) -> list[object]:
        tags = self.activity.result_tags.all()
        return [self.nodes.nodes[tag.result_id].tag(with_label=True) for tag in tags]

    @property
    def lead_line(self) -> object:
        lead = self.activity.lead_line_id
        return self.nodes.nodes[lead].tag(with_label=True) if lead else None

    @property
    def challenge_tags(self) -> list[object]:
        return [self.challenges[tag.challenge_id].tag() for tag in self.activity.challenge_tags.all()]

    def parts(self, *, of_members: bool, named: bool = False) -> list[tuple[Involvement, list[str]]]:
        """Each member or partner once, with the roles it had; or those that only stand in the text."""
        found: dict[int, tuple[Involvement, list[str]]] = {}
        for part in self.activity.involvements.all():
            key = part.member_id if of_members else part.partner_id
            if key is not None:
                found.setdefault(key, (part, []))[1].append(part.role)
        return [
            (part, [str(InvolvementRole(role).label) for role in roles])
            for part, roles in found.values()
            if (set(roles) == {InvolvementRole.NAMED}) is named
        ]

    @property
    def members(self) -> list[tuple[Involvement, list[str]]]:
        return self.parts(of_members=True)

    @property
    def partners(self) -> list[tuple[Involvement, list[str]]]:
        return self.parts(of_members=False)

    @property
    def activated(self) -> int:
        """How many members were activated: what the figures count."""
        roles = InvolvementRole.ACTIVATED
        return sum(part.role == roles and part.member_id is not None for part in self.activity.involvements.all())

    @property
    def named(self) -> list[tuple[Involvement, list[str]]]:
        return [*self.parts(of_members=True, named=True), *self.parts(of_members=False, named=True)]

    @property
    def people(self) -> list[tuple[str, Text, PersonInvolved]]:
        """Name and office of each person; the name only where the public may read it."""
        return [(public_name(person), person.title, person) for person in self.activity.people.all()]

    @property
    def counts(self) -> list[tuple[Participation, str]]:
        return [(row, count_in_words(row.count)) for row in self.activity.participations.all()]

    @property
    def languages(self) -> list[tuple[str, str]]:
        """How far each language of the page is in step with its source: language and state."""
        texts = (self.activity.title, self.activity.summary)
        codes = dict.fromkeys(code for text in texts for code in text.texts)
        worst = ("source", "reviewed", "machine", "outdated", "missing")
        return [
            (code, max((text.state(code).value for text in texts if text), key=worst.index, default="missing"))
            for code in codes
        ]

    @cached_property
    def history(self) -> list[tuple[date, str]]:
        """What was done with the entry and when, the latest first; by whom is not public."""
        lines = Line.objects.filter(subject=f"activity:{self.activity.code}").exclude(verb__in=INTERNAL)
        lines = lines.order_by("-number")[:HISTORY]
        return [(at.date(), verb_in_words(verb)) for at, verb in lines.values_list("at", "verb")]

    @property
    def evidence(self) -> list[Evidence]:
        """Links, and the files that were opened to the public."""
        return [piece for piece in self.activity.evidence.all() if piece.url or piece.is_public]

    @property
    def mentions(self) -> list[MediaMention]:
        return list(self.activity.mentions.all())


def public_name(person: PersonInvolved) -> str:
    """A person's name where the public may read it; empty otherwise."""
    may = person.is_public or (person.contact is not None and person.contact.is_public)
    return person.name if may else ""


def activity_shown(code: str) -> ActivityShown:
    """A published activity with everything its page needs, in a fixed number of questions.

    Raises Activity.DoesNotExist where there is no such activity, or none that the public may see.
    """
    activity = (
        Activity.objects.counted()
        .select_related("kind")
        .prefetch_related(
            "occurrences",
            Prefetch("result_tags", ResultTag.objects.order_by("result__order")),
            Prefetch("challenge_tags", ChallengeTag.objects.order_by("challenge__order")),
            "theme_tags__theme",
            "goal_tags",
            "marker_scores__marker",
            Prefetch("involvements", Involvement.objects.select_related("member__region", "partner")),
            Prefetch("people", PersonInvolved.objects.select_related("contact", "member", "partner")),
            "participations",
            "evidence",
            Prefetch("mentions", MediaMention.objects.filter(is_cancelled=False)),
        )
        .get(code=code)
    )
    return ActivityShown(activity=activity, nodes=tree(), challenges=challenges_shown())


@dataclass(frozen=True, kw_only=True)
class Month:
    """The mentions that began in one month."""

    first: date
    mentions: Sequence[MediaMention]


def mentions_by_month(period: Period | None = None) -> list[Month]:
    """Everything that media said, by month, the latest first."""
    mentions = MediaMention.objects.filter(is_cancelled=False).select_related("member")
    # An activity that the public may not see is not there.
    mentions = mentions.prefetch_related(Prefetch("activity", Activity.objects.counted()))
    if period is not None:
        mentions = mentions.filter(first_day__lte=period.last, last_day__gte=period.first)
    months: dict[date, list[MediaMention]] = {}
    for mention in mentions.order_by("-first_day", "order", "slug"):
        months.setdefault(mention.first_day.replace(day=1), []).append(mention)
    return [Month(first=first, mentions=found) for first, found in months.items()]

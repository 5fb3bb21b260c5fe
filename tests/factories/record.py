"""What the network did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from metronome.ground.counting import Count
from metronome.network.models import Member, Partner
from metronome.plan.models import Challenge, Marker, Node, Theme
from metronome.record.enums import InvolvementRole, PersonRole, Precision, State
from metronome.record.models import (
    Activity,
    ChallengeTag,
    GoalTag,
    Involvement,
    Kind,
    MarkerScore,
    MediaMention,
    Occurrence,
    Participation,
    PersonInvolved,
    ResultTag,
    ThemeTag,
)

from .network import text
from .plan import make_marker

OFFICER, EDITOR = "officer for Africa", "head of communication"
SPRING_DAY = date(2021, 3, 17)


def make_kind(slug: str = "event") -> Kind:
    return Kind.objects.get_or_create(slug=slug, defaults={"name": text(slug), "plural": text(f"{slug}s")})[0]


def make_activity(
    code: str = "forum",
    *,
    state: str = State.PUBLISHED,
    days: Iterable[tuple[date, date]] = ((SPRING_DAY, SPRING_DAY),),
    precision: str = Precision.DAY,
    kind: str = "event",
    results: Iterable[Node] = (),
    challenges: Iterable[Challenge] = (),
    themes: Iterable[Theme] = (),
    goals: Iterable[str] = (),
    markers: Iterable[tuple[str, int]] = (),
    members: Iterable[Member] = (),
    partners: Iterable[Partner] = (),
    role: str = InvolvementRole.ACTIVATED,
    counts: Iterable[Count] = (),
    **fields: object,
) -> Activity:
    """An activity with its days, tags, parts and counts; published, by two hands."""
    days = list(days)
    approver = EDITOR if state in (State.APPROVED, State.PUBLISHED) else ""
    comment = "The date is missing." if state == State.RETURNED else ""
    given = {
        "title": text(code.title()),
        "author": OFFICER,
        "approver": approver,
        "comment": comment,
        "first_day": min(first for first, _ in days),
        "last_day": max(last for _, last in days),
    }
    activity = Activity.objects.create(code=code, kind=make_kind(kind), state=state, **{**given, **fields})
    for first, last in days:
        Occurrence.objects.create(activity=activity, first_day=first, last_day=last, precision=precision)
    for result in results:
        ResultTag.objects.create(activity=activity, result=result)
    for challenge in challenges:
        ChallengeTag.objects.create(activity=activity, challenge=challenge)
    for theme in themes:
        ThemeTag.objects.create(activity=activity, theme=theme)
    for goal in goals:
        GoalTag.objects.create(activity=activity, goal=goal)
    for slug, score in markers:
        marker = Marker.objects.filter(slug=slug).first() or make_marker(slug)
        MarkerScore.objects.create(activity=activity, marker=marker, score=score, reason="stated")
    for order, member in enumerate(members):
        Involvement.objects.create(activity=activity, member=member, role=role, order=order)
    for order, partner in enumerate(partners):
        Involvement.objects.create(activity=activity, partner=partner, role=InvolvementRole.PARTNER, order=order)
    for count in counts:
        make_count(activity, count)
    return activity


def make_count(activity: Activity, count: Count, **fields: object) -> Participation:
    given = {"qualifier": count.qualifier, "basis": count.basis, "number": count.number, "upper": count.upper}
    return Participation.objects.create(activity=activity, **{**given, **fields})


def make_person(activity: Activity, name: str = "", **fields: object) -> PersonInvolved:
    """A speaker who may be named in public."""
    given = {
        "title": text("Director"),
        "role": PersonRole.SPEAKER,
        "is_public": True,
        "order": activity.people.count(),
    }
    return PersonInvolved.objects.create(activity=activity, name=name, **{**given, **fields})


def make_mention(slug: str = "le-journal", **fields: object) -> MediaMention:
    given = {"outlet": slug.title(), "first_day": SPRING_DAY, "last_day": SPRING_DAY}
    return MediaMention.objects.create(slug=slug, **{**given, **fields})

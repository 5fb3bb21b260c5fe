"""What may be asked of the record. A query leaves no trace.

The `..._rows` read a period at once, whatever its size: one question for each kind of row, the activity by its id.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from metronome.ground.period import Period
from metronome.record.enums import State

from .models import (
    Activity,
    ActivityQuerySet,
    ChallengeTag,
    Evidence,
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


def activities_in(period: Period, *, include_approved: bool = False) -> ActivityQuerySet:
    """The counted activities of a period, each once; with the approved ones too where an edition is previewed."""
    activities = Activity.objects.touching(period).order_by()
    if include_approved:
        return activities.filter(state__in=(State.APPROVED, State.PUBLISHED))
    return activities.counted()


def is_public_file(code: str, name: str) -> bool:
    """Whether everybody may open a file: it is evidence of a published activity, and was opened to the public."""
    published = Activity.objects.counted().filter(code=code)
    return Evidence.objects.filter(activity__in=published, file=name, is_public=True).exists()


def kind_rows() -> QuerySet[Kind, Any]:
    """Order, slug, name and plural of every kind."""
    return Kind.objects.order_by().values_list("order", "slug", "name", "plural")


def activity_rows(activities: ActivityQuerySet) -> QuerySet[Activity, Any]:
    """First day, order, code, id and then title, summary, kind's slug, lead line's id, format, role of the network,
    place, series, other cities, whether for members only."""
    return activities.values_list(
        "first_day",
        "order",
        "code",
        "pk",
        "title",
        "summary",
        "kind__slug",
        "lead_line",
        "format",
        "network_role",
        "place",
        "series",
        "other_cities",
        "is_members_only",
    )


def occurrence_rows(activities: ActivityQuerySet) -> QuerySet[Occurrence, Any]:
    """Activity's id, first day, last day, precision, title: every day, outside the period too."""
    rows = Occurrence.objects.filter(activity__in=activities.values("pk")).order_by()
    return rows.values_list("activity", "first_day", "last_day", "precision", "title")


def result_tag_rows(activities: ActivityQuerySet) -> QuerySet[ResultTag, Any]:
    """Activity's id and node's id."""
    return ResultTag.objects.filter(activity__in=activities.values("pk")).order_by().values_list("activity", "result")


def challenge_tag_rows(activities: ActivityQuerySet) -> QuerySet[ChallengeTag, Any]:
    """Activity's id and challenge's id."""
    rows = ChallengeTag.objects.filter(activity__in=activities.values("pk")).order_by()
    return rows.values_list("activity", "challenge")


def theme_tag_rows(activities: ActivityQuerySet) -> QuerySet[ThemeTag, Any]:
    """Activity's id and theme's id."""
    return ThemeTag.objects.filter(activity__in=activities.values("pk")).order_by().values_list("activity", "theme")


def goal_tag_rows(activities: ActivityQuerySet) -> QuerySet[GoalTag, Any]:
    """Activity's id and goal or target."""
    return GoalTag.objects.filter(activity__in=activities.values("pk")).order_by().values_list("activity", "goal")


def marker_score_rows(activities: ActivityQuerySet) -> QuerySet[MarkerScore, Any]:
    """Activity's id, marker's slug and score."""
    rows = MarkerScore.objects.filter(activity__in=activities.values("pk")).order_by()
    return rows.values_list("activity", "marker__slug", "score")


def involvement_rows(activities: ActivityQuerySet) -> QuerySet[Involvement, Any]:
    """Activity's id, order, member's id, partner's id (one of them None) and role."""
    rows = Involvement.objects.filter(activity__in=activities.values("pk")).order_by()
    return rows.values_list("activity", "order", "member", "partner", "role")


def person_rows(activities: ActivityQuerySet) -> QuerySet[PersonInvolved, Any]:
    """Activity's id, order, name as the public may read it (empty where it may not), title, role, member's id,
    partner's id, whether of the network, whether named in the text."""
    public_name = Case(When(Q(is_public=True) | Q(contact__is_public=True), then=F("name")), default=Value(""))
    rows = PersonInvolved.objects.filter(activity__in=activities.values("pk")).order_by()
    return rows.values_list(
        "activity", "order", public_name, "title", "role", "member", "partner", "is_of_the_network", "is_named_in_text"
    )


def participation_rows(activities: ActivityQuerySet) -> QuerySet[Participation, Any]:
    """Activity's id, basis, sex, mode, country, qualifier, number, upper number, words of the source."""
    rows = Participation.objects.filter(activity__in=activities.values("pk")).order_by()
    return rows.values_list("activity", "basis", "sex", "mode", "country", "qualifier", "number", "upper", "printed")


def mention_rows(period: Period) -> QuerySet[MediaMention, Any]:
    """First day, order, slug, last day, outlet, precision, subject, member's slug, activity's code (empty while that
    activity is not public) and address of the mentions that touch the period."""
    public_code = Case(When(activity__state=State.PUBLISHED, then=F("activity__code")), default=Value(""))
    return (
        MediaMention.objects.filter(is_cancelled=False, first_day__lte=period.last, last_day__gte=period.first)
        .order_by()
        .values_list(
            "first_day",
            "order",
            "slug",
            "last_day",
            "outlet",
            "precision",
            "subject",
            "member__slug",
            public_code,
            "url",
        )
    )

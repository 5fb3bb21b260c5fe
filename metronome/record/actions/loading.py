"""What is given is put into the record by its identity, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put

from ..enums import State
from ..given import (
    GivenActivity,
    GivenEvidence,
    GivenFollowUp,
    GivenInvolvement,
    GivenKind,
    GivenMention,
    GivenOccurrence,
    GivenParticipation,
    GivenPerson,
    GivenScore,
)
from ..models import (
    Activity,
    ChallengeTag,
    Evidence,
    FollowUp,
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

#: The columns of an activity that are given and compared.
COLUMNS = (
    "title",
    "summary",
    "kind",
    "lead_line",
    "planned",
    "format",
    "network_role",
    "place",
    "series",
    "languages",
    "is_members_only",
    "other_cities",
    "order",
    "source",
    "state",
    "comment",
    "first_day",
    "last_day",
)


@dataclass(frozen=True, slots=True)
class RecordKeys:
    """What the names in an activity stand for. Results, challenges and themes are known by plan/code."""

    kinds: Keys
    nodes: Keys
    challenges: Keys
    themes: Keys
    markers: Keys
    members: Keys
    partners: Keys
    contacts: Keys
    planned: Keys


def put_kinds(*, kinds: Iterable[GivenKind], by: Hand) -> Keys:
    """Put the kinds of activity."""
    return put(Noun(Kind, "kind", ("name", "plural", "order")), kinds, by=by)


def put_activities(*, activities: Iterable[GivenActivity], keys: RecordKeys, author: str, by: Hand) -> Keys:
    """Put activities that were decided elsewhere: `author` wrote them, whoever puts them approves them."""
    return put(_activity_noun(keys), activities, by=by, along={"author": author, "approver": str(by)})


def put_mentions(*, mentions: Iterable[GivenMention], members: Keys, activities: Keys, by: Hand) -> Keys:
    """Put the media mentions."""
    columns = tuple(name for name in GivenMention.__slots__ if name != "slug")
    noun = Noun(MediaMention, "mention", columns, references={"member": members, "activity": activities})
    return put(noun, mentions, by=by)


def cancel_activities(*, codes: Iterable[str], why: str, by: Hand) -> None:
    """Cancel activities: they count no more and keep their line."""
    for activity in Activity.objects.filter(code__in=list(codes)).exclude(state=State.CANCELLED):
        change = {"state": [activity.state, State.CANCELLED.value], "comment": [activity.comment, why]}
        activity.state, activity.comment = State.CANCELLED, why
        activity.save(update_fields=["state", "comment"])
        by.note("cancel", f"activity:{activity.code}", change)


def cancel_mentions(*, slugs: Iterable[str], by: Hand) -> None:
    """Take media mentions back: they count no more and keep their line."""
    for mention in MediaMention.objects.filter(slug__in=list(slugs), is_cancelled=False):
        mention.is_cancelled = True
        mention.save(update_fields=["is_cancelled"])
        by.note("cancel", f"mention:{mention.slug}", {"is_cancelled": [False, True]})


def _activity_noun(keys: RecordKeys) -> Noun:
    return Noun(
        Activity,
        "activity",
        COLUMNS,
        identity="code",
        references={"kind": keys.kinds, "lead_line": keys.nodes, "planned": keys.planned},
        parts=_parts(keys),
    )


def _parts(keys: RecordKeys) -> dict[str, Part]:
    involved = {"member": keys.members, "partner": keys.partners}
    person = {**involved, "contact": keys.contacts}
    return {
        "occurrences": Part(Occurrence, "activity", GivenOccurrence.__slots__),
        "result_tags": Part(ResultTag, "activity", ("result",), {"result": keys.nodes}),
        "challenge_tags": Part(ChallengeTag, "activity", ("challenge",), {"challenge": keys.challenges}),
        "theme_tags": Part(ThemeTag, "activity", ("theme",), {"theme": keys.themes}),
        "goal_tags": Part(GoalTag, "activity", ("goal",)),
        "marker_scores": Part(MarkerScore, "activity", GivenScore.__slots__, {"marker": keys.markers}),
        "involvements": Part(Involvement, "activity", GivenInvolvement.__slots__, involved),
        "people": Part(PersonInvolved, "activity", GivenPerson.__slots__, person, frozenset({"name"})),
        "participations": Part(Participation, "activity", GivenParticipation.__slots__),
        "evidence": Part(Evidence, "activity", GivenEvidence.__slots__),
        "follow_ups": Part(FollowUp, "activity", GivenFollowUp.__slots__),
    }

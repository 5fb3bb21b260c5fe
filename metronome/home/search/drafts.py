"""What the rooms hold, as drafts of search documents: what everybody may read, and below it what some may."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet

from metronome.calls.queries import public_calls
from metronome.exchange.queries import public_practices
from metronome.home.enums import Sort
from metronome.network.models import Member, Partner
from metronome.observatory.models import Area, Indicator, IndicatorVersion, Publication
from metronome.plan.models import Challenge, Node, Theme
from metronome.projects.queries import public_projects
from metronome.record.models import Activity, ActivityQuerySet, ChallengeTag, MediaMention, ResultTag
from metronome.report.models import Edition

from . import inner, public
from .draft import Draft

CHUNK = 500
#: The identities to draft; None for all.
Wanted = Collection[str] | None
IN_A_PLAN = (Sort.NODE, Sort.CHALLENGE, Sort.THEME)
#: The column by which each is known, where that is no slug.
COLUMN: Mapping[Sort, str] = {
    Sort.NODE: "code",
    Sort.CHALLENGE: "code",
    Sort.ACTIVITY: "code",
    Sort.ENTRY: "code",
    Sort.APPLICATION: "code",
    Sort.PROPOSAL: "pk",
    Sort.REQUEST: "pk",
    Sort.ACCOUNT: "pk",
}


def drafts(sort: Sort, wanted: Wanted, languages: Sequence[str]) -> Iterator[Draft]:
    """The drafts of one sort, in a fixed number of questions for each five hundred."""
    if sort is Sort.FIGURE:
        return public.figures(languages)
    if sort is Sort.PERSON:
        return public.people(wanted)
    if sort is Sort.PROPOSAL:
        return (inner.proposal_draft(row, languages) for row in _rows(sort, wanted))
    return (_DRAFT[sort](row) for row in _rows(sort, wanted))


def _rows(sort: Sort, wanted: Wanted) -> Iterator[Any]:
    found = _HELD[sort]()
    if wanted is not None:
        # What is in a plan is known by the plan and its code there, plan/L1: the plan is looked at below.
        found = found.filter(**{f"{COLUMN.get(sort, 'slug')}__in": {name.rpartition("/")[2] for name in wanted}})
    for row in found.order_by("pk").iterator(chunk_size=CHUNK):
        if wanted is None or sort not in IN_A_PLAN or public.in_plan(row) in wanted:
            yield row


def _whole(activities: ActivityQuerySet) -> ActivityQuerySet:
    return activities.select_related("kind").prefetch_related(
        "occurrences",
        Prefetch("result_tags", ResultTag.objects.select_related("result")),
        Prefetch("challenge_tags", ChallengeTag.objects.select_related("challenge")),
    )


_HELD: dict[Sort, Callable[[], QuerySet[Any]]] = {
    Sort.MEMBER: lambda: Member.objects.select_related("region").prefetch_related("aliases"),
    Sort.PARTNER: lambda: Partner.objects.select_related("kind").prefetch_related("aliases"),
    Sort.NODE: lambda: Node.objects.select_related("plan").prefetch_related("key_ideas"),
    Sort.CHALLENGE: lambda: Challenge.objects.select_related("plan"),
    Sort.THEME: lambda: Theme.objects.select_related("plan"),
    Sort.ACTIVITY: lambda: _whole(Activity.objects.counted()),
    Sort.EDITION: lambda: Edition.objects.public().defer("manifest"),
    Sort.CALL: public_calls,
    Sort.PROJECT: lambda: public_projects().prefetch_related("outputs", "results__result"),
    Sort.MENTION: lambda: MediaMention.objects.filter(is_cancelled=False),
    Sort.INDICATOR: lambda: (
        Indicator.objects.filter(versions__isnull=False)
        .distinct()
        .select_related("domain")
        .prefetch_related(Prefetch("versions", IndicatorVersion.objects.order_by("-number")))
    ),
    Sort.AREA: lambda: Area.objects.select_related("region").prefetch_related("versions", "memberships__member"),
    Sort.PUBLICATION: lambda: Publication.objects.all(),
    Sort.PRACTICE: lambda: public_practices().prefetch_related("claims", "challenges__challenge"),
    Sort.ENTRY: lambda: _whole(Activity.objects.not_counted()),
    Sort.PLANNED: inner.planned,
    Sort.PROPOSAL: inner.open_proposals,
    Sort.MEETING: inner.meetings,
    Sort.CONTACT: inner.contacts,
    Sort.REQUEST: inner.requests,
    Sort.APPLICATION: inner.applications,
    Sort.PILOT: inner.pilots,
    Sort.DRAWN: inner.drawn_calls,
    Sort.COMPOSED: lambda: Edition.objects.in_preparation().defer("manifest"),
    Sort.ACCOUNT: inner.accounts,
}

_DRAFT: dict[Sort, Callable[[Any], Draft]] = {
    Sort.MEMBER: public.member_draft,
    Sort.PARTNER: public.partner_draft,
    Sort.NODE: public.node_draft,
    Sort.CHALLENGE: public.challenge_draft,
    Sort.THEME: public.theme_draft,
    Sort.ACTIVITY: public.activity_draft,
    Sort.EDITION: public.edition_draft,
    Sort.MENTION: public.mention_draft,
    Sort.INDICATOR: public.indicator_draft,
    Sort.AREA: public.area_draft,
    Sort.PRACTICE: public.practice_draft,
    Sort.PUBLICATION: public.publication_draft,
    Sort.CALL: public.call_draft,
    Sort.PROJECT: public.project_draft,
    Sort.ENTRY: inner.as_inner(Sort.ENTRY, public.activity_draft),
    Sort.PLANNED: inner.planned_draft,
    Sort.MEETING: inner.meeting_draft,
    Sort.CONTACT: inner.contact_draft,
    Sort.REQUEST: inner.request_draft,
    Sort.APPLICATION: inner.application_draft,
    Sort.PILOT: inner.as_inner(Sort.PILOT, public.project_draft),
    Sort.DRAWN: inner.as_inner(Sort.DRAWN, public.call_draft),
    Sort.COMPOSED: inner.as_inner(Sort.COMPOSED, public.edition_draft),
    Sort.ACCOUNT: inner.account_draft,
}

"""The lists of the record as files: what the page shows, all of it, one row for each thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from metronome.design.words import reader
from metronome.ground.phrases import count_in_words
from metronome.ground.text import Text
from metronome.plan.shown import ChallengeShown, Tree

from .enums import InvolvementRole
from .models import Activity, ActivityQuerySet, ChallengeTag, Involvement, MediaMention, ResultTag

COLUMNS = (
    "code",
    "first_day",
    "last_day",
    "days",
    "title",
    "title_language",
    "summary",
    "summary_language",
    "kind",
    "format",
    "network_role",
    "lead_line",
    "results",
    "challenges",
    "members",
    "partners",
    "counts",
    "place",
    "source",
    "address",
)
MENTIONS = ("slug", "first_day", "last_day", "precision", "outlet", "subject", "language", "member", "activity", "url")


def with_everything(activities: ActivityQuerySet) -> ActivityQuerySet:
    """The activities with what a row of the file needs, in as many questions for three as for one."""
    parts = Involvement.objects.exclude(role=InvolvementRole.NAMED).select_related("member", "partner")
    return activities.select_related("kind").prefetch_related(
        "occurrences",
        "participations",
        Prefetch("result_tags", ResultTag.objects.order_by("result__order")),
        Prefetch("challenge_tags", ChallengeTag.objects.order_by("challenge__order")),
        Prefetch("involvements", parts),
    )


def row_of(activity: Activity, nodes: Tree, challenges: dict[int, ChallengeShown], origin: str) -> dict[str, Any]:
    """One activity as plain values; lists stay lists."""
    title, summary = activity.title.read(reader()), activity.summary.read(reader())
    parts = list(activity.involvements.all())
    lead = nodes.nodes.get(activity.lead_line_id or 0)
    return {
        "code": activity.code,
        "first_day": activity.first_day.isoformat(),
        "last_day": activity.last_day.isoformat(),
        "days": [f"{day.first_day}/{day.last_day}" for day in activity.occurrences.all()],
        "title": title.text,
        "title_language": title.language,
        "summary": summary.text,
        "summary_language": summary.language,
        "kind": activity.kind.slug,
        "format": activity.format,
        "network_role": activity.network_role,
        "lead_line": lead.key if lead else "",
        "results": [nodes.nodes[tag.result_id].key for tag in activity.result_tags.all()],
        "challenges": [challenges[tag.challenge_id].key for tag in activity.challenge_tags.all()],
        "members": unique(part.member.slug for part in parts if part.member),
        "partners": unique(part.partner.slug for part in parts if part.partner),
        "counts": [count_in_words(count.count) for count in activity.participations.all()],
        "place": said(activity.place),
        "source": activity.source,
        "address": f"{origin}/{activity.code}",
    }


def cells_of(row: dict[str, Any]) -> list[object]:
    """A row for a spreadsheet: lists are written with semicolons."""
    return ["; ".join(value) if isinstance(value, list) else value for value in row.values()]


def unique(slugs: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(slugs))


def said(text: Text) -> str:
    return text.in_(reader())


def mention_cells(mention: MediaMention) -> list[object]:
    return [
        mention.slug,
        mention.first_day.isoformat(),
        mention.last_day.isoformat(),
        mention.precision,
        mention.outlet,
        said(mention.subject),
        mention.language,
        mention.member.slug if mention.member else "",
        mention.activity.code if mention.activity else "",
        mention.url,
    ]

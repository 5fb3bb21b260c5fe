"""Practices as a file: everything that fits, one row for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from metronome.design.words import reader
from metronome.exchange.models import Practice
from metronome.exchange.queries import whole_practices
from metronome.exchange.shown import PracticePage

from .finding import Found

COLUMNS = (
    "slug", "title", "title_language", "summary", "city", "member", "region", "country", "collection", "stage",
    "since", "until", "budget_class", "challenges", "goals", "award", "languages", "trust", "published_on",
    "confirmed_on", "licence", "address",
)  # fmt: skip
BATCH = 500


def rows_of(found: Found, origin: str) -> Iterator[Sequence[Any]]:
    """What was found, in its order, five hundred at a time."""
    for start in range(0, found.count, BATCH):
        slugs = [found.index.slugs[at] for at in found.order[start : start + BATCH]]
        rows = {row.slug: row for row in whole_practices().filter(slug__in=slugs)}
        yield from (_row(rows[slug], origin) for slug in slugs if slug in rows)


def _row(row: Practice, origin: str) -> Sequence[Any]:
    page, title = PracticePage(practice=row), row.title.read(reader())
    region = row.member.region if row.member else row.region
    return (
        row.slug, title.text, title.language, row.summary.in_(reader()), page.city,
        row.member.slug if row.member else "", region.slug if region else "",
        row.member.country if row.member else row.country, row.collection.slug, row.stage, row.since, row.until,
        row.budget_class.slug if row.budget_class else "",
        "; ".join(one.challenge.code for one in row.challenges.all()),
        "; ".join(one.goal for one in row.goals.all()), row.award, "; ".join(row.languages), page.trust.value,
        row.published_on, row.confirmed_on, row.licence,
        origin + reverse("exchange:practice", args=[row.slug]),
    )  # fmt: skip

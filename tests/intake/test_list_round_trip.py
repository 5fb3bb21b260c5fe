"""Whatever stands on record leaves as a table and comes in again, and nothing changes, whatever its words are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metronome.ground.hand import Hand
from metronome.ground.text import Text
from metronome.intake.lists.catalogue import LISTINGS
from metronome.intake.lists.columns import Listing
from metronome.intake.lists.enums import Fate
from metronome.intake.lists.exporting import export_file
from metronome.intake.lists.looking import look_at
from metronome.network.queries import network_languages
from tests.environment import often

pytestmark = pytest.mark.django_db

#: What spreadsheets, separators, grammars and scripts have stumbled over.
AWKWARD = (
    "=1+1", "+33", "-1", "@name", "'", "'=", "''", '"', '""', '","', ";", "|", "\\", "\\n", "\n", "\r\n", "\r", "\t",
    ",", " ", "name: x", "role: speaker", "title (fr): x", "_x0041_", "_x000D_", "&amp;", "<b>", "]]>", "#N/A", "TRUE",
    "1.234", "1,5", "1e5", "03/04/2021", "2021-03-17", "00123", "٣٫٥", "۱۲۳", "१२", "شفتشينكو", "\u200f", "\u202e",
    "\u2066", "\u00a0", "\u2028", "\u0085", "\ufeff", "\x0b", "\x1f", "e\u0301", "😀", "北京", "ı", "ﬁ", "sep=;",
    "yes", "more than 100",
)  # fmt: skip
WORDS = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text("ab é", max_size=3)), min_size=1, max_size=5)
TEXTS = st.lists(WORDS.map("".join).map(str.strip).filter(bool), min_size=3, max_size=5)
#: The fields of each list, and of its parts, that hold whatever somebody writes.
FREE = {
    "activities": {
        "title",
        "summary",
        "place",
        "series",
        "other_cities",
        "source",
        "what",
        "owner",
        "reason",
        "label",
    },
    "members": {"name", "official_name", "place", "why"},
    "partners": {"name", "acronym"},
    "contacts": {"name", "office"},
    "media": {"outlet", "subject"},
    "bilaterals": {"needs", "follow_up", "notes"},
    "nodes": {"label", "short_label", "description", "text"},
    "challenges": {"label", "description"},
    "themes": {"label", "description"},
    "planned": {"title", "owner"},
    "expectations": {"indicator", "unit", "text", "source"},
    "assessments": {"text"},
    "publications": {"title", "kind", "abstract", "authors", "licence"},
    "regions": {"name"},
    "kinds": {"name", "plural"},
    "partner_kinds": {"name"},
    "bodies": {"label", "task"},
    "offices": {"label"},
    "markers": {"label", "description"},
    "ratings": {"label", "description"},
}
#: Parts whose fields of those names are free as well.
PARTS = {"people", "marker_scores", "evidence", "follow_ups", "standings", "occurrences", "key_ideas", "values"}


def rewritten(thing: Any, free: set[str], texts: Sequence[str], languages: Sequence[str]) -> Any:
    """The same with other words in its free fields."""
    chosen = iter(range(100))

    def next_text() -> str:
        return texts[next(chosen) % len(texts)]

    changes: dict[str, Any] = {}
    for one in fields(thing):
        stands = getattr(thing, one.name)
        if one.name in PARTS:
            changes[one.name] = tuple(rewritten(item, {*free, "name"}, texts, languages) for item in stands)
        elif one.name not in free or not stands:
            continue
        elif isinstance(stands, Text):
            changes[one.name] = Text.of({code: next_text() for code in languages}, source=languages[0])
        elif isinstance(stands, tuple):
            changes[one.name] = tuple(dict.fromkeys(next_text() for _ in stands))
        else:
            changes[one.name] = next_text()
    return replace(thing, **changes)


def table_of(listing: Listing, format: str, folder: str) -> Path:
    path = Path(folder) / f"{listing.kind}.{format}"
    path.write_bytes(export_file(listing, format, all=True))
    return path


@settings(max_examples=often(150, 3), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
@pytest.mark.parametrize("kind", sorted(FREE))
def test_what_leaves_comes_in_and_changes_nothing_whatever_it_says(caspian, kind, texts):
    listing, languages = LISTINGS[kind], network_languages()
    with TemporaryDirectory() as folder, transaction.atomic():
        held = list(listing.given(listing.rows()))
        written = [rewritten(one, FREE[kind], texts[at % 2 :], languages) for at, one in enumerate(held)]
        listing.put(written, Hand("editor"), "")
        assert list(listing.given(listing.rows())) == written
        for format in ("csv", "xlsx"):
            rows = list(look_at(table_of(listing, format, folder), kind=kind).fates())
            assert [(one.fate, one.changes, one.refusals) for one in rows] == [(Fate.UNCHANGED, {}, ())] * len(held)
        transaction.set_rollback(True)

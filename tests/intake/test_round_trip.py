"""Whatever a folder may hold comes in once and stays the same when it comes in again."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metronome.ground.audit import Line, verify
from metronome.intake.loading import load_folder
from metronome.record.models import Activity
from tests.factories.folders import copy_of
from tests.instances import CASPIAN

# Characters that YAML itself may hold; a carriage return is a line's end and comes in as one.
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co"), blacklist_characters="\u2028\u2029\ufeff\x85"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() == text)
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))


def _span(days: tuple[date, date]) -> str:
    first, last = sorted(days)
    return f"{first}..{last}"


def _count(draw: st.DrawFn) -> dict[str, object]:
    qualifier = draw(st.sampled_from(["exactly", "more_than", "at_least", "at_most", "about", "unknown", "between"]))
    count: dict[str, object] = {"qualifier": qualifier, "basis": "people"}
    if qualifier != "unknown":
        count["number"] = draw(st.integers(0, 10**6))
    if qualifier == "between":
        count["upper"] = draw(st.integers(10**6, 10**7))
    return count


@st.composite
def activities(draw: st.DrawFn) -> list[dict[str, object]]:
    codes = draw(st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True), min_size=1, max_size=4, unique=True))
    return [
        {
            "code": code,
            "title": {"en": draw(WORDS), **({"fa": draw(WORDS)} if draw(st.booleans()) else {})},
            "days": draw(st.lists(st.tuples(DAYS, DAYS).map(_span), min_size=1, max_size=3)),
            "kind": draw(st.sampled_from(["sounding", "assembly"])),
            "place": draw(WORDS),
            "other_cities": draw(st.lists(WORDS, max_size=3)),
            "results": draw(st.lists(st.sampled_from(["G3.1", "G2.1", "G1.9"]), unique=True)),
            "goals": draw(st.lists(st.sampled_from(["1", "5", "5.2", "17"]), unique=True)),
            "members": draw(st.lists(st.sampled_from(["baku", "aktau", "astara-south"]), unique=True)),
            "counts": [_count(draw)],
        }
        for code in codes
    ]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=activities())
def test_what_came_in_comes_in_unchanged(db, rows):
    with tempfile.TemporaryDirectory() as place, transaction.atomic():
        folder = copy_of(CASPIAN, Path(place) / "caspian")
        for old in (folder / "activities").iterdir():
            old.unlink()
        (folder / "media.csv").unlink()
        shutil.rmtree(folder / "editions")
        (folder / "activities" / "made.yaml").write_text(json.dumps(rows, ensure_ascii=False) + "\n", encoding="utf-8")
        created = load_folder(folder, by="operator").created
        lines = Line.objects.count()
        again = load_folder(folder, by="operator", prune=True)
        assert {f"activity:{row['code']}" for row in rows} <= set(created)
        assert not again.did_something
        assert Line.objects.count() == lines
        assert verify() == []
        for row in rows:
            activity = Activity.objects.get(code=row["code"])
            assert str(activity.title) == row["title"]["en"]
            assert activity.other_cities == row["other_cities"]
            assert sorted(goal.goal for goal in activity.goal_tags.all()) == sorted(row["goals"])
        transaction.set_rollback(True)

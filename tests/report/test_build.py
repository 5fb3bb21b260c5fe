"""From an edition, or a period that nobody has begun to report, to its files."""

from __future__ import annotations

from datetime import date

import pytest

from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.record.models import Activity
from metronome.report.actions import compose_edition, freeze_edition
from metronome.report.editions.build import (
    build_files,
    file_name,
    is_settled,
    keep_files,
    kept_file,
    read_edition,
    read_period,
)
from metronome.report.editions.manifest import read_manifest
from metronome.report.enums import EditionState
from metronome.report.models import Edition

pytestmark = pytest.mark.django_db
YEAR = Period(date(2020, 7, 1), date(2021, 6, 30))
OFFICER = "officer for the eastern shore"


def begun() -> Edition:
    from metronome.ground.text import Text

    return compose_edition(period=YEAR, by=OFFICER, languages=["en"], title=Text.of({"en": "Year"}, source="en"))


def test_a_period_that_nobody_has_begun_can_be_looked_at_and_is_not_begun_by_it(caspian):
    before = Edition.objects.count()
    reading = read_period(YEAR)
    assert reading.head.slug == ""
    assert reading.snapshot.period == YEAR
    assert Edition.objects.count() == before


def test_a_period_is_read_with_the_texts_of_the_edition_that_is_being_composed_for_it(caspian):
    edition = begun()
    assert read_period(YEAR).head.slug == edition.slug
    assert read_period(YEAR, edition=edition.slug).manifest == read_period(YEAR).manifest


def test_an_edition_that_there_is_not_is_refused_with_where_to_look(caspian):
    with pytest.raises(Refusal) as refused:
        read_period(YEAR, edition="no-such-edition")
    assert "no-such-edition" in refused.value.reason
    assert "report list" in refused.value.remedy


def test_what_is_frozen_is_read_back_and_never_asked_again(caspian):
    edition = begun()
    frozen = freeze_edition(edition=edition, manifest=read_edition(edition).manifest, by=OFFICER)
    before = read_edition(frozen)
    Activity.objects.update(state="cancelled")
    after = read_edition(frozen)
    assert after.figures == before.figures
    assert (
        after.figures["activities.total"].value
        != read_period(Period(YEAR.first, date(2021, 6, 29))).figures["activities.total"].value
    )
    assert after.manifest.to_bytes() == before.manifest.to_bytes()


def test_files_are_made_in_each_language_or_once_and_their_making_is_told(caspian):
    steps = []
    files = build_files(
        read_edition(begun()),
        languages=["en", "fa"],
        formats=["json", "csv", "html"],
        progress=lambda *step: steps.append(step),
    )
    assert list(files) == [("", "json"), ("", "csv"), ("en", "html"), ("fa", "html")]
    assert steps == [("json", 1, 4), ("csv", 2, 4), ("en html", 3, 4), ("fa html", 4, 4)]
    assert [file_name(*key) for key in files] == ["report.json", "report.csv", "report.en.html", "report.fa.html"]
    assert read_manifest(files["", "json"]).head.languages == ("en",)
    assert b'dir="rtl"' in files["fa", "html"]


def test_a_format_that_there_is_not_is_refused_before_anything_is_made(caspian):
    with pytest.raises(ValueError, match="exe"):
        build_files(read_edition(begun()), languages=["en"], formats=["json", "exe"])


def test_published_files_lie_by_their_digest_and_equal_ones_once(caspian, settings, tmp_path):
    settings.HOME = tmp_path
    kept = keep_files({("en", "html"): b"page", ("fr", "html"): b"page", ("", "json"): b"{}"})
    assert kept["en", "html"] == kept["fr", "html"]
    assert {kept_file(digest).read_bytes() for digest, _ in kept.values()} == {b"page", b"{}"}
    assert [size for _, size in kept.values()] == [4, 4, 2]


def test_only_what_was_published_is_never_made_again():
    settled = {state for state in EditionState if is_settled(Edition(state=state))}
    assert settled == {EditionState.PUBLISHED, EditionState.SUPERSEDED}

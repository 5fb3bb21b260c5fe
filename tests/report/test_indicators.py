"""A report that cites the observatory says the same number for ever, and by which release."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from metronome.accounts.enums import Role
from metronome.ground.period import Period
from metronome.network.models import Member
from metronome.observatory.actions import make_release
from metronome.observatory.dense.building import build
from metronome.observatory.models import Area, AreaMember, IndicatorVersion, Release
from metronome.report.composing.actions import write_part
from metronome.report.editions.build import read_edition, read_record
from metronome.report.editions.manifest import read_manifest
from metronome.report.editions.publishing import freeze_as_it_is, publish_with_files
from metronome.report.editions.verify import verify
from metronome.report.models import Edition
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import text
from tests.factories.observatory import MAPPING, loaded, make_observatory
from tests.factories.report import make_edition
from tests.home.world import make_world

TEXT = "Dakar : {figure:indicator.people.dakar} ; ensemble : {figure:indicator.people}."


@pytest.fixture
def edition(db: None, settings: Any, tmp_path: Path) -> Edition:
    settings.HOME = tmp_path
    make_world()
    make_observatory()
    IndicatorVersion.objects.filter(slug="people-v1").update(aggregation="sum")
    member = Member.objects.order_by("pk")[0]
    for slug in ("dakar", "lagos"):
        AreaMember.objects.create(area=Area.objects.get(slug=slug), member=member)
    state(
        "spring",
        "people-v1,DAKAR,2020,3000,persons",
        "people-v1,LAGOS,2020,9000,persons",
        "people-v1,BAKU,2020,5,persons",
    )
    return make_edition(languages=["fr"])


def state(release: str, *rows: str) -> Release:
    loaded(*rows, mapping=MAPPING)
    made = make_release(slug=release, title=text(release), by="operator")
    build(made)
    return made


def written(edition: Edition) -> None:
    write_part(
        edition=edition, part="note", texts={"fr": TEXT}, version=0, by=make_account("officer", role=Role.OFFICER)
    )


def test_only_what_a_text_cites_is_read_and_said_with_its_release(edition: Edition) -> None:
    assert not read_edition(edition).snapshot.indicators
    assert not read_record(Period(edition.first_day, edition.last_day)).snapshot.indicators
    written(edition)
    reading = read_edition(edition)
    figures = {id: figure.value for id, figure in reading.figures.items() if id.startswith("indicator.")}
    # Baku has a value; no member acts there.
    assert figures == {
        "indicator.people": 12000,
        "indicator.people.dakar": 3000,
        "indicator.people.lagos": 9000,
        "indicator.people.all": 12005,
        "indicator.people.size-large": 9000,
    }
    words = reading.figures["indicator.people"].definition.words()
    release = Release.objects.get()
    assert f"release {release.slug} ({release.digest[:12]})" in words
    assert "Office, 2021" in words
    assert "2 of 2" in words
    assert [row.id for row in reading.figures["indicator.people"].rows] == ["dakar", "lagos"]
    assert release.digest[:12] in reading.figures["indicator.people.dakar"].rows[0].used


def test_a_number_stays_what_it_was_after_loads_and_corrections_and_new_releases(edition: Edition) -> None:
    written(edition)
    frozen = freeze_as_it_is(edition=edition, by="person:9000001")
    publish_with_files(edition=frozen, by="person:9000001")
    frozen.refresh_from_db()
    before = frozen.manifest
    told = Client().get(f"/fr/reports/{frozen.slug}/figures/indicator.people.dakar/").content.decode()
    assert "3\u202f000" in told
    state("summer", "people-v1,DAKAR,2020,3100,persons", "people-v1,DAKAR,2021,4000,persons")
    IndicatorVersion.objects.update(name=text("Autrement"))
    again = read_edition(Edition.objects.get(pk=frozen.pk))
    assert again.figures["indicator.people.dakar"].value == 3000
    assert again.figures["indicator.people"].value == 12000
    assert "spring" in again.figures["indicator.people"].definition.words()
    assert Edition.objects.get(pk=frozen.pk).manifest == before
    assert "3\u202f000" in Client().get(f"/fr/reports/{frozen.slug}/figures/indicator.people.dakar/").content.decode()
    assert "3\u202f000" in Client().get(f"/fr/reports/{frozen.slug}/").content.decode()


def test_the_average_of_a_class_of_size_is_cited_by_its_release_and_stays(edition: Edition) -> None:
    officer = make_account("officer", role=Role.OFFICER)
    cited = "Grandes : {figure:indicator.people.size-large}."
    write_part(edition=edition, part="note", texts={"fr": cited}, version=0, by=officer)
    frozen = freeze_as_it_is(edition=edition, by="person:9000001")
    state("summer", "people-v1,LAGOS,2020,20000,persons")
    figure = read_edition(Edition.objects.get(pk=frozen.pk)).figures["indicator.people.size-large"]
    assert figure.value == 9000
    assert [(row.kind, row.id) for row in figure.rows] == [("average", "size-large")]
    assert "1 of 1" in figure.definition.words()
    assert "release spring" in figure.definition.words()
    assert verify(read_edition(Edition.objects.get(pk=frozen.pk)).manifest.to_bytes()).holds


def test_the_manifest_is_verified_without_the_observatory(edition: Edition) -> None:
    written(edition)
    content = read_edition(edition).manifest.to_bytes()
    Release.objects.all().delete()
    found = verify(content)
    assert found.holds, found.problems
    assert found.figures > 3
    assert read_manifest(content).data["figures"]["indicator.people"]["value"] == 12000


def test_whoever_writes_is_offered_every_indicator_and_sees_its_number(edition: Edition) -> None:
    editor = signed_in(make_account("editor", role=Role.EDITOR))
    page = editor.get(f"/en/desk/reports/{edition.slug}/parts/note/write/").content.decode()
    assert 'value="indicator.people"' in page
    assert 'value="indicator.people.dakar"' in page
    put = editor.post(
        f"/en/desk/reports/{edition.slug}/parts/note/write/",
        {"text-fr": "Dakar :", "insert": "fr", "figure": "indicator.people.dakar", "version": "0"},
    ).content.decode()
    assert "{figure:indicator.people.dakar}" in put


def test_an_indicator_that_no_release_holds_is_found_by_the_checks(edition: Edition) -> None:
    officer = make_account("officer", role=Role.OFFICER)
    write_part(edition=edition, part="note", texts={"fr": "{figure:indicator.share}"}, version=0, by=officer)
    reading = read_edition(edition)
    assert "indicator.share" not in reading.figures
    assert "numbers.unknown_figure" in {finding.rule for finding in reading.findings}

"""Publications of the observatory: read by everybody, found, and leading to the data they rest on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metronome.home.machines import addresses
from metronome.home.search.asking import ask
from metronome.home.search.index import catch_up
from metronome.intake.loading import LoadRefused, load_folder
from metronome.observatory.models import Load, Publication, Release, Source
from tests.factories.folders import append, copy_of
from tests.factories.network import make_network, text
from tests.factories.observatory import make_publication, make_released
from tests.instances import METROPOLIS

pytestmark = pytest.mark.django_db


@pytest.fixture
def released(settings, tmp_path):
    settings.HOME = tmp_path
    make_network()
    return make_released()


def test_a_publication_leads_to_its_numbers_as_its_release_has_them(client, released):
    make_publication(
        release=released, indicators=["people"], number=4, published_on=date(2021, 3, 23), languages=["fr"]
    )
    page = client.get("/en/observatory/publications/paper/").content.decode()
    assert '<a href="/en/observatory/indicators/people/?release=spring">' in page
    assert "/en/observatory/indicators/share/" not in page
    assert "Bureau des villes (2021): Cahier." in page
    assert "Étude 4. http://testserver/en/observatory/publications/paper/" in page
    assert client.get("/en/observatory/indicators/people/?release=spring").status_code == 200


def test_the_page_of_an_indicator_names_what_rests_on_it(client, released):
    make_publication(indicators=["people"])
    link = '<a href="/en/observatory/publications/paper/">'
    assert link in client.get("/en/observatory/indicators/people/").content.decode()
    assert link not in client.get("/en/observatory/indicators/share/").content.decode()


def test_what_is_not_known_of_a_publication_is_said_to_be_not_stated(client, released):
    make_publication(authors=text(""))
    page = client.get("/en/observatory/publications/paper/").content.decode()
    assert page.count("not stated") == 3  # day, address, licence
    assert "(no date): Cahier." in page
    assert "No indicator of the observatory is named." in page


def test_an_address_that_runs_something_is_no_link(client, released):
    make_publication(url="javascript:alert(1)")
    assert 'href="javascript' not in client.get("/en/observatory/publications/paper/").content.decode()


def test_the_latest_comes_first_and_those_without_a_day_last(client, released):
    for slug, number, day in (("old", 2, date(2020, 1, 1)), ("new", 1, date(2021, 1, 1)), ("some", 9, None)):
        make_publication(slug, title=text(slug.title()), number=number, published_on=day)
    page = client.get("/en/observatory/publications/").content.decode()
    assert page.index("New") < page.index("Old") < page.index("Some")


def test_as_many_questions_for_three_publications_as_for_one(client, released):
    counts = []
    client.get("/en/observatory/publications/?of=every-page")
    for slugs in (["a"], ["b", "c"]):
        for slug in slugs:
            make_publication(slug, indicators=["people", "share"])
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/en/observatory/publications/?of={len(slugs)}")  # no address of which a page is kept ready
        counts.append(len(asked))
    assert counts[0] == counts[1] > 0


def test_a_publication_stands_in_the_site_map_and_is_found_by_kind_and_number(released):
    make_publication(number=12, abstract=text("Des arbres pour tout le monde"))
    assert "observatory/publications/paper/" in set(addresses())
    catch_up()
    for words in ("etude 12", "arbres", "bureau villes"):
        assert "publication:paper" in [hit.document.subject for group in ask(words).groups for hit in group.hits]


def test_a_folder_brings_its_publications_and_the_same_folder_changes_none():
    load_folder(METROPOLIS, by="operator")
    assert list(Publication.objects.values_list("slug", flat=True)) == [
        "issue-paper-12", "issue-paper-11", "issue-paper-9", "african-metropolises-report",
    ]  # fmt: skip
    again = load_folder(METROPOLIS, by="operator")
    assert again.unchanged["publication"] == 4


def test_a_folder_may_name_a_release_that_was_made_and_no_other(tmp_path):
    load_folder(METROPOLIS, by="operator")
    now = datetime.now(UTC)
    load = Load.objects.create(
        number=1, source=Source.objects.get(slug="un-wup-2018"), size=1, rows=1, by="operator", at=now
    )
    Release.objects.create(slug="spring", title=text("Printemps"), cutoff=load, by="operator", at=now)
    folder = copy_of(METROPOLIS, tmp_path / "network")
    file, words = "publications.yaml", "{fr: Un, en: One, es: Uno}"
    more = f"\n- {{slug: more, title: {words}, kind: {words}, indicators: [population], release: spring}}\n"
    append(folder, file, more)
    load_folder(folder, by="operator")
    assert Publication.objects.filter(slug="more", release__slug="spring").exists()
    append(folder, file, more.replace("more", "most").replace("population", "happiness").replace("spring", "autumn"))
    with pytest.raises(LoadRefused) as refused:
        load_folder(folder, by="operator")
    assert [(row.file, row.field) for row in refused.value.refusals] == [(file, "indicators"), (file, "release")]

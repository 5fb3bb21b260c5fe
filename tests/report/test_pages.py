"""The pages of the report: every figure opens to its rows, every edition can be read, compared and taken along."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from metronome.accounts.enums import Role
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.report import shown, urls
from metronome.report.actions import compose_edition, freeze_edition, publish_edition
from metronome.report.editions import build
from metronome.report.editions.build import build_files, keep_files, read_edition
from metronome.report.figures.figure import DEFINITIONS
from metronome.report.models import Edition
from tests.factories.accounts import make_account, signed_in

SPRING = Period(date(2021, 1, 1), date(2021, 4, 30))
SUMMER = Period(date(2021, 5, 1), date(2021, 8, 31))
EDITOR = "head of communication"


def address(name: str, *parts: str, language: str = "fr") -> str:
    with translation.override(language):
        return reverse(f"report:{name}", args=parts)


@pytest.fixture
def printed(metropolis) -> Edition:
    return Edition.objects.get(state="as_printed")


@pytest.fixture
def reader(db) -> Client:
    """Somebody of the secretariat, who reads what is being composed too."""
    return signed_in(make_account("officer", role=Role.OFFICER))


@pytest.fixture
def composing(metropolis) -> Edition:
    return Edition.objects.get(state="composing")


@pytest.fixture
def published(composing, monkeypatch, tmp_path, settings) -> Edition:
    """The edition of spring as it was published: nothing stands in its way here."""
    settings.HOME = tmp_path
    monkeypatch.setattr("metronome.report.actions.refuse_unpublishable", lambda manifest: None)
    manifest = read_edition(composing).manifest
    frozen = freeze_edition(edition=composing, manifest=manifest, by=EDITOR)
    files = keep_files(build_files(read_edition(frozen), languages=[], formats=["json"]))
    return publish_edition(edition=frozen, manifest=manifest, files=files, by=EDITOR)


def test_every_page_is_public_but_those_of_the_desk():
    rules = {str(pattern.pattern): getattr(pattern.callback, "rule", None) for pattern in urls.urlpatterns}
    public = {address for address, rule in rules.items() if rule == "public"}
    assert None not in rules.values()
    assert rules.keys() - public == {address for address in rules if address.startswith("desk/")}


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_an_edition_is_read_in_each_of_its_languages(reader, composing, language):
    page = reader.get(address("edition", composing.slug, language=language))
    assert page.status_code == 200
    assert f'lang="{language}"' in page.text
    assert composing.title.in_(language) in page.text
    assert len(re.findall("<h1", page.text)) == 1


def test_every_number_of_the_reading_view_leads_to_a_page_that_says_the_same(reader, composing):
    page = reader.get(address("edition", composing.slug)).text
    links = set(re.findall(r'href="http[^"]*?(/fr/reports/[^"#]*/figures/[^"#]*)[^"]*" data-figure="([^"#]*)"', page))
    assert {figure for _, figure in links} >= {"members.activated", "results.silent", "people.engaged.participations"}
    for href, figure in sorted(links)[:12]:
        opened = reader.get(href)
        assert opened.status_code == 200
        assert f'<span class="code">{figure}</span>' in opened.text


def test_a_figure_shows_its_meaning_its_value_its_rows_and_its_digest(reader, composing):
    page = reader.get(address("edition_figure", composing.slug, "members.activated")).text
    figure = read_edition(composing).figures["members.activated"]
    assert ">63<" in page
    assert figure.hash in page
    assert page.count("<tr>") == 1 + len(figure.rows)
    with translation.override("fr"):
        assert reverse("record:activity", args=["guangzhou-award-5-shortlist"]) in page


def test_the_rows_of_a_figure_come_as_a_table(reader, composing):
    answer = reader.get(address("edition_figure_csv", composing.slug, "results.silent"))
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line["figure"] for line in lines] == ["results.silent"] * 14
    assert "attachment" in answer["Content-Disposition"]


def test_every_figure_has_a_page_for_any_period(client, metropolis):
    for id in (id for id, one in DEFINITIONS.items() if not one.of_member):
        assert client.get(address("figure_of_period", id), {"period": "2021"}).status_code == 200
        assert client.get(address("figure_of_period_csv", id), {"period": "2021-03"}).status_code == 200


def test_a_period_that_is_none_is_said_and_the_latest_is_shown(client, metropolis):
    page = client.get(address("figure_of_period", "members.total"), {"period": "spring"})
    assert page.status_code == 400
    assert "spring" in page.text
    assert ">141<" in page.text
    assert client.get(address("figure_of_period_csv", "members.total"), {"period": "spring"}).status_code == 400


def test_the_printed_report_stands_beside_what_is_computed(client, printed):
    page = client.get(address("edition", printed.slug, language="en")).text
    assert "L1A1D3" in page
    assert "+1 380" in page.replace("\u202f", " ").replace("\xa0", " ")
    beside = shown.printed_beside_computed(printed)
    lists = {found.label: found for found in beside.lists}
    assert len(lists["Results worked on"].missing) == 1
    assert lists["Members activated"].agrees


def test_the_findings_of_an_edition_have_a_page(reader, composing):
    page = reader.get(address("edition_findings", composing.slug, language="en")).text
    findings = read_edition(composing).findings
    assert page.count('<span class="status status--') >= len(findings) > 20


def test_an_edition_that_supersedes_none_offers_others_to_compare_with(reader, composing):
    page = reader.get(address("edition_difference", composing.slug))
    assert page.status_code == 200
    assert reader.get(address("edition_difference", composing.slug), {"with": "nothing"}).status_code == 404


def test_the_difference_between_editions_names_figures_and_rows(reader, published):
    from metronome.record.models import Activity

    following = compose_edition(
        period=SPRING, by=EDITOR, languages=["fr", "en", "es"], title=Text.of({"fr": "Rapport, suite"}, source="fr")
    )
    assert Activity.objects.filter(code="guangzhou-award-5-shortlist").update(state="cancelled") == 1
    shown._reading.cache_clear()
    page = reader.get(address("edition_difference", following.slug, language="en"))
    assert page.status_code == 200
    assert "activities.total" in page.text
    assert "activity:guangzhou-award-5-shortlist" in page.text
    assert "Rapport, suite" in reader.get(address("edition", following.slug, language="en")).text


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("report.json", "application/json"),
        ("report.csv", "text/csv; charset=utf-8"),
        ("report.fr.html", "text/html; charset=utf-8"),
        ("report.en.docx", shown.TYPES["docx"]),
        ("report.es.pdf", "application/pdf"),
    ],
)
def test_an_edition_can_be_taken_along_in_every_format(reader, composing, name, kind):
    answer = reader.get(address("edition_file", composing.slug, name))
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer["Content-Disposition"] == f'attachment; filename="{composing.slug}-{name.removeprefix("report.")}"'
    assert len(answer.content) > 1000


@pytest.mark.parametrize(
    "name",
    ["report.pdf", "report.de.pdf", "report.fr.json", "report.fr.exe", "report", "other.fr.pdf", "report.fr.pdf.x"],
)
def test_a_file_that_there_is_not_is_not_found(reader, composing, name):
    assert reader.get(address("edition_file", composing.slug, name)).status_code == 404


def test_a_published_file_is_given_as_it_was_kept_and_never_made_again(reader, published, monkeypatch):
    kept = build.kept_file(published.files.get(format="json").sha256).read_bytes()
    monkeypatch.setattr(shown, "build_files", lambda *_args, **_more: pytest.fail("made again"))
    assert reader.get(address("edition_file", published.slug, "report.json")).content == kept
    assert reader.get(address("edition_file", published.slug, "report.fr.pdf")).status_code == 404


@pytest.mark.parametrize("name", ["edition_findings", "edition_difference"])
def test_what_only_editions_made_here_have_is_not_found_for_one_as_printed(client, printed, name):
    assert client.get(address(name, printed.slug)).status_code == 404
    assert client.get(address("edition_figure", printed.slug, "members.total")).status_code == 404


@pytest.mark.parametrize("name", ["edition_figure", "edition_figure_csv"])
def test_a_figure_that_there_is_not_is_not_found(reader, composing, name):
    assert reader.get(address(name, composing.slug, "members.lost")).status_code == 404
    assert reader.get(address(name, "nothing", "members.total")).status_code == 404


def test_without_an_edition_the_list_says_so(client, db):
    assert client.get("/en/reports/").status_code == 200


def test_the_list_of_editions_asks_as_many_questions_for_three_as_for_one(composing, django_assert_max_num_queries):
    def questions() -> int:
        shown.editions_shown(Edition.objects.all())
        with django_assert_max_num_queries(50) as asked:
            shown.editions_shown(Edition.objects.all())
        return len(asked)

    before = questions()
    for period in (SUMMER, Period(date(2021, 9, 1), date(2021, 12, 31))):
        compose_edition(period=period, by=EDITOR, languages=["fr"], title=Text.of({"fr": "Rapport"}, source="fr"))
    assert questions() == before == 1

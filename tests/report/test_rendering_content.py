"""What a report says, before it has a shape: the same in every language, and nothing that is not in the rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.urls import resolve
from django.utils import translation

from metronome.ground.counting import Basis, Qualifier
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.report.figures.ledger import compute_all
from metronome.report.parts import CHAPTERS
from metronome.report.rendering.addresses import edition_address, figure_address, figure_at
from metronome.report.rendering.content import PARTS, Content, content, shown_numbers
from metronome.report.rows import DaysRow, PartText
from metronome.report.snapshot import Snapshot
from tests.factories import snapshot as rows


@dataclass(frozen=True)
class Head:
    slug: str = "progress-2021"
    kind: str = "progress"
    number: int = 2
    state: str = "composing"
    languages: tuple[str, ...] = ("fr", "en")
    address: str = "https://cities.example"
    anchor: str = "0:0"


def said(snapshot: Snapshot, language: str = "en", state: str = "composing") -> Content:
    return content(snapshot, compute_all(snapshot), (), language=language, head=Head(state=state))


def text_of(paragraphs) -> str:
    return "".join(run.shown.text if run.shown else run.text for paragraph in paragraphs for run in paragraph.runs)


def test_figures_codes_and_names_are_the_same_in_every_language():
    french, english = said(rows.quiet_snapshot(), "fr"), said(rows.quiet_snapshot(), "en")
    numbers = [shown_numbers(found) for found in (french, english)]
    assert [reference for reference, _ in numbers[0]] == [reference for reference, _ in numbers[1]]
    exact = [[text for _, text in found if text.isdecimal()] for found in numbers]
    assert exact[0] == exact[1] != []
    assert [entry.hash for entry in french.figures] == [entry.hash for entry in english.figures]
    for line, other in zip(french.lines, english.lines, strict=True):
        assert [entry.code for entry in line.activities] == [entry.code for entry in other.activities]
        assert [tag.code for entry in line.activities for tag in entry.results] == [
            tag.code for entry in other.activities for tag in entry.results
        ]


def test_every_figure_stands_in_the_appendix_with_its_rows_and_its_hash():
    snapshot = rows.quiet_snapshot()
    figures = compute_all(snapshot)
    entries = {entry.id: entry for entry in said(snapshot).figures}
    assert list(entries) == list(figures)
    for id, figure in figures.items():
        assert entries[id].hash == figure.hash
        assert len(entries[id].rows) == len({(row.kind, row.id) for row in figure.rows})
        assert [part.shown.key for part in entries[id].parts] == list(figure.by or ())


def test_a_reference_in_a_text_becomes_the_number_that_leads_to_its_figure():
    (paragraph,) = said(rows.quiet_snapshot()).note.text
    (shown,) = [run.shown for run in paragraph.runs if run.shown]
    assert (shown.reference, shown.text) == ("members.total", "4")
    assert shown.href == "https://cities.example/en/reports/progress-2021/figures/members.total/"


def test_a_reference_to_no_figure_stands_as_it_was_written():
    snapshot = rows.quiet_snapshot(texts=(PartText("note", rows.words("{figure:members.lost}!")),))
    assert text_of(said(snapshot).note.text) == "{figure:members.lost}!"


def test_a_text_without_translation_says_in_which_language_it_is():
    snapshot = rows.quiet_snapshot(texts=(PartText("note", Text.of({"fr": "Bonjour."}, source="fr")),))
    (english,), (french,) = said(snapshot, "en").note.text, said(snapshot, "fr").note.text
    assert (english.language, english.language_name) == ("fr", "French")
    assert french.language == ""


@pytest.mark.parametrize("part", PARTS)
def test_every_part_shows_the_narrative_that_the_edition_has_for_it(part: str):
    text = PartText(part, rows.words(f"Ici, {part}.", f"Here, {part}."))
    snapshot = rows.quiet_snapshot(texts=(text,), parts=CHAPTERS)
    found = said(snapshot)
    parts = (*found.chapters, found.partners_heading, found.meetings_heading)
    assert [text_of(one.text) for one in parts if one.id == part] == [f"Here, {part}."]


def test_chapters_stand_in_the_order_of_the_edition_and_those_left_out_give_no_number():
    whole, some = said(rows.quiet_snapshot()), said(rows.quiet_snapshot(parts=("who", "media", "note")))
    assert [part.id for part in some.chapters] == ["who", "media", "note", "figures", "verify"]
    assert whole.chapters[0].id == "note"
    assert len(shown_numbers(some)) < len(shown_numbers(whole))
    last = [reference for reference, _ in shown_numbers(some)]
    assert last.index("media.mentions") < last.index("members.total")


def test_bounds_are_said_in_words():
    counted = rows.activity_row(
        "course", counts=(rows.count_row(200, Basis.REGISTRATIONS),), network_role="organiser", lead_line="G1"
    )
    vague = rows.count_row(None, Basis.VIEWS, qualifier=Qualifier.ABOUT, printed="dozens of views")
    snapshot = rows.quiet_snapshot(activities=(counted, rows.activity_row("talk", counts=(vague,))))
    found = said(snapshot)
    engaged = {figure.shown.figure: (figure.shown.text, figure.unit) for figure in found.results}
    assert engaged["people.engaged.registrations"] == ("more than 200", "registrations")
    assert "people.engaged.views" not in engaged
    assert found.vague == ("Meeting talk: dozens of views",)


def test_activities_stand_under_the_line_that_leads_them_and_none_is_lost():
    snapshot = rows.quiet_snapshot(activities=(rows.activity_row("a"), rows.activity_row("b", lead_line="")))
    sections = said(snapshot).lines
    assert [(line.code, [entry.code for entry in line.activities]) for line in sections] == [
        ("G1", ["a"]),
        ("", ["b"]),
    ]


def test_days_are_said_as_far_as_they_are_known():
    march = DaysRow(Period(date(2021, 3, 1), date(2021, 3, 31)), "month", Text())
    days = (DaysRow(rows.day("2021-02-03"), "day", Text()), march)
    (line,) = said(rows.quiet_snapshot(activities=(rows.activity_row("a", days=days),))).lines
    (entry,) = line.activities
    assert entry.days == "3 February and March"
    assert entry.dates == (date(2021, 2, 3), date(2021, 3, 1))


def test_two_members_of_one_name_stay_two():
    twins = tuple(
        rows.member_row(slug, name=rows.words("Springfield")) for slug in ("springfield-east", "springfield-west")
    )
    found = said(rows.quiet_snapshot(members=twins, activities=()))
    assert [member.name for region in found.regions for member in region.members] == ["Springfield", "Springfield"]
    assert found.silences[-1].shown.text == "2"


def test_what_nothing_reached_is_listed():
    silent = {
        silence.shown.figure: [str(tag.label) for tag in silence.items]
        for silence in said(replace(rows.quiet_snapshot(), activities=())).silences
    }
    assert silent["results.silent"] == ["Label G1.1", "Label G1.2"]
    assert silent["challenges.silent"] == ["Challenge"]
    assert silent["members.silent"] == ["Dakar", "Springfield-East", "Springfield-West", "Tunis"]


def test_a_person_with_two_offices_in_a_body_stands_there_once():
    chair = rows.mandate_row("ada", "Ada", "Mayor")
    other = replace(chair, slug="ada-2")
    found = said(rows.quiet_snapshot(mandates=(chair, other)))
    assert [[person.name for person in group.people] for group in found.groups] == [["Ada"]]


def test_an_edition_that_is_not_published_says_so():
    assert said(rows.quiet_snapshot()).notice
    assert said(rows.quiet_snapshot(), state="published").notice == ""


@pytest.mark.parametrize("key", ["", "G1", "2.1", "a#b/c"])
def test_the_address_of_a_figure_leads_to_its_page_and_names_it(key: str):
    href = figure_address("https://cities.example/", "fr", "progress-2021", "members.total", key)
    assert figure_at(href) == ("members.total" + (f"#{key}" if key else ""))
    with translation.override("fr"):
        found = resolve(href.partition("#")[0].removeprefix("https://cities.example"))
    assert found.view_name == "report:edition_figure"
    assert found.kwargs == {"slug": "progress-2021", "id": "members.total"}


@pytest.mark.parametrize("href", ["https://cities.example/fr/reports/", "mailto:a@b.example", "/figures/", ""])
def test_other_addresses_name_no_figure(href: str):
    assert figure_at(href) == ""


def test_the_address_of_an_edition_leads_to_its_page():
    path = edition_address("https://cities.example", "fr", "progress-2021").removeprefix("https://cities.example")
    with translation.override("fr"):
        assert resolve(path).view_name == "report:edition"

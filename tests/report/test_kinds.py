"""Kinds of report are layouts of parts, and data: those that come along, and a network's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metronome.accounts.enums import Role
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.record.enums import InvolvementRole
from metronome.report.actions import compose_edition
from metronome.report.composing.actions import arrange_edition
from metronome.report.editions.build import manifest_to_freeze, read_edition
from metronome.report.editions.difference import difference
from metronome.report.editions.titles import title_of
from metronome.report.editions.verify import verify
from metronome.report.editions.words import difference_in_words
from metronome.report.figures.ledger import compute_all
from metronome.report.given import GivenReportKind
from metronome.report.kinds import kind_of, kinds, refuse_kind, shipped
from metronome.report.models import Edition
from metronome.report.narrowing import narrowed
from metronome.report.parts import CHAPTERS, STATEMENT
from metronome.report.rendering.content import content
from metronome.report.rows import AssessmentRow, BodyRow
from metronome.report.stated import put_report_kinds
from tests.factories.accounts import make_account, signed_in
from tests.factories.snapshot import SPRING, activity_row, parts, quiet_snapshot, words
from tests.home.world import make_world

PARTNERS = ("alpha", "beta")


@pytest.mark.parametrize("kind", shipped(), ids=lambda kind: kind.slug)
def test_a_kind_that_comes_along_is_named_in_every_language_and_has_parts_that_there_are(kind):
    for text in (kind.label, kind.title):
        assert set(text.texts) == {"ar", "en", "es", "fr"}
    assert set(kind.parts) <= set(STATEMENT if kind.about == "member" else CHAPTERS)


def test_a_kind_states_the_figures_that_it_names():
    kind = replace(shipped()[0], figures=("members.", "results.total"))
    assert set(kind.of({"members.total": 1, "results.total": 2, "results.silent": 3})) == {
        "members.total",
        "results.total",
    }


def test_a_title_names_the_period_and_the_subject_and_nothing_else_of_the_program():
    kind = replace(shipped()[0], title=Text.of({"fr": "{subject}, {period.first} {period}"}, source="fr"))
    assert str(title_of(SPRING, ["fr"], kind, [words("L'eau")])).startswith("L'eau, {period.first} janvier")


def activities(draw: st.DrawFn):
    roles = st.sampled_from((InvolvementRole.PARTNER, InvolvementRole.NAMED))
    return tuple(
        activity_row(
            f"meeting-{number}",
            partners=tuple(
                part for slug in draw(st.sets(st.sampled_from(PARTNERS))) for part in parts(slug, role=draw(roles))
            ),
            results=tuple(draw(st.sets(st.sampled_from(("G1.1", "G1.2"))))),
            lead_line=draw(st.sampled_from(("", "G1"))),
        )
        for number in range(draw(st.integers(0, 5)))
    )


@given(st.composite(activities)())
@settings(max_examples=50, deadline=None)
def test_an_extract_counts_what_concerns_its_subject_and_nothing_else(rows):
    whole = quiet_snapshot(activities=rows)
    for partner in PARTNERS:
        own = {
            row.code
            for row in rows
            if any(part.slug == partner and part.role != InvolvementRole.NAMED for part in row.partners)
        }
        figures = compute_all(narrowed(whole, [f"partner:{partner}"]))
        assert {*(figures["activities.total"].items or ())} == own
    below = {row.code for row in rows if row.lead_line == "G1" or row.results}
    assert {*(compute_all(narrowed(whole, ["node:G1"]))["activities.total"].items or ())} == below
    chosen = [f"activity:{row.code}" for row in rows[:2]]
    if chosen:
        assert compute_all(narrowed(whole, chosen))["activities.total"].value == len(chosen)


def test_nothing_is_narrowed_for_the_whole_network():
    snapshot = quiet_snapshot()
    assert narrowed(snapshot, ()) is snapshot


@pytest.mark.parametrize("about", [["body:board"], ["partner:alpha", "node:G1"]])
def test_a_report_is_about_things_of_one_sort_that_it_can_be_about(about):
    with pytest.raises(ValueError, match="no report is about"):
        narrowed(quiet_snapshot(), about)


def test_an_extract_says_first_that_it_tells_of_nothing_else():
    rows = narrowed(quiet_snapshot(), ["partner:alpha"])
    head = type("Head", (), {"slug": "x", "number": 1, "state": "published", "address": "https://cities.example"})
    said = content(rows, compute_all(rows), (), language="en", head=head())
    assert said.notice == "Only what concerns this is told and counted here: Alpha Institute."


# Kept


def own_kind(**fields):
    given = GivenReportKind("short", "", words("court"), words("En bref, {period}"), ("note",), ("activities.",))
    return replace(given, **fields)


@pytest.mark.django_db
def test_a_network_adds_a_kind_and_puts_its_own_in_the_place_of_one_that_comes_along():
    put_report_kinds(kinds=[own_kind(), own_kind(slug="yearly", label=words("annuel"))], by=Hand("folder"))
    assert kind_of("short").parts == ("note",)
    assert str(kinds()["yearly"].label) == "annuel"
    with pytest.raises(Refusal):
        kind_of("nothing")


def test_a_kind_with_a_part_that_there_is_not_is_refused():
    with pytest.raises(Refusal):
        refuse_kind(about="", parts=["served"])
    refuse_kind(about="member", parts=["served"])


@pytest.mark.django_db
def test_an_edition_of_a_kind_has_its_parts_and_figures():
    make_world()
    put_report_kinds(kinds=[own_kind()], by=Hand("folder"))
    edition = compose_edition(period=SPRING, kind="short", by="editor", languages=["fr"], title=words("Bref"))
    reading = read_edition(edition)
    assert reading.snapshot.parts == ("note",)
    assert {id.partition(".")[0] for id in reading.figures} == {"activities"}
    assert reading.content("fr").order == ("note",)


@pytest.mark.django_db
def test_extracts_about_two_things_are_two_editions_and_each_verifies():
    world = make_world()
    given: dict[str, Any] = {"period": SPRING, "by": "editor", "languages": ["fr"], "title": words("Extrait")}
    first = compose_edition(kind="partner-extract", about=[f"partner:{world.partner.slug}"], **given)
    second = compose_edition(kind="line-extract", about=[f"node:{world.result.code}"], **given)
    assert len({first.slug, second.slug}) == 2
    for edition in (first, second):
        assert verify(manifest_to_freeze(edition).to_bytes()).holds
    with pytest.raises(Refusal):
        compose_edition(kind="partner-extract", about=first.about, **given)


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("partner-extract", []),
        ("partner-extract", ["node:G1"]),
        ("progress", ["partner:x"]),
        ("statement", ["member:dakar"]),
    ],
)
@pytest.mark.django_db
def test_a_kind_about_something_else_is_refused(kind, about):
    with pytest.raises(Refusal) as refused:
        compose_edition(period=SPRING, kind=kind, about=about, by="editor", languages=["fr"], title=words("Rien"))
    assert refused.value.field in ("about", "kind")


@pytest.mark.django_db
def test_a_change_of_chapters_alone_is_a_difference():
    make_world()
    edition = compose_edition(period=SPRING, by="editor", languages=["fr"], title=words("Rapport"))
    before = manifest_to_freeze(edition)
    given: dict[str, Any] = {"title": {}, "languages": ["fr", "en"], "parts": ["progress", "note"]}
    after = manifest_to_freeze(arrange_edition(edition=edition, by="editor", **given))
    found = difference(before, after)
    assert not found.figures
    assert [(change.name, change.after) for change in found.arranged] == [
        ("languages", ("fr", "en")),
        ("chapters", ("progress", "note")),
    ]
    said = list(difference_in_words(found))
    assert said[2].startswith("The chapters: Foreword, Activities")
    assert said[2].endswith("then Progress, Foreword")


# In the browser


@pytest.mark.django_db
def test_an_editor_begins_an_extract_for_a_partner():
    world = make_world()
    browser = signed_in(make_account("editor", role=Role.EDITOR))
    page = browser.get("/en/desk/reports/new/").content.decode()
    assert f'value="partner:{world.partner.slug}"' in page
    assert "statement for each member" not in page
    given: dict[str, Any] = {
        "period": "2021-01..2021-04",
        "kind": "partner-extract",
        "about": f"partner:{world.partner.slug}",
    }
    answer = browser.post("/en/desk/reports/new/", given)
    edition = Edition.objects.get(kind="partner-extract")
    assert answer["Location"] == f"/en/desk/reports/{edition.slug}/"
    assert edition.about == [f"partner:{world.partner.slug}"]
    assert edition.parts == list(kind_of("partner-extract").parts)


@pytest.mark.parametrize("about", ["", "partner:nobody", "node:G1"])
@pytest.mark.django_db
def test_an_extract_about_nothing_is_not_begun(about):
    make_world()
    browser = signed_in(make_account("editor", role=Role.EDITOR))
    given: dict[str, Any] = {"period": "2021-01..2021-04", "kind": "partner-extract", "about": about}
    assert browser.post("/en/desk/reports/new/", given).status_code == 400
    assert not Edition.objects.filter(kind="partner-extract").exists()


def test_how_a_body_judged_a_result_stands_beside_it():
    judged = AssessmentRow("G1.1", 2021, False, "good", words("en bonne voie", "on course"), "board", date(2021, 3, 1))
    final = replace(judged, is_final=True, body="nobody")
    rows = quiet_snapshot(assessments=(judged, final), bodies=(BodyRow("board", "board", words("Conseil", "Board")),))
    head = type("Head", (), {"slug": "x", "number": 1, "state": "published", "address": "https://cities.example"})
    said = content(rows, compute_all(rows), (), language="en", head=head())
    nodes = {node.code: node.assessed for plan in said.plans for node in plan.nodes}
    assert nodes["G1.1"] == (
        "Assessed for 2021 by Board: on course",
        "Assessed at the end of the plan by nobody: on course",
    )
    assert nodes["G1.2"] == ()

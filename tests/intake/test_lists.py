"""What leaves as a list says everything, and nothing that its reader may not see."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.accounts.enums import Role
from metronome.ground.text import Text
from metronome.intake.lists.catalogue import LISTINGS
from metronome.intake.lists.exporting import export_file, guarded, unguarded
from metronome.intake.lists.grammar import list_text, read_list, read_rows, rows_text
from metronome.intake.lists.on_record import on_record
from metronome.intake.lists.rows import Rows
from metronome.listening.models import Bilateral
from metronome.network.actions import appoint_focal_point
from metronome.network.models import Contact, Member
from metronome.record.enums import State
from metronome.record.models import Activity, PersonInvolved
from tests.factories.accounts import make_account, signed_in

pytestmark = pytest.mark.django_db

VALUE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=12).map(str.strip)
SAID = VALUE.filter(bool)
ROW = st.fixed_dictionaries({}, optional={"name": SAID, "role": SAID, "title@fr": SAID}).filter(bool)


@given(values=st.lists(SAID))
def test_every_list_of_values_can_be_written_in_one_cell(values):
    assert read_list(list_text(values)) == values


@given(rows=st.lists(ROW))
def test_every_part_can_be_written_in_one_cell(rows):
    assert read_rows(rows_text(rows, "name"), "name", {"name", "role", "title"}) == rows


@given(text=st.text("'=+-@ab\t", max_size=6))
def test_what_is_kept_from_being_a_formula_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")


MEASURED = ("indicators", "definitions", "domains", "size_classes", "areas", "drawings", "geographies")
#: Of what a network has nothing.
EMPTY = {
    "caspian": ("practices", "projects", "expenses", "publications", *MEASURED),
    "metropolis": ("planned", "expectations", "assessments", "ratings", "expenses", "publications"),
}


def without_making(thing: Any) -> Any:
    """The same without how its texts were made, which no table says and an import leaves as it is."""
    if isinstance(thing, Text):
        return Text.of(thing.texts, source=thing.source) if thing.texts else thing
    if isinstance(thing, tuple):
        return tuple(without_making(item) for item in thing)
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        named = {one.name: without_making(getattr(thing, one.name)) for one in dataclasses.fields(thing)}
        return dataclasses.replace(thing, **named)
    return thing


@pytest.mark.parametrize("network", ["caspian", pytest.param("metropolis", marks=pytest.mark.slow)])
def test_the_row_of_anything_on_record_says_all_of_it(db, request, network):
    request.getfixturevalue(network)
    for listing in LISTINGS.values():
        record = on_record(listing.own)
        rows, number = Rows(listing, record), 0
        for number, given_ in enumerate(listing.given(listing.rows()), 1):
            read = rows.read(listing.cells(given_, record), number)
            assert (read.given, read.refusals) == (without_making(given_), ())
        assert number or listing.kind in EMPTY[network], f"nothing is on record of {listing.kind}"


def table(kind: str, *, all: bool = True) -> list[dict[str, str]]:
    content = export_file(LISTINGS[kind], "csv", all=all).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_a_list_leaves_as_csv_and_as_json_with_the_same_columns(caspian):
    rows = table("members")
    said = json.loads(export_file(LISTINGS["members"], "json", all=True))
    assert [list(row) for row in rows] == [list(row) for row in said]
    assert {"slug", "name (en)", "name (ar)", "name (fa)", "standing", "aliases"} <= rows[0].keys()


def test_no_cell_of_a_list_is_a_formula_and_numbers_below_zero_stay_numbers(caspian):
    Member.objects.filter(slug="baku").update(
        official_name='=HYPERLINK("https://example.org")', latitude="-40.4", longitude="49.9"
    )
    row = next(row for row in table("members") if row["slug"] == "baku")
    assert row["official_name"] == '\'=HYPERLINK("https://example.org")'
    assert float(row["latitude"]) == -40.4


def test_whoever_does_not_keep_the_record_is_given_what_is_public(caspian):
    Activity.objects.filter(code="gauge-trial").update(state=State.DRAFT)
    Contact.objects.filter(slug="harbour-master-anzali").update(is_public=False)
    assert "gauge-trial" in {row["code"] for row in table("activities")}
    assert "gauge-trial" not in {row["code"] for row in table("activities", all=False)}
    assert "harbour-master-anzali" not in {row["slug"] for row in table("contacts", all=False)}
    assert not {"people", "follow_ups", "cancelled"} & table("activities", all=False)[0].keys()
    assert not {"notes", "needs (en)", "follow_up (en)"} & table("bilaterals", all=False)[0].keys()


def test_an_officer_takes_all_of_a_list_and_a_focal_point_what_is_public(caspian):
    Bilateral.objects.update(notes="told in confidence")
    PersonInvolved.objects.update(is_public=False)
    focal_point = make_account("focal-point-of-baku")
    appoint_focal_point(person=focal_point, member=Member.objects.get(slug="baku"), by="operator")
    officer = signed_in(make_account("officer", role=Role.OFFICER)).get("/en/lists/bilaterals.csv")
    assert "told in confidence" in officer.content.decode()
    assert officer["Content-Disposition"] == 'attachment; filename="bilaterals.csv"'
    theirs = signed_in(focal_point).get("/en/lists/bilaterals.csv")
    assert theirs.status_code == 200
    assert "told in confidence" not in theirs.content.decode()


def test_what_is_no_list_and_no_format_is_not_there(caspian):
    browser = signed_in(make_account("officer", role=Role.OFFICER))
    assert browser.get("/en/lists/people.csv").status_code == 404
    assert browser.get("/en/lists/members.exe").status_code == 404


def test_a_template_is_given_to_whoever_keeps_the_record(caspian):
    answer = signed_in(make_account("officer", role=Role.OFFICER)).get("/en/lists/members/template.xlsx")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert signed_in(make_account("visitor")).get("/en/lists/members/template.xlsx").status_code == 404


def test_before_there_is_a_network_there_is_no_list():
    answer = signed_in(make_account("officer", role=Role.OFFICER)).get("/en/lists/members.csv")
    assert (answer.status_code, b"no network" in answer.content) == (400, True)


def test_a_list_takes_as_many_questions_for_three_activities_as_for_one(caspian, django_assert_num_queries):
    listing, record = LISTINGS["activities"], on_record("activities")
    Activity.objects.exclude(code="gauge-trial").update(state=State.DRAFT)
    with django_assert_num_queries(12):
        assert len([listing.cells(one, record) for one in listing.given(listing.open(listing.rows()))]) == 1
    with django_assert_num_queries(12):
        assert len([listing.cells(one, record) for one in listing.given(listing.rows())]) == 4

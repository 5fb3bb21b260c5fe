"""Practices as a list: what leaves comes in again, and what is new says what its collection asks for."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from metronome.exchange.actions import verify_practice
from metronome.exchange.claims import mark_of
from metronome.exchange.enums import Proof
from metronome.exchange.models import Practice
from metronome.ground.hand import Hand
from metronome.intake.lists.catalogue import LISTINGS
from metronome.intake.lists.enums import Fate
from metronome.intake.lists.exporting import export_file
from metronome.intake.lists.looking import look_at
from tests.factories.exchange import make_challenge_tag, make_collection, make_practice, make_whole_practice
from tests.factories.network import make_member, make_network, text
from tests.factories.plan import make_challenge, make_plan

pytestmark = pytest.mark.django_db
LISTING = LISTINGS["practices"]


@pytest.fixture
def whole():
    make_network()
    practice = make_whole_practice(member=make_member(), summary=text("Des voies; pour les bus | rapides"), since=2019)
    make_challenge_tag(practice, make_challenge(make_plan(), "1.1", label=text("Se déplacer")))
    make_practice("ferries", country="SN", languages=["fr", "en"])
    verify_practice(
        practice="bus-lanes", kind=Proof.SOURCE, said="Register", claim=mark_of(practice.claims.get()), by="person:1"
    )
    return practice


def looked(tmp_path: Path, content: bytes, format: str = "csv"):
    path = tmp_path / f"practices.{format}"
    path.write_bytes(content)
    return list(look_at(path, kind="practices").fates())


def put(rows) -> None:
    LISTING.put([one.wanted for one in rows if one.wanted], Hand("editor"), "")


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_leaves_comes_in_and_changes_nothing(whole, tmp_path, format):
    found = looked(tmp_path, export_file(LISTING, format, all=True), format)
    assert [(one.fate, one.refusals) for one in found] == [(Fate.UNCHANGED, ())] * 2


def test_a_changed_cell_changes_that_alone_and_the_checks_stay(whole, tmp_path):
    table = export_file(LISTING, "csv", all=True).decode("utf-8-sig")
    found = looked(tmp_path, table.replace("rapides", "lents").encode())
    assert [one.fate for one in found] == [Fate.CHANGED, Fate.UNCHANGED]
    assert list(found[0].changes) == ["summary_fr"]
    put(found)
    practice = Practice.objects.get(slug="bus-lanes")
    assert str(practice.summary).endswith("lents")
    assert [one.claim for one in practice.verifications.all()] == [mark_of(practice.claims.get())]


def test_a_new_practice_says_what_its_collection_asks_for(whole, tmp_path):
    make_collection("strict", criteria=["summary", "sources", "claims"])
    head = "collection,title (fr),member,summary (fr),results\n"
    (refused,) = looked(tmp_path, f"{head}strict,Trams,dakar,,\n".encode())
    assert [one.field for one in refused.refusals] == ["summary", "results"]
    (fresh,) = looked(tmp_path, f"{head}strict,Trams,dakar,Vite,label (fr): Usagers | source: INS\n".encode())
    assert (fresh.fate, fresh.identity) == (Fate.NEW, "trams")
    assert "published_on" not in fresh.changes
    put([fresh])
    assert Practice.objects.get(slug="trams").published_on.year > 2020


def test_a_row_that_does_not_hold_together_is_refused_with_its_column(whole, tmp_path):
    head = "slug,collection,title (fr),member,city,goals,conditions\n"
    (refused,) = looked(tmp_path, f"{head}x,nowhere,X,dakar,Elsewhere,99,smallest | value: many\n".encode())
    assert {one.field for one in refused.refusals} == {"collection", "member", "goals", "conditions"}


def test_only_the_desk_is_given_contacts_and_what_was_retired(whole):
    Practice.objects.filter(slug="ferries").update(retired_on="2021-04-01")

    def table(*, all: bool) -> list[dict[str, str]]:
        content = export_file(LISTING, "csv", all=all).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(content)))

    assert [row["slug"] for row in table(all=True)] == ["bus-lanes", "ferries"]
    (shown,) = table(all=False)
    assert "contacts" not in shown
    assert "buses@city.example" in table(all=True)[0]["contacts"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_many_questions_for_three_as_for_one(number, django_assert_num_queries):
    make_network()
    for one in range(number):
        make_whole_practice(f"practice-{one}", member=make_member(f"city-{one}"))
    with django_assert_num_queries(8):
        assert len(list(LISTING.given(LISTING.rows()))) == number

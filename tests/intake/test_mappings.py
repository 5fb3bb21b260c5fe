"""How a file is read is kept beside it, or by the network for all its files; what is not settled is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from metronome.cli import main
from metronome.ground.refusal import Refusal
from metronome.intake.lists.actions import save_mapping
from metronome.intake.lists.incoming import Choices
from metronome.intake.lists.looking import look_at
from metronome.intake.lists.mappings import mapping_named, mapping_text
from metronome.network.models import Member, Network
from tests.factories.network import make_network

pytestmark = pytest.mark.django_db
COLUMNS = {"Ville": "name_fr", "Depuis": "since", "Latitude": "latitude", "Longitude": "longitude"}


@pytest.fixture(autouse=True)
def network(db) -> None:
    make_network(languages=["fr", "en", "es"], required_languages=["fr"])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Days and numbers that can all be read in two ways."""
    path = tmp_path / "villes.csv"
    path.write_text("Ville;Depuis;Latitude;Longitude\nDakar;03/04/2019;14,693;-17,447\n", encoding="utf-8")
    return path


def refused(path: Path, choices: Choices) -> set[str]:
    rows = look_at(path, kind="members", choices=choices).fates()
    return {refusal.field for one in rows for refusal in one.refusals}


def test_what_the_network_writes_settles_what_could_be_read_in_two_ways(table):
    choices = Choices(columns=COLUMNS)
    assert {"since", "latitude", "longitude"} <= refused(table, choices)
    Network.objects.update(decimal_sign="comma", day_order="mdy")
    assert refused(table, choices) == set()
    (row,) = look_at(table, kind="members", choices=choices).fates()
    assert (row.wanted.standings[0].since.isoformat(), str(row.wanted.latitude)) == ("2019-03-04", "14.693")


def test_what_is_said_of_a_file_stands_above_what_the_network_writes(table):
    Network.objects.update(decimal_sign="comma", day_order="mdy")
    (row,) = look_at(table, kind="members", choices=Choices(columns=COLUMNS, days="dmy")).fates()
    assert row.wanted.standings[0].since.isoformat() == "2019-04-03"


def test_a_column_that_can_be_read_in_one_way_only_stands_above_what_the_network_writes(table):
    Network.objects.update(decimal_sign="comma", day_order="mdy")
    table.write_text(table.read_text() + "Lagos;25/12/2020;6,455;3,394\n", encoding="utf-8")
    first, second = look_at(table, kind="members", choices=Choices(columns=COLUMNS)).fates()
    assert [one.wanted.standings[0].since.isoformat() for one in (first, second)] == ["2019-04-03", "2020-12-25"]


def test_a_saved_mapping_reads_the_next_file_on_the_command_line(table, tmp_path, capsys):
    save_mapping(kind="members", name="Villes", choices=Choices(columns=COLUMNS, decimal=",", days="dmy"), by="editor")
    kept = tmp_path / "villes.json"
    assert main(["import", str(table), "--mapping", "Villes", "--preview", "--keep-mapping", str(kept)]) == 0
    assert json.loads(kept.read_text(encoding="utf-8")) == {
        "as": "members",
        "decimal": "comma",
        "days": "dmy",
        "columns": COLUMNS,
    }
    assert main(["import", str(table), "--mapping", str(kept), "--by", "editor"]) == 0
    assert str(Member.objects.get(slug="dakar").standings.get().since) == "2019-04-03"
    capsys.readouterr()


def test_a_mapping_written_and_read_is_the_same(tmp_path):
    choices = Choices(
        sheet="2021", encoding="cp1252", delimiter="|", header_row=3, decimal=".", days="mdy", columns=COLUMNS
    )
    path = tmp_path / "mapping.json"
    path.write_text(mapping_text("members", choices), encoding="utf-8")
    assert mapping_named(str(path)) == ("members", choices)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("no json", ""),
        ("[" * 100_000, ""),
        ("[]", ""),
        ('{"colums": {}}', "colums"),
        ('{"as": "ships"}', "as"),
        ('{"decimal": "dot"}', "decimal"),
        ('{"decimal": []}', "decimal"),
        ('{"days": "ymd"}', "days"),
        ('{"header_row": 0}', "header_row"),
        ('{"header_row": true}', "header_row"),
        ('{"sheet": 3}', "sheet"),
        ('{"columns": {"Ville": 3}}', "columns"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_with_the_field(tmp_path, text, field):
    path = tmp_path / "mapping.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match="is no mapping") as refusal:
        mapping_named(str(path))
    assert refusal.value.field == field


def test_a_mapping_that_nobody_kept_or_that_several_lists_have_is_refused():
    with pytest.raises(Refusal, match=r"no mapping “Villes”"):
        mapping_named("Villes")
    for kind in ("members", "partners"):
        save_mapping(kind=kind, name="Villes", choices=Choices(), by="editor")
    with pytest.raises(Refusal, match="Several lists have a mapping “Villes”"):
        mapping_named("Villes")
    assert mapping_named("Villes", kind="partners")[0] == "partners"


@pytest.mark.parametrize("columns", [{**COLUMNS, "Note": "official_name"}, {**COLUMNS, "Ville": "nonsense"}])
def test_a_column_that_is_not_there_is_refused_by_its_name(table, columns):
    with pytest.raises(Refusal, match=r"Note|nonsense") as refusal:
        look_at(table, kind="members", choices=Choices(columns=columns))
    assert refusal.value.field == "columns"

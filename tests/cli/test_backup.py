"""A backup holds everything, made while people work; a restore brings back just that, or nothing."""

from __future__ import annotations

import json
import os
import shutil
import stat
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.cli.conftest import REFERENCE, Instance
from tests.environment import often

pytestmark = pytest.mark.slow
#: How often an instance is backed up while it is written.
TIMES = often(5, 1)
SPRING = ("--period", "2021-01..2021-04")


@pytest.fixture(scope="module")
def backup(loaded, tmp_path_factory) -> Path:
    path: Path = tmp_path_factory.mktemp("backup") / "kept.metronome"
    loaded.run("backup", path)
    return path


def contents(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        found: dict[str, Any] = json.loads(archive.read("backup.json"))
    return found


def test_what_is_restored_elsewhere_is_the_same_instance(loaded, backup, tmp_path):
    other = Instance(tmp_path / "other")
    restored = other.json("restore", backup)
    assert (restored["files"], restored["changed"]) == (len(contents(backup)["files"]), [])
    assert restored["rows"] > 1000
    assert restored["pages"] == len(contents(backup)["pages"]) > 100
    assert other.json("audit", "verify") == {"anchor": contents(backup)["anchor"], "broken": []}
    assert other.json("figures", *SPRING) == loaded.json("figures", *SPRING)
    assert (other.home / "secret_key").read_bytes() == (loaded.home / "secret_key").read_bytes()
    assert {stat.S_IMODE(path.stat().st_mode) for path in (backup, other.home / "secret_key")} == {0o600}


def test_every_table_is_kept_but_those_that_are_made_again_and_who_is_signed_in(backup):
    from django.apps import apps

    left_out = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)} - contents(backup)[
        "tables"
    ].keys()
    made_again, of_the_moment = {"home.document", "home.word", "home.indexed"}, {"tasks.task", "tasks.worker"}
    assert left_out == {*made_again, *of_the_moment, "sessions.session", "usersessions.usersession"}


def test_what_is_restored_can_be_worked_on(backup, edit, empty, folder):
    other = empty
    other.run("restore", backup)
    edit("members.csv", "Ville de Dakar", "Commune de Dakar")
    other.run("load", folder)
    assert other.json("audit", "verify")["broken"] == []
    assert other.json("audit", "verify")["anchor"] != contents(backup)["anchor"]


def test_the_network_s_folder_is_kept_and_the_settings_of_the_machine_are_not(empty, tmp_path):
    (empty.home / "network").mkdir()
    (empty.home / "network" / "network.yaml").write_text("name: The harbours\n")
    (empty.home / ".env").write_text("METRONOME_ADDRESS=https://metronome.example.org\n")
    empty.run("backup", tmp_path / "kept")
    assert sorted(contents(tmp_path / "kept")["files"]) == ["network/network.yaml", "secret_key"]


def test_nothing_is_written_over(backup, instance):
    before = instance.json("audit", "verify")
    assert "is not empty" in instance.run("restore", backup, code=1)
    assert instance.json("audit", "verify") == before


def test_a_backup_is_not_written_over_another(loaded, backup):
    before = backup.read_bytes()
    assert "already" in loaded.run("backup", backup, code=1)
    assert backup.read_bytes() == before


def damaged(backup: Path, path: Path, how: str) -> Path:
    """A copy of the backup with one fault."""
    content = bytearray(backup.read_bytes())
    if how == "cut off":
        path.write_bytes(content[: len(content) // 2])
    elif how == "a changed byte":
        with zipfile.ZipFile(backup) as archive:
            content[archive.getinfo("tables/network.member.jsonl").header_offset + 200] ^= 0x55
        path.write_bytes(content)
    else:
        with zipfile.ZipFile(backup) as before, zipfile.ZipFile(path, "w") as after:
            for name in before.namelist():
                piece = before.read(name)
                if how == "a changed row" and name == "tables/network.member.jsonl":
                    piece = piece.replace(b"dakar", b"lagos", 1)
                if how == "a missing table" and name == "tables/network.alias.jsonl":
                    continue
                if how == "a way out" and name == "backup.json":
                    found = json.loads(piece)
                    found["files"]["../outside"] = found["files"].pop("secret_key")
                    piece = json.dumps(found).encode()
                after.writestr(
                    "files/../outside" if how == "a way out" and name == "files/secret_key" else name, piece
                )
    return path


@pytest.mark.parametrize(
    ("how", "piece"),
    [
        ("cut off", "kept"),
        ("a changed byte", "kept"),
        ("a changed row", "tables/network.member.jsonl"),
        ("a missing table", "tables/network.alias.jsonl"),
        ("a way out", "../outside"),
    ],
)
def test_a_damaged_backup_is_refused_before_anything_is_written(backup, empty, tmp_path, how, piece):
    other = empty
    said = other.run("restore", damaged(backup, tmp_path / "kept.metronome", how), code=1)
    assert "This backup is damaged" in said
    assert piece in said
    assert other.json("audit", "verify")["anchor"].startswith("0:")
    assert not (tmp_path / "outside").exists()
    if how == "a changed row":
        other.run("restore", backup)


def test_observations_come_back_with_their_files_and_releases_or_are_named(instance, tmp_path):
    instance.run("observatory", "load", REFERENCE / "observations" / "population.csv")
    instance.run("observatory", "release", "spring")
    asked = ("observatory", "average", "population", "--year", "2020")
    stands, path = instance.json(*asked), tmp_path / "kept.metronome"
    assert stands["n"] == 129
    instance.run("backup", path)
    kept = {name: digest for name, digest in contents(path)["files"].items() if name.startswith("observatory/")}
    parts = Counter(name.split("/")[1] for name in kept)
    assert (parts["facts"], parts["snapshots"], parts["dense"]) == (1, 1, 3)

    other = Instance(tmp_path / "other")
    assert other.json("restore", path)["changed"] == []
    assert {name: (other.home / name).read_bytes() for name in kept} == {
        name: (instance.home / name).read_bytes() for name in kept
    }
    assert other.json(*asked) == stands
    assert {row["what"]: row["is_well"] for row in other.json("doctor")}.items() >= {
        ("observations", True),
        ("releases", True),
    }
    shutil.rmtree(other.home / "observatory" / "dense")
    assert other.json("observatory", "arrays") == {"made": ["spring"]}
    assert other.json(*asked) == stands

    (facts,) = (name for name in kept if "/facts/" in name)
    harmed = tmp_path / "harmed.metronome"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(harmed, "w") as after:
        for name in before.namelist():
            piece = before.read(name)
            after.writestr(name, piece[:-1] + bytes([piece[-1] ^ 1]) if name == f"files/{facts}" else piece)
    said = Instance(tmp_path / "third").run("restore", harmed, code=1)
    assert facts in said


def test_a_file_that_is_no_backup_is_refused(empty, tmp_path):
    (tmp_path / "no.metronome").write_text("no backup", encoding="utf-8")
    assert "damaged" in empty.run("restore", tmp_path / "no.metronome", code=1)
    assert "There is no file" in empty.run("restore", tmp_path / "nothing.metronome", code=1)


def test_a_backup_made_while_others_write_is_of_one_moment(instance, folder, tmp_path):
    members = folder / "members.csv"
    text, over = members.read_text(encoding="utf-8"), threading.Event()
    loads: list[str] = []

    def work() -> None:
        while not over.is_set():
            name = f"Ville de Dakar {len(loads)}"
            members.write_text(text.replace("Ville de Dakar", name), encoding="utf-8")
            instance.run("load", folder)
            loads.append(name)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(TIMES):
            instance.run("backup", tmp_path / f"{number}.metronome")
    finally:
        over.set()
        worker.join()
    assert loads
    for number in range(TIMES):
        other = Instance(tmp_path / f"other-{number}")
        other.run("restore", tmp_path / f"{number}.metronome")
        assert other.json("audit", "verify") == {
            "anchor": contents(tmp_path / f"{number}.metronome")["anchor"],
            "broken": [],
        }


@pytest.fixture
def on_postgres(tmp_path) -> Iterator[Instance]:
    """An empty instance on a PostgreSQL database of its own."""
    server, name = os.environ["METRONOME_TEST_POSTGRES"], f"metronome_restored_{os.getpid()}"
    maintenance = urlsplit(server)._replace(path="/postgres").geturl()
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield Instance(tmp_path / "postgres", urlsplit(server)._replace(path=f"/{name}").geturl())
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.postgres
def test_an_instance_moves_from_one_database_to_the_other_and_back(loaded, backup, on_postgres, tmp_path):
    assert on_postgres.json("restore", backup)["changed"] == []
    assert on_postgres.json("figures", *SPRING) == loaded.json("figures", *SPRING)
    on_postgres.run("load", REFERENCE)
    on_postgres.run("backup", tmp_path / "back.metronome")
    assert contents(tmp_path / "back.metronome")["tables"] == contents(backup)["tables"]
    shutil.rmtree(on_postgres.home)
    back = Instance(tmp_path / "back")
    assert back.json("restore", tmp_path / "back.metronome")["changed"] == []

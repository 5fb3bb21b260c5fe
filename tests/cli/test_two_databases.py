"""SQLite and PostgreSQL give one answer: the same rows, figures, hashes, findings and documents."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.cli.conftest import REFERENCE, Instance

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
SPRING = ("--period", "2021-01..2021-04")


@pytest.fixture(scope="module")
def on_postgres(tmp_path_factory) -> Iterator[Instance]:
    """The reference network loaded on a PostgreSQL database of this run's own."""
    server, name = os.environ["METRONOME_TEST_POSTGRES"], f"metronome_answers_{os.getpid()}"
    maintenance = urlsplit(server)._replace(path="/postgres").geturl()
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            database = urlsplit(server)._replace(path=f"/{name}").geturl()
            instance = Instance(tmp_path_factory.mktemp("postgres"), database)
            instance.run("load", REFERENCE)
            yield instance
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_both_databases_compute_the_same_figures_from_the_same_rows(loaded, on_postgres):
    figures = [instance.json("figures", *SPRING) for instance in (loaded, on_postgres)]
    hashes = [{id: figure["hash"] for id, figure in found["figures"].items()} for found in figures]
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) > 40
    assert figures[0] == figures[1]


def test_both_databases_find_the_same_faults_in_the_same_order(loaded, on_postgres):
    found = [instance.json("check", *SPRING) for instance in (loaded, on_postgres)]
    assert found[0]["findings"]
    assert found[0] == found[1]


def test_both_databases_make_the_same_frozen_rows_and_the_same_table(instance, on_postgres, tmp_path):
    built = []
    for number, one in enumerate((instance, on_postgres)):
        out = tmp_path / str(number)
        one.run("report", "build", *SPRING, "--languages", "fr", "--formats", "json,csv,html", "--out", out)
        manifest = json.loads((out / "report.json").read_bytes())
        # The anchor holds the moment of loading and the signature the instance's own key: they are not the record's.
        del manifest["signature"], manifest["edition"]["anchor"]
        built.append((manifest, (out / "report.csv").read_bytes()))
    assert built[0] == built[1]

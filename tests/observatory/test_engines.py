"""Whichever engine reads the observations, the answer is the same to the last digit."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from metronome.ground.refusal import Refusal
from metronome.observatory.facts import engines
from metronome.observatory.facts.reading import known
from tests import instances
from tests.environment import PATIENCE
from tests.factories.observatory import loaded
from tests.instances import PROJECT, surroundings


def answers(home, spark: str = "") -> dict:
    environment = {**surroundings(home), "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    if spark:
        environment["METRONOME_SPARK"] = spark
    command = [sys.executable, "-m", "tests.observatory.answers"]
    done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    told: dict = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.parametrize("master", ["local[2]", "local-cluster[2,1,1024]"])
def test_spark_in_one_process_and_on_a_cluster_says_what_duckdb_says(tmp_path, master):
    home = instances.empty(tmp_path / "home")
    expected = answers(home)
    assert expected["known 5"][0] > 100
    assert sum(one[2] for one in expected["sums 5"]) > 100
    assert expected["known 3"] != expected["known 4"] != expected["known 5"]
    assert answers(home, master) == expected


def test_an_instance_that_is_set_to_spark_without_having_it_says_so(observatory, settings, monkeypatch):
    loaded("people-v1,DAKAR,2020,7,persons")
    settings.SPARK = "local[2]"
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    with pytest.raises(Refusal) as refused:
        known(1)
    assert "metronome[spark]" in str(refused.value.remedy)

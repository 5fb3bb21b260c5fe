"""What deploy/ says is so: commands that exist, settings that exist, nothing run by root, files that can be read."""

from __future__ import annotations

import configparser
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from metronome import cli
from metronome.config import settings
from tests.house.floors import PROJECT
from tests.house.test_documents import commands

DEPLOY = PROJECT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
#: Settings of the proxy and of compose, which are none of an instance.
OTHERS = {"METRONOME_HOST", "METRONOME_UPSTREAM"}


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


def compose() -> dict:
    found: dict = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def called() -> Iterator[tuple[str, list[str]]]:
    """Every call of the command, with the file it stands in."""
    for path in UNITS:
        if path.suffix == ".service":
            yield path.name, shlex.split(unit(path)["Service"]["ExecStart"])
    for line in re.findall(r"^CMD (\[.*\])$", (DEPLOY / "Containerfile").read_text(encoding="utf-8"), re.M):
        yield "Containerfile", json.loads(line)
    for name, service in compose()["services"].items():
        if "command" in service:
            yield f"compose.yaml {name}", service["command"]


def arguments_of(words: list[str]) -> list[str]:
    """What follows the command, in a shell of its own or not."""
    if words[0] == "/bin/sh":
        words = shlex.split(words[2].replace("exec ", ""))
    assert words[0].split("/")[-1] == "metronome", words
    return words[1:]


@pytest.mark.parametrize(("where", "words"), [pytest.param(*one, id=one[0]) for one in called()])
def test_every_command_that_is_called_exists_with_its_options(where: str, words: list[str]):
    name, *rest = arguments_of(words)
    options = dict(commands(cli._parser()))[f"metronome {name}"]
    assert {word for word in rest if word.startswith("--")} <= options
    cli._parser().parse_args([name, *rest])


def test_every_setting_that_is_named_exists():
    files = [path for path in DEPLOY.rglob("*") if path.is_file()]
    named = {word for path in files for word in re.findall(r"\bMETRONOME_[A-Z_]+", path.read_text(encoding="utf-8"))}
    assert len(named) > 5
    assert named - settings.KNOWN - OTHERS == set()


def test_nothing_is_run_by_root_nor_writes_outside_of_its_folder():
    for path in UNITS:
        if path.suffix == ".service":
            service = unit(path)["Service"]
            assert (service["User"], service["ProtectSystem"], service["NoNewPrivileges"]) == (
                "metronome",
                "strict",
                "yes",
            )
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    last = text.rindex("FROM ")
    assert re.search(r"^USER \d{4,}$", text[last:], re.M)
    for name in ("web", "worker"):
        service = compose()["services"][name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])


def test_what_asks_whether_it_lives_asks_a_door_that_is_there(client):
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    (address,) = re.findall(r"http://127\.0\.0\.1:8000(/\S+?)'", text)
    assert client.get(address).status_code == 200


def test_every_unit_that_a_timer_begins_is_there():
    timers = [path for path in UNITS if path.suffix == ".timer"]
    assert timers
    assert all(path.with_suffix(".service").exists() for path in timers)
    assert all(unit(path)["Timer"]["OnCalendar"] for path in timers)


def test_the_build_leaves_out_what_is_of_no_use_in_a_container():
    ignored = (PROJECT / ".containerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", "var", "build", "tests"} <= set(ignored)


def test_every_file_that_the_container_is_built_of_is_there():
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    sources = re.findall(r"^COPY (?!--from)(\S+) ", text, re.M)
    assert sources
    assert all((PROJECT / source).exists() for source in sources)

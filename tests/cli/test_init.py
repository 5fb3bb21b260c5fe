"""metronome init: an instance from nothing, whole or not there."""

from __future__ import annotations

import os
import stat
import subprocess
from io import StringIO

import pytest

from metronome.cli import init
from metronome.founding import instances
from metronome.founding.instances import checked_address, checked_database, copy_folder, furnish, made_aside
from metronome.ground.refusal import Refusal
from tests.cli.conftest import Instance
from tests.instances import CASPIAN, COMMAND, PROJECT

HARBOURS = PROJECT / "tests" / "networks" / "harbours.yaml"
#: What somebody types who begins a network on a terminal, one line after the other.
TYPED = """\
en, xx


en ar
Ports Forum
منتدى الموانئ

Forum of the Ports

Ports that plan together.

Asia/Baku
office@ports.example

7
7 1
AZN USD


Goals 2021-2025
أهداف
2021-01-01
2025-06-30
G1 goal | هدف
G1.1 output

G1 A lower sea | بحر أخفض
G1.1 A common gauge
G2 Ports that talk
G2.1 One calendar

1 The falling sea
1.1 Silt

Sounding | سبر

North shore
South shore


#ffcc00







#7a5c00
"""


@pytest.mark.slow
def test_an_answers_file_becomes_an_instance_that_needs_no_other_setting(tmp_path):
    environment = {"METRONOME_DATABASE": "", "METRONOME_ADDRESS": ""}
    home = tmp_path / "harbours"
    made = Instance(tmp_path / "unused").json("init", home, "--answers", HARBOURS)
    assert made["href"].startswith("http://localhost:8123/en/link/")
    assert {path.name for path in home.iterdir()} >= {".env", "secret_key", "metronome.sqlite3", "network"}
    assert [path.name for path in tmp_path.iterdir()] == ["harbours"]
    assert stat.S_IMODE((home / ".env").stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600
    again = subprocess.run(
        [*COMMAND, "--home", str(home), "load", str(home / "network")],
        env={**{k: v for k, v in os.environ.items() if not k.startswith("METRONOME_")}, **environment},
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Nothing has changed" in again.stdout
    assert "is not empty" in Instance(tmp_path / "unused").run("init", home, "--answers", HARBOURS, code=1)


@pytest.mark.slow
def test_what_is_refused_leaves_nothing_behind(tmp_path):
    answers = tmp_path / "answers.yaml"
    answers.write_text(HARBOURS.read_text().replace("Asia/Baku", "Baku"), encoding="utf-8")
    line = 1 + HARBOURS.read_text().split("timezone")[0].count("\n")
    said = Instance(tmp_path / "unused").run("init", tmp_path / "new", "--answers", answers, code=1)
    assert "Nothing was made" in said
    assert f"answers.yaml, {line}, timezone" in said
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


@pytest.fixture
def typing(monkeypatch) -> list[str]:
    """Somebody at a terminal."""
    lines = TYPED.splitlines()
    monkeypatch.setattr("builtins.input", lambda prompt="": lines.pop(0))
    return lines


def test_on_a_terminal_what_cannot_stand_is_asked_once_more_and_the_rest_only_once(typing, capsys):
    made = init._asked()
    said = capsys.readouterr().out
    assert "xx" in said
    assert "1.4" in said
    assert made.refused() == []
    network = made.texts["network.yaml"]
    assert "slug: ports-forum" in network
    assert "languages: [en, ar]" in network
    assert 'brand: {brand: "#7a5c00"}' in network
    plan = made.texts["plans/goals-2021-2025.yaml"]
    assert "- {code: G2.1, label: {en: One calendar}}" in plan
    assert "{code: 1.1, label: {en: Silt}}" in plan
    assert "- {slug: sounding, name: {en: Sounding, ar: سبر}}" in made.texts["kinds.yaml"]
    assert typing == []


def test_a_folder_is_copied_without_what_leads_elsewhere(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    (source / "network.yaml").write_text("name: A\n")
    (source / "members.csv").symlink_to("/etc/passwd")
    (source / "plans").mkdir()
    (source / "plans" / "one.yaml").write_text("slug: one\n")
    (source / "notes").mkdir()
    (source / "notes" / "private.yaml").write_text("x\n")
    copy_folder(source, target)
    assert sorted(path.relative_to(target).as_posix() for path in target.rglob("*.*")) == [
        "network.yaml",
        "plans/one.yaml",
    ]
    copy_folder(CASPIAN, tmp_path / "caspian")
    assert {path.name for path in (tmp_path / "caspian").iterdir()} == {path.name for path in CASPIAN.iterdir()}
    with pytest.raises(Refusal, match="no folder"):
        copy_folder(tmp_path / "nothing", target)


def test_a_folder_takes_its_name_only_when_all_went_well(tmp_path):
    home = tmp_path / "new" / "home"
    with pytest.raises(Refusal, match="no address"), made_aside(home) as aside:
        furnish(aside, address=checked_address("nowhere"))
    assert list(home.parent.iterdir()) == []
    with made_aside(home) as aside:
        furnish(aside, address="https://ports.example")
        assert not home.exists()
    assert "\nMETRONOME_ADDRESS=https://ports.example\n" in (home / ".env").read_text()
    with pytest.raises(Refusal, match="not empty"), made_aside(home):
        pass
    assert (home / ".env").exists()


@pytest.mark.parametrize(
    "address", ["ports.example", "ftp://ports.example", "https://", "https://a.b/c", "https://a b"]
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(Refusal):
        checked_address(address)


@pytest.mark.parametrize(
    "database", ["mysql://a/b", "postgresql://host", "sqlite", "postgresql://h/n\nMETRONOME_DEBUG=1"]
)
def test_a_database_that_is_none_is_refused_without_repeating_its_password(database):
    with pytest.raises(Refusal) as refused:
        checked_database(database)
    assert database not in refused.value.reason


def test_lines_of_a_setting_never_become_two():
    for check in (checked_address, checked_database, instances.checked_email):
        with pytest.raises(Refusal):
            check("https://a.example\nMETRONOME_DEBUG=1")


def test_settings_of_an_instance_count_where_the_environment_says_nothing(tmp_path):
    (tmp_path / ".env").write_text("# a remark\nMETRONOME_ADDRESS=https://own.example\n\nMETRONOME_UPLOAD_LIMIT=7\n")
    script = "from metronome.config import settings; print(settings.ADDRESS, settings.UPLOAD_LIMIT)"

    def printed(**more: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("METRONOME_")}
        env = {**kept, "METRONOME_HOME": str(tmp_path), **more}
        return subprocess.run([COMMAND[0], "-c", script], env=env, cwd=PROJECT, capture_output=True, text=True)

    assert printed().stdout == "https://own.example 7\n"
    assert printed(METRONOME_UPLOAD_LIMIT="8").stdout == "https://own.example 8\n"
    (tmp_path / ".env").write_text("METRONOME_ADRESS=https://own.example\n")
    assert "METRONOME_ADRESS is no setting" in printed().stderr


def test_nobody_is_asked_where_there_is_no_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO())
    with pytest.raises(Refusal, match="no terminal") as refused:
        init._need_a_terminal("--answers")
    assert refused.value.remedy == "--answers"

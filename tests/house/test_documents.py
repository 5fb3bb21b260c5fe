"""What can be set, called or measured is described in docs/."""

import argparse
import importlib
import pkgutil
import re
from collections.abc import Iterator

from metronome import cli
from metronome.config import settings
from metronome.report import figures
from metronome.report.figures.figure import DEFINITIONS
from tests.house.floors import PROJECT, floors

DOCS = PROJECT / "docs"


def test_every_setting_is_described_for_operators_and_no_other():
    described = set(re.findall(r"METRONOME_[A-Z_]+", (DOCS / "operating.md").read_text(encoding="utf-8")))
    assert described == settings.KNOWN


def commands(parser: argparse.ArgumentParser, words: str = "metronome") -> Iterator[tuple[str, set[str]]]:
    """Every command that can be typed, with its long options."""
    options = {name for action in parser._actions for name in action.option_strings if name.startswith("--")}
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield words, options - {"--help"}
    for choices in below:
        for name, child in choices.choices.items():
            yield from commands(child, f"{words} {name}")


def test_every_command_is_described_with_its_options():
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    heading = r"^### `(metronome [a-z -]+?)(?: [A-Z]+(?:\.\.\.)?)*`\n(.*?)(?=^##|\Z)"
    sections = dict(re.findall(heading, text, re.M | re.S))
    typed = dict(commands(cli._parser()))
    assert sections.keys() == typed.keys()
    common = {"--format", "--language"}
    missing = {
        name: left
        for name, options in typed.items()
        if (left := options - common - set(re.findall(r"--[a-z-]+", sections[name])))
    }
    assert missing == {}


def test_every_figure_is_described_and_no_other():
    for module in pkgutil.iter_modules(figures.__path__):
        importlib.import_module(f"{figures.__name__}.{module.name}")
    rows = re.findall(r"^\| `([a-z_.]+)`", (DOCS / "figures.md").read_text(encoding="utf-8"), re.M)
    assert DEFINITIONS
    assert sorted(rows) == sorted(DEFINITIONS)


def test_every_room_is_described_on_its_floor():
    text = (DOCS / "rooms.md").read_text(encoding="utf-8")
    assert [room for room in floors() if f"`{room}`" not in text] == []


def test_every_decision_has_a_number_of_its_own_and_says_what_was_rejected():
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    numbers = [re.match(r"(\d{4})-", path.name)[1] for path in decisions]  # type: ignore[index]
    assert len(numbers) == len(set(numbers)) > 10
    assert [path.name for path in decisions if "\n## Rejected" not in path.read_text(encoding="utf-8")] == []


def test_every_term_of_the_glossary_stands_in_three_languages():
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and not re.match(r"\|\s*(-|English)", line)
    ]
    assert len(rows) > 40
    assert [row for row in rows if len(row) != 4 or not all(row)] == []

"""What can be set, called or measured is described in docs/."""

import re

from metronome.config import settings
from tests.house.floors import PROJECT, floors

DOCS = PROJECT / "docs"


def test_every_setting_is_described_for_operators_and_no_other():
    described = set(re.findall(r"METRONOME_[A-Z_]+", (DOCS / "operating.md").read_text(encoding="utf-8")))
    assert described == settings.KNOWN


def test_every_room_is_described_on_its_floor():
    text = (DOCS / "rooms.md").read_text(encoding="utf-8")
    assert [room for room in floors() if f"`{room}`" not in text] == []


def test_every_decision_has_a_number_of_its_own_and_says_what_was_rejected():
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    assert [path.name for path in decisions if "\n## Rejected" not in path.read_text(encoding="utf-8")] == []


def test_every_term_of_the_glossary_stands_in_three_languages():
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and not re.match(r"\|\s*(-|English)", line)
    ]
    assert len(rows) > 40
    assert [row for row in rows if len(row) != 4 or not all(row)] == []

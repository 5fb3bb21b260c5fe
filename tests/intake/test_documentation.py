"""docs/importing.md describes every file and field that a folder may hold."""

from __future__ import annotations

import re

import pytest

from metronome.intake.fields import Fields
from metronome.intake.folder import LISTS, WHOLES
from metronome.intake.loading import load_folder
from tests.instances import CASPIAN, METROPOLIS, PROJECT


def described() -> set[str]:
    """Every word in code type."""
    text = re.sub(r"(?s)```.*?```", "", (PROJECT / "docs" / "importing.md").read_text(encoding="utf-8"))
    return {word for span in re.findall(r"`([^`]+)`", text) for word in re.findall(r"[a-z][a-z0-9_]*", span)}


def test_every_file_is_described():
    assert {*LISTS, *WHOLES} - described() == set()


@pytest.mark.django_db
@pytest.mark.parametrize("network", [METROPOLIS, CASPIAN])
def test_every_field_that_is_asked_for_is_described(network, monkeypatch):
    asked: set[str] = set()
    close = Fields.close

    def noting(self):
        asked.update(self._asked)
        close(self)

    monkeypatch.setattr(Fields, "close", noting)
    load_folder(network, by="operator")
    asked = {name for name in asked if not re.search(r"_(fr|en|es|ar|fa)$", name) and "." not in name}
    assert len(asked) > 60
    assert asked - described() - {"text", "machine", "of", "id", "printed"} == set()

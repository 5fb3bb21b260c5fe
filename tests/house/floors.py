"""The rooms and their floors, as the import contract in pyproject.toml says, and the files that a room holds."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CODE = PROJECT / "metronome"


@cache
def floors() -> dict[str, int]:
    """The height of each room above the ground; rooms side by side have the same."""
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return {room.strip(): height for height, layer in enumerate(reversed(layers)) for room in layer.split("|")}


def python_files() -> Iterator[Path]:
    """Every file of code that was written by hand."""
    return (path for path in sorted(CODE.rglob("*.py")) if "migrations" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    """A file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path) -> str:
    """A path as it is written in this project: metronome/record/actions.py."""
    return path.relative_to(PROJECT).as_posix()


#: Actions in a file of another name, each with the reason.
FURTHER_ACTIONS = {
    "metronome/report/stated.py": "What documents state is put apart from the life of an edition.",
}


def holds_actions(path: Path) -> bool:
    """Whether a file is one in which a room changes things."""
    return path.stem == "actions" or "actions" in path.parts or place(path) in FURTHER_ACTIONS

"""Print what is longer than the guide of the house: files of 400 lines, functions of 40, views of 15. Only a note."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

CODE = Path(__file__).resolve().parent.parent / "metronome"
FILE, FUNCTION, VIEW = 400, 40, 15


def too_long(path: Path) -> Iterator[str]:
    """One line for the file and for each function in it that is longer than the guide."""
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > FILE:
        yield f"{lines} lines (guide {FILE})"
    guide = VIEW if path.stem == "views" or "views" in path.parts else FUNCTION
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > guide:
                yield f"{node.name}: {length} lines (guide {guide})"


if __name__ == "__main__":
    for file in sorted(CODE.rglob("*.py")):
        if "migrations" not in file.parts:
            for note in too_long(file):
                print(f"note: {file.relative_to(CODE.parent)} {note}")

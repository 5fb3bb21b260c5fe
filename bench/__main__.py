"""Runs every bench, or those named: `python -m bench report pages`. Each has a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCHES = (
    "report", "pages", "pdf", "statements", "search", "desk", "workbooks", "imports", "assignment", "ranking",
    "observatory", "exchange",
)  # fmt: skip


def main(names: list[str]) -> int:
    """The number of benches that missed their target."""
    if unknown := [name for name in names if name not in BENCHES]:
        print(f"There is no bench {', '.join(unknown)}. Name some of {', '.join(BENCHES)}, or none for all.")
        return 2
    here = Path(__file__).parent
    wanted = names or [name for name in BENCHES if (here / f"{name}.py").exists()]
    return sum(
        bool(subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode) for name in wanted
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

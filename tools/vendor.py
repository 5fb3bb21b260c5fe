"""Fetch the third-party files that the project keeps, and check that they are the ones it means.

Each folder of such files has a README.md whose table is the one list of them: file, npm package, version, path
in the package, licence, sha256. Users never need this; maintainers run it with npm at hand:

    python tools/vendor.py            compare the kept files with the tables (no network)
    python tools/vendor.py --fetch    fetch the packages, compare, write the files and what is made from them
    python tools/vendor.py --pin      the same, but write the new hashes into the tables (after a change of version)
"""

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.icons import icons_json  # noqa: E402 - the project is put on the path first
from tools.land import land_json  # noqa: E402

FOLDERS = (ROOT / "metronome/design/static/design/vendor", ROOT / "metronome/design/data", ROOT / "tests/vendor")
MADE = {"land.json": land_json, "icons.json": icons_json}


@dataclass(frozen=True)
class Kept:
    """One row of a table: a file, where it comes from and what it must be."""

    file: Path
    package: str
    version: str
    member: str
    sha256: str


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--fetch", action="store_true", help="fetch the packages with npm")
    arguments.add_argument("--pin", action="store_true", help="fetch, and write the hashes into the tables")
    chosen = arguments.parse_args()
    fetch, pin = chosen.fetch or chosen.pin, chosen.pin
    wrong = 0
    for folder in FOLDERS:
        for kept in kept_in(folder):
            content = fetched(kept) if fetch else kept.file.read_bytes()
            found = hashlib.sha256(content).hexdigest()
            if found != kept.sha256 and not pin:
                print(f"{kept.file.relative_to(ROOT)}: sha256 is {found}, the table says {kept.sha256}")
                wrong += 1
                continue
            if fetch:
                kept.file.parent.mkdir(parents=True, exist_ok=True)
                kept.file.write_bytes(content)
            if found != kept.sha256:
                table = folder / "README.md"
                text = table.read_text(encoding="utf-8")
                name = kept.file.relative_to(folder).as_posix()
                rows = [row_with(row, name, found) for row in text.splitlines()]
                table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return 1 if wrong else 0


def kept_in(folder: Path) -> Iterator[Kept]:
    """The rows of the folder's table."""
    for row in (folder / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip(" `") for cell in row.strip("|").split("|")]
        if row.startswith("| `") and len(cells) == 6:
            file, package, version, member, _licence, sha256 = cells
            yield Kept(folder / file, package, version, member, sha256)


def row_with(row: str, name: str, sha256: str) -> str:
    """The row with a new hash, if it is the row of the file called name."""
    if not row.startswith(f"| `{name}` |"):
        return row
    return "|".join([*row.split("|")[:6], f" `{sha256}` ", ""])


def fetched(kept: Kept) -> bytes:
    """The file out of its package, or what is made from the package."""
    package = unpacked(kept.package, kept.version)
    if kept.file.name in MADE:
        return MADE[kept.file.name](package / kept.member).encode()
    return (package / kept.member).read_bytes()


@cache
def unpacked(package: str, version: str) -> Path:
    """The folder of a package, as npm publishes it."""
    folder = Path(tempfile.mkdtemp(prefix="vendor-"))
    command = ["npm", "pack", "--silent", "--ignore-scripts", f"{package}@{version}"]
    archive = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(folder / archive) as files:
        files.extractall(folder, filter="data")
    return folder / "package"


if __name__ == "__main__":
    sys.exit(main())

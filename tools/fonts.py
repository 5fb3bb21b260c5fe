"""The fonts of printed documents: compare them with their table, or fetch them again and write what they cover.

python tools/fonts.py                                        compare (no network)
uv run --no-project --with fonttools python tools/fonts.py --fetch [--pin]
                                                             fetch with npm, cut, write coverage.json
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.vendor import Kept, kept_in, row_with, unpacked  # noqa: E402 - the project is put on the path first

FOLDER = ROOT / "metronome/design/printing"
CUT = "NotoSansSC-Names.ttf"
#: Byte pairs of GB 2312 level 1: the 3,755 most used characters.
LEVEL_1 = (range(0xB0, 0xD8), range(0xA1, 0xFF))
ALSO = (range(0x3000, 0x3100), range(0xFF01, 0xFF61))  # punctuation, kana, full-width forms


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--fetch", action="store_true", help="fetch the packages with npm")
    arguments.add_argument("--pin", action="store_true", help="fetch, and write the hashes into the table")
    chosen = arguments.parse_args()
    fetch = chosen.fetch or chosen.pin
    wrong = 0
    for kept in kept_in(FOLDER):
        content = fetched(kept) if fetch else kept.file.read_bytes()
        found = hashlib.sha256(content).hexdigest()
        if found != kept.sha256 and not chosen.pin:
            print(f"{kept.file.name}: sha256 is {found}, the table says {kept.sha256}")
            wrong += 1
            continue
        if fetch:
            kept.file.write_bytes(content)
        if found != kept.sha256:
            table = FOLDER / "README.md"
            rows = [row_with(row, kept.file.name, found) for row in table.read_text(encoding="utf-8").splitlines()]
            table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    if fetch and not wrong:
        ranges = json.dumps(list(ranges_of(covered())), separators=(",", ":"))
        (FOLDER / "coverage.json").write_text(ranges + "\n", encoding="utf-8")
    return 1 if wrong else 0


def fetched(kept: Kept) -> bytes:
    """The file out of its package, cut where the table says so."""
    content = (unpacked(kept.package, kept.version) / kept.member).read_bytes()
    return cut(content) if kept.file.name == CUT else content


def cut(content: bytes) -> bytes:
    """The font with the characters of names only, and the same bytes each time."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    pairs = (bytes((high, low)) for high in LEVEL_1[0] for low in LEVEL_1[1])
    letters = {ord(pair.decode("gb2312")) for pair in pairs if is_assigned(pair)}
    subsetter = Subsetter(Options(hinting=False, desubroutinize=True, name_IDs=["*"]))
    subsetter.populate(unicodes=letters | {code for some in ALSO for code in some})
    subsetter.subset(font)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def is_assigned(pair: bytes) -> bool:
    """True for a pair of bytes that stands for a character; the last row is not full."""
    try:
        pair.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


def covered() -> set[int]:
    """The code points that any of the fonts has."""
    from fontTools.ttLib import TTFont

    return {code for path in sorted(FOLDER.glob("*.ttf")) for code in TTFont(path).getBestCmap()}


def ranges_of(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The code points as ranges, both ends included."""
    first = last = -2
    for code in sorted(codes):
        if code != last + 1:
            if last >= 0:
                yield first, last
            first = code
        last = code
    if last >= 0:
        yield first, last


if __name__ == "__main__":
    sys.exit(main())

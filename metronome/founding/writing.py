"""From answers to the files of a reference folder: commented, and each line knowing where it was answered."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from metronome.intake.cells import Cell
from metronome.intake.loading import RefusedRow, check_folder
from metronome.intake.refused import Place

from .answers import NETWORK, Answers
from .phrases import field_words, file_words, readme

#: Texts that YAML reads as they stand. Everything else is put in quotes.
PLAIN = re.compile(r"[^\W_](?:[\w ./()+’'–-]*[\w.)’])?")
NOTHING = {"null", "Null", "NULL"}
#: What does not stand in quotes as it is.
UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
WIDTH = 110
#: Files that a network will want to fill by hand, with their columns; `name*`: a column for each language.
LISTS = {
    "members.csv": "slug,name*,official_name,country,region,standing,since,until,latitude,longitude,place,website",
    "standings.csv": "member,standing,since,until,why*",
    "aliases.csv": "spelling,kind,member,partner",
    "partners.csv": "slug,name*,kind,acronym,website",
    "people.csv": "slug,name,office*,member,partner,since,until,public,languages",
}

Line = tuple[str, Place | None]


@dataclass(frozen=True, slots=True)
class Written:
    """A folder as text by file, and for each line of a file where it was answered."""

    texts: Mapping[str, str]
    places: Mapping[str, tuple[Place | None, ...]]

    def into(self, folder: Path) -> None:
        """Write the files into a folder that is empty."""
        for name, text in self.texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")

    def refused(self) -> list[RefusedRow]:
        """What the folder would be refused for, each at the answer that it comes from."""
        with tempfile.TemporaryDirectory() as aside:
            self.into(Path(aside))
            return [self.answered(row) for row in check_folder(aside)]

    def answered(self, row: RefusedRow) -> RefusedRow:
        """A refusal of the folder as one of the answers."""
        places = self.places.get(row.file, ())
        place = next((place for place in places[max(row.row - 1, 0) :] if place), None)
        return replace(row, file=place.file, row=place.row) if place else row


def written(answers: Answers) -> Written:
    """The folder that the answers make."""
    texts: dict[str, str] = {}
    places: dict[str, tuple[Place | None, ...]] = {}
    for name, cell in answers.files.items():
        lines = [*_remark(file_words(name)), *(_network(cell) if name == "network.yaml" else _block(cell, 0))]
        texts[name] = "".join(f"{line}\n" for line, _place in lines)
        places[name] = tuple(place for _line, place in lines)
    for name, columns in LISTS.items():
        if name.replace(".csv", ".yaml") not in texts:
            texts[name] = _header(columns, answers.languages)
    texts["README.md"] = readme()
    return Written(texts, places)


def _network(cell: Cell) -> Iterator[Line]:
    """network.yaml with a remark before each field; what was not answered stands as a remark."""
    fields = cell.value if isinstance(cell.value, dict) else {}
    for name in NETWORK:
        yield from [("", None), *_remark(field_words(name))]
        if name in fields:
            yield from _field(name, fields[name], 0)
        else:
            yield f"# {name}:", None


def _remark(words: str) -> Iterator[Line]:
    line = "#"
    for word in words.split():
        if len(line) + len(word) > WIDTH:
            yield line, None
            line = "#"
        line += f" {word}"
    if words:
        yield line, None


def _header(columns: str, languages: tuple[str, ...]) -> str:
    names = []
    for column in columns.split(","):
        stem = column.removesuffix("*")
        names += [column] if stem == column else [f"{stem}_{language}" for language in languages]
    return ",".join(names) + "\n"


def _block(cell: Cell, depth: int) -> Iterator[Line]:
    """A value over several lines."""
    space = " " * depth
    if isinstance(cell.value, dict):
        for name, inner in cell.value.items():
            yield from _field(name, inner, depth)
    elif isinstance(cell.value, list):
        for item in cell.value:
            flow = _flow(item)
            if flow is not None and len(flow) + depth < WIDTH:
                yield f"{space}- {flow}", item.place
                continue
            first, *rest = _block(item, depth + 2)
            yield f"{space}- {first[0][depth + 2 :]}", item.place
            yield from rest
    else:
        yield space + _scalar(cell), cell.place


def _field(name: str, cell: Cell, depth: int) -> Iterator[Line]:
    space, key = " " * depth, _scalar(Cell(name, cell.place))
    flow = _flow(cell)
    if flow is not None and (len(flow) + len(key) + depth < WIDTH or not isinstance(cell.value, dict | list)):
        yield f"{space}{key}: {flow}".rstrip(), cell.place
        return
    yield f"{space}{key}:", cell.place
    yield from _block(cell, depth + 2)


def _flow(cell: Cell) -> str | None:
    """A value on one line; None for one that has lists or fields deeper than one step."""
    if isinstance(cell.value, dict):
        if not all(isinstance(inner.value, str | None) for inner in cell.value.values()) and _depth(cell) > 2:
            return None
        inside = [f"{_scalar(Cell(name, cell.place))}: {_flow(inner)}" for name, inner in cell.value.items()]
        return "{" + ", ".join(part.strip() for part in inside) + "}"
    if isinstance(cell.value, list):
        if any(not isinstance(item.value, str) for item in cell.value):
            return None
        return "[" + ", ".join(_scalar(item) for item in cell.value) + "]"
    return _scalar(cell)


def _depth(cell: Cell) -> int:
    if isinstance(cell.value, dict):
        return 1 + max(map(_depth, cell.value.values()), default=0)
    return 1 + max(map(_depth, cell.value), default=0) if isinstance(cell.value, list) else 0


def _scalar(cell: Cell) -> str:
    """A text as YAML reads it back, letter by letter."""
    if not isinstance(cell.value, str):
        return ""
    if PLAIN.fullmatch(cell.value) and cell.value not in NOTHING:
        return cell.value
    quoted = json.dumps(cell.value, ensure_ascii=False)
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)

"""What a file says, before anybody asks what it means: text, lists and fields, each with its place.

YAML and CSV give the same cells, so that whoever reads them need not know which it was. Every value is kept as the
characters of the file: whether `no` is a country or a denial, and `1.10` a code or a number, the field decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from .refused import Place


@dataclass(frozen=True, slots=True)
class Cell:
    """A value at a place: text, a list, fields by name, or nothing."""

    value: str | list[Cell] | dict[str, Cell] | None
    place: Place
    is_quoted: bool = False

    @property
    def is_empty(self) -> bool:
        return self.value is None or self.value == "" or self.value == [] or self.value == {}

"""The languages in which a folder may speak."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Languages:
    """All languages of the network, the source first, and those that no text may lack."""

    all: tuple[str, ...]
    required: tuple[str, ...]

    @property
    def source(self) -> str:
        return self.all[0]

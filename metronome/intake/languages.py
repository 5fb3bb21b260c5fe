"""The languages in which a folder may speak."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale


@dataclass(frozen=True, slots=True)
class Languages:
    """All languages of the network, the source first, and those that no text may lack."""

    all: tuple[str, ...]
    required: tuple[str, ...]

    @property
    def source(self) -> str:
        return self.all[0]


def is_language(code: str) -> bool:
    """Whether a code names a language, or one as it is written somewhere (pt-BR)."""
    return code.split("-")[0] in Locale("en").languages

"""What is typed into the pages of composing, read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from metronome.ground.period import Calendar, Period
from metronome.network.phrases import not_a_period
from metronome.report.kinds import PROGRESS, Kind, kinds
from metronome.report.parts import CHAPTERS

from .actions import LONGEST


def number_in(text: str) -> int:
    """The number of a line or a version; 0, which none of them has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


@dataclass
class Arrangement:
    """Which languages and which chapters, in which order; for a new edition also its period and its kind."""

    data: Any
    network: Sequence[str]
    faults: list[str] = field(default_factory=list)

    @property
    def languages(self) -> list[str]:
        """Those ticked, in the network's order."""
        return [language for language in self.network if language in self.data.getlist("language")]

    @property
    def parts(self) -> list[str]:
        """The chapters ticked, by the places given them."""
        ticked = [chapter for chapter in CHAPTERS if chapter in self.data.getlist("part")]
        return sorted(ticked, key=lambda chapter: number_in(self.data.get(f"place_{chapter}", "")) or len(CHAPTERS))

    @property
    def kind(self) -> Kind:
        found = kinds()
        return found.get(self.data.get("kind", "")) or found[PROGRESS]

    @property
    def about(self) -> list[str]:
        """What it is about, as far as its kind can be about that: one thing chosen, or activities by their codes."""
        sort = self.kind.about
        if sort == "activity":
            codes = self.data.get("codes", "")[:5000].replace(",", " ").split()
            return [f"activity:{code}" for code in dict.fromkeys(codes)]
        chosen = self.data.get("about", "")[:200]
        return [chosen] if sort and chosen.startswith(f"{sort}:") else []

    def period(self, calendar: Calendar) -> Period | None:
        """The period chosen or typed; None, with a fault, where it cannot be read."""
        wished = self.data.get("other", "").strip() or self.data.get("period", "")
        try:
            found = calendar.parse(wished[:40])
            found.ends  # noqa: B018 - an open period is none of a report
        except ValueError:
            self.faults.append(not_a_period(wished[:40]))
            return None
        return found

    def titles(self) -> Mapping[str, str]:
        return {language: self.data.get(f"title_{language}", "")[:500] for language in self.network}


def texts_in(data: Any, languages: Iterable[str]) -> dict[str, str]:
    """What is typed for a part, by language, as one counts its characters here."""
    found = {}
    for language in languages:
        words = data.get(f"text_{language}", "").replace("\x00", "").replace("\r\n", "\n")
        found[language] = words[: LONGEST + 1]
    return found


@dataclass(frozen=True, slots=True)
class Wish:
    """What a button of the page on which a part is written wishes to do with what is typed."""

    name: str  # save, look, insert, replace
    language: str = ""
    figure: str = ""
    start: int = 0
    number: str = ""


def wish_in(data: Any, languages: Sequence[str], figures: Iterable[str]) -> Wish:
    """What is wished: to put a figure in at the end, in the place of a number, or to save."""
    known = set(figures)
    language, _, rest = data.get("replace", "").partition("|")
    start, _, rest = rest.partition("|")
    figure, _, number = rest.partition("|")
    if language in languages and figure in known:
        return Wish("replace", language, figure, number_in(start), number)
    language, figure = data.get("insert", ""), data.get("figure", "")
    if language in languages:
        return Wish("insert", language, figure) if figure in known else Wish("look")
    return Wish("save" if data.get("do") == "save" else "look")


def faults_in_words(faults: Sequence[str]) -> str:
    return " ".join(faults) or gettext("Not saved yet. Everything you typed is still here.")

"""Numbers: what stands in an edition's narrative as a typed number and follows no figure; references that lead
nowhere. Days, years, codes and ordinals are no numbers of this kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metronome.ground.fold import fold
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

from .finding import Found, check
from .months import months_of

#: What stands in a text as a reference. Some write one in double brackets, which is none and would be printed so.
REFERENCE = re.compile(r"\{([^{}]*)\}|\[\[[^\[\]]*\]\]")
FIGURE = re.compile(r"figure:(?P<id>[\w.-]+)")
#: A number with its groups and decimals, and whatever is tied to it.
TYPED = re.compile(r"[^\s{}()«»“”\"]*\d[^\s{}()«»“”\"]*(?:[\u00a0\u202f ]\d{3}(?!\d))*")
NUMBER = re.compile(r"[+-]?\d+(?:[.,'\u00a0\u202f ]\d+)*(?:[\u00a0\u202f]?%)?")
YEAR = re.compile(r"(?:1[89]|2[01])\d\d")
#: Between a day and its month stand at most so many words, each of at most so many letters ("7 et 20 avril").
DISTANCE, LINK = 4, 3
_WORD = re.compile(r"\w+")
YEARS = re.compile(rf"{YEAR.pattern}(?:[-–/]{YEAR.pattern}|[-–/]\d\d)?")


@dataclass(frozen=True, slots=True)
class Typed:
    """A number that somebody typed, and where in its text it begins."""

    number: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.number)


def typed_in(text: str, language: str) -> Iterator[Typed]:
    """The numbers of a text that somebody typed and that count or measure something, in order."""
    words = REFERENCE.sub(lambda reference: " " * len(reference[0]), text)
    for match in TYPED.finditer(words):
        number = match[0].strip(".,;:!?…")
        if NUMBER.fullmatch(number) and not YEARS.fullmatch(number) and not _dates(words, match, language):
            yield Typed(number, match.start() + match[0].index(number))


def typed_numbers(text: str, language: str) -> list[str]:
    """The numbers that somebody typed into a text."""
    return [typed.number for typed in typed_in(text, language)]


def codes_of(snapshot: Snapshot) -> set[str]:
    """What looks like a number and is a code of a plan."""
    return {row.code for row in snapshot.nodes} | {row.code for row in snapshot.challenges}


def _dates(text: str, match: re.Match[str], language: str) -> bool:
    """Whether a number is a day: a month stands beside it, parted at most by short words and other days."""
    before = _WORD.findall(text[: match.start()])[-DISTANCE:]
    after = _WORD.findall(text[match.end() :])[:DISTANCE]
    return _meets_month(reversed(before), language) or _meets_month(after, language)


def _meets_month(words: Iterable[str], language: str) -> bool:
    for word in words:
        if fold(word) in months_of(language):
            return True
        if len(word) > LINK:
            return False
    return False


def _parts(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """Each text of the narrative: its part, its language, its words."""
    for part in snapshot.texts:
        for language, text in part.text.texts.items():
            yield part.part, language, text


def _cited(text: str) -> list[str]:
    """What stands between braces; what stands in double brackets, with them."""
    return [match[0] if match[1] is None else match[1] for match in REFERENCE.finditer(text)]


@check(
    "numbers.unknown_figure",
    Severity.STOP,
    label=lambda: _("A reference to no figure"),
    message=lambda say: (
        _(
            "The part “%(part)s” (%(language)s) refers to %(references)s, which is no figure: a reader would see the"
            " reference in place of a number."
        )
        % {
            "part": say.part(say["part"]),
            "language": say.tongue(say["language"]),
            "references": say.all_of(one if one.startswith("[[") else f"{{{one}}}" for one in say["references"]),
        }
    ),
    mend=lambda say: _("Write {figure:…} with the id of a figure, such as {figure:members.activated}."),
)
def unknown_figure(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for part, language, text in _parts(snapshot):
        wrong = [cited for cited in _cited(text) if not _is_figure(cited, figures)]
        if wrong:
            facts = {"part": part, "language": language, "references": wrong}
            yield Found(f"text:{part}/{language}", facts)


def _figures_in(text: str, figures: Mapping[str, Figure]) -> set[str]:
    return {cited for cited in _cited(text) if _is_figure(cited, figures)}


def _is_figure(reference: str, figures: Mapping[str, Figure]) -> bool:
    match = FIGURE.fullmatch(reference)
    return match is not None and match["id"] in figures


@check(
    "numbers.typed",
    Severity.ASK,
    label=lambda: _("A typed number"),
    message=lambda say: (
        _(
            "The part “%(part)s” (%(language)s) has a number that follows no figure: %(numbers)s."
            " It stays as it is when the record changes."
        )
        % {
            "part": say.part(say["part"]),
            "language": say.tongue(say["language"]),
            "numbers": say.all_of(say["numbers"]),
        }
    ),
    mend=lambda say: _("Put a reference to a figure in its place, such as {figure:members.total}."),
)
def typed(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    codes = codes_of(snapshot)
    for part, language, text in _parts(snapshot):
        numbers = [number for number in typed_numbers(text, language) if number not in codes]
        if numbers:
            facts = {"part": part, "language": language, "numbers": numbers}
            yield Found(f"text:{part}/{language}", facts)


@check(
    "numbers.unlike_translations",
    Severity.ASK,
    label=lambda: _("Translations with unlike figures"),
    message=lambda say: (
        _(
            "The part “%(part)s” does not cite the same figures in %(language)s as in %(source)s."
            " In one of the two only: %(figures)s."
        )
        % {
            "part": say.part(say["part"]),
            "language": say.tongue(say["language"]),
            "source": say.tongue(say["source"]),
            "figures": say.all_of(say.figure(reference.partition(":")[2]) for reference in say["figures"]),
        }
    ),
    mend=lambda say: _("Give the translation the figures of its source."),
)
def unlike_translations(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for part in snapshot.texts:
        source = _figures_in(str(part.text), figures)
        for language, text in part.text.texts.items():
            if unlike := sorted(source ^ _figures_in(text, figures)):
                facts = {"part": part.part, "language": language, "source": part.text.source, "figures": unlike}
                yield Found(f"text:{part.part}/{language}", facts)

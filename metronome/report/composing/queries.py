"""What may be asked of an edition that is being composed. A query leaves no trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metronome.ground.audit import Line
from metronome.ground.text import Text
from metronome.ground.told import lines_about
from metronome.report.models import Edition, EditionText


@dataclass(frozen=True, slots=True)
class Since:
    """What happened to a part after a version: for each language that changed what it was then and the last line that
    changed it; and the number of the last line there is."""

    version: int
    texts: Mapping[str, tuple[str, Line | None]]


def subject_of(edition: Edition, part: str) -> str:
    """What the lines of a part call it."""
    return f"text:{edition.slug}/{part}"


def text_of(edition: Edition, part: str) -> Text:
    """The text of a part; empty where nobody has written one."""
    found = EditionText.objects.filter(edition=edition, part=part).first()
    return found.text if found else Text()


def since(edition: Edition, part: str, version: int) -> Since:
    """What others did with a part after a version."""
    texts: dict[str, tuple[str, Line | None]] = {}
    last = version
    for line in lines_about(subject_of(edition, part)).filter(number__gt=version, verb="write").order_by("number"):
        last = line.number
        for language, (before, _after) in line.change.items():
            texts[language] = (texts[language][0] if language in texts else before, line)
    return Since(last, texts)

"""Signs that no font of the documents has; found before a document is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from metronome.ground.text import Text
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.rendering.fonts import characters_without_font
from metronome.report.snapshot import Snapshot

from .finding import Found, check


@check(
    "rendering.missing_glyph",
    Severity.ASK,
    label=lambda: _("A sign that no font has"),
    message=lambda say: (
        _("No font of the documents has %(signs)s: in the PDF a box stands in its place.")
        % {
            "signs": say.all_of(
                _("%(sign)s (U+%(code)s)") % {"sign": sign, "code": code} for sign, code in say["signs"]
            )
        }
    ),
    mend=lambda say: _("Write it with another sign, or add a font that has it."),
)
def missing_glyph(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for subject, text in _texts(snapshot):
        if signs := characters_without_font("".join(text.texts.values())):
            yield Found(subject, {"signs": [[sign, f"{ord(sign):04X}"] for sign in sorted(signs)]})


def _texts(snapshot: Snapshot) -> Iterator[tuple[str, Text]]:
    """What is printed word by word."""
    yield "text:title", snapshot.title
    yield from ((f"text:{part.part}", part.text) for part in snapshot.texts)
    for activity in snapshot.activities:
        words = [text for part in (activity.title, activity.summary) for text in part.texts.values()]
        people = [word for person in activity.people for word in (person.name, *person.title.texts.values())]
        yield f"activity:{activity.code}", Text("", {"": "".join((*words, *people))})
    yield from ((f"member:{row.slug}", row.name) for row in snapshot.members)
    yield from ((f"partner:{row.slug}", row.name) for row in snapshot.partners)

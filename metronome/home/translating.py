"""One thing in two languages, side by side: each of its texts with its translation, and what of the source changed
since the translation was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metronome.design.words import direction_of
from metronome.ground.text import State, Text, digest_of
from metronome.ground.told import lines_about
from metronome.ground.wording import Stretch, word_difference

from .actions import Wording
from .phrases import text_label
from .translations import Thing, Wish, order_of, stamp, to_do
from .worded import WORDED

#: How many lines of a history are searched for an old wording.
LINES = 500


@dataclass(frozen=True, slots=True)
class FieldBeside:
    """A text and its translation.

    `difference` is there for a translation that is outdated and whose old source is known; `theirs` is what
    stands now where it is not what the translator began with.
    """

    name: str
    label: str
    source: str
    source_language: str
    source_direction: str
    wording: str
    state: State
    seen: str
    difference: Sequence[Stretch] | None = None
    theirs: str | None = None

    @property
    def rows(self) -> int:
        """The height of the box to write in, in lines."""
        return min(16, 2 + len(self.source) // 60)


@dataclass(frozen=True)
class Beside:
    """The page of one thing in one language."""

    noun: str
    pk: int
    known_as: str
    title: Text
    language: str
    direction: str
    fields: Sequence[FieldBeside]


def beside(
    noun: str,
    pk: int,
    language: str,
    *,
    typed: Mapping[str, Wording] | None = None,
    moved: Sequence[str] = (),
) -> Beside:
    """The texts of a thing that are to be translated, each with its translation or what was `typed`.

    Raises the thing's `DoesNotExist`.
    """
    worded = WORDED[noun]
    row: Any = worded.rows().get(pk=pk)
    subject = worded.subject_of(row)
    history = _Sources(subject)
    fields = []
    for name in worded.texts:
        text: Text = getattr(row, name)
        if text and text.source != language:
            fields.append(_field(name, text, language, history, typed or {}, name in moved))
    known_as = subject.partition(":")[2]
    title = next((text for name in worded.texts if (text := getattr(row, name))), Text())
    return Beside(noun, pk, known_as, title, language, direction_of(language), fields)


def _field(
    name: str, text: Text, language: str, history: _Sources, typed: Mapping[str, Wording], has_moved: bool
) -> FieldBeside:
    stands, state = text.texts.get(language, ""), text.state(language)
    before = history.wording_of(text, language) if state is State.OUTDATED else None
    return FieldBeside(
        name=name,
        label=text_label(name),
        source=str(text),
        source_language=text.source,
        source_direction=direction_of(text.source),
        wording=typed[name].text if name in typed else stands,
        state=state,
        seen=stamp(text, language),
        difference=None if before is None else word_difference(before, str(text)),
        theirs=stands if has_moved else None,
    )


class _Sources:
    """Every wording that the history of a thing tells of, read when first asked for."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self._wordings: dict[str, str] | None = None

    def wording_of(self, text: Text, language: str) -> str | None:
        """The source that a translation was made of; None where nobody has told."""
        made = text.made.get(language)
        if made is None:
            return None
        if self._wordings is None:
            lines = lines_about(self.subject).values_list("change", flat=True)[:LINES]
            self._wordings = {digest_of(wording): wording for change in lines for wording in _wordings_in(change)}
        return self._wordings.get(made.of)


def _wordings_in(told: Any) -> Iterator[str]:
    """The sources of all texts in what a line tells, at whatever depth."""
    if isinstance(told, dict) and isinstance(texts := told.get("texts"), dict):
        yield texts.get(told.get("source"), "")
    elif isinstance(told, dict | list):
        for one in told.values() if isinstance(told, dict) else told:
            yield from _wordings_in(one)


@dataclass(frozen=True, slots=True)
class Run:
    """What is to do as somebody goes from one thing to the next: how many there are, and which comes after this."""

    left: int
    next: Thing | None


def run_after(wish: Wish, noun: str, known_as: str, pk: int) -> Run:
    """The thing after this one among those that were wished; after the last comes the first."""
    things = to_do(wish)
    here = order_of(noun, known_as, pk)
    others = [thing for thing in things if (thing.noun, thing.pk) != (noun, pk)]
    after = (thing for thing in others if order_of(thing.noun, thing.known_as, thing.pk) > here)
    return Run(len(things), next(after, others[0] if others else None))

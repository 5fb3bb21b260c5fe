"""Whether what is to be published may be read in the languages in which the network publishes it: one rule for every
noun that has texts, kept as data of the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.phrases import language_in_words, standing_in_words
from metronome.ground.refusal import Refusal
from metronome.ground.text import State, Text
from metronome.ground.told import told

from .models import Proposal
from .queries import merged
from .sheets import Field, Sheet, languages_before, sheet_of


@dataclass(frozen=True, slots=True)
class Lacking:
    """A text that may not be published in a language as it stands; `label` is what its field is called."""

    field: str
    label: str
    language: str
    state: State

    def __str__(self) -> str:
        words = {
            "field": self.label,
            "language": language_in_words(self.language),
            "state": standing_in_words(self.state),
        }
        return _("%(field)s in %(language)s: %(state)s") % words


#: A text with the name of its field and what that is called.
Named = tuple[str, str, Text]


def lacking(noun: str, texts: Iterable[Named]) -> Sequence[Lacking]:
    """What has to be translated or reviewed before these texts of a noun are published, by the rule of the network."""
    read = list(texts)
    return [
        Lacking(name, label, language, text.state(language))
        for language in languages_before(noun)
        for name, label, text in read
        if text and not text.is_ready(language)
    ]


def refuse_unready(found: Sequence[Lacking]) -> None:
    """Raises Refusal where a language of publication is lacking, naming the texts and the languages."""
    if found:
        reason = _("These texts are not yet as the network publishes them: %(texts)s.")
        raise Refusal(
            reason % {"texts": "; ".join(dict.fromkeys(map(str, found)))},
            field=found[0].field,
            remedy=_("Translate or review them, then publish."),
        )


def lacking_in(sheet: Sheet, current: Any, wanted: Any, *, is_new: bool) -> Sequence[Lacking]:
    """What has to be translated before this is written into the record: of something new all that is read, of a change
    the texts that it changes. A translation that a reworded source leaves behind is no reason to hold the source back;
    it waits at the desk of translations."""
    changed = [one for one in sheet.fields if is_new or told(current, one.name) != told(wanted, one.name)]
    read = [one for one in changed if one.name not in sheet.hidden | sheet.personal]
    found = lacking(sheet.subject, texts_in(read, wanted))
    return [one for one in found if is_new or one.state != State.OUTDATED]


def texts_in(fields: Iterable[Field], given: Any) -> Iterator[Named]:
    """The texts in some fields of what is given, those in their rows included."""
    for one in fields:
        value = getattr(given, one.name)
        if isinstance(value, Text):
            yield one.name, one.label(), value
        elif one.fields:
            for row in value:
                for _name, label, text in texts_in(one.fields, row):
                    yield one.name, f"{one.label()}, {label}", text


def lacking_before(proposal: Proposal) -> Sequence[Lacking]:
    """What keeps a proposal from being published, by the rule of languages."""
    current, wanted, _differences = merged(proposal)
    return lacking_in(sheet_of(proposal.kind), current, wanted, is_new=proposal.is_new)

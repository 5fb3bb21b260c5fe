"""Whether an activity may be read in the languages in which the network publishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metronome.ground.phrases import language_in_words, standing_in_words
from metronome.ground.refusal import Refusal
from metronome.ground.text import State, Text
from metronome.network.queries import languages_to_publish

from .given import GivenActivity
from .models import Activity
from .phrases import field_label

#: The texts of an activity that its readers see.
READ = ("title", "summary", "place")


@dataclass(frozen=True, slots=True)
class Lacking:
    """A text of an activity that may not be published in a language as it stands."""

    field: str
    language: str
    state: State

    def __str__(self) -> str:
        words = {
            "field": field_label(self.field),
            "language": language_in_words(self.language),
            "state": standing_in_words(self.state),
        }
        return _("%(field)s in %(language)s: %(state)s") % words


def lacking(activity: Activity | GivenActivity) -> Sequence[Lacking]:
    """What has to be translated or reviewed before the activity is published, by the rule of the network."""
    texts: list[tuple[str, Text]] = [(name, getattr(activity, name)) for name in READ]
    return [
        Lacking(name, language, text.state(language))
        for language in languages_to_publish()
        for name, text in texts
        if text and not text.is_ready(language)
    ]


def refuse_unready(activity: Activity | GivenActivity) -> None:
    """Raises Refusal for an activity that lacks a language of publication, naming its texts and languages."""
    if found := lacking(activity):
        reason = _("These texts are not yet as the network publishes them: %(texts)s.")
        raise Refusal(
            reason % {"texts": "; ".join(map(str, found))},
            field=found[0].field,
            remedy=_("Translate or review them, then publish."),
        )

"""The title that a new edition begins with, in each of its languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import translation

from metronome.ground.period import Period
from metronome.ground.phrases import listed, period_in_words
from metronome.ground.text import Text
from metronome.report.kinds import Kind


def title_of(period: Period, languages: Iterable[str], kind: Kind, subjects: Sequence[Text] = ()) -> Text:
    """What the report is, what it is about and its period, for example "Progress report January-April 2021"."""
    languages = list(languages)
    titles = {}
    for language in languages:
        with translation.override(language):
            wording = kind.title.read(language, ("en",)).text
            titles[language] = wording.replace("{period}", period_in_words(period)).replace(
                "{subject}", listed([subject.in_(language) for subject in subjects])
            )
    return Text.of(titles, source=languages[0])

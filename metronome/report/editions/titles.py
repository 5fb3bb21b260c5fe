"""The title that a new edition begins with, in each of its languages."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from metronome.ground.period import Period
from metronome.ground.phrases import period_in_words
from metronome.ground.text import Text


def title_of(period: Period, languages: Iterable[str]) -> Text:
    """What the report is and its period, for example "Progress report January-April 2021"."""
    languages = list(languages)
    titles = {}
    for language in languages:
        with translation.override(language):
            titles[language] = _("Progress report %(period)s") % {"period": period_in_words(period)}
    return Text.of(titles, source=languages[0])

"""The title that a new edition begins with, in each of its languages."""

from __future__ import annotations

from collections.abc import Iterable

from babel.dates import format_interval
from django.utils import translation
from django.utils.translation import gettext as _

from metronome.ground.period import Period
from metronome.ground.text import Text


def title_of(kind: str, period: Period, languages: Iterable[str]) -> Text:
    """The kind of report and its period, for example "Progress report January – April 2021"."""
    languages = list(languages)
    titles = {}
    for language in languages:
        with translation.override(language):
            titles[language] = _("Progress report %(period)s") % {"period": period_in_words(period, language)}
    return Text.of(titles, source=languages[0])


def period_in_words(period: Period, language: str) -> str:
    """Months of a closed period, for example "January – April 2021"; open ends stay open."""

    if period.first is None or period.last is None:
        return str(period)
    return format_interval(period.first, period.last, "yMMMM", locale=language.replace("-", "_"))

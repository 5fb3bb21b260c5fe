"""Texts in languages, days and names of places for `{% load texts %}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from metronome.ground.period import Period
from metronome.ground.text import Text

from .. import words

register = template.Library()
register.filter("country", words.country_name)
register.filter("language_name", words.language_name)
register.filter("day_words", words.day_words)


@register.filter
def period(value: Period) -> str:
    """A period in words."""
    return words.period_words(value)


@register.filter
def plain(text: Text) -> str:
    """The text alone: for titles and attributes."""
    return text.in_(words.reader())


@register.filter
def marked(text: Text) -> SafeString:
    """The text, in an element that names its language where that is not the page's."""
    return words.marked(text.read(words.reader()))


@register.filter
def told(text: Text) -> SafeString:
    """The text, and the language that it is in where that is not the page's, for everybody to see."""
    return words.told(text)

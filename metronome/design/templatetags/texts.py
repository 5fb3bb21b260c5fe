"""Texts in languages, days and names of places for `{% load texts %}`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from metronome.ground import phrases
from metronome.ground.money import Money
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.ground.web import web_address

from .. import words

register = template.Library()


class Stretch(Protocol):
    """A row of the record with its days."""

    first_day: date
    last_day: date
    precision: str


register.filter("country", phrases.country_in_words)
register.filter("language_name", phrases.language_in_words)
register.filter("day_words", phrases.day_in_words)
register.filter("moment_words", phrases.moment_in_words)
register.filter("time_words", phrases.time_in_words)
register.filter("period", phrases.period_in_words)
register.filter("count_words", phrases.count_in_words)
register.filter("number_words", phrases.number_in_words)
register.filter("web_address", web_address)


@register.filter
def money_words(money: Money) -> SafeString:
    """An amount with its currency. Among words from the right to the left it stays in its own order, sign included."""
    said = phrases.money_in_words(money)
    if words.direction_of(words.reader()) == "rtl":
        return format_html('<bdi dir="ltr">{}</bdi>', said)
    return format_html("{}", said)


@register.filter
def days_words(stretch: Stretch) -> str:
    """The days of something on record: a day, a stretch, or the month that is all one knows."""
    return phrases.days_in_words(Period(stretch.first_day, stretch.last_day), precision=stretch.precision)


@register.filter
def plain(text: Text | str) -> str:
    """The text alone: for titles and attributes."""
    return text.in_(words.reader()) if isinstance(text, Text) else text


@register.filter
def marked(text: Text | str) -> SafeString | str:
    """The text, in an element that names its language where that is not the page's. What is not there (the name of a
    region that is not on record) comes as an empty string and stays one."""
    return words.marked(text.read(words.reader())) if isinstance(text, Text) else text


@register.filter
def short(text: Text, length: int) -> SafeString:
    """As much of a text as a list shows, `marked`."""
    reading = text.read(words.reader())
    return words.marked(replace(reading, text=Truncator(reading.text).chars(length)))


@register.filter
def told(text: Text | str) -> SafeString | str:
    """The text, and the language that it is in where that is not the page's, for everybody to see."""
    return words.told(text) if isinstance(text, Text) else text


@register.simple_tag
def linked(data: Mapping[str, Any]) -> SafeString:
    """What the page is about, for machines."""
    return words.linked_data(data)

"""Texts that say in which language they are, and what a language needs on a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from metronome.ground.phrases import customs_of, language_in_words, unbroken
from metronome.ground.text import Reading, Text

from .site import Direction


def reader() -> str:
    """The language of the page."""
    return get_language() or settings.LANGUAGE_CODE


def direction_of(language: str) -> Direction:
    """Whether a language is read from the right."""
    return "rtl" if customs_of(language).text_direction == "rtl" else "ltr"


def own_name(language: str) -> str:
    """A language's name for itself, as a word that stands alone."""
    name = language_in_words(language, own=True)
    return name[:1].upper() + name[1:]


def marked(reading: Reading) -> SafeString:
    """A text; where it is not in the reader's language, in an element that says in which it is."""
    words = unbroken(reading.text, reading.language)
    if not reading.is_fallback or not words:
        return conditional_escape(words)
    return format_html('<span lang="{}" dir="{}">{}</span>', reading.language, direction_of(reading.language), words)


def told(text: Text) -> SafeString:
    """A text as `marked`, followed by the name of its language where it is not the reader's."""
    reading = text.read(reader())
    if not reading.is_fallback or not reading.text:
        return marked(reading)
    return format_html('{} <span class="muted xs">({})</span>', marked(reading), only_in(reading.language))


def only_in(language: str) -> str:
    """That a text is there in its own language only."""
    return gettext("in %(language)s") % {"language": language_in_words(language)}


def linked_data(data: Mapping[str, Any]) -> SafeString:
    """What a page is about, for machines (JSON-LD): a block of data, which no browser runs. Empty values are left
    out."""
    kept = {"@context": "https://schema.org", **{key: value for key, value in data.items() if value}}
    written = json.dumps(kept, ensure_ascii=False).translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308 - escaped

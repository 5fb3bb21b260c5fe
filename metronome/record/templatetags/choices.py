"""Choices of the form, for `{% load choices %}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from metronome.design.icons import icon
from metronome.design.words import marked, reader
from metronome.ground.phrases import day_in_words
from metronome.ground.text import Text

from ..choices import choices
from ..vocabulary import Word

register = template.Library()

SELECTED = ("", SafeString(" selected"))


@register.simple_tag
def options(offered: Iterable[tuple[str, str]], chosen: str = "", empty: str = "") -> SafeString:
    """The options of a list, one of them chosen; `empty` is what stands for none."""
    # What was sent instead of a choice must not fill the memory.
    return _options(tuple(offered), (chosen or "")[:200], empty)


@lru_cache(maxsize=1024)
def _options(offered: Sequence[tuple[str, str]], chosen: str, empty: str) -> SafeString:
    """Kept, because a form has a dozen lists, which are the same for everybody; what they offer is what they are kept
    under."""
    rows = [("", empty), *offered] if empty else offered
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SELECTED[value == chosen], label) for value, label in rows),
    )


@register.simple_tag
def choice(word: Word, kind: str, *, checked: bool = False, role: str = "") -> SafeString:
    """A box to tick, for a tag or for who took part; for a contact, with a list of the parts they may have had."""
    return SafeString(box(word, kind, reader(), checked=checked, role=role))


@register.simple_tag
def ticked(words: Iterable[Word], kind: str) -> SafeString:
    """The boxes of what is chosen already."""
    language = reader()
    return SafeString("".join(box(word, kind, language, checked=True) for word in words))


def box(word: Word, kind: str, language: str, *, checked: bool, role: str = "") -> str:
    """The markup of a box. Written here and not in a template: a form has a hundred of them, and they were a third of
    its cost."""
    value, code = escape(word.value), escape(word.code)
    label = conditional_escape(marked(word.label.read(language)) if isinstance(word.label, Text) else word.label)
    look = f"l{word.line}" if word.line else "plain"
    tick = f'<input type="checkbox" name="{escape(kind)}" value="{value}"{" checked" if checked else ""}>'
    if kind == "contact":
        part = escape(gettext("Part of %(name)s") % {"name": word.code})
        parts = options(choices()["person_roles"], role or "speaker")
        words = f"<span><b>{code}</b> {label}</span>"
        words += f' <select name="role_of_{value}" aria-label="{part}">{parts}</select>'
    else:
        words = f'<span class="code">{code}</span> ' if code else ""
        until = gettext("until %(day)s") % {"day": day_in_words(word.last)} if word.is_over else ""
        over = f' <span class="xs">({escape(until)})</span>' if until else ""
        words += f"<span>{label}{over}</span>"
    return f'<label class="tag tag--{look}">{tick} {words}</label>'


@register.simple_tag
def remark(note: str = "") -> SafeString:
    """What whoever returned the activity says of one field."""
    return format_html('<p class="remark">{} {}</p>', icon("ask"), note) if note else SafeString("")


@register.filter
def of(things: Mapping[str, Any], name: str) -> Any:
    """What is kept under a name."""
    return things.get(name)

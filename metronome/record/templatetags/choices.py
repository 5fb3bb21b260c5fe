"""Choices of the form, for `{% load choices %}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from metronome.design.icons import icon
from metronome.design.words import marked, reader
from metronome.ground.phrases import day_in_words
from metronome.ground.text import Reading

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
    label, last = word.label.read(language), word.last if word.is_over else None
    look = f"l{word.line}" if word.line else "plain"
    # What was sent instead of a role must not fill the memory.
    return _box(word.value, word.code, label, look, last, kind, language, checked, role[:20])


@lru_cache(maxsize=4096)
def _box(
    value: str,
    code: str,
    label: Reading,
    look: str,
    last: date | None,
    kind: str,
    _language: str,
    checked: bool,
    role: str,
) -> str:
    """Kept under all that it is made of: the same boxes come with every form, and are the same for everybody."""
    said = marked(label)
    tick = f'<input type="checkbox" name="{escape(kind)}" value="{escape(value)}"{" checked" if checked else ""}>'
    if kind == "contact":
        part = escape(gettext("Part of %(name)s") % {"name": code})
        parts = options(choices()["person_roles"], role or "speaker")
        words = f"<span><b>{escape(code)}</b> {said}</span>"
        words += f' <select name="role_of_{escape(value)}" aria-label="{part}">{parts}</select>'
    else:
        words = f'<span class="code">{escape(code)}</span> ' if code else ""
        until = gettext("until %(day)s") % {"day": day_in_words(last)} if last else ""
        over = f' <span class="xs">({escape(until)})</span>' if until else ""
        words += f"<span>{said}{over}</span>"
    return f'<label class="tag tag--{look}">{tick} {words}</label>'


@register.simple_tag
def remark(note: str = "") -> SafeString:
    """What whoever returned the activity says of one field."""
    return format_html('<p class="remark">{} {}</p>', icon("ask"), note) if note else SafeString("")


@register.filter
def of(things: Mapping[str, Any], name: str) -> Any:
    """What is kept under a name."""
    return things.get(name)

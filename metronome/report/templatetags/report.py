"""What the templates of a report print: words with their language, narrative, numbers that lead to their rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from metronome.ground.counting import Basis, Bound
from metronome.ground.phrases import basis_in_words, bound_in_words, number_in_words
from metronome.report.editions.difference import ArrangementChange
from metronome.report.editions.words import arrangement_in_words
from metronome.report.rendering.model import Paragraph, Run, Said, Shown

register = template.Library()


def _marked(body: SafeString, language: str, language_name: str) -> SafeString:
    if not language:
        return body
    return format_html('<span lang="{}">{}</span> <span class="xs muted">({})</span>', language, body, language_name)


@register.simple_tag
def said(words: Said) -> SafeString:
    """Words, marked with their language where it is not the document's."""
    return _marked(format_html("{}", words.text), words.language, words.language_name)


@register.simple_tag(takes_context=True)
def number(context: Context, shown: Shown, look: str = "infig") -> SafeString:
    """The number of a figure, leading to its rows: in the appendix of the same file, or to the figure's page."""
    href = f"#{shown.entry}" if context.get("stands_alone") else shown.href
    return format_html('<a class="{}" href="{}" data-figure="{}">{}</a>', look, href, shown.reference, shown.text)


@register.simple_tag(takes_context=True)
def prose(context: Context, paragraphs: tuple[Paragraph, ...]) -> SafeString:
    """Narrative paragraphs."""
    return format_html_join("\n", "<p>{}</p>", ((_paragraph(context, paragraph),) for paragraph in paragraphs))


def _paragraph(context: Context, paragraph: Paragraph) -> SafeString:
    runs = format_html_join("", "{}", ((_run(context, run),) for run in paragraph.runs))
    return _marked(runs, paragraph.language, paragraph.language_name)


def _run(context: Context, run: Run) -> SafeString:
    if run.shown:
        body = number(context, run.shown)
    elif run.href:
        body = format_html('<a href="{}">{}</a>', run.href, run.text)
    else:
        body = format_html("{}", run.text)
    return format_html("<{0}>{1}</{0}>", run.style, body) if run.style else body


@register.filter
def drawn(svg: str) -> SafeString:
    """A picture of metronome.design, which escapes what it writes."""
    return mark_safe(svg)  # noqa: S308 - made by the pictures of design, never by a reader or a record


@register.filter
def arranged(change: ArrangementChange) -> str:
    """How an edition is arranged otherwise than another, as one sentence."""
    return arrangement_in_words(change)


@register.filter
def measured(measure: Mapping[str, Any] | None) -> str:
    """What a manifest states of a figure, in words."""
    if measure is None:
        return _("not there")
    if measure.get("basis") is None:
        return number_in_words(Decimal(str(measure["value"])))
    bound = Bound(Basis(measure["basis"]), measure.get("low") or 0, bool(measure.get("strict")), measure.get("high"))
    return f"{bound_in_words(bound)} {basis_in_words(bound.basis, 2)}"

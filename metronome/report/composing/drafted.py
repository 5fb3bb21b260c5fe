"""What is typed for a part of an edition and not saved: a draft of the desk."""

from __future__ import annotations

from django.utils.translation import gettext

from metronome.desk.drafts import Page
from metronome.report.models import Edition

DRAFTED = "report-texts"


def text_in_words() -> str:
    return gettext("Text of a report")


TEXTS = Page(one=text_in_words, title="text", add="report:preparing", change="report:go_on", waits="report:preparing")


def identity_of(edition: Edition, part: str) -> str:
    """What a draft of a part is about."""
    return f"{edition.slug}:{part}"

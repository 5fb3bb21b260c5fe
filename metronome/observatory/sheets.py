"""How publications and sources are kept at the desk."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.desk.sheets import Field, Sheet, in_words, put_one
from metronome.desk.short import ORDER, short_list
from metronome.ground.phrases import language_in_words
from metronome.network.sheets import codes_hint

from .actions import put_publications, put_sources
from .definition_sheets import known_indicators
from .given import GivenPublication, GivenSource
from .models import Publication, Release, Source


def releases() -> Sequence[tuple[str, str]]:
    return [(one.slug, one.title.in_(reader())) for one in Release.objects.all()]


PUBLICATIONS = Sheet(
    kind="publications",
    subject="publication",
    given=GivenPublication,
    rows=lambda: Publication.objects.select_related("release"),
    plural=lambda: _("Publications of the observatory"),
    one=lambda: _("Publication of the observatory"),
    fields=(
        Field(name="title", label=lambda: _("Title"), is_required=True),
        Field(name="kind", label=lambda: _("What it is"), hint=lambda: _("Such as: issue paper."), is_required=True),
        Field(name="number", label=lambda: _("Number"), hint=lambda: _("Among those of its kind.")),
        Field(name="abstract", label=lambda: _("Abstract"), is_long=True),
        Field(name="authors", label=lambda: _("Authors"), hint=lambda: _("By their offices or houses.")),
        Field(name="published_on", label=lambda: _("Published on")),
        Field(name="languages", label=lambda: _("Can be read in"), hint=codes_hint, words=language_in_words),
        Field(name="url", label=lambda: _("Where it can be read")),
        Field(name="licence", label=lambda: _("Licence")),
        Field(
            name="indicators",
            label=lambda: _("Indicators it rests on"),
            hint=lambda: _("Names with semicolons between."),
            spellings=known_indicators,
        ),
        Field(
            name="release",
            label=lambda: _("Release it rests on"),
            hint=lambda: _("Readers find the numbers as they stood in it."),
            choices=releases,
        ),
    ),
    title=lambda row: row.title or row.slug,
    put=put_one(put_publications, name="publications"),
    named=in_words("title"),
    href=lambda slug: reverse("observatory:publication", args=[slug]),
    identity=lambda given: str(given.title),
)

SOURCES = short_list(
    kind="sources",
    subject="source",
    model=Source,
    given=GivenSource,
    plural=lambda: _("Sources of the observatory"),
    one=lambda: _("Source of the observatory"),
    fields=(
        Field(name="title", label=lambda: _("Title"), is_required=True),
        Field(name="publisher", label=lambda: _("Publisher")),
        Field(
            name="citation",
            label=lambda: _("Citation"),
            hint=lambda: _("As the publisher wants to be cited."),
            is_required=True,
        ),
        Field(name="licence", label=lambda: _("Licence"), is_required=True),
        Field(name="licence_url", label=lambda: _("Where the licence can be read")),
        Field(name="url", label=lambda: _("Website")),
        Field(name="notes", label=lambda: _("Notes"), is_long=True),
        ORDER,
    ),
    put=put_sources,
    given_as="sources",
)

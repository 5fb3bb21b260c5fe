from __future__ import annotations

from datetime import date

from metronome.report.models import Document, Edition, StatedFigure

from .network import text

FIRST_DAY, LAST_DAY = date(2021, 1, 1), date(2021, 4, 30)


def make_document(slug: str = "flyer", **fields: object) -> Document:
    return Document.objects.create(**{"slug": slug, "title": text(slug.title()), "language": "fr", **fields})


def make_edition(slug: str = "spring", **fields: object) -> Edition:
    given = {"title": text(slug.title()), "first_day": FIRST_DAY, "last_day": LAST_DAY, "languages": ["fr"]}
    return Edition.objects.create(slug=slug, **{**given, **fields})


def make_stated(document: Document, slug: str = "members", **fields: object) -> StatedFigure:
    given = {
        "subject": slug,
        "label": text(slug),
        "qualifier": "exactly",
        "value": 141,
        "unit": "member",
        "where": "page 2",
    }
    return StatedFigure.objects.create(document=document, slug=slug, **{**given, **fields})

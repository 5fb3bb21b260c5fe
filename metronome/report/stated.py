"""Putting kinds of report, what documents state, editions as printed, and the narrative of one that is composed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put

from .enums import EditionState
from .given import GivenDocument, GivenEdition, GivenPartText, GivenPrintedList, GivenReportKind, GivenStated
from .models import Document, Edition, EditionText, PrintedList, ReportKind, StatedFigure


def put_report_kinds(*, kinds: Iterable[GivenReportKind], by: Hand) -> Keys:
    """Put the network's own kinds of report."""
    return put(Noun(ReportKind, "report-kind", ("about", "label", "title", "parts", "figures")), kinds, by=by)


def put_documents(*, documents: Iterable[GivenDocument], by: Hand) -> Keys:
    """Put documents, each with the figures that it states besides those of an edition as printed."""
    columns = tuple(name for name in GivenStated.__slots__ if name != "document")
    figures = Part(StatedFigure, "document", columns, only={"edition": None})
    noun = Noun(Document, "document", ("title", "language", "published", "file"), parts={"figures": figures})
    return put(noun, documents, by=by)


def put_editions_as_printed(*, editions: Iterable[GivenEdition], documents: Keys, plans: Keys, by: Hand) -> Keys:
    """Put past reports as they were printed, each with its figures and lists."""
    noun = Noun(
        Edition,
        "edition",
        ("kind", "first_day", "last_day", "title", "plan", "document", "languages"),
        references={"plan": plans, "document": documents},
        scope={"state": EditionState.AS_PRINTED},
        parts={
            "figures": Part(StatedFigure, "edition", GivenStated.__slots__, {"document": documents}),
            "printed_lists": Part(PrintedList, "edition", GivenPrintedList.__slots__),
        },
    )
    return put(noun, editions, by=by)


def put_narrative(*, edition: GivenEdition, plans: Keys, by: Hand) -> None:
    """Put the texts of the edition of a kind and period that is being composed; begin it where there is none.

    A frozen edition keeps its texts: then nothing is put, and `by.kept` names it.
    """
    found = Edition.objects.filter(kind=edition.kind, about=[], first_day=edition.first_day, last_day=edition.last_day)
    newest = found.exclude(state=EditionState.AS_PRINTED).order_by("-number").first()
    if newest is not None and newest.state != EditionState.COMPOSING:
        by.kept.append(f"edition:{newest.slug}")
        return
    noun = Noun(
        Edition,
        "edition",
        ("kind", "state", "first_day", "last_day", "title", "plan", "languages"),
        references={"plan": plans},
        parts={"texts": Part(EditionText, "edition", GivenPartText.__slots__)},
    )
    put(noun, [replace(edition, slug=newest.slug) if newest else edition], by=by)

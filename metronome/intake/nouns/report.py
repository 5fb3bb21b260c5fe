"""Documents, the figures that they state, and past reports as printed, as a folder tells them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from metronome.ground.counting import Qualifier
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.intake.cells import Cell
from metronome.intake.fields import Fields
from metronome.intake.folder import Folder
from metronome.report.enums import EditionState
from metronome.report.given import (
    GivenDocument,
    GivenEdition,
    GivenPartText,
    GivenPrintedList,
    GivenReportKind,
    GivenStated,
)
from metronome.report.kinds import PROGRESS, kinds, refuse_kind
from metronome.report.narrowing import SORTS
from metronome.report.rendering.content import PARTS


@dataclass(frozen=True, slots=True)
class EditionPair:
    """A report as printed, and the edition of the same period that is to be composed, each where it is given."""

    printed: GivenEdition | None
    composed: GivenEdition | None


def read_report_kind(folder: Folder, fields: Fields, number: int) -> GivenReportKind:
    """A kind of report of the network's own."""
    del number
    kind = GivenReportKind(
        slug=fields.identity("slug", folder.ids.report_kinds, most=40),
        about=fields.choice("about", ("", *SORTS), ""),
        label=fields.words("label", required=True),
        title=fields.words("title", required=True),
        parts=fields.texts("parts"),
        figures=fields.texts("figures"),
    )
    try:
        refuse_kind(about=kind.about, parts=kind.parts)
    except Refusal as refusal:
        fields.refuse("parts", refusal.reason, refusal.remedy)
    return kind


def read_document(folder: Folder, fields: Fields, number: int) -> GivenDocument:
    del number
    return GivenDocument(
        slug=fields.identity("slug", folder.ids.documents),
        title=fields.words("title", required=True),
        language=fields.text("language", most=12),
        published=fields.text("published", most=30),
        file=fields.text("file", most=200),
        figures=(),
    )


def with_figures(documents: tuple[GivenDocument, ...], figures: tuple[GivenStated, ...]) -> tuple[GivenDocument, ...]:
    """Each document with the figures that it states."""
    return tuple(
        replace(document, figures=tuple(figure for figure in figures if figure.document == document.slug))
        for document in documents
    )


def read_stated(folder: Folder, fields: Fields, number: int) -> GivenStated:
    """A figure that a document states."""
    del number
    return _stated(folder, fields, fields.reference("document", folder.ids.documents, required=True))


def _stated(folder: Folder, fields: Fields, document: str) -> GivenStated:
    value = fields.decimal("value", ends=10**15, places=4)
    if not fields.has("value"):
        fields.refuse("value", _("The field is missing."), _("Fill it in."))
    return GivenStated(
        slug=fields.identity("slug", folder.ids.stated, most=120),
        document=document,
        subject=fields.text("subject", required=True, most=120),
        label=fields.words("label"),
        qualifier=fields.choice("qualifier", [q.value for q in Qualifier], Qualifier.EXACTLY.value),
        value=Decimal(0) if value is None else value,
        unit=fields.text("unit", most=60),
        printed=fields.text("printed", most=200),
        where=fields.text("where", required=True, most=300),
        as_of=fields.text("as_of", most=30),
        compares_with=fields.text("compares_with", most=120),
        relation={name: str(cell.value) for name, cell in fields.named("relation").items()},
    )


def read_edition(folder: Folder, fields: Fields) -> EditionPair:
    """A report of a period: as it was printed, and the narrative of the one to compose."""
    slug = fields.slug(most=120)
    period = _period(folder, fields)
    document = fields.reference("document", folder.ids.documents)
    edition = GivenEdition(
        slug=slug,
        kind=fields.choice("kind", list(kinds()), PROGRESS),
        state=EditionState.AS_PRINTED.value,
        first_day=period.first or date.min,
        last_day=period.last or date.min,
        title=fields.words("title", required=True),
        plan=fields.reference("plan", folder.ids.plans),
        document=document,
        languages=fields.texts("languages"),
        figures=tuple(_figures(folder, fields, document)),
        printed_lists=tuple(_lists(folder, fields)),
        texts=(),
    )
    composed = _composed(folder, fields, edition)
    is_printed = fields.has("document")
    if is_printed:
        _identity(folder, fields, slug)
    elif edition.figures or edition.printed_lists:
        reason = _("Printed figures and lists belong to a document.")
        fields.refuse("document", reason, _("Name the document that prints them."))
    fields.close()
    return EditionPair(edition if is_printed else None, composed)


def _identity(folder: Folder, fields: Fields, slug: str) -> None:
    if slug and (first := folder.ids.editions.add(slug, fields.place.file, fields.place.row)):
        reason = _("“%(slug)s” stands twice: first in %(first)s.") % {"slug": slug, "first": first}
        fields.refuse("slug", reason, _("Remove one of the two, or give it a name of its own."))


def _period(folder: Folder, fields: Fields) -> Period:
    text = fields.text("period", required=True)
    period = Period(None, None)
    with suppress(ValueError):
        period = folder.calendar.parse(text) if text else period
    if text and (period.first is None or period.last is None):
        reason = _("“%(text)s” is no period.") % {"text": text}
        fields.refuse("period", reason, _("Write it as 2021-01..2021-04."))
    return period


def _figures(folder: Folder, fields: Fields, document: str) -> Iterator[GivenStated]:
    for item in fields.items("figures"):
        yield _stated(folder, item, document)
        item.close()


def _lists(folder: Folder, fields: Fields) -> Iterator[GivenPrintedList]:
    """lists: of the whole report; activities: those printed at one activity, by its code."""
    seen: set[tuple[str, str]] = set()
    for item in fields.items("lists"):
        name, subject = item.text("name", required=True, most=120), item.text("subject", most=200)
        language, where = item.text("language", most=12), item.text("where", most=300)
        made = tuple(_printed_items(folder, item, name, item.cell("items")))
        item.close()
        if (name, subject) in seen:
            reason = _("The list “%(name)s” stands twice.") % {"name": name}
            item.refuse("name", reason, _("Remove one of the two, or give it a subject."))
        else:
            yield GivenPrintedList(name, subject, language, made, where)
        seen.add((name, subject))
    for code, cell in fields.named("activities").items():
        folder_code = fields.found("activities", code, folder.ids.activities, cell.place)
        inner = Fields(cell, fields.refusals, fields.languages)
        where = inner.text("where", most=300)
        for name in cell.value if isinstance(cell.value, dict) else ():
            if name != "where":
                items = tuple(_printed_items(folder, inner, name, inner.cell(name)))
                yield GivenPrintedList(name, f"activity:{folder_code}", "", items, where)


def _printed_items(folder: Folder, fields: Fields, name: str, cell: Cell | None) -> Iterator[dict[str, str]]:
    """A list of texts as printed, of {id: ..., printed: ...}, or fields id: printed."""
    if cell is None:
        return
    if isinstance(cell.value, dict):
        yield from ({"id": key, "printed": str(one.value or "")} for key, one in cell.value.items())
        return
    if not isinstance(cell.value, list):
        fields.refuse(name, _("A list is expected here."), _("Begin each item with a dash."), cell.place)
        return
    for one in cell.value:
        if isinstance(one.value, dict):
            inner = Fields(one, fields.refusals, fields.languages)
            yield {"id": inner.text("id"), "printed": inner.text("printed")}
            inner.close()
        else:
            text = str(one.value or "")
            yield {"id": _id_of(folder, name, text), "printed": text}


def _id_of(folder: Folder, name: str, text: str) -> str:
    """What a printed text means: the one member or partner of that name in their lists, else itself."""
    kind = {"members": "member", "partners": "partner"}.get(name.split(".", 1)[0])
    if kind is None:
        return text
    meaning = folder.meaning(text, kind)
    return meaning.slug if meaning else ""


def _composed(folder: Folder, fields: Fields, printed: GivenEdition) -> GivenEdition | None:
    """compose: the narrative of the edition of this period that is still to be made."""
    cell = fields.cell("compose")
    if cell is None:
        return None
    inner = Fields(cell, fields.refusals, fields.languages)
    title = inner.words("title")
    slug = inner.slug(most=120)
    parts = inner.cell("texts")
    told = Fields(parts, fields.refusals, folder.languages) if parts else None
    texts = tuple(GivenPartText(part, text) for part in PARTS if (text := told.words(part))) if told else ()
    if told:
        told.close()  # a narrative of a part that no report has would be printed nowhere
    edition = replace(
        printed,
        slug=slug,
        state=EditionState.COMPOSING.value,
        title=title or printed.title,
        document="",
        languages=inner.texts("languages") or folder.languages.required,
        figures=(),
        printed_lists=(),
        texts=texts,
    )
    inner.close()
    _identity(folder, inner, slug)
    return edition

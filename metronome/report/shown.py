"""What pages show of the report: editions, figures with their rows, printed beside computed, differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.period import Period
from metronome.ground.phrases import number_in_words, period_in_words
from metronome.ground.text import Text

from .checks.stated import Proof, proof_of
from .editions.build import FORMATS, Reading, build_files, file_name, is_settled, kept_file, read_edition, read_record
from .editions.difference import Difference, difference
from .enums import EditionState
from .figures.figure import DEFINITIONS, Figure, Row
from .figures.indicators import indicator_figures
from .indicators import every_indicator
from .models import Edition, EditionFile, EditionQuerySet
from .phrases import measure_in_words
from .rendering.appendix import figure_entry
from .rendering.content import Content
from .rendering.model import FigureEntry
from .rendering.reading import Reader
from .rows import PrintedListRow, StatedRow
from .snapshot import Snapshot

#: Formats that hold all languages in one file.
FOR_ALL = ("json", "csv")
TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
#: Where the thing behind a row has its page: the name of the address, by kind of row.
PAGES = {
    "activity": "record:activity",
    "member": "home:member",
    "partner": "home:partner",
    "practice": "exchange:practice",
}


# Editions


@dataclass(frozen=True, slots=True)
class Download:
    label: str
    href: str
    language: str


@dataclass(frozen=True, slots=True)
class EditionShown:
    """An edition in a list, or at the head of its page."""

    slug: str
    href: str
    title: Text
    period: str
    number: int
    state: str
    look: str
    is_printed: bool
    downloads: tuple[Download, ...]


LOOKS = {
    EditionState.PUBLISHED: "ok",
    EditionState.FROZEN: "frozen",
    EditionState.COMPOSING: "draft",
    EditionState.SUPERSEDED: "wait",
    EditionState.AS_PRINTED: "info",
}


def editions_shown(among: EditionQuerySet) -> list[EditionShown]:
    """Editions, the latest period first, those as printed after those made here."""
    return [edition_shown(edition) for edition in among.defer("manifest").order_by("-first_day", "-number")]


def edition_shown(edition: Edition) -> EditionShown:
    state = EditionState(edition.state)
    printed = state == EditionState.AS_PRINTED
    return EditionShown(
        edition.slug,
        reverse("report:edition", args=[edition.slug]),
        edition.title,
        period_in_words(edition.period),
        edition.number,
        str(state.label),
        LOOKS[state],
        printed,
        () if printed else tuple(_downloads(edition)),
    )


def _downloads(edition: Edition) -> Iterator[Download]:
    for language in edition.languages:
        for format, label in (("pdf", "PDF"), ("docx", "Word"), ("html", "HTML")):
            yield Download(label, _file_href(edition, file_name(language, format)), language)
    for format in FOR_ALL:
        yield Download(format.upper(), _file_href(edition, file_name("", format)), "")


def _file_href(edition: Edition, name: str) -> str:
    return reverse("report:edition_file", args=[edition.slug, name])


def reading_of(edition: Edition) -> Reading:
    """An edition read, kept until something public changes."""
    return _reading(publication(), edition.pk)


@kept(8)
def _reading(_publication: int, pk: int) -> Reading:
    return read_edition(Edition.objects.get(pk=pk))


def reading_to_cite(edition: Edition) -> Reading:
    """An edition that is being composed with everything that its texts could cite: the figures of every indicator
    stand beside its own. What is frozen is as it is."""
    reading = reading_of(edition)
    if edition.manifest:
        return reading
    return _reading_to_cite(publication(), edition.pk)


@kept(8)
def _reading_to_cite(publication: int, pk: int) -> Reading:
    reading = _reading(publication, pk)
    more = indicator_figures(replace(reading.snapshot, indicators=every_indicator(publication)))
    return replace(reading, figures={**reading.figures, **{figure.id: figure for figure in more}})


def content_of(reading: Reading) -> Content:
    """What an edition says in the language of the page."""
    return reading.content(get_language() or settings.LANGUAGE_CODE)


def edition_file(edition: Edition, name: str) -> tuple[bytes, str]:
    """A file of an edition and its type: as it was kept once published, made now before.

    Raises LookupError for a name that no file of the edition has, and Refusal where it cannot be made.
    """
    parts = name.split(".")
    language, format = (parts[1], parts[2]) if len(parts) == 3 else ("", parts[-1])
    known = format in FORMATS and (language in edition.languages) != (format in FOR_ALL and not language)
    if name != file_name(language, format) or not known or (format in FOR_ALL and language):
        raise LookupError(name)
    if is_settled(edition):
        kept = EditionFile.objects.filter(edition=edition, language=language, format=format).first()
        if kept is None:
            raise LookupError(name)
        return kept_file(kept.sha256).read_bytes(), TYPES[format]
    return _built(publication(), edition.pk, language, format), TYPES[format]


@kept(16)
def _built(_publication: int, pk: int, language: str, format: str) -> bytes:
    reading = _reading(_publication, pk)
    return build_files(reading, languages=[language] if language else [], formats=[format])[language, format]


# Figures


@dataclass(frozen=True, slots=True)
class RowShown:
    label: str
    used: str
    kind: str
    id: str
    href: str


@dataclass(frozen=True, slots=True)
class StatedShown:
    """A number that a document states, beside the computed one."""

    document: str
    label: str
    printed: str
    where: str
    computed: str
    proof: Proof | None  # None: nothing computed to hold it against


@dataclass(frozen=True, slots=True)
class Moment:
    """What a figure was in another edition."""

    title: Text
    href: str
    value: str


@dataclass(frozen=True, slots=True)
class FigureShown:
    entry: FigureEntry
    figure: Figure
    period: str
    measure: str
    rows: tuple[RowShown, ...]
    stated: tuple[StatedShown, ...]
    part: str = ""  # of a split figure, the one part whose rows stand here; empty: all

    @property
    def is_bounded(self) -> bool:
        return self.figure.bound is not None and not self.figure.bound.is_unknown


def figure_shown(reading: Reading, id: str, *, part: str = "") -> FigureShown:
    """A figure of a reading with its rows, or those of one part of it, each leading to its place in the record.

    Raises LookupError for an id that no figure has.
    """
    figure = reading.figures[id]
    snapshot = reading.snapshot
    reader = reader_of(reading)
    part = part if part in (figure.by or {}) else ""
    rows = tuple(
        RowShown(reader.row_label(row), reader.used_label(row.used), row.kind, row.id, _page_of(row, snapshot))
        for row in figure.rows
        if part in ("", row.used)
    )
    stated = tuple(_stated(snapshot, row, reading.figures) for row in snapshot.stated if row.compares_with == id)
    return FigureShown(
        entry=figure_entry(reader, figure),
        figure=figure,
        period=period_in_words(figure.period),
        measure=measure_in_words(figure),
        rows=rows,
        stated=stated,
        part=reader.key_label(id, part) if part else "",
    )


def reader_of(reading: Reading) -> Reader:
    language = get_language() or settings.LANGUAGE_CODE
    return Reader(reading.snapshot, reading.figures, language, reading.head.address, reading.head.slug)


def _page_of(row: Row, snapshot: Snapshot) -> str:
    """The page of the thing behind a row; empty where it has none."""
    kind, id = row.kind, row.id
    if kind == "count":
        kind = "activity"
        id = next((one.code for one in snapshot.activities if any(count.id == row.id for count in one.counts)), "")
    if kind == "transfer":
        kind, id = "practice", id.partition("/")[0]
    try:
        if kind in PAGES and id:
            return reverse(PAGES[kind], args=[id])
        if kind == "result" and id in snapshot.node:
            node = snapshot.node[id]
            return reverse("home:node", args=[node.plan, node.code])
        if kind == "challenge" and id in snapshot.challenge:
            return reverse("home:challenges", args=[snapshot.challenge[id].plan])
        if kind == "mention":
            return reverse("record:media")
    except NoReverseMatch:
        return ""
    return ""


def _stated(snapshot: Snapshot, row: StatedRow, figures: Mapping[str, Figure]) -> StatedShown:
    figure = figures.get(row.compares_with)
    language = get_language() or settings.LANGUAGE_CODE
    document = next((doc.title.in_(language) for doc in snapshot.documents if doc.slug == row.document), row.document)
    printed = row.printed or number_in_words(row.value)
    computed = measure_in_words(figure) if figure else ""
    label = row.label.in_(language) or row.subject
    return StatedShown(document, label, printed, row.where, computed, proof_of(row, snapshot, figures))


def history_of(id: str, edition: Edition | None, among: EditionQuerySet) -> list[Moment]:
    """The same figure in the other editions that were frozen, of those that the reader may see."""
    found = []
    others = among.exclude(manifest="")
    for other in others.exclude(pk=edition.pk) if edition else others:
        figure = reading_of(other).figures.get(id)
        if figure is not None:
            href = reverse("report:edition_figure", args=[other.slug, id])
            found.append(Moment(other.title, href, measure_in_words(figure)))
    return found


def reading_of_period(period: Period) -> Reading:
    """A period as the record stands now, kept until something public changes."""
    return _period_reading(publication(), period)


@kept(16)
def _period_reading(_publication: int, period: Period) -> Reading:
    return read_record(period)


# Printed beside computed


@dataclass(frozen=True, slots=True)
class ListShown:
    """A list as it was printed, beside the one that is computed."""

    label: str
    where: str
    printed: int
    computed: int
    missing: tuple[str, ...]  # computed, not printed
    beyond: tuple[str, ...]  # printed, not computed
    unresolved: tuple[str, ...]
    href: str

    @property
    def agrees(self) -> bool:
        return not (self.missing or self.beyond or self.unresolved)


@dataclass(frozen=True, slots=True)
class PrintedShown:
    lists: tuple[ListShown, ...]
    stated: tuple[StatedShown, ...]


def printed_beside_computed(edition: Edition) -> PrintedShown:
    """What a report of the past prints, beside what the record computes for its period."""
    reading = reading_of_period(edition.period)
    reader = reader_of(reading)
    stated = [row for row in reading.snapshot.stated if row.edition == edition.slug]
    lists = [row for row in reading.snapshot.printed if row.edition == edition.slug and row.name in reading.figures]
    return PrintedShown(
        tuple(_list_shown(reading, reader, row) for row in lists),
        tuple(_stated(reading.snapshot, row, reading.figures) for row in stated),
    )


def _list_shown(reading: Reading, reader: Reader, row: PrintedListRow) -> ListShown:
    figure = reading.figures[row.name]
    computed = list(figure.items or ())
    printed = [item.id for item in row.items if item.id]
    period = reading.snapshot.period
    return ListShown(
        DEFINITIONS[row.name].label(),
        row.where,
        len(row.items),
        len(computed),
        _labels(reader, [id for id in computed if id not in set(printed)]),
        _labels(reader, [id for id in printed if id not in set(computed)]),
        tuple(item.printed for item in row.items if not item.id),
        f"{reverse('report:figure_of_period', args=[row.name])}?period={period}",
    )


def _labels(reader: Reader, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(_label(reader, id) for id in ids)


def _label(reader: Reader, id: str) -> str:
    snapshot = reader.snapshot
    if id in snapshot.member:
        return reader.member(id)
    if id in snapshot.partner:
        return reader.partner(id)
    found = snapshot.node.get(id) or snapshot.challenge.get(id)
    return f"{found.code} {reader.name(found.label)}" if found else id


# Differences


def difference_to(edition: Edition, other: str, among: EditionQuerySet) -> tuple[Edition, Difference] | None:
    """What changed from another edition (by slug; else what it supersedes); None where the reader sees none."""
    candidates = among.exclude(state=EditionState.AS_PRINTED).exclude(pk=edition.pk)
    before = candidates.filter(Q(slug=other) if other else Q(pk=edition.supersedes_id)).first()
    if before is None:
        return None
    return before, difference(reading_of(before).manifest, reading_of(edition).manifest)


def others_of(edition: Edition, among: EditionQuerySet) -> list[Edition]:
    """The editions with which one can be compared, of its own period first."""
    found = among.exclude(state=EditionState.AS_PRINTED).exclude(pk=edition.pk).defer("manifest")
    return sorted(found, key=lambda other: (other.first_day != edition.first_day, other.slug))


def name_of(edition: Edition) -> str:
    """The title of an edition in the language of the page."""
    return edition.title.in_(get_language() or settings.LANGUAGE_CODE) or edition.slug

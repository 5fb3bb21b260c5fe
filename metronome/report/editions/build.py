"""From an edition to its files: rows, figures, findings, manifest, documents. What is frozen is read back, never asked
again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.deposits import deposited
from metronome.ground.files import sha256_of, write_whole
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.network.queries import the_network
from metronome.report import queries
from metronome.report.checks.finding import Finding
from metronome.report.checks.inspection import inspect
from metronome.report.enums import EditionState
from metronome.report.figures.figure import Figure
from metronome.report.figures.ledger import compute_all
from metronome.report.kinds import PROGRESS, kind_of
from metronome.report.models import Edition
from metronome.report.narrowing import narrowed
from metronome.report.rendering.content import Content, Printed, content
from metronome.report.rendering.html import render_html
from metronome.report.rendering.pdf import render_pdf
from metronome.report.rendering.statement import StatementContent, statement_content
from metronome.report.rendering.tables import render_csv
from metronome.report.rendering.word import TEMPLATE, render_docx
from metronome.report.snapshot import Snapshot

from .manifest import Head, Manifest, make_manifest, read_manifest, signed

FORMATS = ("html", "pdf", "docx", "json", "csv")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """An edition read once: everything that its documents are made of."""

    head: Head
    snapshot: Snapshot
    figures: Mapping[str, Figure]
    findings: tuple[Finding, ...]
    manifest: Manifest

    def printed(self, language: str) -> Printed:
        """What its documents print, whichever kind of report it is."""
        return self.statement(language) if self.snapshot.sort == "member" else self.content(language)

    def statement(self, language: str) -> StatementContent:
        head = self.head
        return statement_content(self.snapshot, self.figures, language=language, address=head.address, slug=head.slug)

    def content(self, language: str) -> Content:
        return content(self.snapshot, self.figures, self.findings, language=language, head=self.head)


def read_period(period: Period, *, edition: str | None = None) -> Reading:
    """An edition by its slug, else the one being composed for the period, else the period as the record stands now.

    Raises Refusal for a slug that no edition has.
    """
    if edition is not None:
        return read_edition(edition_of(edition))
    return read_edition(composing_edition(period) or _unsaved(period))


def read_record(period: Period) -> Reading:
    """The period as the record stands now, without the texts of an edition."""
    return read_edition(_unsaved(period))


def composing_edition(period: Period, *, kind: str = PROGRESS, about: Iterable[str] = ()) -> Edition | None:
    """The edition of a closed period that is being composed; None where nobody has begun one."""
    first, last = period.ends
    composed = Edition.objects.filter(state=EditionState.COMPOSING, first_day=first, last_day=last)
    return composed.filter(kind=kind, about=list(about)).first()


def _unsaved(period: Period) -> Edition:
    """An edition that nobody has begun: only to be looked at."""
    first, last = period.ends
    network = the_network()
    return Edition(slug="", first_day=first, last_day=last, languages=network.languages if network else [], number=1)


def edition_of(slug: str) -> Edition:
    """The edition of that slug. Raises Refusal where there is none."""
    edition = Edition.objects.filter(slug=slug).first()
    if edition is None:
        raise Refusal(
            _("There is no edition %(slug)s.") % {"slug": slug},
            field="edition",
            remedy=_("metronome report list shows them."),
        )
    return edition


def read_edition(edition: Edition) -> Reading:
    """The rows and figures of an edition: of the record as it is while composing, of the manifest once frozen."""
    if edition.manifest:
        return in_state(read_back(read_manifest(edition.manifest.encode())), edition.state)
    head = Head(
        slug=edition.slug,
        kind=edition.kind,
        number=edition.number,
        state=edition.state,
        languages=tuple(edition.languages),
        address=settings.ADDRESS,
        anchor=audit.anchor(),
    )
    kind = kind_of(edition.kind)
    read = queries.snapshot(edition.period, edition=edition)
    snapshot = narrowed(replace(read, parts=read.parts or kind.parts), edition.about)
    computed = compute_all(snapshot)
    figures, findings = kind.of(computed), inspect(snapshot, computed)
    return Reading(head, snapshot, figures, findings, make_manifest(head, snapshot, figures, findings))


def read_back(manifest: Manifest) -> Reading:
    """The rows and figures of a manifest, computed from it alone. What is counted only since then is not in it."""
    rows, stated = manifest.snapshot, manifest.data["figures"]
    figures = {id: figure for id, figure in compute_all(rows).items() if id in stated}
    return Reading(manifest.head, rows, figures, manifest.findings, manifest)


def manifest_to_freeze(edition: Edition) -> Manifest:
    """What is kept of an edition that is being composed when it is frozen."""
    reading = read_edition(edition)
    head = replace(reading.head, state=EditionState.FROZEN)
    return make_manifest(head, reading.snapshot, reading.figures, reading.findings)


def in_state(reading: Reading, state: str) -> Reading:
    """A reading whose documents say that the edition is in this state: what was frozen is published later."""
    return replace(reading, head=replace(reading.head, state=state))


def build_files(
    reading: Reading, *, languages: Iterable[str], formats: Iterable[str], progress: Progress | None = None
) -> dict[tuple[str, str], bytes]:
    """The documents of an edition by language and format; the language of the manifest and the tables is empty.

    Raises Refusal where a document cannot be made, and ValueError for a format that there is not.
    """
    languages, formats = list(languages), list(formats)
    for unknown in set(formats) - set(FORMATS):
        raise ValueError(f"{unknown} is none of the formats {', '.join(FORMATS)}")
    steps = [("", format) for format in formats if format in ("json", "csv")]
    steps += [(language, format) for language in languages for format in formats if format not in ("json", "csv")]
    files: dict[tuple[str, str], bytes] = {}
    for number, (language, format) in enumerate(steps, 1):
        if progress:
            progress(f"{language} {format}".strip(), number, len(steps))
        files[language, format] = _build(reading, language, format)
    return files


def _build(reading: Reading, language: str, format: str) -> bytes:
    match format:
        case "json":
            return reading.manifest.to_bytes()
        case "csv":
            return render_csv(reading.snapshot, reading.figures)
        case "html":
            return render_html(reading.content(language))
        case "docx":
            return render_docx(reading.content(language), word_template())
        case _:
            return _pdf(reading, language)


def word_template() -> Path:
    """The Word template of this instance: the one handed in last; else templates/progress.docx in its folder; else the
    one that comes along."""
    kept = queries.template_in_use(PROGRESS)
    if kept is not None:
        return deposited(kept.file) or TEMPLATE
    own: Path = settings.HOME / "templates" / TEMPLATE.name
    return own if own.exists() else TEMPLATE


def _pdf(reading: Reading, language: str) -> bytes:
    """Set twice: the pages first, then again with the manifest attached that holds the pages' digests. The attachment
    changes no page, so whoever changes a page afterwards is found."""
    shown = reading.content(language)
    # What reads a PDF weighs more than most pages need.
    from metronome.report.rendering.readback import page_digests

    pages = page_digests(render_pdf(shown, reading.manifest.to_bytes()))
    with_pages = signed({**reading.manifest.data, "rendered": {"language": language, "pages": pages}})
    return render_pdf(shown, with_pages.to_bytes())


def file_name(language: str, format: str) -> str:
    """report.fr.pdf, or report.json where all languages stand in one file."""
    return f"report.{language}.{format}" if language else f"report.{format}"


def keep_files(files: Mapping[tuple[str, str], bytes]) -> dict[tuple[str, str], tuple[str, int]]:
    """Put published files away by their digest; digest and size of each."""
    kept = {}
    for key, document in files.items():
        digest = sha256_of(document)
        write_whole(kept_file(digest), document)
        kept[key] = (digest, len(document))
    return kept


def kept_file(sha256: str) -> Path:
    """Where a published file lies."""
    path: Path = settings.HOME / "editions" / sha256[:2] / sha256
    return path


def is_settled(edition: Edition) -> bool:
    """True once the files of an edition are kept and never made again."""
    return edition.state in (EditionState.PUBLISHED, EditionState.SUPERSEDED)

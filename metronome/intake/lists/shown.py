"""What the pages of imports show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from metronome.accounts.queries import names_of
from metronome.design.parts import Crumb, Tab
from metronome.design.words import reader
from metronome.desk.rules import can_review
from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.reading import sheets
from metronome.ground.workbooks.said import sentences
from metronome.ground.workbooks.table import Table, printed
from metronome.intake.models import Import, ImportRow, SavedMapping
from metronome.network.models import Member, Partner
from metronome.network.queries import network_languages
from metronome.tasks.queries import is_anybody_working

from .catalogue import LISTINGS
from .columns import Listing
from .enums import Fate, State
from .handed_in import path_of
from .headers import recognised
from .incoming import Choices, opened
from .looking import labels_of
from .on_record import network_record

#: How a fate looks: an icon and a colour that repeat the word.
LOOKS = {Fate.NEW: "ok", Fate.CHANGED: "now", Fate.UNCHANGED: "frozen", Fate.REFUSED: "bad"}
#: How many of a text's characters, and how many fields of a row, the preview shows.
LONGEST, FIELDS = 300, 40


@dataclass(frozen=True)
class ColumnShown:
    """A column of a file: its name, what stands in it, and what it is taken for."""

    place: int
    name: str
    samples: Sequence[str]
    key: str


@dataclass(frozen=True)
class RowShown:
    number: int
    identity: str
    look: str
    fate: str
    changes: Sequence[tuple[str, str, str]]
    refusals: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class AskedShown:
    """A spelling that means nobody, or several, with whom it may mean."""

    place: int
    text: str
    rows: int
    candidates: Sequence[tuple[str, str]]
    picked: str


@dataclass(frozen=True)
class ColumnsPage:
    """How a file is read: what was recognised, what its columns are taken for, or why it cannot be read so."""

    said: Sequence[str] = ()
    columns: Sequence[ColumnShown] = ()
    keys: Sequence[tuple[str, str]] = ()
    sheets: Sequence[str] = ()
    refusal: Refusal | None = None
    missing: Sequence[str] = ()


def imports_of(person: Any) -> QuerySet[Import]:
    """Those that somebody may see, the latest first."""
    return Import.objects.all() if can_review(person) else Import.objects.filter(by=str(person))


def crumbs(found: Import | None = None) -> list[Crumb]:
    above = [Crumb(label=_("Imports"), href=reverse("intake:imports"))]
    if found:
        above.append(Crumb(label=found.name, href=reverse("intake:import", args=[found.pk])))
    return above


def imports_shown(rows: Sequence[Import]) -> list[tuple[Import, str, str]]:
    """Each with its list and whose it is."""
    names = names_of(one.by for one in rows)
    return [
        (one, LISTINGS[one.kind].plural() if one.kind in LISTINGS else "", names.get(one.by, one.by)) for one in rows
    ]


def columns_page(found: Import, choices: Choices) -> ColumnsPage:
    """A file as it is read by these choices."""
    listing = LISTINGS.get(found.kind)
    try:
        record = network_record(listing.own if listing else "")
        path, names = path_of(found), [sheet.name for sheet in _sheets(found)]
        table = opened(path, choices, record.ways)
    except Refusal as refusal:
        return ColumnsPage(sheets=[sheet.name for sheet in _sheets(found)], refusal=refusal)
    if listing is None:
        return ColumnsPage(said=list(sentences(table.recognised)), sheets=names)
    columns = choices.columns or recognised(table.columns, listing, record)
    languages = record.languages.all
    needed = {
        key: one
        for one in listing.columns
        if one.is_required and one.name != listing.key
        for key in one.keys(languages[:1])
    }
    return ColumnsPage(
        said=list(sentences(table.recognised)),
        columns=list(_columns(table, columns)),
        keys=list(labels_of(listing, languages).items()),
        sheets=names,
        missing=[one.label() for key, one in needed.items() if key not in columns.values()],
    )


def _sheets(found: Import) -> Sequence[Any]:
    try:
        return sheets(path_of(found))
    except Refusal:
        return ()


def _columns(table: Table, columns: Mapping[str, str]) -> Iterator[ColumnShown]:
    rows = table.rows()
    first = list(islice(rows, 3))
    rows.close() if hasattr(rows, "close") else None
    for place, name in enumerate(table.columns):
        samples = [text[:60] for row in first if (text := printed(row.cells[place]))]
        yield ColumnShown(place, name, samples, columns.get(name, ""))


def tabs_of(found: Import, fate: str) -> list[Tab]:
    """All rows, and those of each fate."""
    here = reverse("intake:import", args=[found.pk])
    every = [Tab(label=_("All"), href=here, current=not fate, badge=str(sum(found.counts.values())))]
    return every + [
        Tab(
            label=str(one.label),
            href=f"{here}?fate={one.value}",
            current=fate == one.value,
            badge=str(found.counts[one.value]),
        )
        for one in Fate
        if found.counts.get(one.value)
    ]


def preview_shown(found: Import, page: Page[ImportRow], *, is_busy: bool) -> dict[str, Any]:
    """What a preview shows beside its tabs. `accepted` rows can still be put on record, `done` are there already."""
    waiting = found.waiting().count()
    is_to_do = found.is_open and not is_busy
    return {
        "listing": LISTINGS[found.kind],
        "rows": rows_shown(LISTINGS[found.kind], page),
        "asked": asked_shown(found) if is_to_do else (),
        "is_to_do": is_to_do,
        "is_alone": is_busy and not is_anybody_working(),
        "accepted": waiting if found.is_open else 0,
        "done": found.promised - waiting if found.is_open and found.state == State.LOOKED_AT else 0,
        "refused": found.counts.get(Fate.REFUSED, 0),
    }


def rows_shown(listing: Listing, page: Page[ImportRow]) -> list[RowShown]:
    labels = labels_of(listing, network_languages())
    return [
        RowShown(
            number=row.number,
            identity=row.identity,
            look=LOOKS[Fate(row.fate)],
            fate=row.get_fate_display(),
            changes=[
                (labels.get(key, key), _short(before), _short(after))
                for key, (before, after) in list(row.told["changes"].items())[:FIELDS]
            ],
            refusals=[(labels.get(key, key), reason, remedy) for key, reason, remedy in row.told.get("refusals", ())],
        )
        for row in page
    ]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def asked_shown(found: Import) -> list[AskedShown]:
    """The spellings that wait for an answer, the most frequent first."""
    names = {
        "member": Member.objects.values_list("slug", "name"),
        "partner": Partner.objects.values_list("slug", "name"),
    }
    known = {kind: {slug: name.in_(reader()) for slug, name in rows} for kind, rows in names.items()}
    picked = {(pick["kind"], pick["text"]): pick["slug"] for pick in found.picks}
    return [
        AskedShown(
            place=place,
            text=asked["text"],
            rows=asked["rows"],
            candidates=[(slug, known[asked["kind"]].get(slug, slug)) for slug in asked["candidates"]],
            picked=picked.get((asked["kind"], asked["text"]), ""),
        )
        for place, asked in enumerate(found.asked)
    ]


def mappings_of(kind: str) -> QuerySet[SavedMapping]:
    return SavedMapping.objects.filter(kind=kind) if kind else SavedMapping.objects.all()


def refused_table(found: Import) -> tuple[Sequence[str], Iterator[Sequence[str]]]:
    """The refused rows as they came, each with what is wrong, to be mended and handed in again."""
    rows = found.rows.filter(fate=Fate.REFUSED).order_by("number")
    first, labels = rows.first(), labels_of(LISTINGS[found.kind], network_languages())
    columns = [name for name, _text in first.told["printed"]] if first else []
    return [*columns, _("Why it was refused")], (_refused_cells(row, labels) for row in rows)


def _refused_cells(row: ImportRow, labels: Mapping[str, str]) -> list[str]:
    return [
        *(text for _name, text in row.told["printed"]),
        " ".join(f"{labels.get(key, key)}: {reason} {remedy}".strip() for key, reason, remedy in row.told["refusals"]),
    ]

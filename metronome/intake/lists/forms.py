"""What people say about a file, as the pages send it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import BadRequest
from django.http import QueryDict

from metronome.ground.fold import fold_words
from metronome.intake.models import Import
from metronome.network.models import Member, Partner
from metronome.network.names import Names

from .catalogue import LISTINGS
from .incoming import Choices
from .on_record import Pick

DECIMALS, ORDERS = ("", ".", ","), ("", "dmy", "mdy")
ENCODINGS = ("", "utf-8", "utf-16", "cp1252", "cp1250", "cp1251", "cp1256", "iso8859-15")
DELIMITERS = ("", ",", ";", "\t", "|")


def kind_in(data: QueryDict) -> str:
    """The list that was chosen; none where its columns are to say it."""
    kind = data.get("kind", "")
    return kind if kind in LISTINGS else ""


def choices_in(data: QueryDict, columns: Sequence[str] = ()) -> Choices:
    """How a file is to be read: the answers of the page, and what each column is."""
    header = data.get("header_row", "")
    return Choices(
        sheet=_line(data, "sheet"),
        encoding=_one_of(data, "encoding", ENCODINGS),
        delimiter=_one_of(data, "delimiter", DELIMITERS),
        header_row=int(header) if header.isascii() and header.isdigit() and int(header[:7]) > 0 else None,
        decimal=_one_of(data, "decimal", DECIMALS),
        days=_one_of(data, "days", ORDERS),
        columns={name: _line(data, f"column_{place}") for place, name in enumerate(columns)},
    )


def _line(data: QueryDict, name: str) -> str:
    return data.get(name, "").replace("\x00", "").strip()[:100]


def _one_of(data: QueryDict, name: str, known: Sequence[str]) -> str:
    said = data.get(name, "")
    return said if said in known else ""


def picks_in(data: QueryDict, found: Import) -> list[Pick]:
    """Whom each spelling means, where that was said: a candidate, or another by any name that means one alone."""
    names = Names.of_the_network()
    slugs = {"member": set(Member.objects.values_list("slug", flat=True))}
    slugs["partner"] = set(Partner.objects.values_list("slug", flat=True))
    picks = []
    for place, asked in enumerate(found.asked):
        kind, said = asked["kind"], _line(data, f"other_{place}") or _line(data, f"pick_{place}")
        if kind not in slugs:
            raise BadRequest
        meaning = None if said in slugs[kind] or not fold_words(said) else names.resolve(said, kind=kind).meaning
        slug = meaning.slug if meaning else said
        if slug in slugs[kind]:
            picks.append(Pick(kind, asked["text"], slug))
    return picks

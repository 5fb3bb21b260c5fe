"""The short lists that a network makes for itself, as the desk keeps them: regions, kinds, bodies, offices, markers,
ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from metronome.desk.sheets import Field, Sheet
from metronome.governance.sheets import BODIES as BODY_SHEET
from metronome.governance.sheets import OFFICES as OFFICE_SHEET
from metronome.ground.hand import Hand
from metronome.intake.nouns.assessment import read_rating
from metronome.intake.nouns.governance import read_body, read_office
from metronome.intake.nouns.network import read_partner_kind, read_region
from metronome.intake.nouns.plan import read_marker
from metronome.intake.nouns.record import read_kind
from metronome.network.sheets import PARTNER_KINDS as PARTNER_KIND_SHEET
from metronome.network.sheets import REGIONS as REGION_SHEET
from metronome.plan.list_sheets import MARKERS as MARKER_SHEET
from metronome.plan.list_sheets import RATINGS as RATING_SHEET
from metronome.record.sheets import KINDS as KIND_SHEET

from .columns import Column, Listing, from_sheet, held_of, key_column, made_of, order_column


def short(sheet: Sheet, read: Callable[..., Any]) -> Listing:
    """A list of which everything is for everybody; only the first of its columns cannot be left out."""
    kind = sheet.kind.replace("-", "_")
    named_by = sheet.fields[0]

    def column(one: Field) -> Column:
        return order_column() if one.name == "order" else from_sheet(sheet, one.name, is_required=one is named_by)

    def put_all(things: Iterable[Any], hand: Hand, source: str) -> None:
        del source
        for thing in things:
            sheet.put(identity=thing.slug, given=thing, by=hand)

    return Listing(
        kind=kind,
        subject=sheet.subject,
        key="slug",
        own=kind,
        plural=sheet.plural,
        one=sheet.one,
        columns=(key_column(), *map(column, sheet.fields)),
        rows=sheet.rows,
        open=lambda found: found,
        given=lambda found: held_of(sheet, found),
        read=read,
        put=put_all,
        identity=lambda thing, record: made_of(sheet, thing),
    )


REGIONS = short(REGION_SHEET, read_region)
PARTNER_KINDS = short(PARTNER_KIND_SHEET, read_partner_kind)
KINDS = short(KIND_SHEET, read_kind)
BODIES = short(BODY_SHEET, read_body)
OFFICES = short(OFFICE_SHEET, read_office)
MARKERS = short(MARKER_SHEET, read_marker)
RATINGS = short(RATING_SHEET, read_rating)

"""What the observatory measures as lists: indicators and their definitions, metropolises and how they are drawn, and
what groups them. A row is held against what the desk asks of such a thing; whoever puts a list on record is its second
hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from metronome.desk.sheets import Sheet
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from metronome.intake.fields import Fields
from metronome.intake.nouns.observatory import (
    read_area,
    read_area_version,
    read_definition,
    read_domain,
    read_geography,
    read_grouped,
    read_size_class,
)
from metronome.observatory.actions import refuse_another_meaning
from metronome.observatory.area_sheets import AREAS as AREA_SHEET
from metronome.observatory.area_sheets import DRAWINGS as DRAWING_SHEET
from metronome.observatory.area_sheets import GEOGRAPHIES as GEOGRAPHY_SHEET
from metronome.observatory.definition_sheets import DEFINITIONS as DEFINITION_SHEET
from metronome.observatory.definition_sheets import DOMAINS as DOMAIN_SHEET
from metronome.observatory.definition_sheets import INDICATORS as INDICATOR_SHEET
from metronome.observatory.definition_sheets import SIZE_CLASSES as SIZE_CLASS_SHEET
from metronome.observatory.definition_sheets import VERSION, identity_of_definition
from metronome.observatory.given import GivenArea, GivenAreaMember, GivenAreaVersion, GivenIndicator, GivenVersion
from metronome.observatory.models import Indicator, IndicatorVersion

from .columns import Column, Listing, from_sheet, held_of, key_column, made_of, order_column, rows_of
from .fates import NAMELESS
from .on_record import OnRecord
from .short_nouns import short

ACTING = {"member": "member", "since": "since", "until": "until"}
Read = Callable[[OnRecord, Fields, int], Any]


def _as_at_the_desk(sheet: Sheet, read: Read) -> Read:
    """Reads a row and holds it against what the desk asks: a fault is told at its column."""

    def reading(record: OnRecord, fields: Fields, number: int) -> Any:
        given = read(record, fields, number)
        if fields.refusals.rows:
            return given
        stands = sheet.rows().filter(slug=given.slug).exists()
        try:
            return replace(sheet.tidy(given if stands else replace(given, slug="")), slug=given.slug)
        except Refusal as refusal:
            fields.refuse(refusal.field or "slug", refusal.reason, refusal.remedy)
            return given

    return reading


def _put_by(sheet: Sheet) -> Callable[[Iterable[Any], Hand, str], None]:
    """Puts one after the other, each held against those before it: two rows of a file can want the same."""

    def putting(things: Iterable[Any], hand: Hand, source: str) -> None:
        del source
        for one in things:
            stands = sheet.rows().filter(slug=one.slug).exists()
            sheet.tidy(one if stands else replace(one, slug=""))
            sheet.put(identity=one.slug, given=one, by=hand)

    return putting


def _listing(sheet: Sheet, columns: tuple[Column, ...], read: Read, **more: Any) -> Listing:
    """A list of which everything is for everybody: what is measured is public."""
    return Listing(
        kind=sheet.kind,
        subject=sheet.subject,
        key="slug",
        plural=sheet.plural,
        one=sheet.one,
        columns=columns,
        rows=lambda: sheet.rows().order_by("slug"),
        open=lambda rows: rows,
        given=lambda rows: held_of(sheet, rows),
        read=_as_at_the_desk(sheet, read),
        put=_put_by(sheet),
        **more,
    )


def _said(fields: Fields) -> str:
    """The identity that a row says; empty where it leaves it to what it names."""
    said = fields.text("slug")
    return "" if said == NAMELESS else said


# Indicators and their definitions


def _read_indicator(record: OnRecord, fields: Fields, number: int) -> GivenIndicator:
    given = read_grouped(record, fields, number)
    if given.slug and not Indicator.objects.filter(slug=given.slug).exists():
        reason = _("There is no indicator “%(slug)s”.") % {"slug": given.slug}
        remedy = _("It comes in with its first definition: see the list of definitions.")
        fields.refuse("slug", reason, remedy)
    return given


def _challenges(given: GivenIndicator, record: OnRecord) -> list[str]:
    return [record.short(record.ids.challenges, key) for key in given.challenges]


def _read_definition(record: OnRecord, fields: Fields, number: int) -> GivenVersion:
    """A definition: one that stands, the next of an indicator, or the first of a new one."""
    del number
    said = _said(fields)
    indicator = fields.reference("indicator", record.ids.indicators)
    given = read_definition(record, fields, indicator)
    standing = IndicatorVersion.objects.filter(slug=said).values("indicator__slug", "number", "order").first()
    if standing and not indicator:
        given = replace(given, indicator=standing["indicator__slug"])
    if standing:
        return _known(replace(given, slug=said, number=standing["number"], order=standing["order"]), fields)
    identity = identity_of_definition(given)
    if said not in ("", identity):
        reason = _("A new definition of this is “%(slug)s”.") % {"slug": identity}
        fields.refuse("slug", reason, _("Leave the code empty: it follows from what the row says."))
    stem, _between, last = identity.rpartition(VERSION)
    return replace(given, slug=identity, indicator=stem, number=int(last), order=int(last))


def _known(given: GivenVersion, fields: Fields) -> GivenVersion:
    """A definition that stands. What its observations are read by does not change."""
    try:
        refuse_another_meaning([given])
    except Refusal as refusal:
        fields.refuse(refusal.field or "slug", refusal.reason, refusal.remedy)
    return given


INDICATORS = _listing(
    INDICATOR_SHEET,
    (
        key_column(),
        from_sheet(INDICATOR_SHEET, "domain"),
        from_sheet(INDICATOR_SHEET, "challenges", says=_challenges, choices=None),
        from_sheet(INDICATOR_SHEET, "goals"),
        from_sheet(INDICATOR_SHEET, "preference", choices=None),
        order_column(),
    ),
    _read_indicator,
    own="indicators",
    identity=lambda given, record: given.slug,
)
DEFINITIONS = _listing(
    DEFINITION_SHEET,
    (
        replace(key_column(), is_required=False),
        *(from_sheet(DEFINITION_SHEET, name) for name in DEFINITION_SHEET.names),
    ),
    _read_definition,
    own="indicator_versions",
    identity=lambda given, record: given.slug,
)

# Metropolises and how they are drawn


def _read_area(record: OnRecord, fields: Fields, number: int) -> GivenArea:
    given = read_area(record, fields, number)
    acting = []
    for item in fields.items("memberships"):
        acting.append(GivenAreaMember(record.member(item, "member", required=True), *item.since_until()))
        item.close()
    return replace(given, memberships=tuple(acting))


def _read_drawing(record: OnRecord, fields: Fields, number: int) -> GivenAreaVersion:
    """A drawing is known by the metropolis and the geography that it names."""
    said, given = _said(fields), read_area_version(record, fields, number)
    if said not in ("", given.slug) and given.area and given.geography:
        reason = _("The drawing of this metropolis in this geography is “%(slug)s”.") % {"slug": given.slug}
        fields.refuse("slug", reason, _("Leave the code empty: it follows from what the row says."))
    return given


AREAS = _listing(
    AREA_SHEET,
    (
        key_column(),
        *(from_sheet(AREA_SHEET, name) for name in ("name", "country", "region")),
        from_sheet(
            AREA_SHEET,
            "memberships",
            says=rows_of("memberships", ACTING),
            head="member",
            parts=tuple(ACTING),
            choices=None,
        ),
        order_column(),
    ),
    _read_area,
    own="areas",
    identity=lambda given, record: made_of(AREA_SHEET, given),
)
DRAWINGS = _listing(
    DRAWING_SHEET,
    (
        # Files of a geography have a code of their own, which is called `code`.
        replace(key_column(), label=lambda: _("Code of the drawing"), is_required=False),
        *(from_sheet(DRAWING_SHEET, name) for name in DRAWING_SHEET.names),
    ),
    _read_drawing,
    own="area_versions",
    identity=lambda given, record: given.slug,
)

DOMAINS = short(DOMAIN_SHEET, read_domain)
GEOGRAPHIES = short(GEOGRAPHY_SHEET, read_geography)
SIZE_CLASSES = short(SIZE_CLASS_SHEET, read_size_class)
MEASURES = (INDICATORS, DEFINITIONS, DOMAINS, SIZE_CLASSES, AREAS, DRAWINGS, GEOGRAPHIES)

"""Practices as a list. Who verified one, and which of its results, stands in no table and stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from metronome.exchange.actions import put_practices
from metronome.exchange.checked import criterion_in_words, missing
from metronome.exchange.given import GivenPractice
from metronome.exchange.models import Collection, Practice
from metronome.exchange.sheets import PRACTICES as SHEET
from metronome.ground.hand import Hand
from metronome.intake.fields import Fields
from metronome.intake.nouns.exchange import read_practice

from .columns import Column, Listing, Sort, from_sheet, held_of, key_column, made_of, order_column, rows_of
from .on_record import OnRecord

CLAIM = {name: name for name in ("label", "value", "unit", "on", "source", "checked_by")}
CONDITION = {name: name for name in ("kind", "value", "text")}
SCORE = {name: name for name in ("marker", "score", "reason")}
CONTACT = {name: name for name in ("email", "name")}


def _part(name: str, of: str, head: str, names: dict[str, str], **more: Any) -> Column:
    """A part by the name that folders have for it."""
    return from_sheet(SHEET, name, of=of, says=rows_of(of, names), head=head, parts=tuple(names), choices=None, **more)


def _challenges(given: GivenPractice, record: OnRecord) -> list[str]:
    return [record.short(record.ids.challenges, key) for key in given.challenges]


def _published_on(given: GivenPractice, record: OnRecord) -> date | None:
    return None if given.published_on == date.min else given.published_on


def _practice(record: OnRecord, fields: Fields, number: int) -> GivenPractice:
    """A practice; a new one says what its collection asks for, since it is published with that."""
    given = read_practice(record, fields, number)
    if not Practice.objects.filter(slug=given.slug).exists():
        asked = Collection.objects.filter(slug=given.collection).values_list("criteria", flat=True).first() or ()
        for name in missing(given, asked):
            reason = _("Before a practice is published its collection asks for: %(criteria)s.")
            remedy = _("Say it here, or bring the practice in at the desk, where it is kept as a draft until then.")
            fields.refuse(NAMED.get(name, name), reason % {"criteria": criterion_in_words(name)}, remedy)
    return given


#: What is fetched along with many practices at once.
PARTS = (
    "challenges__challenge__plan", "goals", "scores__marker", "claims", "conditions", "contacts",
    "verifications__member",
)  # fmt: skip
#: What a collection asks for, where the columns have another name for it.
NAMED = {"claims": "results", "sources": "results", "scores": "markers"}


def _put(practices: Iterable[GivenPractice], hand: Hand, source: str) -> None:
    del source
    put_practices(practices=practices, by=hand)


PRACTICES = Listing(
    kind="practices",
    subject="practice",
    key="slug",
    own="practices",
    plural=SHEET.plural,
    one=SHEET.one,
    columns=(
        key_column(),
        *(from_sheet(SHEET, name) for name in ("collection", "title", "member", "city", "country", "region")),
        *(from_sheet(SHEET, name) for name in ("latitude", "longitude", "kind")),
        *(from_sheet(SHEET, name) for name in ("summary", "problem", "done", "learnt", "stage", "since", "until")),
        from_sheet(SHEET, "budget_class"),
        from_sheet(SHEET, "challenges", says=_challenges),
        from_sheet(SHEET, "goals"),
        _part("results", "claims", "label", CLAIM),
        _part("conditions", "conditions", "kind", CONDITION),
        _part("markers", "scores", "marker", SCORE),
        _part("contacts", "contacts", "email", CONTACT),
        *(from_sheet(SHEET, name) for name in ("languages", "award", "website", "licence", "source")),
        Column(name="published_on", label=lambda: _("Published on"), sort=Sort.DAY, says=_published_on),
        *(from_sheet(SHEET, name) for name in ("confirmed_on", "retired_on", "retired_why")),
        order_column(),
    ),
    rows=lambda: SHEET.rows().prefetch_related(*PARTS).order_by("order", "slug"),
    open=lambda rows: rows.filter(retired_on=None),
    given=lambda rows: held_of(SHEET, rows),
    read=_practice,
    put=_put,
    identity=lambda given, record: made_of(SHEET, given),
)

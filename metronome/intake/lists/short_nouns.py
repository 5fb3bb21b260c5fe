"""The short lists that a network makes for itself: regions, kinds, bodies, offices, markers, ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from metronome.desk.sheets import Label
from metronome.governance.actions import put_bodies, put_offices
from metronome.governance.given import GivenBody, GivenOffice
from metronome.governance.models import Body, Office
from metronome.ground.told import held
from metronome.intake.nouns.assessment import read_rating
from metronome.intake.nouns.governance import read_body, read_office
from metronome.intake.nouns.network import read_partner_kind, read_region
from metronome.intake.nouns.plan import read_marker
from metronome.intake.nouns.record import read_kind
from metronome.network.actions import put_partner_kinds, put_regions
from metronome.network.given import GivenListed
from metronome.network.models import PartnerKind, Region
from metronome.plan.actions import put_markers, put_ratings
from metronome.plan.given import GivenMarker, GivenRating
from metronome.plan.models import Marker, Rating
from metronome.record.actions import put_kinds
from metronome.record.given import GivenKind
from metronome.record.models import Kind

from .columns import Column, Listing, Sort, key_column, order_column


def _words(name: str, label: Label, *, is_required: bool = False) -> Column:
    return Column(name=name, label=label, sort=Sort.WORDS, says=_field(name), is_required=is_required)


def _field(name: str) -> Callable[[Any, Any], Any]:
    return lambda given, record: getattr(given, name)


def _short(
    *,
    kind: str,
    subject: str,
    plural: Label,
    one: Label,
    model: type[Model],
    given: type,
    columns: tuple[Column, ...],
    read: Callable[..., Any],
    put: Callable[..., Any],
    given_as: str,
) -> Listing:
    """A list of which everything is for everybody. `put` takes what is given by the name `given_as`."""
    rows: Any = model._default_manager

    def put_all(things: Iterable[Any], hand: Any, source: str) -> None:
        del source
        put(**{given_as: things}, by=hand)

    return Listing(
        kind=kind,
        subject=subject,
        key="slug",
        own=kind,
        plural=plural,
        one=one,
        columns=(key_column(), *columns),
        rows=lambda: rows.all(),
        open=lambda found: found,
        given=lambda found: (held(given, row) for row in found.iterator(chunk_size=500)),
        read=read,
        put=put_all,
        identity=lambda thing, record: slugify(str(getattr(thing, columns[0].name)))[:50].strip("-"),
    )


NAME = _words("name", lambda: _("Name"), is_required=True)
LABEL = _words("label", lambda: _("Name"), is_required=True)
DESCRIPTION = _words("description", lambda: _("Description"))

REGIONS = _short(
    kind="regions",
    subject="region",
    plural=lambda: _("Regions"),
    one=lambda: _("Region"),
    model=Region,
    given=GivenListed,
    columns=(NAME, order_column()),
    read=read_region,
    put=put_regions,
    given_as="regions",
)

PARTNER_KINDS = _short(
    kind="partner_kinds",
    subject="partner-kind",
    plural=lambda: _("Kinds of partners"),
    one=lambda: _("Kind of partner"),
    model=PartnerKind,
    given=GivenListed,
    columns=(NAME, order_column()),
    read=read_partner_kind,
    put=put_partner_kinds,
    given_as="kinds",
)

KINDS = _short(
    kind="kinds",
    subject="kind",
    plural=lambda: _("Kinds of activities"),
    one=lambda: _("Kind of activity"),
    model=Kind,
    given=GivenKind,
    columns=(NAME, _words("plural", lambda: _("In the plural")), order_column()),
    read=read_kind,
    put=put_kinds,
    given_as="kinds",
)

BODIES = _short(
    kind="bodies",
    subject="body",
    plural=lambda: _("Bodies"),
    one=lambda: _("Body"),
    model=Body,
    given=GivenBody,
    columns=(
        LABEL,
        Column(name="kind", label=lambda: _("Kind"), says=_field("kind")),
        _words("task", lambda: _("Task")),
        order_column(),
    ),
    read=read_body,
    put=put_bodies,
    given_as="bodies",
)

OFFICES = _short(
    kind="offices",
    subject="office",
    plural=lambda: _("Offices"),
    one=lambda: _("Office"),
    model=Office,
    given=GivenOffice,
    columns=(LABEL, order_column()),
    read=read_office,
    put=put_offices,
    given_as="offices",
)

MARKERS = _short(
    kind="markers",
    subject="marker",
    plural=lambda: _("Markers"),
    one=lambda: _("Marker"),
    model=Marker,
    given=GivenMarker,
    columns=(
        LABEL,
        DESCRIPTION,
        Column(name="highest", label=lambda: _("Highest score"), sort=Sort.NUMBER, says=_field("highest")),
    ),
    read=read_marker,
    put=put_markers,
    given_as="markers",
)

RATINGS = _short(
    kind="ratings",
    subject="rating",
    plural=lambda: _("Steps of the scale of assessments"),
    one=lambda: _("Step of the scale of assessments"),
    model=Rating,
    given=GivenRating,
    columns=(LABEL, DESCRIPTION, order_column()),
    read=read_rating,
    put=put_ratings,
    given_as="ratings",
)

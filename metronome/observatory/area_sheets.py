"""How metropolises, the systems that draw them, their drawings and what those share are kept at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Max, Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.desk.sheets import Field, Named, Sheet, in_words, keys_of, one_of, put_one
from metronome.desk.short import LABEL, ORDER, short_list
from metronome.ground.refusal import Refusal
from metronome.network.models import Member, Region
from metronome.network.sheets import countries, known_members, regions

from .actions import put_area_versions, put_areas, put_geographies, put_overlaps
from .enums import GeographyKind, Ground
from .given import GivenArea, GivenAreaVersion, GivenGeography, GivenOverlap
from .models import Area, AreaVersion, Geography, Overlap


def known_areas() -> Named:
    return Named({slug: name.in_(reader()) for slug, name in Area.objects.values_list("slug", "name")})


def known_drawings() -> Named:
    rows = AreaVersion.objects.values_list("slug", "area__name", "geography__label")
    return Named({slug: in_geography(name, label) for slug, name, label in rows})


def in_geography(area: Any, geography: Any) -> str:
    return f"{area.in_(reader())} ({geography.in_(reader())})"


def geographies() -> Sequence[tuple[str, str]]:
    return [(one.slug, one.label.in_(reader())) for one in Geography.objects.all()]


def refuse_another(model: type[Model], given: Any, names: Sequence[str]) -> None:
    """Raises Refusal where something would be about another than what it is known by."""
    if not given.slug:
        return
    values = model._default_manager.values(*(f"{name}__slug" for name in names)).get(slug=given.slug)
    if changed := next((name for name in names if values[f"{name}__slug"] != getattr(given, name)), None):
        reason = _("What it is known by stays as it is.")
        raise Refusal(reason, field=changed, remedy=_("Propose a new one instead."))


def tidy_area(given: GivenArea) -> GivenArea:
    """Raises Refusal for a member that leaves before it comes, and for one that acts twice on a day."""
    for one in given.memberships:
        if one.since and one.until and one.until < one.since:
            raise Refusal(_("The last day comes before the first."), field="memberships")
        others = [other for other in given.memberships if other is not one and other.member == one.member]
        if any(_meet(one, other) for other in others):
            raise Refusal(
                _("A member acts here twice on one day."),
                field="memberships",
                remedy=_("End the one before the other begins."),
            )
    if given.slug or given.order:
        return given
    return replace(given, order=(Area.objects.aggregate(last=Max("order"))["last"] or 0) + 1)


def _meet(one: Any, other: Any) -> bool:
    return not (
        (one.until and other.since and one.until < other.since)
        or (other.until and one.since and other.until < one.since)
    )


def tidy_drawing(given: GivenAreaVersion) -> GivenAreaVersion:
    """Raises Refusal for a code that the geography has for another, and for a surface of nothing."""
    refuse_another(AreaVersion, given, ("area", "geography"))
    taken = AreaVersion.objects.filter(geography__slug=given.geography, code=given.code).exclude(slug=given.slug)
    if other := taken.values_list("slug", flat=True).first():
        reason = _("“%(code)s” is “%(area)s” in this geography.") % {"code": given.code, "area": other}
        raise Refusal(reason, field="code", remedy=_("A geography draws an area once, under a code of its own."))
    if given.km2 is not None and given.km2 <= 0:
        raise Refusal(_("A surface is more than nothing."), field="km2")
    return given


def tidy_overlap(given: GivenOverlap) -> GivenOverlap:
    """Raises Refusal for what is no share."""
    refuse_another(Overlap, given, ("part", "whole"))
    if given.slug and given.of != Overlap.objects.values_list("of", flat=True).get(slug=given.slug):
        reason = _("What it is known by stays as it is.")
        raise Refusal(reason, field="of", remedy=_("Propose a new one instead."))
    if given.part == given.whole:
        raise Refusal(_("An area lies wholly in itself."), field="whole", remedy=_("Name another area."))
    if not 0 <= given.share <= 1:
        raise Refusal(_("A share lies between 0 and 1."), field="share", remedy=_("Write it as 0.85."))
    return given


def drawings_named(rows: QuerySet[AreaVersion], words: str) -> QuerySet[AreaVersion]:
    """Those of which slug, code or name there have every word."""
    for word in words.split()[:8]:
        rows = rows.filter(Q(slug__icontains=word) | Q(code__icontains=word) | Q(known_as__icontains=word))
    return rows


def overlaps_named(rows: QuerySet[Overlap], words: str) -> QuerySet[Overlap]:
    for word in words.split()[:8]:
        rows = rows.filter(slug__icontains=word)
    return rows


def title_of_drawing(row: Any) -> str:
    if isinstance(row, AreaVersion):
        return in_geography(row.area.name, row.geography.label)
    return f"{row.area} ({row.geography})"


def title_of_overlap(row: Any) -> str:
    part, whole = (str(getattr(row, name)) for name in ("part", "whole"))
    return _("%(part)s in %(whole)s (%(of)s)") % {"part": part, "whole": whole, "of": Ground(row.of).label}


GEOGRAPHIES = short_list(
    kind="geographies",
    subject="geography",
    model=Geography,
    given=GivenGeography,
    plural=lambda: _("Geographies"),
    one=lambda: _("Geography"),
    fields=(
        LABEL,
        Field(
            name="system",
            label=lambda: _("System"),
            hint=lambda: _("Who says what a city is, such as: World Urbanization Prospects."),
            is_required=True,
        ),
        Field(name="release", label=lambda: _("Its release"), hint=lambda: _("Such as: 2018."), is_required=True),
        Field(name="kind", label=lambda: _("Kind"), choices=one_of(GeographyKind.choices), is_required=True),
        ORDER,
    ),
    put=put_geographies,
    given_as="geographies",
)

AREAS = Sheet(
    kind="areas",
    subject="area",
    given=GivenArea,
    rows=lambda: Area.objects.select_related("region"),
    plural=lambda: _("Metropolises of the observatory"),
    one=lambda: _("Metropolis of the observatory"),
    fields=(
        Field(name="name", label=lambda: _("Name"), is_required=True),
        Field(name="country", label=lambda: _("Country"), choices=countries),
        Field(name="region", label=lambda: _("Region"), choices=regions),
        Field(
            name="memberships",
            label=lambda: _("Members acting here"),
            hint=lambda: _("Without days: since ever, for as long as known."),
            fields=(
                Field(name="member", label=lambda: _("Member"), spellings=known_members, is_required=True),
                Field(name="since", label=lambda: _("Since")),
                Field(name="until", label=lambda: _("Until")),
            ),
        ),
        ORDER,
    ),
    title=lambda row: row.name,
    put=put_one(put_areas, name="areas", regions=keys_of(Region), members=keys_of(Member)),
    named=in_words("name"),
    href=lambda slug: reverse("observatory:area", args=[slug]),
    identity=lambda given: str(given.name),
    tidy=tidy_area,
)

DRAWINGS = Sheet(
    kind="drawings",
    subject="area-version",
    given=GivenAreaVersion,
    rows=lambda: AreaVersion.objects.select_related("area", "geography"),
    plural=lambda: _("How metropolises are drawn"),
    one=lambda: _("How a metropolis is drawn"),
    fields=(
        Field(name="area", label=lambda: _("Metropolis"), spellings=known_areas, is_required=True),
        Field(name="geography", label=lambda: _("Geography"), choices=geographies, is_required=True),
        Field(
            name="code",
            label=lambda: _("Code in the geography"),
            hint=lambda: _("By which files of this geography know it."),
            is_required=True,
        ),
        Field(name="known_as", label=lambda: _("Known there as")),
        Field(name="km2", label=lambda: _("Surface in km²")),
    ),
    title=title_of_drawing,
    put=put_one(put_area_versions, name="versions", areas=keys_of(Area), geographies=keys_of(Geography)),
    named=drawings_named,
    identity=lambda given: f"{given.area}-{given.geography}",
    tidy=tidy_drawing,
    in_title=frozenset({"area"}),
    is_composed=True,
)

OVERLAPS = Sheet(
    kind="overlaps",
    subject="overlap",
    given=GivenOverlap,
    rows=lambda: Overlap.objects.select_related("part", "whole"),
    plural=lambda: _("What drawings share"),
    one=lambda: _("What two drawings share"),
    fields=(
        Field(name="part", label=lambda: _("Of this drawing"), spellings=known_drawings, is_required=True),
        Field(name="whole", label=lambda: _("Lies in this one"), spellings=known_drawings, is_required=True),
        Field(
            name="share",
            label=lambda: _("Which share"),
            hint=lambda: _("From 0 to 1. All shares of one drawing in one geography come to at most 1."),
            is_required=True,
        ),
        Field(name="of", label=lambda: _("Of its"), choices=one_of(Ground.choices), is_required=True),
    ),
    title=title_of_overlap,
    put=put_one(put_overlaps, name="overlaps", drawn=keys_of(AreaVersion)),
    named=overlaps_named,
    identity=lambda given: f"{given.part}--{given.whole}--{given.of}",
    tidy=tidy_overlap,
    in_title=frozenset({"part", "whole"}),
    fresh={"of": Ground.SURFACE.value},
    is_composed=True,
)

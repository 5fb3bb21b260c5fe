"""Putting metropolises, how systems draw them, and how drawings lie in each other, in the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put
from metronome.ground.refusal import Refusal

from ..given import GivenArea, GivenAreaVersion, GivenGeography, GivenOverlap
from ..models import Area, AreaMember, AreaVersion, Geography, Overlap

#: By how much shares of one drawing may exceed the whole of it: each is rounded to six places.
ROUNDED = Decimal("0.0001")


def put_geographies(*, geographies: Iterable[GivenGeography], by: Hand) -> Keys:
    """Put the systems that say what a city is, each in one release."""
    return put(Noun(Geography, "geography", ("label", "system", "release", "kind", "order")), geographies, by=by)


def put_areas(*, areas: Iterable[GivenArea], regions: Keys, members: Keys, by: Hand) -> Keys:
    """Put metropolises with the members that act in them."""
    acting = Part(AreaMember, "area", ("member", "since", "until"), {"member": members})
    noun = Noun(
        Area,
        "area",
        ("name", "country", "region", "order"),
        references={"region": regions},
        parts={"memberships": acting},
    )
    return put(noun, areas, by=by)


def put_area_versions(*, versions: Iterable[GivenAreaVersion], areas: Keys, geographies: Keys, by: Hand) -> Keys:
    """Put how geographies draw metropolises."""
    columns = ("area", "geography", "code", "known_as", "km2")
    references = {"area": areas, "geography": geographies}
    return put(Noun(AreaVersion, "area-version", columns, references=references), versions, by=by)


def put_overlaps(*, overlaps: Iterable[GivenOverlap], drawn: Keys, by: Hand) -> Keys:
    """Put which share of a drawing lies in another.

    Raises Refusal where shares of one drawing in those of one geography come to more than the whole of it.
    """
    given = tuple(overlaps)
    noun = Noun(Overlap, "overlap", ("part", "whole", "share", "of"), references={"part": drawn, "whole": drawn})
    keys = put(noun, given, by=by)
    refuse_more_than_whole({drawn.ids[one.part] for one in given})
    return keys


def refuse_more_than_whole(parts: Iterable[int]) -> None:
    """A geography draws no ground twice: what of a drawing lies in its areas comes to at most the whole of it."""
    found: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    rows = Overlap.objects.filter(part__in=list(parts)).order_by()
    for part, geography, of, share in rows.values_list("part__slug", "whole__geography__slug", "of", "share"):
        found[part, geography, of] += share
    for (part, geography, _of), share in found.items():
        if share > 1 + ROUNDED:
            told = {"part": part, "geography": geography, "share": f"{share.normalize():f}"}
            raise Refusal(
                _("The shares of “%(part)s” in the areas of “%(geography)s” come to %(share)s.") % told,
                field="share",
                remedy=_("All shares of one drawing in one geography come to at most 1."),
            )

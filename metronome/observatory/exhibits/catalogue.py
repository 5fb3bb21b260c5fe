"""Every sort of exhibit by its name in addresses, and how one is offered, cited and verified."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from metronome.design import parts
from metronome.design.words import reader
from metronome.ground.addresses import address
from metronome.ground.canonical import digest
from metronome.network.queries import kept_network

from ..asked import unknown, value_of
from ..facts.files import fault_of
from ..models import IndicatorVersion, Release
from ..queries import files_up_to
from .averages import average, averages
from .changes import changes
from .comparison import comparison
from .coverage import coverage
from .distribution import distribution
from .exhibit import Exhibit, Unclear
from .formats import TYPES
from .profile import of_area
from .ranking import places, ranking, series
from .relation import relation
from .similar import similar
from .women import women

Maker = Callable[[QueryDict], Exhibit | None]
MAKERS: Mapping[str, Maker] = {
    "ranking": ranking,
    "map": places,
    "series": series,
    "distribution": distribution,
    "profile": of_area,
    "comparison": comparison,
    "relation": relation,
    "similar": similar,
    "coverage": coverage,
    "changes": changes,
    "women": women,
    "averages": averages,
    "average": average,
}


def exhibit_of(view: str, asked: QueryDict) -> Exhibit | None:
    """What an address asks for; None where there is nothing to show, or no such view.

    Raises Unclear for an address that means nothing.
    """
    make = MAKERS.get(view)
    try:
        return make(asked) if make else None
    except IndicatorVersion.DoesNotExist:
        slug = value_of(asked, "indicator")
        raise Unclear(unknown(slug) if slug else _("Say which indicator.")) from None


def offer(one: Exhibit) -> parts.Offer:
    """Where an exhibit can be taken along, cited, put into another page."""
    return parts.Offer(
        formats=tuple(
            (
                format.upper() if format != "parquet" else "Parquet",
                address("observatory:take", one.view, format),
            )
            for format in TYPES
        ),
        cite=address("observatory:cite", one.view),
        query=one.pinned,
        title=one.title,
    )


def citation_of(one: Exhibit) -> str:
    """How an exhibit is cited; its address leads to the same numbers for ever, and says whether they are still so."""
    network = kept_network()
    return _(
        "%(network)s, Observatory: %(title)s, release %(release)s (%(digest)s). Source: %(source)s %(address)s"
    ) % {
        "network": network.name.in_(reader()) if network else "",
        "title": one.title,
        "release": one.release.slug,
        "digest": one.release.digest[:12],
        "source": " ".join(source.citation for source in one.sources),
        "address": f"{settings.ADDRESS}{one.citation_href}",
    }


@dataclass(frozen=True, slots=True)
class Verified:
    """What a citation is worth today.

    `is_held`: whether what was cited has the sign that the address carries; None where it carries none. `is_whole`:
    whether the files of facts of the release are those that its digest was made of. `faults`: files that are missing
    or were changed. `latest`: the release that is shown now, where it is another one; `changed`: how many rows are
    different or missing there, None where it shows nothing of the kind.
    """

    is_held: bool | None
    is_whole: bool
    faults: tuple[str, ...]
    latest: Release | None = None
    changed: int | None = None


def verified(one: Exhibit, asked: QueryDict) -> Verified:
    """Hold a citation against its release, the release against its files, and both against what is shown now."""
    files = list(files_up_to(one.release.cutoff.number))
    faults = tuple(file.sha256 for file in files if fault_of(file))
    is_whole = digest([file.sha256 for file in files]) == one.release.digest
    given = value_of(asked, "mark")
    is_held = given == one.mark if given else None
    latest = Release.objects.select_related("cutoff").first()
    if latest is None or latest.pk == one.release.pk:
        return Verified(is_held, is_whole, faults)
    return Verified(is_held, is_whole, faults, latest, _changed(one, latest))


def _changed(one: Exhibit, latest: Release) -> int | None:
    asked = QueryDict(one.pinned, mutable=True)
    asked["release"] = latest.slug
    try:
        now = exhibit_of(one.view, asked)
    except Unclear:
        return None
    if now is None:
        return None
    stated = set(now.stated)
    return sum(row not in stated for row in one.stated)

"""What an address asks of the observatory: a release, a geography, years, a region, a metropolis to mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from metronome.network.models import Region

from .models import Area, Geography, Release


def value_of(asked: QueryDict, name: str) -> str:
    return asked.get(name, "").strip()[:100].replace("\x00", "")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, as far as it means something; what does not is named in `faults` and left aside."""

    release: Release | None
    geography: str = ""
    year: int | None = None
    since: int | None = None
    region: str = ""
    area: str = ""
    faults: tuple[str, ...] = ()


def read_wish(asked: QueryDict) -> Wish:
    """An address, read."""
    faults: list[str] = []
    releases = Release.objects.select_related("cutoff")
    release = releases.first()
    if name := value_of(asked, "release"):
        found = releases.filter(slug=name).first()
        release = found or release
        if found is None:
            faults.append(_("There is no release “%(release)s”.") % {"release": name})
    slugs = {
        name: _known(asked, name, list(model._default_manager.values_list("slug", flat=True)), faults)
        for name, model in (("geography", Geography), ("region", Region), ("area", Area))
    }
    year, since = _year(asked, "year", faults), _year(asked, "since", faults)
    return Wish(release, slugs["geography"], year, since, slugs["region"], slugs["area"], tuple(faults))


def _known(asked: QueryDict, name: str, known: Sequence[str], faults: list[str]) -> str:
    value = value_of(asked, name)
    if value and value not in known:
        faults.append(_("“%(value)s” is unknown here.") % {"value": value})
        return ""
    return value


def _year(asked: QueryDict, name: str, faults: list[str]) -> int | None:
    value = value_of(asked, name)
    if not value:
        return None
    if value.isascii() and value.isdigit() and len(value) == 4:
        return int(value)
    faults.append(_("“%(value)s” is no year.") % {"value": value})
    return None

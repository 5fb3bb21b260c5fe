"""What an address asks of the observatory: a release, a geography, years, a region, a metropolis to mark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _

from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.once import WORD, Once
from metronome.network.models import Region

from .models import Area, Geography, Release
from .queries import release_on


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
    release = read_release(asked, faults)
    geography = read_known(asked, "geography", Geography, faults)
    year, since = read_year(asked, "year", faults), read_year(asked, "since", faults)
    region, area = (read_known(asked, name, model, faults) for name, model in (("region", Region), ("area", Area)))
    return Wish(release, geography, year, since, region, area, tuple(faults))


def read_release(asked: QueryDict, faults: list[str], name: str = "release") -> Release | None:
    """The release that is named, else the one that stood on a day (`on`), else the latest."""
    if slug := value_of(asked, name):
        if found := _release(publication(), slug):
            return found
        faults.append(_("There is no release “%(release)s”.") % {"release": slug})
    elif day := read_day(asked, "on", faults):
        if found := release_on(day):
            return found
        faults.append(_("No release was made on %(day)s or before.") % {"day": day.isoformat()})
    return _release(publication(), "")


@kept(16)
def _release(_publication: int, slug: str) -> Release | None:
    """The release of that name; without a name the latest."""
    releases = Release.objects.select_related("cutoff")
    return (releases.filter(slug=slug) if slug else releases).first()


def read_known(asked: QueryDict, name: str, model: type[Model], faults: list[str]) -> str:
    """The slug of something that there is; empty where none is named."""
    value = value_of(asked, name)
    if value and not _named(model).rows(slug=value):
        faults.append(unknown(value))
        return ""
    return value


@cache
def _named(model: type[Model]) -> Once[tuple[int]]:
    return Once(lambda slug: model._default_manager.filter(slug=slug).values_list("pk"), slug=WORD)


def read_several(asked: QueryDict, name: str, model: type[Model], most: int, faults: list[str]) -> list[str]:
    """Several slugs, in the order in which they are named, each once; at most so many."""
    values = list(dict.fromkeys(one.strip()[:100].replace("\x00", "") for one in asked.getlist(name)))
    values = [value for value in values if value]
    if len(values) > most:
        faults.append(_("At most %(number)d can be chosen here.") % {"number": most})
        values = values[:most]
    known = set(model._default_manager.filter(slug__in=values).values_list("slug", flat=True))
    faults += [unknown(value) for value in values if value not in known]
    return [value for value in values if value in known]


def read_year(asked: QueryDict, name: str, faults: list[str]) -> int | None:
    value = value_of(asked, name)
    if not value:
        return None
    if value.isascii() and value.isdigit() and len(value) == 4:
        return int(value)
    faults.append(_("“%(value)s” is no year.") % {"value": value})
    return None


def read_day(asked: QueryDict, name: str, faults: list[str]) -> date | None:
    value = value_of(asked, name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        faults.append(_("“%(value)s” is no day: write it as 2021-04-30.") % {"value": value})
        return None


def unknown(value: str) -> str:
    return _("“%(value)s” is unknown here.") % {"value": value}

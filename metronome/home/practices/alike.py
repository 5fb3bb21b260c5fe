"""Metropolises like one's own that tell practices: by how many people live there, as the observatory knows, and by
region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from django.utils.translation import gettext

from metronome.design.words import reader
from metronome.exchange.models import Practice
from metronome.ground.phrases import number_in_words
from metronome.network.models import Member

from .inhabitants import Inhabitants, inhabitants

#: How many are shown; how much another region counts against a city, as a ratio of inhabitants.
SHOWN, ELSEWHERE = 20, 1.5


@dataclass(frozen=True, kw_only=True)
class Alike:
    """A city with practices, and in what it resembles."""

    member: Member
    count: int
    why: Sequence[str]


def cities_like(member: Member) -> tuple[Inhabitants | None, list[Alike]]:
    """What is known of a city's size, and the cities with practices that are most like it; of the same region only
    where no size is known."""
    own = inhabitants().get(member.pk)
    counts = Counter(Practice.objects.filter(retired_on=None, member__isnull=False).values_list("member", flat=True))
    found: list[tuple[float, Alike]] = []
    for other in Member.objects.filter(pk__in=counts).exclude(pk=member.pk).select_related("region"):
        known = inhabitants().get(other.pk)
        same = member.region_id is not None and other.region_id == member.region_id
        why = _why(other, known, same)
        if own and known and own.number and known.number:
            far = abs(log(float(known.number / own.number))) + (0 if same else log(ELSEWHERE))
        elif same:
            far = 10.0
        else:
            continue
        found.append((far, Alike(member=other, count=counts[other.pk], why=why)))
    found.sort(key=lambda pair: (pair[0], pair[1].member.slug))
    return own, [one for _far, one in found[:SHOWN]]


def _why(other: Member, known: Inhabitants | None, same: bool) -> list[str]:
    words = gettext("%(number)s inhabitants (%(source)s)")
    of = gettext("the observatory, %(year)d")
    said = []
    if known:
        said.append(words % {"number": number_in_words(known.number), "source": of % {"year": known.year}})
    if same and other.region:
        said.append(other.region.name.in_(reader()))
    return said

"""What the public is told of a call: only what was announced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metronome.design.pictures.dotmap import Place
from metronome.design.words import reader
from metronome.ground.phrases import country_in_words, language_in_words

from ..models import Application, Call, Outcome
from ..models.applications import HANDED_IN
from .entries import real_before_rehearsed, versions_of
from .outcomes import reached


@dataclass(frozen=True, kw_only=True)
class Announced:
    """An application as the public reads it: the words of the version that counts."""

    code: str
    title: str
    language: str
    city: str
    country: str
    member: str


@dataclass(frozen=True, kw_only=True)
class Reached:
    """An outcome that was announced, and who came to it, by city."""

    outcome: Outcome
    entries: Sequence[Announced]


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """How many handed in, from where, in which languages, and how many were eligible."""

    applications: int
    cities: int
    countries: int
    eligible: int
    languages: Sequence[tuple[str, int]]


@dataclass(frozen=True, kw_only=True)
class Results:
    reached: Sequence[Reached]
    numbers: Numbers | None
    places: Sequence[Place]
    is_rehearsal: bool


def results_of(call: Call) -> Results | None:
    """What was announced of a public call; None where nothing was."""
    announced = set(call.announcements.values_list("outcome", flat=True))
    if not announced or not call.is_published or call.is_template:
        return None
    entries = {one.pk: one for one in real_before_rehearsed(call.applications.select_related("member").all())}
    versions = versions_of(list(entries.values()))
    found, places = [], []
    by_outcome = reached(call, {})
    for outcome in call.outcomes.all():
        if outcome.code not in announced:
            continue
        rows = [entries[pk] for code, pk in by_outcome if code == outcome.code and pk in entries and pk in versions]
        shown = [
            Announced(
                code=one.code,
                title=versions[one.pk].title,
                language=versions[one.pk].language,
                city=versions[one.pk].city,
                member=one.member.slug if one.member else "",
                country=country_in_words(versions[one.pk].country) if versions[one.pk].country else "",
            )
            for one in rows
        ]
        found.append(Reached(outcome=outcome, entries=sorted(shown, key=lambda one: (one.city, one.code))))
        places += [_place(one, outcome) for one in rows if one.member and one.member.latitude is not None]
    numbers = _numbers(list(entries.values())) if "" in announced else None
    return Results(
        reached=found[::-1],
        numbers=numbers,
        places=places,
        is_rehearsal=bool(entries) and all(one.is_test for one in entries.values()),
    )


def _place(one: Application, outcome: Outcome) -> Place:
    member = one.member
    if member is None or member.latitude is None or member.longitude is None:
        raise ValueError(one.code)
    label = _("%(city)s: %(outcome)s") % {"city": one.city, "outcome": outcome.label.in_(reader())}
    return Place(float(member.latitude), float(member.longitude), label, True)


def _numbers(entries: Sequence[Application]) -> Numbers:
    handed_in = [one for one in entries if one.state in HANDED_IN]
    spoken = Counter(one.language for one in handed_in)
    return Numbers(
        applications=len(handed_in),
        cities=len({(one.city, one.country) for one in handed_in}),
        countries=len({one.country for one in handed_in if one.country}),
        eligible=sum(one.state == "eligible" for one in handed_in),
        languages=[(language_in_words(code), number) for code, number in spoken.most_common()],
    )

"""What pages show of the network: lists of members and partners, found by any of their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from metronome.design.words import reader
from metronome.ground.fields import Lang
from metronome.ground.fold import fold_words
from metronome.ground.period import Calendar, Period

from .enums import CorrectionState
from .models import Alias, CorrectionRequest, FocalPoint, Member, Network, Partner, PartnerKind, Region, Standing
from .phrases import not_a_period, part_label
from .queries import focal_points_standing

Named = TypeVar("Named", Member, Partner)

#: How many answered requests the desk shows.
ANSWERED = 30
#: How many words of a search are looked for.
WORDS = 8


def asked_period(text: str, *, calendar: Calendar, default: Period) -> tuple[Period, str]:
    """The period that an address names and, if it names none that can be read, the default with the reason."""
    if not text:
        return default, ""
    try:
        return calendar.parse(text), ""
    except ValueError:
        return default, not_a_period(text[:60])


def calendar_of(network: Network | None) -> Calendar:
    return network.calendar if network else Calendar()


def in_languages(column: str, languages: Sequence[str]) -> Mapping[str, Lang]:
    """A folded column as one expression for each of the languages, by name."""
    return {f"{column}_{spelled(language)}": Lang(column, language) for language in languages}


def holds(word: str, column: str, languages: Sequence[str]) -> Q:
    """That a folded word stands in a column, in any language; of a queryset with `in_languages` of that column."""
    condition = Q()
    for language in languages:
        condition |= Q(**{f"{column}_{spelled(language)}__contains": word})
    return condition


def named(words: str, languages: Sequence[str]) -> Q:
    """The condition that every word stands in a name in any language, or in an alias."""
    condition = Q()
    for word in fold_words(words).split()[:WORDS]:
        condition &= holds(word, "name_key", languages) | Q(aliases__folded__contains=word)
    return condition


def spelled(language: str) -> str:
    """A language code as part of a name."""
    return language.replace("-", "_").lower()


def members_named(words: str, languages: Sequence[str]) -> QuerySet[Member]:
    """The members that are known by a name with these words: any language, any spelling on record."""
    found = Member.objects.alias(**in_languages("name_key", languages)).filter(named(words, languages))
    return Member.objects.filter(pk__in=found.values("pk"))


def partners_named(words: str, languages: Sequence[str]) -> QuerySet[Partner]:
    """The partners that are known by a name with these words: any language, any spelling on record."""
    found = Partner.objects.alias(**in_languages("name_key", languages)).filter(named(words, languages))
    return Partner.objects.filter(pk__in=found.values("pk"))


def by_name(named: Iterable[Named], language: str) -> list[Named]:
    """In the alphabet of a language; what has no name in it stands under the name it is shown by."""
    return sorted(named, key=lambda one: (fold_words(one.name.in_(language)), one.slug))


def members_with_standing(members: QuerySet[Member]) -> QuerySet[Member]:
    """The members with region and standings, in three questions."""
    return members.select_related("region").prefetch_related(Prefetch("standings", Standing.objects.all()))


def standing_on(member: Member, day: date) -> Standing | None:
    """What a member was on a day; the members come from `members_with_standing`."""
    return next((standing for standing in member.standings.all() if standing.period.holds(day)), None)


def regions() -> list[Region]:
    return list(Region.objects.all())


def kinds_of_partners() -> list[PartnerKind]:
    return list(PartnerKind.objects.all())


def partners_with_kind(partners: QuerySet[Partner]) -> QuerySet[Partner]:
    return partners.select_related("kind")


def spellings_of(thing: Member | Partner) -> list[Alias]:
    """The other names by which it is known."""
    return list(thing.aliases.all())


def members_and_focal_points() -> list[tuple[Member, list[FocalPoint]]]:
    """Every member by name, with those who speak for it now; two questions."""
    speaking: dict[int, list[FocalPoint]] = {}
    for grant in focal_points_standing():
        speaking.setdefault(grant.member_id, []).append(grant)
    return [(member, speaking.get(member.pk, [])) for member in by_name(Member.objects.all(), reader())]


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """A request for correction, with what its part is called and where the desk shows what it is about."""

    request: CorrectionRequest
    part: str
    href: str


def corrections_waiting() -> list[CorrectionShown]:
    """What focal points ask and nobody has answered, the longest waiting first."""
    waiting = CorrectionRequest.objects.filter(state=CorrectionState.ASKED).select_related("member", "asked_by")
    return [correction_shown(request) for request in waiting.order_by("asked_at", "pk")]


def corrections_answered() -> list[CorrectionShown]:
    """What was answered lately."""
    answered = CorrectionRequest.objects.exclude(state=CorrectionState.ASKED).select_related("member", "asked_by")
    return [correction_shown(request) for request in answered.order_by("-answered_at", "-pk")[:ANSWERED]]


def corrections_of(member: Member) -> list[CorrectionShown]:
    """What was asked about a member, the latest first."""
    return [correction_shown(request) for request in member.corrections.order_by("-asked_at", "-pk")]


def correction_shown(request: CorrectionRequest) -> CorrectionShown:
    noun, _, identity = request.subject.partition(":")
    if noun == "activity":
        href = reverse("record:kept", args=[identity])
    elif noun == "mention":
        href = reverse("desk:thing", args=["media", identity])
    else:
        href = reverse("desk:thing", args=["members", request.member.slug])
    return CorrectionShown(request, part_label(request.field), href)

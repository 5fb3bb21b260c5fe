"""How the list of activities is narrowed: what an address asks for, and the choices that are left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Exists, F, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext

from metronome.design.parts import Choice, Facet
from metronome.design.words import reader
from metronome.ground.fields import Lang
from metronome.ground.fold import fold_words
from metronome.ground.period import Calendar, Period
from metronome.ground.phrases import period_in_words
from metronome.network.models import Member, Partner, Region
from metronome.network.phrases import not_a_choice, not_a_period
from metronome.network.shown import WORDS, holds, in_languages, members_named, partners_named
from metronome.plan.shown import ChallengeShown, Tree

from .enums import Format, InvolvementRole
from .models import Activity, ActivityQuerySet, ChallengeTag, Involvement, Kind, ResultTag

#: How many reporting periods are offered; any other can be written into the address.
PERIODS = 30


def labels() -> dict[str, str]:
    """What a list can be narrowed by, as the reader calls it, in the order of the page."""
    return {
        "period": gettext("Period"),
        "line": gettext("Lead line"),
        "result": gettext("Result"),
        "challenge": gettext("Challenge"),
        "member": gettext("Member"),
        "region": gettext("Region"),
        "partner": gettext("Partner"),
        "kind": gettext("Kind"),
        "format": gettext("Format"),
    }


def orders() -> dict[str, str]:
    return {
        "-day": gettext("Latest first"),
        "day": gettext("Earliest first"),
        "title": gettext("By title"),
    }


@dataclass(frozen=True)
class ActivityFilter:
    """What an address asks of the list. A value that means nothing is named in `faults` and left aside."""

    asked: QueryDict
    nodes: Tree
    challenges: Mapping[int, ChallengeShown]
    calendar: Calendar
    languages: Sequence[str]
    conditions: Mapping[str, Q] = field(init=False)
    faults: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        conditions, faults = {}, []
        for name, label in labels().items():
            if text := self.value(name):
                try:
                    conditions[name] = CONDITIONS[name](self, text)
                except ValueError:
                    faults.append(not_a_period(text) if name == "period" else not_a_choice(label, text))
        if self.value("sort") and self.value("sort") not in orders():
            faults.append(not_a_choice(gettext("Order"), self.value("sort")))
        object.__setattr__(self, "conditions", conditions)
        object.__setattr__(self, "faults", tuple(faults))

    def value(self, name: str) -> str:
        return self.asked.get(name, "").strip()[:100].replace("\x00", "")

    @property
    def words(self) -> str:
        return self.value("q")

    @property
    def sort(self) -> str:
        return self.value("sort") if self.value("sort") in orders() else "-day"

    @property
    def narrowed(self) -> bool:
        return bool(self.conditions or self.words)

    def found(self, *, but: str = "") -> ActivityQuerySet:
        """The published activities that fit, each once; without the condition `but`."""
        activities = Activity.objects.counted().filter(self._with_words)
        for name, condition in self.conditions.items():
            if name != but:
                activities = activities.filter(condition)
        return activities

    def ordered(self) -> ActivityQuerySet:
        found = self.found()
        if self.sort == "title":
            return found.order_by(Lang("title_key", *dict.fromkeys((reader(), *self.languages))), "code")
        if self.sort == "day":
            return found.order_by("first_day", "order", "code")
        return found.order_by("-first_day", "-order", "code")

    @cached_property
    def _with_words(self) -> Q:
        """Every word stands in the title, the summary, the code, a tagged code or the name of who took part."""
        condition = Q()
        for word in fold_words(self.words).split()[:WORDS]:
            condition &= Q(pk__in=activities_with(word, self.languages).values("pk"))
        return condition

    def facets(self) -> list[Facet]:
        """The choices of each facet, with how many activities each would show beside the other conditions."""
        return [Facet(name, label, self._choices(name)) for name, label in labels().items()]

    def _choices(self, name: str) -> list[Choice]:
        chosen = self.value(name)
        choices = [
            Choice(value, label, count, value == chosen)
            for value, label, count in CHOICES[name](self, self.found(but=name))
        ]
        if name in self.conditions and not any(choice.chosen for choice in choices):
            label = period_in_words(self.calendar.parse(chosen)) if name == "period" else chosen
            choices.append(Choice(chosen, label, None, True))
        return choices


def activities_with(word: str, languages: Sequence[str]) -> ActivityQuerySet:
    """The activities in which a folded word stands."""
    parts = Involvement.objects.filter(
        Q(member__in=members_named(word, languages).values("pk"))
        | Q(partner__in=partners_named(word, languages).values("pk"))
    )
    tags = ResultTag.objects.filter(result__code__iexact=word)
    condition = (
        Q(code__contains=word)
        | holds(word, "title_key", languages)
        | holds(word, "summary_key", languages)
        | Q(pk__in=parts.values("activity"))
        | Q(pk__in=tags.values("activity"))
    )
    keys = {**in_languages("title_key", languages), **in_languages("summary_key", languages)}
    return Activity.objects.alias(**keys).filter(condition)


# The condition that a value means; ValueError where it means nothing.


def in_period(asked: ActivityFilter, text: str) -> Q:
    return Q(pk__in=Activity.objects.touching(asked.calendar.parse(text)).values("pk"))


def of_line(asked: ActivityFilter, text: str) -> Q:
    node = asked.nodes.by_key.get(text)
    if node is None or node.parent is not None:
        raise ValueError(text)
    return Q(lead_line=node.pk)


def of_result(asked: ActivityFilter, text: str) -> Q:
    node = asked.nodes.by_key.get(text)
    if node is None:
        raise ValueError(text)
    under = [found.pk for found in asked.nodes.under(node)]
    return Q(pk__in=ResultTag.objects.filter(result__in=under).values("activity"))


def of_challenge(asked: ActivityFilter, text: str) -> Q:
    found = [one.pk for one in asked.challenges.values() if one.key == text]
    if not found:
        raise ValueError(text)
    found += [one.pk for one in asked.challenges.values() if one.parent in found]
    return Q(pk__in=ChallengeTag.objects.filter(challenge__in=found).values("activity"))


def parts_of(**of: object) -> Q:
    """Those in which somebody had a part; to stand in the text alone is none."""
    return Q(pk__in=Involvement.objects.filter(**of).exclude(role=InvolvementRole.NAMED).values("activity"))


def known(found: bool, text: str) -> None:
    if not found:
        raise ValueError(text)


def of_member(_asked: ActivityFilter, text: str) -> Q:
    known(Member.objects.filter(slug=text).exists(), text)
    return parts_of(member__slug=text)


def of_region(_asked: ActivityFilter, text: str) -> Q:
    known(Region.objects.filter(slug=text).exists(), text)
    return parts_of(member__region__slug=text)


def of_partner(_asked: ActivityFilter, text: str) -> Q:
    known(Partner.objects.filter(slug=text).exists(), text)
    return parts_of(partner__slug=text)


def of_kind(_asked: ActivityFilter, text: str) -> Q:
    known(Kind.objects.filter(slug=text).exists(), text)
    return Q(kind__slug=text)


def of_format(_asked: ActivityFilter, text: str) -> Q:
    known(text in Format.values, text)
    return Q(format=text)


CONDITIONS: dict[str, Callable[[ActivityFilter, str], Q]] = {
    "period": in_period,
    "line": of_line,
    "result": of_result,
    "challenge": of_challenge,
    "member": of_member,
    "region": of_region,
    "partner": of_partner,
    "kind": of_kind,
    "format": of_format,
}

# The choices among some activities: value, label and number of activities.

Choices = Iterable[tuple[str, str, int]]


def periods(asked: ActivityFilter, activities: ActivityQuerySet) -> Choices:
    span = Activity.objects.counted().order_by("first_day").values_list("first_day", "last_day")
    days = [day for row in (span.first(), span.order_by("-last_day").first()) if row for day in row]
    if not days:
        return []
    found = list(asked.calendar.reporting_periods(Period(min(days), max(days))))[::-1][:PERIODS]
    counts = activities.order_by().aggregate(
        **{
            f"p{place}": Count("pk", filter=Q(Exists(Activity.objects.touching(period).filter(pk=OuterRef("pk")))))
            for place, (_, _, period) in enumerate(found)
        }
    )
    return [
        (f"{year}-P{number}", period_in_words(period), counts[f"p{place}"])
        for place, (year, number, period) in enumerate(found)
        if counts[f"p{place}"]
    ]


def lines(asked: ActivityFilter, activities: ActivityQuerySet) -> Choices:
    return _nodes(asked, dict(activities.order_by().values_list("lead_line").annotate(Count("pk"))))


def results(asked: ActivityFilter, activities: ActivityQuerySet) -> Choices:
    tags = ResultTag.objects.filter(activity__in=activities.order_by().values("pk")).order_by()
    return _nodes(asked, dict(tags.values_list("result").annotate(Count("pk"))))


def _nodes(asked: ActivityFilter, counts: Mapping[int | None, int]) -> Choices:
    return [
        (node.key, f"{node.code} {node.short.in_(reader())}", counts[node.pk])
        for node in asked.nodes.nodes.values()
        if node.pk in counts
    ]


def challenges(asked: ActivityFilter, activities: ActivityQuerySet) -> Choices:
    tags = ChallengeTag.objects.filter(activity__in=activities.order_by().values("pk")).order_by()
    counts = dict(tags.values_list("challenge").annotate(Count("pk")))
    return [
        (one.key, f"{one.code} {one.label.in_(reader())}", counts[one.pk])
        for one in asked.challenges.values()
        if one.pk in counts
    ]


def taking_part(column: str) -> Callable[[ActivityFilter, ActivityQuerySet], Choices]:
    """Those who had a part in the activities, in alphabetical order of the reader's language."""

    def found(_asked: ActivityFilter, activities: ActivityQuerySet) -> Choices:
        parts = Involvement.objects.filter(activity__in=activities.order_by().values("pk"))
        parts = parts.exclude(role=InvolvementRole.NAMED).exclude(**{f"{column}__slug": None}).order_by()
        rows = parts.values_list(f"{column}__slug", f"{column}__name").annotate(Count("activity", distinct=True))
        shown = [(slug, name.in_(reader()), count) for slug, name, count in rows]
        return sorted(shown, key=lambda row: (fold_words(row[1]), row[0]))

    return found


def kinds(_asked: ActivityFilter, activities: ActivityQuerySet) -> Choices:
    rows = activities.order_by().values_list("kind__order", "kind__slug", "kind__name").annotate(Count("pk"))
    return [(slug, name.in_(reader()), count) for _, slug, name, count in sorted(rows, key=lambda row: row[:2])]


def formats(_asked: ActivityFilter, activities: ActivityQuerySet) -> Choices:
    counts = dict(activities.order_by().values_list(F("format")).annotate(Count("pk")))
    return [(value, str(Format(value).label), counts[value]) for value in Format.values if value in counts]


CHOICES: dict[str, Callable[[ActivityFilter, ActivityQuerySet], Choices]] = {
    "period": periods,
    "line": lines,
    "result": results,
    "challenge": challenges,
    "member": taking_part("member"),
    "region": taking_part("member__region"),
    "partner": taking_part("partner"),
    "kind": kinds,
    "format": formats,
}

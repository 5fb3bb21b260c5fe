"""Networks of any size, the same for the same size: made to be measured, tagged as densely as a real report."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any, TypeVar

from metronome.ground.counting import Basis, Qualifier
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.listening.models import Bilateral
from metronome.network.models import Member, Network, Partner, PartnerKind, Region, Standing
from metronome.plan.models import Challenge, Level, Marker, Node, Plan, Theme
from metronome.record.enums import Format, InvolvementRole, NetworkRole, PersonRole, State
from metronome.record.models import (
    Activity,
    ChallengeTag,
    GoalTag,
    Involvement,
    Kind,
    MarkerScore,
    MediaMention,
    Occurrence,
    Participation,
    PersonInvolved,
    ResultTag,
    ThemeTag,
)

PERIOD = Period(date(2021, 1, 1), date(2021, 4, 30))
LANGUAGES = ("fr", "en", "es")
WORDS = ("city", "plan", "water", "street", "region", "care", "housing", "climate", "learning", "forum", "night")
BATCH = 2000
T = TypeVar("T")


class Chance:
    """Choices that are the same in every run."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 (no secret hangs on it)

    def text(self, words: int) -> Text:
        """A text in three languages."""
        wording = " ".join(self.random.choices(WORDS, k=words))
        return Text.of({language: f"{wording} {language}" for language in LANGUAGES}, source="fr")

    def day(self) -> date:
        return date(2021, 1, 1) + timedelta(days=self.random.randrange(120))

    def some(self, things: list[T], most: int) -> list[T]:
        """From none to `most` of them, none twice."""
        return self.random.sample(things, self.random.randint(0, most))


def make(activities: int) -> None:
    """Fill an empty database with a network of 141 members, one plan with 35 results, and so many activities."""
    chance = Chance(activities)
    Network.objects.create(
        slug="synthetic", name=chance.text(1), languages=list(LANGUAGES), required_languages=list(LANGUAGES)
    )
    members, partners = _network(chance)
    lines, results, challenges, themes = _plan(chance)
    kinds = [Kind.objects.create(slug=f"kind-{n}", name=chance.text(1), plural=chance.text(1)) for n in range(8)]
    marker = Marker.objects.create(slug="gender", label=chance.text(2))
    made = _activities(chance, activities, kinds, lines)
    tags: tuple[tuple[Any, str, list[Any], int], ...] = (
        (ResultTag, "result", results, 4),
        (ChallengeTag, "challenge", challenges, 5),
        (ThemeTag, "theme", themes, 2),
        (GoalTag, "goal", [str(goal) for goal in range(1, 18)], 2),
    )
    for model, field, things, most in tags:
        _bulk(model, (model(activity=a, **{field: thing}) for a in made for thing in chance.some(things, most)))
    _scores(chance, made, marker)
    _parts(chance, made, members, partners)
    _people(chance, made, members)


def _bulk(model, rows) -> None:  # type: ignore[no-untyped-def]
    model.objects.bulk_create(rows, batch_size=BATCH)


def _scores(chance: Chance, made: list[Activity], marker: Marker) -> None:
    _bulk(
        MarkerScore,
        (
            MarkerScore(activity=a, marker=marker, score=chance.random.randint(0, 2), reason="stated")
            for a in made
            if chance.random.random() < 0.5
        ),
    )


def _parts(chance: Chance, made: list[Activity], members: list[Member], partners: list[Partner]) -> None:
    _bulk(
        Involvement,
        (
            Involvement(activity=a, member=member, role=InvolvementRole.ACTIVATED, order=order)
            for a in made
            for order, member in enumerate(chance.some(members, 8))
        ),
    )
    _bulk(
        Involvement,
        (
            Involvement(activity=a, partner=partner, role=InvolvementRole.PARTNER, order=order)
            for a in made
            for order, partner in enumerate(chance.some(partners, 3))
        ),
    )


def _network(chance: Chance) -> tuple[list[Member], list[Partner]]:
    regions = [Region.objects.create(slug=f"region-{n}", name=chance.text(1), order=n) for n in range(5)]
    members = [
        Member(slug=f"member-{n}", name=chance.text(1), country=f"{'ABCDEF'[n % 6]}{'GHIJKLMNOP'[n % 10]}", order=n)
        for n in range(141)
    ]
    for n, member in enumerate(members):
        member.region = regions[n % 5]
    _bulk(Member, members)
    _bulk(Standing, (Standing(member=member) for member in members))
    kind = PartnerKind.objects.create(slug="network", name=chance.text(1))
    partners = [Partner(slug=f"partner-{n}", name=chance.text(2), kind=kind) for n in range(43)]
    _bulk(Partner, partners)
    _bulk(
        Bilateral,
        (
            Bilateral(slug=f"meeting-{n}", first_day=(day := chance.day()), last_day=day, partner=partners[n])
            for n in range(12)
        ),
    )
    return members, partners


def _plan(chance: Chance) -> tuple[list[Node], list[Node], list[Challenge], list[Theme]]:
    plan = Plan.objects.create(
        slug="plan", title=chance.text(3), first_day=date(2021, 1, 1), last_day=date(2023, 12, 31)
    )
    for depth in (1, 2):
        Level.objects.create(plan=plan, depth=depth, name=chance.text(1), plural=chance.text(1))
    lines = [Node.objects.create(plan=plan, depth=1, code=f"L{n}", label=chance.text(3), order=n) for n in range(3)]
    results = [
        Node.objects.create(
            plan=plan, depth=2, parent=lines[n % 3], code=f"L{n % 3}R{n}", label=chance.text(9), order=10 + n
        )
        for n in range(35)
    ]
    challenges = [Challenge.objects.create(plan=plan, code=f"C{n}", label=chance.text(4), order=n) for n in range(13)]
    themes = [Theme.objects.create(plan=plan, slug=f"theme-{n}", label=chance.text(2), order=n) for n in range(5)]
    return lines, results, challenges, themes


def _activities(chance: Chance, number: int, kinds: list[Kind], lines: list[Node]) -> list[Activity]:
    activities = []
    for n in range(number):
        day = chance.day()
        activities.append(
            Activity(
                code=f"activity-{n}",
                title=chance.text(7),
                summary=chance.text(25),
                place=chance.text(1),
                kind=chance.random.choice(kinds),
                lead_line=chance.random.choice(lines),
                format=chance.random.choice(Format.values),
                network_role=chance.random.choice(NetworkRole.values),
                state=State.PUBLISHED,
                author="officer",
                approver="editor",
                first_day=day,
                last_day=day,
            )
        )
    _bulk(Activity, activities)
    _bulk(Occurrence, (Occurrence(activity=a, first_day=a.first_day, last_day=a.last_day) for a in activities))
    return activities


def _people(chance: Chance, activities: list[Activity], members: list[Member]) -> None:
    _bulk(
        PersonInvolved,
        (
            PersonInvolved(
                activity=a,
                name=f"Speaker {chance.random.randrange(2000)}" if chance.random.random() < 0.7 else "",
                title=Text.of({"en": "director"}, source="en"),
                role=PersonRole.SPEAKER,
                is_public=True,
                order=order,
            )
            for a in activities
            for order in range(chance.random.randint(0, 2))
        ),
    )
    _bulk(
        Participation,
        (
            Participation(
                activity=a,
                qualifier=chance.random.choice((Qualifier.EXACTLY, Qualifier.MORE_THAN, Qualifier.AT_LEAST)),
                basis=basis,
                number=chance.random.randrange(1000),
            )
            for a in activities
            for basis in chance.some([Basis.REGISTRATIONS, Basis.PARTICIPATIONS, Basis.VIEWS], 1)
        ),
    )
    _bulk(
        MediaMention,
        (
            MediaMention(slug=f"mention-{n}", outlet=f"Outlet {n % 50}", first_day=(day := chance.day()), last_day=day)
            for n in range(max(20, len(activities) // 2))
        ),
    )

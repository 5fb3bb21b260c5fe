"""A collection round of no network in particular: two members that act in a metropolis each, and a third in both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from metronome.accounts.models import Person
from metronome.ground.period import Period, year_of
from metronome.network.actions import appoint_focal_point
from metronome.network.models import Member
from metronome.observatory.actions import Wanted, begin_round, prepare_round
from metronome.observatory.models import (
    Area,
    AreaMember,
    Cell,
    Geography,
    IndicatorVersion,
    Round,
    RoundMember,
    Source,
)
from tests.factories.accounts import make_account
from tests.factories.network import make_member, text
from tests.factories.observatory import make_source

OFFICE = "round-office"


def make_members(*slugs: str) -> list[Member]:
    """Dakar and Lagos, each acting in the metropolis of its name."""
    members = []
    for slug in slugs or ("dakar", "lagos"):
        member = Member.objects.filter(slug=slug).first() or make_member(slug)
        AreaMember.objects.get_or_create(area=Area.objects.get(slug=slug), member=member)
        members.append(member)
    return members


def make_round(
    slug: str = "spring",
    *,
    begun: bool = True,
    sexes: tuple[str, ...] = ("_T",),
    of: Sequence[str] = (),
    periods: Sequence[Period] = (year_of(2020),),
    more: Sequence[Member] = (),
) -> Round:
    """Two indicators of 2020, or of other periods, asked of two members; with or without a release."""
    if not Source.objects.filter(slug="members").exists():
        make_source("members")
    questions = [
        Wanted(IndicatorVersion.objects.get(slug=definition), period, sex)
        for definition in ("people-v1", "share-v1")
        for sex in sexes
        for period in periods
    ]
    found = prepare_round(
        slug=slug,
        title=text("Printemps"),
        geography=Geography.objects.get(slug="drawn"),
        source=Source.objects.get(slug="members"),
        due_on=date(2021, 4, 30),
        questions=questions,
        members=[*make_members(*of), *more],
        by=OFFICE,
    )
    return begin_round(slug=slug, by=OFFICE) if begun else found


def make_focal_point(member: str) -> Person:
    person = make_account(f"focal-point-of-{member}", language="fr")
    appoint_focal_point(person=person, member=Member.objects.get(slug=member), by=OFFICE)
    return person


def asked_of(member: str, slug: str = "spring") -> RoundMember:
    return RoundMember.objects.select_related("round", "member").get(round__slug=slug, member__slug=member)


def cell_of(member: str, definition: str = "people-v1", *, slug: str = "spring", sex: str = "_T") -> Cell:
    return Cell.objects.select_related("question__definition").get(
        asked=asked_of(member, slug), question__definition__slug=definition, question__sex=sex
    )

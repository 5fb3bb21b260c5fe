"""What may be asked of the exchange. A query leaves no trace."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from metronome.ground.audit import Line, publication
from metronome.ground.kept import kept
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.ground.told import lines_about, told_before, with_told
from metronome.network.queries import region_rows

from .enums import TRANSFERRED, Concern, FlagState, Trust
from .given import GivenPractice
from .held import held_practice
from .models import Adoption, AdoptionStep, BudgetClass, Collection, Expert, ExpertAccount, Flag, Letter, Practice

#: What a line of the audit says that makes another version of a practice. Confirming and verifying make none.
NEW_VERSION = ("create", "update", "undo", "repair")


def public_practices() -> QuerySet[Practice]:
    """The practices that everybody reads; retired ones keep their page and stand in no list."""
    return Practice.objects.select_related("member__region", "region", "collection", "budget_class").filter(
        retired_on=None
    )


def whole_practices() -> QuerySet[Practice]:
    """Practices with everything that their page shows."""
    parts = ("challenges__challenge__plan", "goals", "scores__marker", "claims", "conditions", "verifications__member")
    return Practice.objects.select_related("member__region", "region", "collection", "budget_class").prefetch_related(
        *parts
    )


def practices_of(member: int) -> QuerySet[Practice]:
    """The practices of a member, by its id."""
    return public_practices().filter(member=member)


def open_collections() -> QuerySet[Collection]:
    """The collections to which a practice can be submitted now."""
    return Collection.objects.filter(is_open=True)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of its month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(practice: Practice) -> date | None:
    """The day from which a practice is to be confirmed again; None where its collection asks for no such thing."""
    months = practice.collection.confirm_months
    return None if months is None else months_after(practice.confirmed_on or practice.published_on, months)


def trust_of(practice: Practice, today: date, *, is_verified: bool) -> Trust:
    """Where a practice stands on a day."""
    if practice.retired_on:
        return Trust.RETIRED
    due = due_on(practice)
    if due is not None and today >= due:
        return Trust.STALE
    if practice.confirmed_on:
        return Trust.CONFIRMED
    return Trust.VERIFIED if is_verified else Trust.UNVERIFIED


def due_practices(today: date) -> list[Practice]:
    """The practices of members that are to be confirmed again, by the day from which they are."""
    rows = public_practices().filter(member__isnull=False, collection__confirm_months__isnull=False)
    due = [(day, row) for row in rows if (day := due_on(row)) is not None and today >= day]
    return [row for _day, row in sorted(due, key=lambda pair: (pair[0], pair[1].slug))]


def region_names() -> Mapping[str, Text]:
    """The name of each region, by its slug; kept until something public changes."""
    return _region_names(publication())


@kept(1)
def _region_names(_publication: int) -> Mapping[str, Text]:
    return {slug: name for _order, slug, name in region_rows()}


# Versions


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of a practice: its number from 1, and the line by which it came."""

    number: int
    line: Line

    @property
    def on(self) -> date:
        return self.line.at.date()


def versions_of(slug: str) -> list[Version]:
    """The versions of a practice, the first first."""
    lines = lines_about(f"practice:{slug}").filter(verb__in=NEW_VERSION).order_by("number")
    return [Version(number=number, line=line) for number, line in enumerate(lines, 1)]


def practice_at(practice: Practice, version: Version) -> GivenPractice:
    """A practice as it was in a version.

    Raises ValueError where its history does not tell it any more.
    """
    lines = list(lines_about(f"practice:{practice.slug}").filter(number__gt=version.line.number))
    if any(line.verb == "repair" for line in lines):
        raise ValueError("mended at the repair desk since")
    return with_told(held_practice(practice), told_before(lines))


# The ledger


def confirmed_steps() -> QuerySet[AdoptionStep]:
    """The steps that both cities have said, in the order in which they were."""
    return AdoptionStep.objects.exclude(confirmed_by="").order_by("pk")


def public_adoptions() -> QuerySet[Adoption]:
    """The adoptions of which both cities have confirmed a step, with those steps."""
    return (
        Adoption.objects.filter(pk__in=confirmed_steps().values("adoption"))
        .select_related("practice", "member")
        .prefetch_related(Prefetch("steps", confirmed_steps()))
    )


def adoptions_of(member: int) -> QuerySet[Adoption]:
    """Every adoption with a part of a member, with all steps: for its own focal points."""
    return (
        Adoption.objects.filter(Q(member=member) | Q(practice__member=member))
        .select_related("practice__member", "member")
        .prefetch_related(Prefetch("steps", AdoptionStep.objects.order_by("pk")))
    )


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """An adoption that was running for the first time in a period: on which day, and how far it was at its end."""

    adoption: Adoption
    on: date
    standing: str


def transfers_in(period: Period) -> list[Transfer]:
    """The practices that were taken over in a closed period, by day; each adoption counts on the first day only on
    which, as both cities confirmed, it was running."""
    first, last = period.ends
    reached: dict[int, date] = {}
    standing: dict[int, str] = {}
    steps = confirmed_steps().filter(on__lte=last).order_by("on", "pk")
    for adoption, step, on in steps.values_list("adoption", "step", "on"):
        standing[adoption] = step
        if step in TRANSFERRED:
            reached.setdefault(adoption, on)
    chosen = [adoption for adoption, on in reached.items() if on >= first]
    rows = Adoption.objects.filter(pk__in=chosen).select_related("practice__member", "member")
    found = [Transfer(adoption=row, on=reached[row.pk], standing=standing[row.pk]) for row in rows]
    return sorted(found, key=lambda one: (one.on, one.adoption.practice.slug, one.adoption.member.slug))


def practices_published_in(period: Period) -> list[Practice]:
    """The practices that were published in a closed period and not retired by its end, by day."""
    first, last = period.ends
    rows = Practice.objects.select_related("member", "collection").filter(
        Q(retired_on=None) | Q(retired_on__gt=last), published_on__gte=first, published_on__lte=last
    )
    return sorted(rows, key=lambda row: (row.published_on, row.slug))


# Experts and reports


def public_experts() -> QuerySet[Expert]:
    """Those whose consent stands."""
    return (
        Expert.objects.filter(consented_on__isnull=False, withdrawn_on=None)
        .select_related("member", "partner")
        .prefetch_related("challenges__challenge__plan")
    )


def experts_of(person: Any) -> QuerySet[Expert]:
    """The profiles that somebody keeps as the expert themselves."""
    grants = ExpertAccount.objects.standing().filter(person=person.pk)
    return Expert.objects.filter(pk__in=grants.values("expert")).select_related("member", "partner")


def expert_accounts_standing() -> QuerySet[ExpertAccount]:
    """Everybody who signs in as an expert now, with the profile and the person."""
    return ExpertAccount.objects.standing().select_related("expert", "person").order_by("since", "pk")


def questions_to(expert: Expert) -> QuerySet[Letter]:
    """What an expert was asked through the platform, what waits for an answer first, then the latest."""
    return Letter.objects.filter(expert=expert).order_by(F("answered_at").desc(nulls_first=True), "-sent_at", "-pk")


def open_flags() -> QuerySet[Flag]:
    """The reports that nobody has answered, the oldest first."""
    return Flag.objects.filter(state=FlagState.OPEN).select_related("practice")


def concerns() -> Sequence[tuple[str, str]]:
    return [(value, str(label)) for value, label in Concern.choices]


def labels_of_budget_classes() -> dict[str, Any]:
    """The label of each class, the cheapest first."""
    return dict(BudgetClass.objects.order_by("order", "slug").values_list("slug", "label"))


def slugs_of(rows: Iterable[Any]) -> list[str]:
    return [row.slug for row in rows]

"""What the pages of the exchange show: whole texts and plain values, in as many questions for three as for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.design.parts import Tag
from metronome.design.words import reader
from metronome.desk.models import Proposal
from metronome.ground.phrases import country_in_words, day_in_words, language_in_words, number_in_words
from metronome.ground.text import State, Text
from metronome.network.models import Member
from metronome.network.queries import network_languages
from metronome.plan.goals import goal_tags

from .checked import criterion_in_words, missing
from .claims import checks_by_claim, mark_of
from .enums import FOLLOWS, TRANSFERRED, ConditionKind, Proof, Side, Trust
from .held import held_practice
from .models import Adoption, AdoptionStep, Claim, Condition, Practice, Verification
from .queries import due_on, public_adoptions, region_names, trust_of, versions_of
from .similar import region_of, similar_to

TEXTS = ("title", "summary", "problem", "done", "learnt")
#: How a state of trust looks.
LOOKS = {
    Trust.UNVERIFIED: "wait",
    Trust.VERIFIED: "ok",
    Trust.CONFIRMED: "ok",
    Trust.STALE: "warn",
    Trust.RETIRED: "bad",
}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A practice in a list."""

    practice: Practice
    is_verified: bool

    @property
    def href(self) -> str:
        return reverse("exchange:practice", args=[self.practice.slug])

    @property
    def city(self) -> str:
        return city_of(self.practice)

    @property
    def trust(self) -> Trust:
        return trust_of(self.practice, timezone.localdate(), is_verified=self.is_verified)

    @property
    def look(self) -> str:
        return LOOKS[self.trust]


def city_of(practice: Practice) -> str:
    """The name of its city, in the reader's language where it is a member."""
    return practice.member.name.in_(reader()) if practice.member else practice.city


def listed(practices: Iterable[Practice]) -> list[Listed]:
    """Practices as a list shows them."""
    rows = list(practices)
    verified = set(
        Verification.objects.filter(practice__in=[row.pk for row in rows], claim="").values_list("practice", flat=True)
    )
    return [Listed(practice=row, is_verified=row.pk in verified) for row in rows]


@dataclass(frozen=True, kw_only=True)
class AdoptionShown:
    """What two cities have said about a practice that one takes over from the other."""

    adoption: Adoption
    steps: Sequence[AdoptionStep]

    @property
    def last(self) -> AdoptionStep:
        return self.steps[-1]

    @property
    def is_transfer(self) -> bool:
        return any(one.step in TRANSFERRED for one in self.steps)


@dataclass(frozen=True, kw_only=True)
class Verified:
    """Who or what stands for something: in words, how, whether it is a city, the address where it can be read, and the
    day."""

    words: str
    how: str
    is_peer: bool
    url: str
    on: date


def verified(one: Verification) -> Verified:
    words = _("by %(city)s") % {"city": one.member.name.in_(reader())} if one.member else one.said
    return Verified(
        words=words, how=str(Proof(one.kind).label), is_peer=one.kind == Proof.PEER, url=one.url, on=one.on
    )


@dataclass(frozen=True, kw_only=True)
class ClaimShown:
    """A result, its mark, and whoever checked it as it stands now."""

    claim: Claim
    mark: str
    checks: Sequence[Verified]


@dataclass(frozen=True, kw_only=True)
class PracticePage:
    """The page of a practice."""

    practice: Practice

    @property
    def city(self) -> str:
        return city_of(self.practice)

    @property
    def place(self) -> list[str]:
        """Region and country."""
        region, row = region_of(self.practice), self.practice
        country = row.member.country if row.member else row.country
        return [*([region.name.in_(reader())] if region else []), *([country_in_words(country)] if country else [])]

    @property
    def trust(self) -> Trust:
        verified = any(not one.claim for one in self.practice.verifications.all())
        return trust_of(self.practice, timezone.localdate(), is_verified=verified)

    @property
    def look(self) -> str:
        return LOOKS[self.trust]

    @property
    def due(self) -> date | None:
        return due_on(self.practice)

    @property
    def challenges(self) -> list[Tag]:
        found = []
        for one in self.practice.challenges.all():
            challenge = one.challenge
            href = f"{reverse('home:challenges', args=[challenge.plan.slug])}#{challenge.code}"
            found.append(Tag(code=challenge.code, label=challenge.label.in_(reader()), href=href, kind="plain"))
        return found

    @property
    def goals(self) -> list[Tag]:
        return goal_tags(one.goal for one in self.practice.goals.all())

    @property
    def languages(self) -> str:
        return ", ".join(language_in_words(code) for code in self.practice.languages)

    @property
    def translation(self) -> tuple[str, str] | None:
        """How its texts stand in the reader's language, as look and words; None where they were written in it."""
        return translation_of([getattr(self.practice, name) for name in TEXTS])

    @property
    def verifications(self) -> list[Verified]:
        """Who stands for the whole of it."""
        return [verified(one) for one in self.practice.verifications.all() if not one.claim]

    @property
    def results(self) -> list[ClaimShown]:
        """Its results, each with whoever checked it."""
        checks = checks_by_claim(self.practice.verifications.all())
        found = []
        for one in self.practice.claims.all():
            mark = mark_of(one)
            found.append(ClaimShown(claim=one, mark=mark, checks=[verified(check) for check in checks.get(mark, ())]))
        return found

    @property
    def conditions(self) -> list[str]:
        return [condition_in_words(one) for one in self.practice.conditions.all()]

    @property
    def adoptions(self) -> list[AdoptionShown]:
        return adoptions_shown(public_adoptions().filter(practice=self.practice))

    @property
    def similar(self) -> Any:
        return similar_to(self.practice)

    @property
    def versions(self) -> Any:
        return versions_of(self.practice.slug)


def translation_of(texts: Sequence[Text]) -> tuple[str, str] | None:
    """The worst of how some texts stand in the reader's language: look and words; None where they are its source."""
    states = {text.state(reader()) for text in texts if text}
    source = next((text.source for text in texts if text), "")
    written = {"language": language_in_words(source)} if source else {"language": ""}
    if states == {State.MISSING}:
        return "warn", _("Not translated yet: it is shown in %(language)s, as it was written.") % written
    if State.MISSING in states:
        return "warn", _("Not all of this is translated: what is missing is shown in %(language)s.") % written
    if State.OUTDATED in states:
        return "warn", _("The original in %(language)s was changed since this was translated.") % written
    if State.MACHINE in states:
        return "warn", _("Translated from %(language)s by a machine; nobody has looked at it yet.") % written
    if State.REVIEWED in states:
        return "ok", _("Translated from %(language)s.") % written
    return None


def condition_in_words(one: Condition) -> str:
    """What a city needs, in the words of its city where it has some."""
    if one.text:
        return str(one.text.in_(reader()))
    value = one.value
    match one.kind:
        case ConditionKind.SMALLEST:
            return _("At least %(number)s inhabitants") % {"number": _number(value)}
        case ConditionKind.LARGEST:
            return _("At most %(number)s inhabitants") % {"number": _number(value)}
        case ConditionKind.LANGUAGE:
            return _("Works in %(language)s") % {"language": language_in_words(value)}
        case _:
            region = region_names().get(value)
            return _("In the region %(region)s") % {"region": region.in_(reader()) if region else value}


def _number(value: str) -> str:
    """As the reader's language writes it; as it stands where it is none."""
    try:
        return number_in_words(Decimal(value.replace(" ", "")))
    except InvalidOperation:
        return value


def adoptions_shown(adoptions: Iterable[Adoption]) -> list[AdoptionShown]:
    return [AdoptionShown(adoption=one, steps=list(one.steps.all())) for one in adoptions]


def citation_of(page: PracticePage, address: str) -> str:
    """How the practice is cited, with its version, its licence and its address."""
    versions = page.versions
    number, on = (versions[-1].number, versions[-1].on) if versions else (1, page.practice.published_on)
    words = _("%(city)s: %(title)s. Version %(number)d of %(day)s.")
    said = words % {
        "city": page.city,
        "title": page.practice.title.in_(reader()),
        "number": number,
        "day": day_in_words(on),
    }
    return " ".join(filter(None, (said, page.practice.licence, address)))


# A city's own page


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A step that a city can look at: what the other said, or what it said itself and still waits."""

    step: AdoptionStep
    adoption: Adoption
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class AdoptionOfMine:
    """An adoption with a part of a member: on which side it stands, and what it may say next."""

    adoption: Adoption
    side: Side
    confirmed: Sequence[AdoptionStep]
    waiting: Waiting | None
    declined: Sequence[AdoptionStep]

    @property
    def other(self) -> str:
        """The other city."""
        if self.side is Side.ORIGIN:
            return str(self.adoption.member.name.in_(reader()))
        return city_of(self.adoption.practice)

    @property
    def next(self) -> Sequence[tuple[str, str]]:
        """The steps that can be said now."""
        if self.waiting:
            return ()
        last = self.confirmed[-1].step if self.confirmed else None
        return [(one.value, str(one.label)) for one in FOLLOWS[last]]


def adoption_of_mine(adoption: Adoption, member: Member) -> AdoptionOfMine:
    """How an adoption stands for one of its two cities."""
    side = Side.ADOPTER if adoption.member_id == member.pk else Side.ORIGIN
    steps = list(adoption.steps.all())
    open_ones = [one for one in steps if not one.confirmed_by and not one.declined_by]
    waiting = None
    if open_ones:
        waiting = Waiting(step=open_ones[0], adoption=adoption, is_own=open_ones[0].side == side)
    return AdoptionOfMine(
        adoption=adoption,
        side=side,
        confirmed=[one for one in steps if one.confirmed_by],
        waiting=waiting,
        declined=[one for one in steps if one.declined_by],
    )


@dataclass(frozen=True, kw_only=True)
class ProposalOfMine:
    """A practice that a city has written and that is not published yet, with what its collection still asks for."""

    proposal: Proposal
    title: Text
    missing: Sequence[str]


def practices_proposed(proposals: Iterable[Proposal], criteria: dict[str, Sequence[str]]) -> list[ProposalOfMine]:
    """Proposals of practices as their city reads them."""
    from metronome.desk.queries import given_of

    found = []
    for one in proposals:
        given = given_of(one)
        left = missing(given, criteria.get(given.collection, ()))
        found.append(
            ProposalOfMine(proposal=one, title=given.title, missing=[criterion_in_words(name) for name in left])
        )
    return found


def missing_of(practice: Practice) -> list[str]:
    """What its collection asks for and it does not say, in words."""
    return [criterion_in_words(name) for name in missing(held_practice(practice), practice.collection.criteria)]


def choices_of(kind: Any) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in kind.choices]


def claims_to_check(practice: Practice) -> list[tuple[str, str]]:
    """What of a practice can be verified: the whole of it, and each of its results by its mark."""
    results = [(mark_of(one), one.label.in_(reader())) for one in practice.claims.all()]
    return [("", _("the whole practice")), *results]


def beginnings() -> list[tuple[str, str]]:
    """The steps with which a city can begin to take something over."""
    return [(one.value, str(one.label)) for one in FOLLOWS[None]]


def languages_of_writing(asked: str, written_in: str) -> tuple[str, list[tuple[str, str]]]:
    """The language in which a page is written, and the others with their names."""
    known = network_languages()
    chosen = asked if asked in known else written_in if written_in in known else reader()
    chosen = chosen if chosen in known else known[0]
    return chosen, [(code, language_in_words(code)) for code in known if code != chosen]

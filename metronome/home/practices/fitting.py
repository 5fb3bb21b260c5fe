"""Whether a practice fits a city: each condition by itself, with what it was held against. What is not known is said
to be not known, and never counts as fitting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from django.utils.translation import gettext

from metronome.design.words import reader
from metronome.exchange.enums import ConditionKind
from metronome.exchange.models import Condition, Practice
from metronome.exchange.shown import condition_in_words
from metronome.ground.phrases import language_in_words, number_in_words
from metronome.network.models import Member

from .inhabitants import inhabitants


class Verdict(StrEnum):
    FITS = "fits"
    FAILS = "fails"
    UNKNOWN = "unknown"


LOOKS = {Verdict.FITS: "ok", Verdict.FAILS: "bad", Verdict.UNKNOWN: "ask"}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One condition, held against a city. `box` is the name under which its reader answers it; empty: nobody need."""

    condition: str
    verdict: Verdict
    why: str
    box: str = ""
    answer: str = ""

    @property
    def look(self) -> str:
        return LOOKS[self.verdict]

    @property
    def words(self) -> str:
        return {
            Verdict.FITS: gettext("fits"),
            Verdict.FAILS: gettext("does not fit"),
            Verdict.UNKNOWN: gettext("not known"),
        }[self.verdict]


@dataclass(frozen=True, kw_only=True)
class City:
    """What is known of a city: by the network, by the observatory, by who asks. None: not known."""

    member: Member | None
    people: Decimal | None
    people_of: str

    @property
    def region(self) -> str:
        return self.member.region.slug if self.member and self.member.region else ""

    @property
    def languages(self) -> Sequence[str]:
        return self.member.languages if self.member else ()


def city_of(member: Member | None, typed: str) -> City:
    """A city; the number that was typed goes before that of the observatory. Raises ValueError for what is no
    number."""
    said = typed.replace(" ", "").replace("\u202f", "").replace("\xa0", "").replace(",", "").strip()
    if said:
        try:
            number = Decimal(said)
        except InvalidOperation as error:
            raise ValueError(typed) from error
        if not number.is_finite() or not 0 <= number < 10**10:
            raise ValueError(typed)
        return City(member=member, people=number, people_of=gettext("as you say"))
    known = inhabitants().get(member.pk) if member else None
    if known is None:
        return City(member=member, people=None, people_of="")
    words = gettext("the observatory, %(year)d") % {"year": known.year}
    return City(member=member, people=known.number, people_of=words)


def judged(practice: Practice, city: City, answers: Mapping[str, str]) -> list[Judged]:
    """Every condition of a practice, in its order."""
    return [_judged(one, f"c{number}", city, answers) for number, one in enumerate(practice.conditions.all())]


def _judged(one: Condition, box: str, city: City, answers: Mapping[str, str]) -> Judged:
    words = condition_in_words(one)
    match one.kind:
        case ConditionKind.SMALLEST | ConditionKind.LARGEST:
            verdict, why = _of_people(one, city)
        case ConditionKind.REGION:
            known = city.member.region if city.member else None
            verdict = _verdict(city.region == one.value if city.region else None)
            why = known.name.in_(reader()) if known else gettext("The region of your city is not known.")
        case ConditionKind.LANGUAGE:
            verdict = _verdict(one.value in city.languages if city.languages else None)
            names = ", ".join(language_in_words(code) for code in city.languages)
            why = names or gettext("The languages of your city are not known.")
        case _:
            answer = answers.get(box, "")
            verdict = _verdict({"yes": True, "no": False}.get(answer))
            why = gettext("Only you can say.") if verdict is Verdict.UNKNOWN else gettext("as you say")
            return Judged(condition=words, verdict=verdict, why=why, box=box, answer=answer)
    return Judged(condition=words, verdict=verdict, why=why)


def _of_people(one: Condition, city: City) -> tuple[Verdict, str]:
    if city.people is None:
        return Verdict.UNKNOWN, gettext("The number of inhabitants is not known.")
    wanted = Decimal(one.value.replace(" ", ""))
    fits = city.people >= wanted if one.kind == ConditionKind.SMALLEST else city.people <= wanted
    words = gettext("%(number)s inhabitants (%(source)s)")
    return _verdict(fits), words % {"number": number_in_words(city.people), "source": city.people_of}


def _verdict(fits: bool | None) -> Verdict:
    if fits is None:
        return Verdict.UNKNOWN
    return Verdict.FITS if fits else Verdict.FAILS


def summary_of(found: Sequence[Judged]) -> tuple[str, str]:
    """Look and words of the whole."""
    if not found:
        return "info", gettext("This practice names no conditions: ask its city.")
    if any(one.verdict is Verdict.FAILS for one in found):
        return "bad", gettext("Something that it needs is not so in your city.")
    if any(one.verdict is Verdict.UNKNOWN for one in found):
        return "info", gettext("What is known fits; something is not known.")
    return "ok", gettext("Everything that it needs is so in your city.")

"""What the public is told of a call: only what was announced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metronome.design.pictures.dotmap import Place
from metronome.design.words import reader
from metronome.ground.phrases import country_in_words, language_in_words
from metronome.ground.text import Text

from ..answers import place_in
from ..enums import QuestionKind
from ..models import Application, ApplicationPicture, ApplicationVersion, Call, Commendation, Outcome
from ..models.applications import HANDED_IN
from .commended import accepted_pictures, that_count
from .entries import real_before_rehearsed, versions_of
from .outcomes import reached

#: How many applications a group must have to be told by itself, and what the question is called that says it in short.
LEAST, SUMMARY = 5, "summary"


@dataclass(frozen=True, kw_only=True)
class Announced:
    """An application as the public reads it: the words of the version that counts, what the jury says of it, and a
    picture. `practice` is the slug of the practice that it became, where whoever asks knows that."""

    code: str
    title: str
    language: str
    city: str
    country: str
    member: str
    summary: Text
    jury: Text
    picture: ApplicationPicture | None
    practice: str = ""


@dataclass(frozen=True, kw_only=True)
class Reached:
    """An outcome that was announced, and who came to it, by city."""

    outcome: Outcome
    entries: Sequence[Announced]

    @property
    def is_told_at_length(self) -> bool:
        """Whether there is more to read or to see of any of them than fits a row of a table."""
        return any(one.jury or one.picture for one in self.entries)


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """How many handed in, from where, in which languages, and how many were eligible. Groups so small that they would
    tell on a city are told together."""

    applications: int
    cities: int
    countries: int
    eligible: int
    languages: Sequence[tuple[str, int]]
    regions: Sequence[tuple[str, int]]
    kinds: Sequence[tuple[str, int]]


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
    entries = {one.pk: one for one in real_before_rehearsed(call.applications.select_related("member__region"))}
    versions = versions_of(list(entries.values()))
    found: list[Reached] = []
    places: list[Place] = []
    by_outcome, words, pictures = reached(call, {}), that_count(call), dict(accepted_pictures(call))
    for outcome in reversed(call.outcomes.all()):
        if outcome.code not in announced:
            continue
        rows = [entries[pk] for code, pk in by_outcome if code == outcome.code and pk in entries and pk in versions]
        shown = [
            # A picture stands with the highest of the outcomes that its application came to, and with no other.
            _announced(one, versions[one.pk], words.get((one.pk, outcome.code)), pictures.pop(one.pk, None))
            for one in rows
        ]
        found.append(Reached(outcome=outcome, entries=sorted(shown, key=lambda one: (one.city, one.code))))
        places = [place for one in rows if (place := _place(one, versions[one.pk], outcome))] + places
    numbers = _numbers(list(entries.values())) if "" in announced else None
    return Results(
        reached=found,
        numbers=numbers,
        places=places,
        is_rehearsal=bool(entries) and all(one.is_test for one in entries.values()),
    )


def _announced(
    one: Application, version: ApplicationVersion, said: Commendation | None, picture: ApplicationPicture | None
) -> Announced:
    return Announced(
        code=one.code,
        title=version.title,
        language=version.language,
        city=version.city,
        member=one.member.slug if one.member else "",
        country=country_in_words(version.country) if version.country else "",
        summary=_summary(version),
        jury=said.text if said else Text(),
        picture=picture,
    )


def _summary(version: ApplicationVersion) -> Text:
    """What a city says of it in short: its answer to the question that is called so; nothing where there is none."""
    for answer in version.answers:
        if answer["question"] == SUMMARY and answer["kind"] == QuestionKind.TEXT:
            return Text.of(answer["value"], source=version.language)
    return Text()


def _place(one: Application, version: ApplicationVersion, outcome: Outcome) -> Place | None:
    """Where its city is: as the network knows of a member, else as the city itself said; None where neither says."""
    member, said = one.member, place_in(version.answers)
    if member and member.latitude is not None and member.longitude is not None:
        said = member.latitude, member.longitude
    if said is None:
        return None
    label = _("%(city)s: %(outcome)s") % {"city": one.city, "outcome": outcome.label.in_(reader())}
    return Place(float(said[0]), float(said[1]), label, True)


def _numbers(entries: Sequence[Application]) -> Numbers:
    handed_in = [one for one in entries if one.state in HANDED_IN]
    return Numbers(
        applications=len(handed_in),
        cities=len({(one.city, one.country) for one in handed_in}),
        countries=len({one.country for one in handed_in if one.country}),
        eligible=sum(bool(one.state == "eligible" or one.stage) for one in handed_in),
        languages=grouped(Counter(language_in_words(one.language) for one in handed_in)),
        regions=grouped(Counter(_region(one) for one in handed_in)),
        kinds=grouped(Counter(_("members of the network") if one.member else _("other cities") for one in handed_in)),
    )


def _region(one: Application) -> str:
    region = one.member.region if one.member else None
    return str(region.name.in_(reader())) if region else _("region not known")


def grouped(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Groups, the largest first. Those below the least number are told as one, and with them the next larger one
    where they would be below it together: nobody can take the others away from the whole and find a city."""
    rows = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    told = [row for row in rows if row[1] >= LEAST]
    rest = sum(number for _name, number in rows[len(told) :])
    while told and 0 < rest < LEAST:
        rest += told.pop()[1]
    return [*told, (_("others together"), rest)] if rest else told

"""Conflicts of interest, derived from relations. What is not known makes no conflict, and is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metronome.ground.fold import fold_words


class Relation(StrEnum):
    """How an entry or a reviewer stands to a city, a country, an area, an organisation."""

    CITY = "city"
    COUNTRY = "country"
    AREA = "area"
    PARTNER = "partner"
    CO_APPLICANT = "co_applicant"
    SPONSOR = "sponsor"
    EMPLOYER = "employer"
    BOARD = "board"
    WRITER = "writer"
    PERSON = "person"
    DECLARED = "declared"


class Kind(StrEnum):
    """Why somebody must not judge an entry."""

    OWN_CITY = "own_city"
    COUNTRY = "country"
    AREA = "area"
    PARTNER_CITY = "partner_city"
    CO_APPLICANT = "co_applicant"
    EMPLOYER = "employer"
    SPONSORS_BOARD = "sponsors_board"
    APPLICANT = "applicant"
    DECLARED = "declared"


R = Relation
#: Which relation of an entry meets which relation of a reviewer where both have the same name.
MEETING: Mapping[tuple[Relation, Relation], Kind] = {
    (R.CITY, R.CITY): Kind.OWN_CITY,
    (R.COUNTRY, R.COUNTRY): Kind.COUNTRY,
    (R.AREA, R.AREA): Kind.AREA,
    (R.PARTNER, R.CITY): Kind.PARTNER_CITY,
    (R.CITY, R.PARTNER): Kind.PARTNER_CITY,
    (R.CO_APPLICANT, R.CITY): Kind.CO_APPLICANT,
    (R.CO_APPLICANT, R.EMPLOYER): Kind.CO_APPLICANT,
    (R.CITY, R.EMPLOYER): Kind.EMPLOYER,
    (R.SPONSOR, R.EMPLOYER): Kind.EMPLOYER,
    (R.SPONSOR, R.BOARD): Kind.SPONSORS_BOARD,
    (R.WRITER, R.PERSON): Kind.APPLICANT,
}
#: What relations an entry and a reviewer can have.
OF_ENTRIES = frozenset({R.CITY, R.COUNTRY, R.AREA, R.PARTNER, R.CO_APPLICANT, R.SPONSOR, R.WRITER})
OF_REVIEWERS = frozenset({R.CITY, R.COUNTRY, R.AREA, R.PARTNER, R.EMPLOYER, R.BOARD, R.PERSON, R.DECLARED})
#: What is asked of everybody: where it is not known, nobody can say that there is no conflict.
ASKED = (R.CITY, R.COUNTRY)


@dataclass(frozen=True, slots=True)
class Known:
    """That an entry or a reviewer stands in a relation to something; `until` is its last day, None: it lasts."""

    who: str
    relation: Relation
    name: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a reviewer must not judge an entry, and by which name that was found."""

    entry: str
    reviewer: str
    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts in a call: on which day, for how many years an employer counts after the end, and which kinds."""

    on: date
    years: int
    kinds: frozenset[Kind] = frozenset(Kind)

    def counts(self, known: Known) -> bool:
        """Whether a relation still counts on the day."""
        if known.until is None:
            return True
        years = self.years if known.relation is R.EMPLOYER else 0
        return known.until >= _years_before(self.on, years)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _key(name: str) -> str:
    """By what names are compared; a name of signs alone is compared as it stands."""
    return fold_words(name) or name


def conflicts_of(entries: Iterable[Known], reviewers: Iterable[Known], rules: Rules) -> list[Conflict]:
    """Every conflict, each once, in the order of entry, reviewer and kind. Names are the same whatever their case,
    accents and spaces."""
    of_entries = [known for known in entries if rules.counts(known)]
    judging: dict[tuple[Relation, str], list[Known]] = defaultdict(list)
    for known in reviewers:
        if rules.counts(known):
            judging[known.relation, _key(known.name)].append(known)
    found = {
        Conflict(one.who, two.who, kind, one.name)
        for one in of_entries
        for (here, there), kind in MEETING.items()
        if here is one.relation and kind in rules.kinds
        for two in judging[there, _key(one.name)]
    }
    if Kind.DECLARED in rules.kinds:
        for entry in {known.who for known in of_entries}:
            found |= {Conflict(entry, two.who, Kind.DECLARED, entry) for two in judging[R.DECLARED, _key(entry)]}
    return sorted(found, key=lambda one: (one.entry, one.reviewer, one.kind, one.name))


def not_known(everything: Iterable[Known]) -> dict[str, tuple[Relation, ...]]:
    """Of whom city or country is not known: there nobody can say that there is no conflict."""
    has: dict[str, set[Relation]] = defaultdict(set)
    for known in everything:
        has[known.who].add(known.relation)
    missing = {who: tuple(one for one in ASKED if one not in relations) for who, relations in sorted(has.items())}
    return {who: relations for who, relations in missing.items() if relations}

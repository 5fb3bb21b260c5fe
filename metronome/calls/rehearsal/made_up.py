"""What is made up to rehearse a call: applications, jurors, what they would say. From a seed, the same each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

#: Subjects with words in three languages, of which made-up texts are put together.
SUBJECTS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "water": {
        "fr": ("inondations", "drainage", "jardins", "nappe"),
        "en": ("floods", "drainage", "gardens", "groundwater"),
        "es": ("inundaciones", "drenaje", "jardines", "acuífero"),
    },
    "transport": {
        "fr": ("tramway", "autobus", "piétons", "vélos"),
        "en": ("tramway", "buses", "pedestrians", "bicycles"),
        "es": ("tranvía", "autobuses", "peatones", "bicicletas"),
    },
    "housing": {
        "fr": ("logements", "loyers", "quartiers", "rénovation"),
        "en": ("housing", "rents", "neighbourhoods", "renovation"),
        "es": ("viviendas", "alquileres", "barrios", "rehabilitación"),
    },
    "health": {
        "fr": ("dispensaires", "vaccins", "soins", "aînés"),
        "en": ("clinics", "vaccines", "care", "elders"),
        "es": ("ambulatorios", "vacunas", "cuidados", "mayores"),
    },
    "data": {
        "fr": ("capteurs", "statistiques", "portail", "cadastre"),
        "en": ("sensors", "statistics", "portal", "cadastre"),
        "es": ("sensores", "estadísticas", "portal", "catastro"),
    },
}


class Fate(StrEnum):
    """What the secretariat finds of a made-up application."""

    ELIGIBLE = "eligible"
    ASKED = "asked"
    INELIGIBLE = "ineligible"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    DUPLICATE = "duplicate"


LANGUAGES = ("en", "fr", "es")
#: Which places of the list come to which fate.
DUPLICATE, INELIGIBLE_EACH, INELIGIBLE_FROM, ASKED_EACH, ASKED_FROM = 3, 11, 4, 50, 13
COUNTRIES = "BD BO BR CI CL CM CN CO CR DE EC EG ES FR GE GR ID IN IT JP KE KR MA ML MX NG PE PH PL PT SN TN TR UY ZA"


@dataclass(frozen=True, kw_only=True)
class MadeUp:
    """An application that nobody sent; `merit` is what it truly deserves, which no real call knows. `partner` applies
    with it, if anybody does."""

    title: str
    city: str
    country: str
    language: str
    subjects: tuple[str, ...]
    text: str
    inhabitants: int
    merit: float
    fate: Fate
    partner: str


@dataclass(frozen=True, kw_only=True)
class Expert:
    """A juror who does not exist; above 0 `lenience` gives too much."""

    name: str
    email: str
    languages: tuple[str, ...]
    country: str
    subjects: tuple[str, ...]
    knowledge: str
    lenience: float


def made_up(number: int, cities: int, *, seed: int) -> list[MadeUp]:
    """Applications of so many cities, each of which sends one at least where there are enough."""
    chance = Random(seed)  # noqa: S311 (made up, not secret)
    places = [(f"Test city {place + 1}", chance.choice(COUNTRIES.split()), int(10 ** chance.uniform(5, 7.2)))
              for place in range(cities)]  # fmt: skip
    return [_made_up(chance, place, *places[place % cities]) for place in range(number)]


def _made_up(chance: Random, place: int, city: str, country: str, inhabitants: int) -> MadeUp:
    language = chance.choice(LANGUAGES)
    subjects = tuple(sorted(chance.sample(sorted(SUBJECTS), chance.choice((1, 1, 2)))))
    words = [word for subject in subjects for word in chance.sample(SUBJECTS[subject][language], 3)]
    return MadeUp(
        title=f"{words[0].capitalize()} {place + 1}", city=city, country=country, language=language,
        subjects=subjects, text=", ".join(words), inhabitants=inhabitants, merit=chance.gauss(6, 1.2),
        fate=_fate(place), partner="" if place % 10 else f"Test partner of {city}",
    )  # fmt: skip


def _fate(place: int) -> Fate:
    """One in eleven is found not eligible, and the first two appeal; one is a duplicate, some are asked for more."""
    if place == DUPLICATE:
        return Fate.DUPLICATE
    if place % INELIGIBLE_EACH == INELIGIBLE_FROM:
        return {0: Fate.UPHELD, 1: Fate.DISMISSED}.get(place // INELIGIBLE_EACH, Fate.INELIGIBLE)
    return Fate.ASKED if place % ASKED_EACH == ASKED_FROM else Fate.ELIGIBLE


def experts(number: int, *, seed: int, beginning: str) -> list[Expert]:
    """Jurors who between them read every language, so that each application has one who does."""
    chance = Random(seed)  # noqa: S311 (made up, not secret)
    found = []
    for place in range(number):
        languages = tuple(dict.fromkeys((LANGUAGES[place % 3], chance.choice(LANGUAGES))))
        subjects = tuple(sorted(chance.sample(sorted(SUBJECTS), 2)))
        words = [word for subject in subjects for one in languages for word in SUBJECTS[subject][one]]
        found.append(
            Expert(
                name=f"Test juror {place + 1}",
                email=f"{beginning}-{place + 1}@example.org",
                languages=languages,
                country=chance.choice(COUNTRIES.split()),
                subjects=subjects,
                knowledge=", ".join(words)[:500],
                lenience=chance.gauss(0, 0.8),
            )
        )
    return found


def scored(chance: Random, merit: float, lenience: float, criteria: Sequence[str]) -> dict[str, str]:
    """What a juror types: scores around what an application deserves, one in twenty left out, never all."""
    typed = {}
    for place, code in enumerate(criteria):
        if place and chance.random() < 0.05:
            continue
        score = min(10.0, max(0.0, merit + lenience + chance.gauss(0, 1)))
        typed[f"score_{code}"] = f"{round(2 * score) / 2:g}"
    return typed | {"text": "Clear about what was done; say more about how it was measured.", "confidence": "2"}

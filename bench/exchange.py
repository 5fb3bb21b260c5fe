"""Finding among 100,000 practices, with the numbers of all facets and the first page, against a bare full-text query.

Floor: that of bench/search.py, on the same database. Recall: real words of three languages, each in one practice's
title, asked for without accents, with another ending and misspelt.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from .bare import bare, fill_bare, settle, taken
from .search import ASKED, LANGUAGES, TARGET, WAIT, Language, begin, row

PRACTICES, CITIES = 100_000, 140
#: A word as it is written, and as it is asked for: without accents, with another ending, misspelt.
WORDS = (
    ("fr", "désenclavement", "desenclavement", "désenclavements", "désenclavment"),
    ("fr", "piétonnisation", "pietonnisation", "piétonnisations", "piétonisation"),
    ("fr", "végétalisation", "vegetalisation", "végétalisations", "végétalistion"),
    ("fr", "covoiturage", "covoiturage", "covoiturages", "covoitrage"),
    ("fr", "réhabilitation", "rehabilitation", "réhabilitations", "réhabiltation"),
    ("fr", "écoquartier", "ecoquartier", "écoquartiers", "écoqartier"),
    ("es", "saneamiento", "saneamiento", "saneamientos", "saneamento"),
    ("es", "ciclovía", "ciclovia", "ciclovías", "ciclvía"),
    ("es", "teleférico", "teleferico", "teleféricos", "telefrico"),
    ("es", "arbolado", "arbolado", "arbolados", "arboldao"),
    ("es", "peatonalización", "peatonalizacion", "peatonalizaciones", "peatonalizcion"),
    ("es", "vivienda", "vivienda", "viviendas", "vivenda"),
    ("en", "stormwater", "stormwater", "stormwaters", "stromwater"),
    ("en", "congestion", "congestion", "congestions", "congestoin"),
    ("en", "rooftop", "rooftop", "rooftops", "roofotp"),
    ("en", "participatory", "participatory", "participatories", "particpatory"),
    ("en", "resettlement", "resettlement", "resettlements", "resetlement"),
    ("en", "wayfinding", "wayfinding", "wayfindings", "wayfiding"),
)


def fill(language: Language) -> None:
    """Practices with all that they are narrowed by, in the tables of the exchange and in the floor's."""
    from django.db import transaction

    from metronome.exchange.models import Collection, Practice, PracticeChallenge, PracticeGoal
    from metronome.network.models import Member, Region
    from metronome.plan.models import Challenge, Plan

    regions = [Region.objects.create(slug=f"region-{one}") for one in range(5)]
    members = [Member.objects.create(slug=f"city-{one}", region=regions[one % 5]) for one in range(CITIES)]
    collections = [Collection.objects.create(slug=f"collection-{one}") for one in range(3)]
    plan = Plan.objects.create(slug="plan", first_day=date(2021, 1, 1), last_day=date(2023, 12, 31))
    challenges = [Challenge.objects.create(plan=plan, code=f"1.{one}") for one in range(13)]
    bare_rows: list[tuple[str, str]] = []

    def practices() -> Iterator[Practice]:
        for number in range(PRACTICES):
            tongue = LANGUAGES[number % 3]
            title, words = language.some(6), " ".join(language.some(40))
            if number < len(WORDS):
                tongue, title = WORDS[number][0], [WORDS[number][1], *title[1:]]
            bare_rows.append((" ".join(title), words))
            yield Practice(
                slug=f"practice-{number}", member=members[number % CITIES], collection=collections[number % 3],
                title=said(tongue, " ".join(title)), summary=said(tongue, words),
                stage=("planned", "pilot", "running", "ended")[number % 4], languages=[tongue],
                award="Prize" if number % 50 == 0 else "",
                published_on=date(2010, 1, 1) + timedelta(days=number % 5000),
            )  # fmt: skip

    with transaction.atomic():
        rows = Practice.objects.bulk_create(practices(), batch_size=2000)
        PracticeChallenge.objects.bulk_create(
            (PracticeChallenge(practice=one, challenge=challenges[one.pk % 13]) for one in rows), batch_size=5000
        )
        PracticeGoal.objects.bulk_create(
            (PracticeGoal(practice=one, goal=str(1 + one.pk % 17)) for one in rows), batch_size=5000
        )
        fill_bare(bare_rows)


def said(language: str, wording: str) -> Any:
    from metronome.ground.text import Text

    return Text.of({language: wording}, source=language)


def forget() -> None:
    """So that words are asked for as if nobody had asked for them before."""
    from metronome.home.practices.facets import facets

    facets().asked.clear()


def found(words: list[str], **chosen: str) -> Any:
    """What a page of the list asks for: what fits, the numbers of all facets, the first twenty rows."""
    from metronome.home.practices.facets import FACETS
    from metronome.home.practices.finding import Wish, find

    answer = find(Wish.of({"q": " ".join(words), **chosen}))
    for name in FACETS:
        answer.counts(name)
    answer.rows(list(answer.page("1")))
    return answer


def narrowed(words: list[str]) -> Any:
    return found(words, region="region-1", stage="running")


def recall() -> None:
    """How many of the words are found in each manner, and what was looked for instead."""
    for place, manner in enumerate(("without accents", "another ending", "misspelt"), 2):
        hits = 0
        for number, one in enumerate(WORDS):
            answer = found([one[place]])
            slugs = {answer.index.slugs[at] for at in answer.order[:20]}
            if f"practice-{number}" in slugs:
                hits += 1
            else:
                print(f"not found: {one[place]} ({one[1]})")
        print(f"recall, {manner}: {hits} of {len(WORDS)}")


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        begin(home)
        language = Language()
        fill(language)
        begun = time.process_time()
        found(["vivienda"])
        settle()
        print(f"{PRACTICES:,} practices taken into search and facets in {time.process_time() - begun:.0f} s.\n")
        recall()
        plain = [language.some(1 + number % 3) for number in range(ASKED // 2)]
        typos = [[language.typo(word) for word in language.some(1)] for _ in range(ASKED // 10)]
        found(typos[0])
        floors = [[taken(bare, words) for words in asked] for asked in (plain, typos)]
        print("\n| searches | | bare, median ms | bare, p95 | practices, median | practices, p95 | p95/p95 |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        ours = [[taken(found, words, before=forget) for words in asked] for asked in (plain, typos)]
        row("words", ours[0], floors[0])
        row("words and two facets", [taken(narrowed, words, before=forget) for words in plain], floors[0])
        row("typos", ours[1], floors[1])
        slow, ratio = row("all", ours[0] + ours[1], floors[0] + floors[1])
        row(
            "all, asked again: narrowed, or the next page",
            [taken(found, words) for words in plain + typos],
            floors[0] + floors[1],
        )
        empty = [taken(found, []) for _ in range(5)]
        print(f"\nthe list without words: {statistics.median(empty):.1f} ms")
    return int(slow > WAIT or ratio > TARGET)


if __name__ == "__main__":
    sys.exit(main())

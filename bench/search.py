"""The search over 100,000 documents against a bare full-text query over the same words, typo included.

Floor: the database's own full-text table (bare.py). It knows no stems, no codes, no counts by sort, and gives nothing
for a typo. On PostgreSQL where METRONOME_DATABASE names one that is empty.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from .bare import bare, fill_bare, settle, taken

DOCUMENTS, VOCABULARY, ASKED = 100_000, 20_000, 300
#: A person waits: milliseconds for nineteen of twenty searches, and how many times the floor they may take.
WAIT, TARGET = 50.0, 3.0
LANGUAGES = ("fr", "en", "es")
SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo cha pre tion ment ville urb eau".split()  # noqa: SIM905


class Language:
    """Words as often as in a real language: the n-th a tenth as often as the one ten times nearer to the top."""

    def __init__(self) -> None:
        self.random = random.Random(1)  # noqa: S311 (no secret hangs on it)
        found: dict[str, None] = {}
        while len(found) < VOCABULARY:
            found["".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 5)))] = None
        self.words = list(found)
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))

    def some(self, number: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=number)

    def typo(self, word: str) -> str:
        """Two letters in the wrong order."""
        at = self.random.randrange(len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def begin(home: str) -> None:
    os.environ["METRONOME_HOME"] = home
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "metronome.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from metronome.network.models import Network

    Network.objects.create(slug="bench", languages=list(LANGUAGES))


def fill(language: Language) -> None:
    """The same documents in the search and in the floor: a title of six words, a text of forty."""
    from django.db import transaction

    from metronome.ground.text import Text
    from metronome.home.enums import Sort
    from metronome.home.search.draft import Draft
    from metronome.home.search.index import catch_up, write

    sorts = (Sort.ACTIVITY, Sort.ACTIVITY, Sort.ACTIVITY, Sort.MENTION, Sort.PARTNER)
    floor: list[tuple[str, str]] = []

    def drafts() -> Iterator[Draft]:
        for number in range(DOCUMENTS):
            title, text = " ".join(language.some(6)), " ".join(language.some(40))
            floor.append((title, text))
            tongue = LANGUAGES[number % 3]
            yield Draft(
                sort=sorts[number % 5],
                identity=f"bench-{number}",
                title=Text.of({tongue: title}, source=tongue),
                texts=(Text.of({tongue: text}, source=tongue),),
                first_day=date(2010, 1, 1) + timedelta(days=number % 5000),
            )

    catch_up()
    with transaction.atomic():
        write(drafts(), LANGUAGES)
        fill_bare(floor)
    settle()


def searched(words: list[str]) -> None:
    from metronome.home.search.asking import ask

    ask(" ".join(words))


def row(name: str, times: list[float], floor: list[float]) -> tuple[float, float]:
    """One line of the table; the time of nineteen of twenty searches, and how many times the floor that is."""
    slow, slow_floor = statistics.quantiles(times, n=20)[-1], statistics.quantiles(floor, n=20)[-1]
    print(
        f"| {name} | {len(times)} | {statistics.median(floor):.1f} | {slow_floor:.1f} | "
        f"{statistics.median(times):.1f} | {slow:.1f} | {slow / slow_floor:.1f} |"
    )
    return slow, slow / slow_floor


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        begin(home)
        language = Language()
        begun = time.process_time()
        fill(language)
        print(f"{DOCUMENTS:,} documents made in {time.process_time() - begun:.0f} s, the floor's table included.\n")
        plain = [language.some(1 + number % 3) for number in range(ASKED)]
        typos = [[language.typo(word) for word in language.some(1)] for _ in range(ASKED // 5)]
        searched(typos[0])  # the vocabulary is read once a process
        floors = [[taken(bare, words) for words in asked] for asked in (plain, typos)]
        ours = [[taken(searched, words) for words in asked] for asked in (plain, typos)]
        print("| searches | | bare, median ms | bare, p95 | search, median | search, p95 | p95/p95 |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        row("words", ours[0], floors[0])
        row("typos", ours[1], floors[1])
        slow, ratio = row("all", ours[0] + ours[1], floors[0] + floors[1])
    return int(slow > WAIT or ratio > TARGET)


if __name__ == "__main__":
    sys.exit(main())

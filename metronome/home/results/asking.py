"""What was announced of a call, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.conf import settings
from django.urls import reverse

from metronome.calls.judging.results import Reached, Results, results_of
from metronome.calls.models import Call
from metronome.design.words import reader
from metronome.exchange.queries import public_practices

from ..entries.telling import source_of

RESULTS = ("outcome", "code", "title", "city", "country", "jury", "picture", "credit", "practice")


def announced_results(call: Call) -> Results | None:
    """What was announced of a public call, each application with the practice that it became; None where nothing
    was."""
    found = results_of(call)
    if found is None:
        return None
    codes = {source_of(one.code): one.code for group in found.reached for one in group.entries}
    told = public_practices().filter(source__in=codes).values_list("source", "slug")
    practices = {codes[source]: slug for source, slug in told}
    return replace(found, reached=[_with_practices(group, practices) for group in found.reached])


def _with_practices(group: Reached, practices: dict[str, str]) -> Reached:
    entries = [replace(one, practice=practices.get(one.code, "")) for one in group.entries]
    return replace(group, entries=entries)


def results_rows(call: Call, found: Iterable[Reached]) -> Iterator[Sequence[object]]:
    """The same as rows of a file: words of the jury in the reader's language, addresses in full."""
    for group in found:
        for one in group.entries:
            picture = _address("calls:result_picture", call.slug, one.picture.file) if one.picture else ""
            yield (
                group.outcome.code, one.code, one.title, one.city, one.country, one.jury.in_(reader()), picture,
                one.picture.credit if one.picture else "",
                _address("exchange:practice", one.practice) if one.practice else "",
            )  # fmt: skip


def _address(door: str, *parts: str) -> str:
    return f"{settings.ADDRESS}{reverse(door, args=parts)}"

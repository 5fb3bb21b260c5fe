"""What a panel reads, and what is known of applications and jurors when readers are looked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from metronome.network.models import Member

from ..affinity.points import Side
from ..enums import JurorState, QuestionKind
from ..models import Application, ApplicationVersion, Juror, Question, ReviewRound, Verdict

CHOOSING = (QuestionKind.CHOICE, QuestionKind.CHOICES)


def entries_of(found: ReviewRound) -> QuerySet[Application]:
    """The applications that a panel reads: those found eligible in its step, or those that came to an outcome before.
    Whoever went on to another step was eligible in this one, and stays what was read.

    What was made to rehearse is read only where there is nothing else.
    """
    entries = Application.objects.filter(call=found.call_id).at_step(found.stage)
    if found.judges:
        chosen = Verdict.objects.filter(outcome=found.judges, stage=found.stage, applied_at__isnull=False)
        entries = entries.filter(pk__in=chosen.values("application"))
    return real_before_rehearsed(entries).order_by("code")


def real_before_rehearsed(entries: QuerySet[Application]) -> QuerySet[Application]:
    """Without what was made to rehearse, unless that is all there is."""
    real = entries.filter(is_test=False)
    return real if real.exists() else entries


def jurors_of(found: ReviewRound) -> QuerySet[Juror]:
    """Those who accepted and take applications now: no reserve that was not called in."""
    return Juror.objects.filter(round=found, state=JurorState.ACCEPTED, is_reserve=False).order_by("pk")


def versions_of(entries: Sequence[Application], step: str | None = None) -> dict[int, ApplicationVersion]:
    """The version of each application that counts, by the application: that of a step, or of the last one."""
    versions = ApplicationVersion.objects.filter(application__in=[entry.pk for entry in entries])
    if step is not None:
        versions = versions.filter(stage=step)
    return {one.application_id: one for one in versions.order_by("number")}


def sides_of_entries(found: ReviewRound, entries: Sequence[Application]) -> list[Side]:
    """What applications say, for affinities; four queries."""
    versions, regions = versions_of(entries, found.stage), regions_of(entries)
    kinds = dict(Question.objects.filter(call=found.call_id).values_list("code", "kind"))
    return [_side(entry, versions.get(entry.pk), regions.get(entry.pk, ""), kinds) for entry in entries]


def _side(entry: Application, version: ApplicationVersion | None, region: str, kinds: Mapping[str, str]) -> Side:
    answers: list[dict[str, Any]] = version.answers if version else []
    texts, subjects = [entry.title], set()
    for answer in answers:
        question = str(answer.get("question", ""))
        words = list(_words_in(answer.get("value")))
        if kinds.get(question) in CHOOSING:
            subjects |= {f"{question}/{word}" for word in words}
        elif kinds.get(question) in (QuestionKind.TEXT, QuestionKind.TABLE):
            texts += words
    return Side(entry.code, "\n".join(texts), frozenset(subjects), (entry.language,), region)


def _words_in(value: Any) -> Iterator[str]:
    """Every text in an answer, however deep it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _words_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _words_in(inner)


def side_of_juror(juror: Juror) -> Side:
    region = juror.region.slug if juror.region else ""
    return Side(str(juror), juror.knowledge, frozenset(juror.subjects), tuple(juror.languages), region)


def regions_of(entries: Sequence[Application]) -> dict[int, str]:
    """The region of each application, as its slug: that of the member, else the one in which all members of its
    country are. Where that is not known there is none."""
    own: dict[int, str] = {}
    by_country: dict[str, set[str]] = {}
    for pk, country, region in Member.objects.values_list("pk", "country", "region__slug"):
        own[pk] = region or ""
        by_country.setdefault(country, set()).add(region or "")
    found = {}
    for entry in entries:
        of_country = by_country.get(entry.country, set()) if entry.country else set()
        only = next(iter(of_country)) if len(of_country) == 1 else ""
        found[entry.pk] = own.get(entry.member_id or 0) or only
    return {pk: region for pk, region in found.items() if region}

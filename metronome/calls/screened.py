"""What the secretariat sees of the applications to a call: the list, one application, and what it resembles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet
from rapidfuzz import fuzz

from metronome.accounts.queries import names_of
from metronome.ground.fold import fold_words

from .enums import ApplicationState
from .models import Application, ApplicationVersion, Call, Check, Consent
from .queries import ENDED, without_consent

#: From this likeness on, two titles are shown as perhaps the same; 100 are equal.
RESEMBLES = 88.0
MOST = 8


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a list is narrowed to: words, a state, those who have not agreed to the version that holds."""

    words: str = ""
    state: str = ""
    silent: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Wish:
        """What an address asks for; what it cannot ask for is nothing."""
        state = asked.get("state", "")
        known = state in ApplicationState.values
        return cls(words=asked.get("q", "")[:200], state=state if known else "", silent=asked.get("silent") == "yes")


def applications_to(call: Call, wish: Wish) -> list[Application]:
    """The applications to a call, drafts as well, the latest handed in first."""
    rows: QuerySet[Application] = call.applications.select_related("member")
    if wish.state:
        rows = rows.filter(state=wish.state)
    if wish.silent:
        rows = rows.filter(pk__in=without_consent(call).values("pk"))
    wanted = fold_words(wish.words).split()
    found = [
        one
        for one in rows
        if all(word in fold_words(f"{one.title} {one.city} {one.code} {one.country}") for word in wanted)
    ]
    return sorted(found, key=lambda one: (one.submitted_at is None, -(one.submitted_at or one.began_at).timestamp()))


def versions_that_count(call: Call) -> dict[int, ApplicationVersion]:
    """Of each application the version that counts."""
    rows = ApplicationVersion.objects.filter(application__call=call).order_by("number")
    return {one.application_id: one for one in rows}


def consents_to(call: Call) -> dict[int, int]:
    """Of each application the latest version of the call to which its city agreed."""
    rows = Consent.objects.filter(application__call=call).values("application").annotate(latest=Max("call_version"))
    return {row["application"]: row["latest"] for row in rows}


def counts_by_state(call: Call) -> list[tuple[str, str, int]]:
    """How many applications stand where, in the order of a life; states in which there is none are left out."""
    found: dict[str, int] = {}
    for state in call.applications.order_by().values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return [(state.value, str(state.label), found[state.value]) for state in ApplicationState if state.value in found]


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Another application that is perhaps the same, and why."""

    application: Application
    same_city: bool
    title: float


def resembling(application: Application) -> Sequence[Likeness]:
    """The applications to the same call, in the running, of the same city or named alike, the likest first."""
    others = application.call.applications.exclude(pk=application.pk).exclude(state__in=ENDED).select_related("member")
    city, title, found = fold_words(application.city), fold_words(application.title), []
    for one in others:
        same = fold_words(one.city) == city or (one.member_id is not None and one.member_id == application.member_id)
        score = fuzz.token_sort_ratio(fold_words(one.title), title)
        if same or score >= RESEMBLES:
            found.append(Likeness(application=one, same_city=same, title=score))
    found.sort(key=lambda one: (-one.title, one.application.code))
    return found[:MOST]


@dataclass(frozen=True, kw_only=True)
class CheckShown:
    """A finding with the rules it names and who had a hand in it."""

    check: Check
    reasons: Sequence[Any]
    found_by: str
    confirmed_by: str


def checks_shown(application: Application) -> list[CheckShown]:
    """Every finding about an application, the latest first."""
    rules = {rule.code: rule for rule in application.call.rules.all()}
    found = application.checks.select_related("found_by", "confirmed_by", "appeal").order_by("-found_at", "-pk")
    return [
        CheckShown(
            check=one,
            reasons=[rules[code] for code in one.reasons if code in rules],
            found_by=one.found_by.name or one.found_by.email,
            confirmed_by=(one.confirmed_by.name or one.confirmed_by.email) if one.confirmed_by else "",
        )
        for one in found
    ]


def requests_shown(application: Application) -> list[tuple[Any, str]]:
    """What was asked of an applicant, with who asked, the latest first."""
    rows = list(application.requests.order_by("-asked_at"))
    names = names_of(one.by for one in rows)
    return [(one, names.get(one.by, one.by)) for one in rows]

"""Made-up cities apply: they begin, type, hand in; some are late. Two hands then find them eligible or not, and a
third decides what is appealed against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from metronome.accounts.models import Person
from metronome.ground.refusal import Refusal

from ..actions.applying import begin_application, keep_answers, name_partners, submit_application
from ..actions.relating import name_relations
from ..actions.screening import (
    appeal_finding,
    ask_for_information,
    confirm_check,
    decide_appeal,
    find_eligible,
    mark_duplicate,
)
from ..models import Application, Call
from .made_up import Fate, MadeUp
from .opening import AT, FIRST, LAST, ZONE

#: So many officers check: one finds, one confirms, one decides about appeals.
OFFICERS = 3
#: How many come when the deadline is over.
LATE = 2
#: The last second in which an application is in time, to its very end.
DEADLINE = datetime.combine(LAST, time.fromisoformat(AT), ZoneInfo(ZONE)) + timedelta(microseconds=999_999)


def hand_in_all(call: Call, entries: Sequence[MadeUp]) -> dict[str, float]:
    """Every application is begun, typed and handed in, the last in the last second; the merit of each by its code."""
    merits = {}
    first = datetime.combine(FIRST, time.min, UTC) + timedelta(days=1)
    step = (DEADLINE - first) / len(entries)
    for number, one in enumerate(entries, 1):
        at = DEADLINE - step * (len(entries) - number)
        application = hand_in(call, one, f"{call.slug}-{number:03}", begun=first, at=at)
        merits[application.code] = one.merit
    return merits


def hand_in(call: Call, one: MadeUp, code: str, *, begun: datetime, at: datetime) -> Application:
    """An application that is begun at one moment and handed in at another."""
    application = _typed(call, one, code, begun)
    submit_application(application=application, at=at, by=_writer(call, one))
    return application


def come_late(call: Call, entries: Sequence[MadeUp]) -> int:
    """Some more that were typed in time and come a moment too late; how many were refused."""
    refused = 0
    for number, one in enumerate(entries[:LATE], 1):
        application = _typed(call, one, f"{call.slug}-late-{number}", DEADLINE)
        try:
            submit_application(application=application, at=DEADLINE + timedelta(microseconds=1), by=_writer(call, one))
        except Refusal:
            refused += 1
    return refused


def _typed(call: Call, one: MadeUp, code: str, at: datetime) -> Application:
    """A draft with everything in it."""
    writer = _writer(call, one)
    application = begin_application(
        call=call, title=one.title, city=one.city, language=one.language, country=one.country, code=code, at=at,
        by=writer, is_test=True,
    )  # fmt: skip
    answers = {
        ("solution", one.language): one.text,
        ("subject", ""): list(one.subjects),
        ("inhabitants", ""): str(one.inhabitants),
    }
    keep_answers(application=application, answers=answers, seen=0, about={}, by=writer)
    if one.partner:
        name_partners(application=application, names=[one.partner], by=writer)
        name_relations(application=application, names={"sponsor": [f"Bank of {one.city}"]}, by=writer)
    return application


def _writer(call: Call, one: MadeUp) -> Person:
    email = f"{call.slug}-{one.city.lower().replace(' ', '-')}@example.org"
    return Person.objects.get_or_create(email=email, defaults={"name": f"Office of {one.city}"})[0]


def screen_all(call: Call, entries: Sequence[MadeUp]) -> dict[str, int]:
    """Two hands look at each application, as its fate has it; how many came to what."""
    officers = [
        Person.objects.get_or_create(
            email=f"{call.slug}-officer-{number}@example.org", defaults={"name": f"Test officer {number}"}
        )[0]
        for number in range(1, OFFICERS + 1)
    ]
    counts: Counter[str] = Counter()
    applications = call.applications.exclude(version=None).order_by("code")
    for one, application in zip(entries, applications, strict=True):
        counts[one.fate] += 1
        _screen(call, application, one, officers)
    states = Counter(call.applications.values_list("state", flat=True))
    return {
        "asked for more": counts[Fate.ASKED],
        "eligible": states["eligible"],
        "not eligible": states["ineligible"],
        "duplicates": states["duplicate"],
        "appeals": counts[Fate.UPHELD] + counts[Fate.DISMISSED],
        "appeals upheld": counts[Fate.UPHELD],
    }


def _screen(call: Call, application: Application, one: MadeUp, officers: Sequence[Person]) -> None:
    finder, confirmer, third = officers
    if one.fate == Fate.DUPLICATE:
        mark_duplicate(application=application, other=None, by=finder)
        return
    if one.fate == Fate.ASKED:
        now, writer = timezone.now(), _writer(call, one)
        ask_for_information(application=application, text="Since when?", until=now + timedelta(days=7), by=finder)
        more = {("solution", one.language): f"{one.text}, 2019"}
        keep_answers(application=application, answers=more, seen=application.saved, about={}, by=writer)
        submit_application(application=application, at=now, by=writer)
    is_eligible = one.fate in (Fate.ELIGIBLE, Fate.ASKED)
    reasons = [] if is_eligible else ["begun"]
    find_eligible(application=application, is_eligible=is_eligible, reasons=reasons, by=finder)
    confirm_check(application=application, is_confirmed=True, by=confirmer)
    if one.fate in (Fate.UPHELD, Fate.DISMISSED):
        appeal_finding(application=application, text="It has begun.", by=_writer(call, one))
        is_upheld = one.fate == Fate.UPHELD
        decide_appeal(application=application, is_upheld=is_upheld, answer="We looked again.", by=third)

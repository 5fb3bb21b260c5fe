"""An application told as a practice: which answer becomes which part is chosen for a call as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from metronome.calls.answers import place_in
from metronome.calls.enums import QuestionKind
from metronome.calls.models import Application, ApplicationVersion, Call
from metronome.desk.sheets import sheet_of
from metronome.exchange.given import GivenPractice
from metronome.ground.text import Text

from .results import RESULTS, claims_in

#: The longest award that a practice names.
LONGEST_AWARD = 200


def parts() -> dict[str, str]:
    """The parts of a practice that an answer in words can become, with their names."""
    return {
        "summary": _("Summary"),
        "problem": _("The problem"),
        "done": _("What was done"),
        "learnt": _("What others should know"),
    }


def source_of(code: str) -> str:
    """How a practice says of which application it was made."""
    return f"application:{code}"


def practice_of(
    application: Application,
    version: ApplicationVersion,
    *,
    chosen: Mapping[str, str],
    collection: str,
    award: Text | None,
) -> GivenPractice:
    """A practice as the version of its application tells it. `chosen` names the question that becomes each part; what
    is not chosen, or was not answered, is left open for whoever completes the draft."""
    said = answers_in_words(version)
    member = application.member.slug if application.member else ""
    told = {part: Text.of(said.get(chosen.get(part, ""), {}), source=version.language) for part in parts()}
    # A member's place is known; that of another city is what it says itself.
    latitude, longitude = (None, None) if member else place_in(version.answers) or (None, None)
    given: GivenPractice = replace(
        sheet_of("practices").empty(),
        collection=collection,
        member=member,
        city="" if member else version.city,
        country="" if member else version.country,
        latitude=latitude,
        longitude=longitude,
        languages=(version.language, *version.languages),
        claims=claims_in(table_of(version, chosen.get(RESULTS, "")), version.language),
        title=Text.of({version.language: version.title}, source=version.language),
        award=award.in_(version.language)[:LONGEST_AWARD] if award else "",
        source=source_of(application.code),
        **told,
    )
    return given


def answers_in_words(version: ApplicationVersion) -> dict[str, dict[str, str]]:
    """The answers that are words, by question and language."""
    found: dict[str, dict[str, str]] = {}
    for answer in version.answers:
        value: Any = answer["value"]
        if answer["kind"] == QuestionKind.TEXT and isinstance(value, dict):
            found[answer["question"]] = {language: str(words) for language, words in value.items()}
    return found


def table_of(version: ApplicationVersion, question: str) -> list[dict[str, str]]:
    """The rows of a table; none where it was not answered."""
    found = (one["value"] for one in version.answers if one["question"] == question and one["kind"] == "table")
    return next(found, [])


def awards_of(call: Call) -> dict[str, Text]:
    """What an application of each outcome has won, for outcomes that were announced: the call with the outcome, in
    every language that has both."""
    announced = set(call.announcements.exclude(outcome="").values_list("outcome", flat=True))
    return {
        one.code: Text.of(
            {code: f"{words} ({one.label.in_(code)})" for code, words in call.title.texts.items()},
            source=call.title.source,
        )
        for one in call.outcomes.all()
        if one.code in announced
    }

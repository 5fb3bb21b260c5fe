"""Applicants of the tests: a call with every kind of question, and browsers of people who apply."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from metronome.accounts.models import Person
from metronome.calls.actions import begin_application
from metronome.calls.models import Application, Call, Option, Question
from tests.factories.accounts import make_office, signed_in
from tests.factories.calls import make_call
from tests.factories.network import make_network, text

WITHIN, AFTER = datetime(2021, 4, 15, 12, tzinfo=UTC), datetime(2021, 5, 2, 12, tzinfo=UTC)
#: The last second of the call of the tests, by the clock of Dakar, and the first that is late.
LAST, LATE = datetime(2021, 4, 30, 18, 0, 0, tzinfo=UTC), datetime(2021, 4, 30, 18, 0, 1, tzinfo=UTC)


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def make_asking(**fields: Any) -> Call:
    """A call that asks for one of everything; only the words are required."""
    make_network(languages=["fr", "en", "es"])
    call = make_call(**fields)
    rows: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("what", "text", {"is_required": True, "most": 40}),
        ("fields", "choices", {"most": 2}),
        ("people", "number", {"unit": text("habitants")}),
        ("plan", "file", {}),
        ("costs", "table", {"most": 3}),
    )
    for order, (code, kind, more) in enumerate(rows, start=3):
        Question.objects.create(call=call, code=code, kind=kind, label=text(code.title()), order=order, **more)
    for question, code in (
        ("fields", "air"),
        ("fields", "water"),
        ("fields", "waste"),
        ("costs", "item"),
        ("costs", "sum"),
    ):
        Option.objects.create(call=call, question=question, code=code, label=text(code.title()), order=1)
    return call


def make_begun(call: Call, office: str = "applicant", **fields: object) -> tuple[Application, Person, Client]:
    """A draft, whoever writes it, and their browser."""
    person = make_office(office)
    given = {"title": f"Projet de {office}", "city": "Dakar", "language": "fr", "at": WITHIN, **fields}
    application = begin_application(call=call, by=person, **given)  # type: ignore[arg-type]
    return application, person, signed_in(person)


def typed(**answers: object) -> dict[str, object]:
    """What a browser sends of the form: a-<question>, and that boxes without an answer were there."""
    sent = {f"a-{name}": value for name, value in answers.items()}
    return {"draft": "0", "has": ["fields", "costs"], "do": "keep", **sent}

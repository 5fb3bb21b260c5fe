from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from metronome.accounts.models import Person
from metronome.calls.models import (
    Application,
    ApplicationKeeper,
    ApplicationVersion,
    Call,
    Criterion,
    EligibilityRule,
    Option,
    Outcome,
    Panel,
    Question,
    Stage,
)

from .network import text

BEGAN, HANDED_IN = (datetime(2021, month, 10, 9, tzinfo=UTC) for month in (3, 4))


def make_call(slug: str = "award", **fields: object) -> Call:
    """A public call with one of each part; applications are taken until 30 April 2021 in Dakar."""
    given = {"slug": slug, "title": text(slug.title()), "zone": "Africa/Dakar", "is_published": True, **fields}
    call = Call.objects.create(**given)
    Stage.objects.create(
        call=call, code="call", label=text("Appel"), takes_applications=True,
        opens_on=date(2021, 3, 1), closes_on=date(2021, 4, 30), closes_at="18:00", order=1,
    )  # fmt: skip
    Question.objects.create(call=call, code="state", kind="choice", label=text("État ?"), order=1)
    Option.objects.create(call=call, question="state", code="running", label=text("En cours"), order=1)
    Question.objects.create(
        call=call, code="since", kind="day", label=text("Depuis ?"), asked_if="state", asked_when="running", order=2
    )
    EligibilityRule.objects.create(call=call, code="city", text=text("Une ville."), order=1)
    Criterion.objects.create(call=call, code="effect", label=text("Effet"), weight=3, order=1)
    Criterion.objects.create(call=call, code="idea", label=text("Idée"), weight=1, order=2)
    Panel.objects.create(call=call, code="jury", label=text("Jury"), seats=7, order=1)
    Outcome.objects.create(call=call, code="winner", label=text("Lauréate"), places=5, order=1)
    return call


def make_application(call: Call, city: str = "Dakar", *, state: str = "submitted", **fields: Any) -> Application:
    """An application of a city, in French; unless it is a draft, with one version that was handed in. `answers` and
    `version_by` stand in the version; every other field is that of the application."""
    number = call.applications.count() + 1
    answers = fields.pop("answers", [{"question": "state", "kind": "choice", "value": "running"}])
    given = {"title": f"Projet {city}", "city": city, "language": "fr", "country": "SN", "began_at": BEGAN, **fields}
    handed_in = {} if state == "draft" else {"submitted_at": HANDED_IN, "version": 1}
    given = {"code": f"{call.slug}-{number}", **handed_in, **given}
    application: Application = Application.objects.create(call=call, state=state, **given)
    if application.version:
        ApplicationVersion.objects.create(
            application=application, number=application.version, call_version=1, title=application.title,
            language=application.language, city=application.city, country=application.country, answers=answers,
            sha256="0" * 64, submitted_at=application.submitted_at or HANDED_IN, by="applicant",
        )  # fmt: skip
    return application


def make_keeper(application: Application, person: Person) -> ApplicationKeeper:
    """That a person may write an application."""
    return ApplicationKeeper.objects.create(application=application, person=person, since=BEGAN, by="applicant")

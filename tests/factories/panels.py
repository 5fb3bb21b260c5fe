"""Panels at work: jurors, what they read, what they sent."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from metronome.accounts.models import Person
from metronome.calls.actions.panels import begin_round, freeze_method
from metronome.calls.assignment.problem import Assignment, Certificate, Goal, Problem
from metronome.calls.assignment.proof import proof_of
from metronome.calls.models import (
    Announcement,
    Application,
    ApplicationPicture,
    Call,
    Commendation,
    Conflict,
    Feedback,
    Juror,
    Review,
    ReviewRound,
    ReviewVersion,
    RoundAssignment,
    Sitting,
    SittingItem,
    Verdict,
)
from metronome.ground.canonical import dumps

from .accounts import make_office
from .calls import make_application, make_call
from .network import text

NOW = datetime(2021, 5, 10, 9, tzinfo=UTC)


def make_round(call: Call | None = None, *, frozen: bool = False, **fields: Any) -> ReviewRound:
    """The round of the jury of a call; each application has one reader unless it is told otherwise."""
    found = begin_round(call=call or make_call(), panel="jury", by="secretary")
    for name, value in {"per_entry": 1, "load": 5, "reads_language": False, **fields}.items():
        setattr(found, name, value)
    found.save()
    return freeze_method(found=found, by="secretary") if frozen else found


def make_juror(found: ReviewRound, name: str = "juror", *, person: Person | None = None, **fields: Any) -> Juror:
    """A juror who has accepted."""
    given = {"name": name, "state": "accepted", "invited_at": NOW, "answered_at": NOW, "by": "secretary", **fields}
    return Juror.objects.create(round=found, person=person or make_office(name.lower().replace(" ", "-")), **given)


def make_review(juror: Juror, application: Application, **fields: Any) -> Review:
    """An application given to a juror; with scores, a review that was sent."""
    scores, text = fields.pop("scores", None), fields.pop("text", "")
    given = {"at": NOW, "by": "secretary", **fields}
    if scores is not None:
        given |= {"state": "sent", "version": 1}
    review = Review.objects.create(juror=juror, application=application, **given)
    if scores is not None:
        ReviewVersion.objects.create(
            review=review, number=1, application_version=application.version or 1, scores=scores, text=text,
            language="fr", sent_at=NOW, by=str(juror.person),
        )  # fmt: skip
    return review


def make_panel_at_work(call: Call, juror: Person, applicant: Person) -> Review:
    """One of everything that the doors of panels name: the review that waits for the juror."""
    found = make_round(call, frozen=True)
    application = make_application(call, "Lomé", code="award-panel", state="eligible", country="TG")
    seat = make_juror(found, "Juror of the world", person=juror)
    other = make_juror(found, "Another juror of the world")
    Conflict.objects.create(application=application, juror=other, kind="area", name="Golfe", at=NOW, by="secretary")
    application.keepers.create(person=applicant, since=NOW, by="applicant")
    # What JSON gives back has no tuples.
    problem = Problem((application.code,), (str(seat),), ((0,),), 1, (1,))
    prices = (Certificate(1, (0,), (0,), (0,)), Certificate(1, (1,), (0,), (0,)))
    proof = proof_of(Assignment(problem, Goal.SUM, ((0, 0),), prices, True))
    RoundAssignment.objects.create(
        round=found, number=1, proof=json.loads(dumps(proof)), sha256="0" * 64, made_at=NOW, by="secretary"
    )
    sitting = Sitting.objects.create(round=found, held_on=date(2021, 5, 20))
    SittingItem.objects.create(sitting=sitting, application=application, reason="wish")
    Verdict.objects.create(application=application, outcome="winner", proposed_at=NOW, proposed_by="secretary")
    Announcement.objects.create(call=call, outcome="", at=NOW, by="chair")
    make_commendation(application, confirmed_at=None)
    make_picture(application)
    content = {"readers": 1, "outcome": "", "means": {"effect": "7.00"}, "pool": {}, "texts": []}
    Feedback.objects.create(application=application, content=content, sha256="0" * 64, released_at=NOW, by="chair")
    return make_review(seat, application)


def make_commendation(
    application: Application, outcome: str = "winner", words: str = "Un jardin pour tous.", **fields: Any
) -> Commendation:
    """What the jury says of an application, in French, written and confirmed; with `confirmed_at=None` it waits."""
    given = {"written_at": NOW, "written_by": "secretary", "confirmed_at": NOW, "confirmed_by": "chair", **fields}
    if given["confirmed_at"] is None:
        given["confirmed_by"] = ""
    return Commendation.objects.create(application=application, outcome=outcome, text=text(words), **given)


def make_picture(application: Application, **fields: Any) -> ApplicationPicture:
    """A picture that a city gave of its application, and somebody accepted; of no file."""
    given = {"file": f"{'0' * 64}.png", "width": 1600, "height": 900, "credit": "Ville", "given_at": NOW,
             "given_by": "applicant", "accepted_at": NOW, "accepted_by": "secretary", **fields}  # fmt: skip
    return ApplicationPicture.objects.create(application=application, alternative=text("Un jardin"), **given)


def make_eligible(call: Call, city: str, **fields: Any) -> Application:
    """An application that may be read."""
    return make_application(call, city, state="eligible", **fields)


def make_panel_of_three(places: int = 1) -> tuple[ReviewRound, Juror, list[Application]]:
    """A panel with three applications read by one juror, in the order of their cities."""
    found = freeze_method(found=make_round(places=places), by="secretary")
    juror = make_juror(found, "Awa Ndiaye")
    entries = [make_eligible(found.call, city, country="") for city in ("Dakar", "Lagos", "Quito")]
    for place, entry in enumerate(entries):
        make_review(juror, entry, scores={"effect": str(9 - place)}, text="Well argued.")
    return found, juror, entries

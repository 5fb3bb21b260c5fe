"""Who may do what with panels and reviews."""

from __future__ import annotations

from typing import Any

from metronome.accounts.enums import Role
from metronome.accounts.gate import of_roles
from metronome.accounts.queries import roles_of
from metronome.desk.rules import KEEPERS, REVIEWERS

from ..enums import JurorState, ReviewState
from ..models import Application, Call, Conflict, Feedback, Juror, Review
from ..rules import can_write_application


@of_roles(*KEEPERS)
def can_run_panels(person: Any, call: Call) -> bool:
    """Officers, editors and the Secretary General, on no panel of the call: run its panels, propose decisions."""
    return bool(roles_of(person) & KEEPERS) and not _sits(person, call)


@of_roles(*KEEPERS)
def can_run_panel_of_juror(person: Any, juror: Juror) -> bool:
    """Officers, editors and the Secretary General, on no panel of the call: keep what is known of a juror."""
    return can_run_panels(person, juror.round.call)


@of_roles(*KEEPERS)
def can_hand_over(person: Any, review: Review) -> bool:
    """Officers, editors and the Secretary General, on no panel of the call: say who reads what by hand."""
    return can_run_panels(person, review.juror.round.call)


@of_roles(*REVIEWERS)
def can_decide(person: Any, call: Call) -> bool:
    """Editors and the Secretary General, on no panel of the call: apply what others proposed, announce it."""
    return bool(roles_of(person) & REVIEWERS) and not _sits(person, call)


@of_roles(*KEEPERS)
def can_word(person: Any, application: Application) -> bool:
    """Officers, editors and the Secretary General, on no panel of the call, of an application that they do not write:
    write what the jury says of it, accept its picture."""
    return can_run_panels(person, application.call) and not can_write_application(person, application)


@of_roles(*REVIEWERS)
def can_confirm_words(person: Any, application: Application) -> bool:
    """Editors and the Secretary General, on no panel of the call, of an application that they do not write: confirm
    what others wrote that the jury says."""
    return can_decide(person, application.call) and not can_write_application(person, application)


def _sits(person: Any, call: Call) -> bool:
    seats = Juror.objects.filter(round__call=call, person=person.pk)
    return seats.exclude(state=JurorState.DECLINED).exists()


@of_roles(Role.JUROR)
def can_judge(person: Any) -> bool:
    """Jurors of any panel that they have not left."""
    seats = Juror.objects.filter(person=person.pk).exclude(state=JurorState.LEFT)
    return bool(person.is_authenticated and seats.exists())


@of_roles(Role.JUROR)
def can_sit(person: Any, juror: Juror) -> bool:
    """The juror whose seat it is, until they leave it."""
    return bool(juror.person_id == person.pk and juror.state != JurorState.LEFT)


@of_roles(Role.JUROR)
def can_write_review(person: Any, review: Review) -> bool:
    """The juror to whom the application was given, as long as it is theirs and they are in no conflict with it."""
    juror = review.juror
    return (
        juror.person_id == person.pk
        and juror.state == JurorState.ACCEPTED
        and review.state in (ReviewState.ASSIGNED, ReviewState.SENT)
        and not Conflict.objects.filter(application=review.application_id, juror=juror, ended_at=None).exists()
    )


@of_roles(Role.APPLICANT)
def can_read_feedback(person: Any, application: Application) -> bool:
    """The people of the city who wrote the application, once feedback was released."""
    writes = application.keepers.filter(person=person.pk, until=None).exists()
    return writes and Feedback.objects.filter(application=application).exists()

"""What may be done with who reads what."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.canonical import digest
from metronome.ground.refusal import Refusal

from ..assignment.problem import Assignment, Goal
from ..assignment.proof import proof_of
from ..assignment.solving import solve
from ..enums import ReviewState
from ..judging.problem import Task, candidates, task_of
from ..models import Conflict, Juror, Review, ReviewRound, RoundAssignment
from .panels import renew_conflicts


def assign_round(*, found: ReviewRound, by: object, first: Goal = Goal.SUM, seconds: float = 60.0) -> RoundAssignment:
    """Choose who reads what in a round, as well as can be; what was begun and what was settled by hand stands.

    The search takes its time outside every transaction: where something changed meanwhile that it is made of, nothing
    is kept. Raises Refusal for that, where there is nobody or nothing to assign, and where there is no assignment.
    """
    with transaction.atomic():
        renew_conflicts(found=found, by=by)
    task = task_of(found)
    if not task.entries:
        raise Refusal(
            _("There is no application to read yet."), remedy=_("They come in once they are found eligible.")
        )
    if not task.jurors:
        raise Refusal(_("Nobody has accepted yet."), remedy=_("Invite jurors, or call reserves in."))
    answer = solve(task.problem, first=first, seconds=seconds)
    return _keep(found=found, task=task, answer=answer, by=by)


@transaction.atomic
def _keep(*, found: ReviewRound, task: Task, answer: Assignment, by: object) -> RoundAssignment:
    ReviewRound.objects.select_for_update().get(pk=found.pk)
    if task_of(found).mark != task.mark:
        raise Refusal(
            _("Jurors, applications or conflicts changed while this was computed; nothing of it was kept."),
            remedy=_("Ask for it again."),
        )
    now = timezone.now()
    rows = {
        (one.application_id, one.juror_id): one
        for one in Review.objects.select_for_update().filter(juror__round=found)
    }
    chosen = {(task.entries[entry].pk, task.jurors[juror].pk): (entry, juror) for entry, juror in answer.pairs}
    for key, row in rows.items():
        if row.state == ReviewState.ASSIGNED and key not in chosen:
            row.state = ReviewState.TAKEN_BACK
            row.save(update_fields=["state"])
    for key, (entry, juror) in chosen.items():
        _read_by(rows.get(key), task, entry, juror, now, by)
    number = (found.assignments.aggregate(last=Max("number"))["last"] or 0) + 1
    proof = proof_of(answer) | {"sides": task.sides}
    kept = RoundAssignment.objects.create(
        round=found, number=number, proof=_plain(proof), sha256=digest(_plain(proof)), made_at=now, by=str(by)
    )
    change = {"pairs": [None, len(answer.pairs)], "sha256": [None, kept.sha256]}
    audit.note(by=by, verb="assign", subject=f"round:{found.pk}", change=change)
    return kept


def _read_by(row: Review | None, task: Task, entry: int, juror: int, now: Any, by: object) -> None:
    points, reasons = task.affinities.rows[entry][juror].points, task.reasons(entry, juror)
    if row is None:
        Review.objects.create(
            application=task.entries[entry], juror=task.jurors[juror], affinity=points, reasons=reasons, at=now,
            by=str(by),
        )  # fmt: skip
    elif row.state == ReviewState.TAKEN_BACK:
        row.state = ReviewState.SENT if row.version else ReviewState.ASSIGNED
        row.affinity, row.reasons, row.at, row.by = points, reasons, now, str(by)
        row.save()


def _plain(proof: Any) -> Any:
    """As JSON gives it back: tuples are lists."""
    if isinstance(proof, dict):
        return {key: _plain(value) for key, value in proof.items()}
    return [_plain(one) for one in proof] if isinstance(proof, list | tuple) else proof


@transaction.atomic
def hand_over(*, review: Review, juror: Juror, why: str, by: object) -> Review:
    """Give an application to another juror by hand; the review that they write now.

    Raises Refusal without a reason, for what was begun, and for somebody who must not or cannot read it.
    """
    review = Review.objects.select_for_update().select_related("application", "juror__round").get(pk=review.pk)
    if not why.strip():
        raise Refusal(_("Say in a few words why."), field="why")
    if review.state == ReviewState.SENT or review.draft:
        raise Refusal(
            _("This juror has begun to write."), remedy=_("Ask them to declare a conflict, if there is one.")
        )
    found = review.juror.round
    task = task_of(found)
    if review.application_id not in {entry.pk for entry in task.entries}:
        raise Refusal(_("This application is not read by the panel any more."))
    chosen = next((one for one in candidates(task, review) if one.juror.pk == juror.pk), None)
    if chosen is None or not chosen.is_open:
        raise Refusal(
            _("This juror is in conflict, reads it already, or has as much as they take."),
            remedy=_("Choose somebody else, or raise their load."),
        )
    entry = next(number for number, one in enumerate(task.entries) if one.pk == review.application_id)
    place = next(number for number, one in enumerate(task.jurors) if one.pk == juror.pk)
    if review.state == ReviewState.ASSIGNED:
        review.state = ReviewState.TAKEN_BACK
        review.save(update_fields=["state"])
    given = {"state": ReviewState.ASSIGNED, "affinity": chosen.affinity, "reasons": task.reasons(entry, place),
             "is_by_hand": True, "why": why.strip()[:500], "at": timezone.now(), "by": str(by)}  # fmt: skip
    made, _is_new = Review.objects.update_or_create(application=review.application, juror=juror, defaults=given)
    change = {"reader": [str(review.juror), str(juror)], "cost": [None, chosen.cost]}
    subject = f"application:{review.application.code}"
    audit.note(by=by, verb="hand over", subject=subject, change=change, why=why.strip())
    return made


def refuse_conflict(*, review: Review) -> None:
    """Raises Refusal where a juror must not judge what they would write about."""
    if Conflict.objects.filter(application=review.application_id, juror=review.juror_id, ended_at=None).exists():
        raise Refusal(_("You must not judge this application."))

"""What may be decided: proposed by one hand, applied together by another, announced, and told to applicants."""

from __future__ import annotations

from collections import Counter
from smtplib import SMTPException
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.audit import Entry
from metronome.ground.canonical import digest
from metronome.ground.refusal import Refusal

from ..enums import ApplicationState
from ..judging.entries import entries_of, real_before_rehearsed
from ..judging.feedback import feedback_of, finding_of, means_of, naming, read_in, refused
from ..judging.letters import send_feedback
from ..judging.outcomes import reached
from ..judging.ranking import ranking_of
from ..models import (
    Announcement,
    Application,
    Call,
    Feedback,
    Juror,
    Outcome,
    ReviewRound,
    ReviewVersion,
    Verdict,
)
from ..posting import keepers_of
from ..steps import FIRST

#: How many names a sentence bears.
NAMED = 8


@transaction.atomic
def propose_first(*, found: ReviewRound, outcome: str, by: object) -> int:
    """Propose an outcome for the first places of the ranking of a round; how many.

    Raises Refusal before the method is frozen, and where nothing is ranked.
    """
    _refuse_outcome(found.call, outcome)
    if not found.frozen_at:
        raise Refusal(_("The method is not frozen yet."))
    ranking = ranking_of(found)
    if not ranking.standings:
        raise Refusal(_("No review was sent yet."))
    entries = {one.code: one for one in entries_of(found) if one.stage == found.stage}
    chosen = [one for one in ranking.standings[: found.places] if one.entry in entries]
    for standing in chosen:
        why = _("Place %(place)d of the ranking") % {"place": standing.adjusted_rank}
        _propose(entries[standing.entry], outcome, why, by)
    change = {"outcome": [None, outcome], "applications": [None, [one.entry for one in chosen]]}
    audit.note(by=by, verb="propose", subject=f"round:{found.pk}", change=change)
    return len(chosen)


@transaction.atomic
def propose_verdict(*, application: Application, outcome: str, why: str, by: object) -> Verdict:
    """Propose what one application is to come to, instead of what was proposed for it; empty: none of the outcomes.

    Raises Refusal without a reason, and for an outcome that the call does not have.
    """
    if not why.strip():
        raise Refusal(_("Say in a few words why."), field="why")
    if outcome:
        _refuse_outcome(application.call, outcome)
    if application.state == ApplicationState.INVITED:
        raise Refusal(_("It was invited to the next step, and has handed in nothing there yet."))
    made = _propose(application, outcome, why.strip()[:500], by)
    change = {"outcome": [application.outcome, outcome]}
    audit.note(by=by, verb="propose", subject=f"application:{application.code}", change=change, why=why.strip())
    return made


def _propose(application: Application, outcome: str, why: str, by: object) -> Verdict:
    now = timezone.now()
    Verdict.objects.filter(application=application, applied_at=None, taken_back_at=None).update(taken_back_at=now)
    return Verdict.objects.create(
        application=application,
        stage=application.stage,
        outcome=outcome,
        why=why,
        proposed_at=now,
        proposed_by=str(by),
    )


@transaction.atomic
def take_back_verdict(*, verdict: Verdict, by: object) -> None:
    """Take a proposal back. Raises Refusal for what was applied."""
    taken = Verdict.objects.filter(pk=verdict.pk, applied_at=None, taken_back_at=None)
    if not taken.update(taken_back_at=timezone.now()):
        raise Refusal(_("This was applied or taken back already."))
    code = verdict.application.code
    audit.note(by=by, verb="take back", subject=f"application:{code}", change={"outcome": [verdict.outcome, None]})


def _refuse_outcome(call: Call, outcome: str) -> None:
    if not Outcome.objects.filter(call=call, code=outcome).exists():
        raise Refusal(_("The call has no such outcome."), field="outcome")


@transaction.atomic
def apply_verdicts(*, call: Call, by: object) -> int:
    """Apply everything that was proposed in a call, together or not at all; how many.

    Raises Refusal where nothing waits, where an outcome would have more applications than places, and for whoever
    proposed any of it.
    """
    Call.objects.select_for_update().get(pk=call.pk)
    waiting = list(
        Verdict.objects.select_for_update(of=("self",))
        .filter(application__call=call, applied_at=None, taken_back_at=None)
        .select_related("application")
    )
    if not waiting:
        raise Refusal(_("Nothing is proposed."))
    if any(one.proposed_by == str(by) for one in waiting):
        raise Refusal(_("You proposed some of this yourself."), remedy=_("Somebody else looks at it and applies it."))
    _refuse_too_many(call, waiting)
    now = timezone.now()
    lines = []
    for one in waiting:
        before, one.application.outcome = one.application.outcome, one.outcome
        one.application.save(update_fields=["outcome"])
        one.applied_at, one.applied_by = now, str(by)
        one.save(update_fields=["applied_at", "applied_by"])
        lines.append(Entry("decide", f"application:{one.application.code}", {"outcome": [before, one.outcome]}))
    audit.note_all(by=by, entries=lines)
    return len(waiting)


def _refuse_too_many(call: Call, waiting: list[Verdict]) -> None:
    """Whoever came to an outcome has come to it, also where they came further since."""
    of_each: Counter[str] = Counter(
        outcome for outcome, _pk in reached(call, {(one.application_id, one.stage): one.outcome for one in waiting})
    )
    for outcome in call.outcomes.exclude(places=None):
        if of_each[outcome.code] > (outcome.places or 0):
            raise Refusal(
                _("“%(code)s” has %(places)d places, and %(count)d applications would have it.")
                % {"code": outcome.code, "places": outcome.places, "count": of_each[outcome.code]},
                remedy=_("Take proposals back until they fit."),
            )


@transaction.atomic
def announce(*, call: Call, outcome: str, by: object) -> Announcement:
    """Tell the public who came to an outcome; without one, the numbers of the call.

    Raises Refusal where the call is not public, where nobody came to the outcome, and for what was announced.
    """
    if not call.is_published or call.is_template:
        raise Refusal(_("The call itself is not public."))
    if outcome:
        _refuse_outcome(call, outcome)
        if not any(one == outcome for one, _pk in reached(call, {})):
            raise Refusal(_("Nobody has come to this yet."), remedy=_("Apply what is proposed first."))
    made, is_new = Announcement.objects.get_or_create(
        call=call, outcome=outcome, defaults={"at": timezone.now(), "by": str(by)}
    )
    if not is_new:
        raise Refusal(_("This was announced already."))
    audit.note(by=by, verb="announce", subject=f"call:{call.slug}", change={"outcome": [None, outcome]}, public=True)
    return made


@transaction.atomic
def release_feedback(*, call: Call, by: object, step: str = FIRST) -> int:
    """Freeze what every applicant of a step is told: of the reading, or why there was none; how many. Who was told
    already is not told again.

    Raises Refusal where no review was sent, where a decision still waits, and, with the applications, where a text
    names a juror.
    """
    if Verdict.objects.filter(application__call=call, applied_at=None, taken_back_at=None).exists():
        raise Refusal(_("Some decisions still wait to be applied."))
    read, unread = read_in(call, step), refused(call, step)
    if not read and not unread:
        raise Refusal(_("No review was sent yet."))
    _refuse_names(call, read)
    pool = means_of(one for versions in read.values() for one in versions)
    told = Feedback.objects.filter(stage=step, is_read=True)
    entries = Application.objects.filter(pk__in=read).exclude(pk__in=told.values("application"))
    given = {"stage": step, "released_at": timezone.now(), "by": str(by)}
    made = [
        _feedback(one, feedback_of(one, step, read[one.pk], pool), is_read=True, **given)
        for one in real_before_rehearsed(entries)
    ] + [_feedback(one, finding_of(one), is_read=False, **given) for one in real_before_rehearsed(unread)]
    Feedback.objects.bulk_create(made)
    change = {"applications": [None, len(made)]}
    audit.note(by=by, verb="release", subject=f"feedback:{call.slug}", change=change)
    return len(made)


def _refuse_names(call: Call, read: dict[int, list[ReviewVersion]]) -> None:
    jurors = Juror.objects.filter(round__call=call)
    if named := naming([one for versions in read.values() for one in versions], jurors):
        codes = sorted({one.review.application.code for one in named})
        raise Refusal(
            _("Texts for the applicants name a juror: %(codes)s.") % {"codes": ", ".join(codes[:NAMED])},
            remedy=_("Ask the juror to write it without names, and send the review again."),
        )


def _feedback(application: Application, content: dict[str, object], **given: Any) -> Feedback:
    return Feedback(application=application, content=content, sha256=digest(content), **given)


def mail_feedback(*, call: Call, by: object) -> int:
    """Write to all whose feedback was released and who were not written yet; how many applications. Each is noted
    before its letters leave: when the machine stops in between, one is lost rather than sent twice."""
    del by  # the release left the line
    written = 0
    for one in Feedback.objects.filter(application__call=call, mailed_at=None).select_related("application__call"):
        if not Feedback.objects.filter(pk=one.pk, mailed_at=None).update(mailed_at=timezone.now()):
            continue
        try:
            send_feedback(one, keepers_of(one.application))
        except (SMTPException, OSError):
            Feedback.objects.filter(pk=one.pk).update(mailed_at=None)
            continue
        written += 1
    return written

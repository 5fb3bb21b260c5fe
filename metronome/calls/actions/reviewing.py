"""What jurors do: keep what they type, and send it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.refusal import Refusal

from ..enums import Confidence, JurorState, ReviewState
from ..judging.entries import versions_of
from ..judging.scores import read_scores
from ..models import Criterion, Review, ReviewVersion
from ..steps import parts_at
from .assigning import refuse_conflict

#: Characters of a text, and of all that a draft may hold.
LONGEST, LARGEST = 6000, 40_000


@transaction.atomic
def keep_review(*, review: Review, typed: Mapping[str, Any], by: object) -> Review:
    """Keep what a juror has typed so far. It is no part of the record and leaves no line.

    Raises Refusal where they must not or cannot write, and for what is too long.
    """
    del by
    review = _writable(review)
    if len(json.dumps(typed)) > LARGEST:
        raise Refusal(_("This is too long to be kept."), remedy=_("Shorten it."))
    review.draft, review.saved_at = dict(typed), timezone.now()
    review.save(update_fields=["draft", "saved_at"])
    return review


@transaction.atomic
def send_review(*, review: Review, typed: Mapping[str, Any], about: int, by: object) -> ReviewVersion:
    """Send a review about a version of the application: the number that was on the page. It can be sent again until
    the panel has decided; each version is kept.

    A score that is not given is missing, and counts nothing. Raises Refusal with the field for what cannot be sent.
    """
    review = _writable(review)
    application = review.application
    if not review.juror.round.frozen_at:
        raise Refusal(_("Reviews are not open yet."), remedy=_("What you typed is kept."))
    if application.verdicts.filter(applied_at__isnull=False, applied_at__gt=review.at).exists():
        raise Refusal(_("The panel has decided about this application."))
    counts = versions_of([application], review.juror.round.stage).get(application.pk)
    if counts is None or about != counts.number:
        raise Refusal(
            _("The applicant handed in another version meanwhile."),
            remedy=_("Look at what differs, then send again; what you typed is kept."),
        )
    criteria = Criterion.objects.filter(call=application.call_id)
    scores = read_scores(parts_at(criteria, application.call, review.juror.round.stage), typed)
    if not scores:
        raise Refusal(_("Give one score at least."), field="scores")
    text, note = (str(typed.get(name, "")).strip() for name in ("text", "note"))
    for name, words in (("text", text), ("note", note)):
        if len(words) > LONGEST:
            raise Refusal(_("At most %(most)d characters.") % {"most": LONGEST}, field=name)
    number = (review.version or 0) + 1
    version = ReviewVersion.objects.create(
        review=review, number=number, application_version=about, scores=scores, text=text, note=note,
        confidence=_confidence(typed), language=get_language() or "", sent_at=timezone.now(), by=str(by),
    )  # fmt: skip
    review.state, review.version, review.draft = ReviewState.SENT, number, {}
    review.save(update_fields=["state", "version", "draft"])
    audit.note(by=by, verb="send", subject=str(review), change={"version": [number - 1 or None, number]})
    return version


def _writable(review: Review) -> Review:
    """The review, locked. Raises Refusal where its juror must not or cannot write it."""
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("juror__round", "application__call")
        .get(pk=review.pk)
    )
    refuse_conflict(review=review)
    if review.state not in (ReviewState.ASSIGNED, ReviewState.SENT) or review.juror.state != JurorState.ACCEPTED:
        raise Refusal(_("This application is not yours to read any more."))
    return review


def _confidence(typed: Mapping[str, Any]) -> int | None:
    words = str(typed.get("confidence", ""))
    return int(words) if words in {str(value) for value in Confidence.values} else None

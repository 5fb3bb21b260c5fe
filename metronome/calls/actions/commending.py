"""What the jury says of an application, for everybody: written by one hand, confirmed by another, in the languages in
which the network publishes."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.desk.readiness import refuse_unready
from metronome.ground import audit
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text

from ..judging.commended import is_told, lacking_in_words, that_count
from ..judging.outcomes import reached
from ..models import Application, Call, Commendation

#: How many characters the jury says in a language, at most.
LONGEST = 2_000


@transaction.atomic
def write_commendation(
    *, application: Application, outcome: str, texts: Mapping[str, str], source: str, by: object
) -> Commendation:
    """Write what the jury says of an application that came to an outcome, by language; `source` is the language of
    which the others are translations. It takes the place of what waited. Without words: nothing is said any longer.

    Raises Refusal for an outcome to which the application has not come, for what is too long, and for no words where
    none are shown.
    """
    Call.objects.select_for_update().get(pk=application.call_id)
    if (outcome, application.pk) not in reached(application.call, {}):
        raise Refusal(_("The application has not come to this."), remedy=_("Apply what is proposed first."))
    said = {code: words.replace("\x00", "").strip() for code, words in texts.items()}
    for code, words in said.items():
        if len(words) > LONGEST:
            reason = _("This is longer than %(most)d characters.") % {"most": LONGEST}
            raise Refusal(reason, field=f"text_{code}", remedy=_("Make it shorter."))
    text, counts = Text.of(said, source=source), that_count(application.call).get((application.pk, outcome))
    if not text and (counts is None or not counts.text):
        raise Refusal(_("Nothing is written yet."), field=f"text_{source}")
    now = timezone.now()
    _waiting(application, outcome).update(taken_back_at=now)
    made = Commendation.objects.create(
        application=application, outcome=outcome, text=text, written_at=now, written_by=str(by)
    )
    change = {"outcome": outcome, "text": [counts.text.to_json() if counts else None, text.to_json()]}
    audit.note(by=by, verb="write", subject=f"application:{application.code}", change=change)
    return made


@transaction.atomic
def confirm_commendation(*, application: Application, outcome: str, written_at: str, by: object) -> Commendation:
    """Confirm what another hand wrote, so that it counts. `written_at` is the moment, in ISO 8601, of what was read.

    Raises Refusal where nothing waits, or something else than what was read; for one's own words; and where a language
    of publication is lacking.
    """
    found = _waiting(application, outcome).select_for_update().first()
    if found is None or found.written_at.isoformat() != written_at:
        raise Refusal(_("What you read was written anew, or confirmed already."), remedy=_("Read it again."))
    if found.written_by == str(by):
        raise Refusal(_("You wrote this yourself."), remedy=_("Somebody else looks at it and confirms it."))
    refuse_unready(lacking_in_words(found.text))
    found.confirmed_at, found.confirmed_by = timezone.now(), str(by)
    found.save(update_fields=["confirmed_at", "confirmed_by"])
    subject, told = f"application:{application.code}", is_told(application)
    audit.note(by=by, verb="confirm words", subject=subject, change={"outcome": outcome}, public=told)
    return found


@transaction.atomic
def take_commendation_back(*, application: Application, outcome: str, by: object) -> None:
    """Take back what waits; what counts stays. Raises Refusal where nothing waits."""
    if not _waiting(application, outcome).update(taken_back_at=timezone.now()):
        raise Refusal(_("Nothing waits to be confirmed."))
    audit.note(
        by=by, verb="take back", subject=f"application:{application.code}", change={"commendation": [outcome, None]}
    )


def _waiting(application: Application, outcome: str) -> QuerySet[Commendation]:
    open_ones = Commendation.objects.filter(confirmed_at=None, taken_back_at=None)
    return open_ones.filter(application=application, outcome=outcome)

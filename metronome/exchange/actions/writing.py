"""Questions to those behind a practice and to experts, and their answers, by way of the platform."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.models import Person
from metronome.exchange.models import Expert, Letter, Practice
from metronome.ground import audit
from metronome.ground.refusal import Refusal

#: So many questions may one person ask in a day.
MOST_A_DAY = 20


@transaction.atomic
def send_letter(*, practice: Practice | None = None, expert: Expert | None = None, text: str, by: Person) -> Letter:
    """Keep a question, to be sent. What was written stands in no line of the audit.

    Raises Refusal where nobody would receive it, without words, and after very many in a day.
    """
    if not text.strip():
        raise Refusal(_("Write what you would like to know."), field="text")
    reachable = practice.contacts.exists() if practice else bool(expert and expert.email)
    if not reachable:
        raise Refusal(_("Nobody can be reached about this."), remedy=_("Ask the secretariat."))
    since = timezone.now() - timedelta(days=1)
    if Letter.objects.filter(sender=by, sent_at__gt=since).count() >= MOST_A_DAY:
        raise Refusal(_("You have asked very many questions today."), remedy=_("Go on tomorrow."))
    letter = Letter.objects.create(
        practice=practice, expert=expert, sender=by, text=text.strip(), sent_at=timezone.now()
    )
    about = f"practice:{practice.slug}" if practice else f"expert:{expert.slug}" if expert else ""
    audit.note(by=by, verb="ask", subject=str(letter), change={"about": [None, about]})
    return letter


@transaction.atomic
def answer_letter(*, letter: int, answer: str, by: object) -> Letter:
    """Keep the answer to a question, to be sent. Raises Refusal without words, and for one that is answered."""
    found = Letter.objects.select_for_update().get(pk=letter)
    if found.answer:
        raise Refusal(_("This question is answered already."))
    if not answer.strip():
        raise Refusal(_("Write an answer."), field="answer")
    found.answer, found.answered_at = answer.strip(), timezone.now()
    found.save(update_fields=["answer", "answered_at"])
    audit.note(by=by, verb="answer", subject=str(found))
    return found

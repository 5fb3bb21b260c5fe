"""Experts keep their own profile: who signs in as one, and their consent to be asked."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.actions import call_in
from metronome.accounts.models import Person
from metronome.exchange.held import held_expert
from metronome.exchange.letters import send_expert_appointment
from metronome.exchange.models import Expert, ExpertAccount
from metronome.ground import audit
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal

from .loading import put_experts


@transaction.atomic
def invite_expert(*, email: str, expert: Expert, by: object, name: str = "", language: str = "") -> ExpertAccount:
    """Let the person with an address keep the profile of an expert. Whoever cannot sign in yet is sent a link to open
    an account; whoever can is told.

    Raises Refusal for an address that is none, or if somebody signs in as the expert already.
    """
    person = call_in(email=email, by=by, name=name, language=language)
    grant = appoint_expert(person=person, expert=expert, by=by)
    if person.is_active:
        transaction.on_commit(lambda: send_expert_appointment(grant))
    return grant


@transaction.atomic
def appoint_expert(*, person: Person, expert: Expert, by: object) -> ExpertAccount:
    """Let a person sign in as an expert. Raises Refusal if somebody does already."""
    Expert.objects.select_for_update().get(pk=expert.pk)
    if ExpertAccount.objects.standing().filter(expert=expert).exists():
        raise Refusal(
            _("Somebody signs in as this expert already."),
            field="expert",
            remedy=_("End that first, if they changed."),
        )
    grant: ExpertAccount = ExpertAccount.objects.create(person=person, expert=expert, by=str(by))
    audit.note(by=by, verb="appoint", subject=f"expert:{expert.slug}", change={"account": [None, str(person)]})
    return grant


@transaction.atomic
def end_expert_account(*, grant: ExpertAccount, by: object) -> None:
    """End that a person signs in as an expert; it counts from their next request on.

    Raises Refusal if it has ended.
    """
    if not ExpertAccount.objects.standing().filter(pk=grant.pk).update(until=timezone.now()):
        raise Refusal(_("This person no longer signs in as the expert."))
    subject = f"expert:{grant.expert.slug}"
    audit.note(by=by, verb="withdraw", subject=subject, change={"account": [str(grant.person), None]})


@transaction.atomic
def choose_consent(*, expert: str, consents: bool, by: object) -> None:
    """Note that an expert consents from today on to be named and asked, or no longer does.

    Raises Refusal where it stands so already.
    """
    row = Expert.objects.select_for_update(of=("self",)).get(slug=expert)
    if consents == row.consents:
        raise Refusal(_("It stands so already."))
    today = timezone.localdate()
    held, hand = held_expert(row), Hand(by)
    if consents:
        given = replace(held, consented_on=today, withdrawn_on=None)
    else:
        given = replace(held, withdrawn_on=today)
    put_experts(experts=[given], by=hand)
    hand.leave(verb="consent" if consents else "withdraw")

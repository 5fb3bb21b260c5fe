"""Letters that the platform carries between people who do not see each other's address."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from metronome.accounts.queries import language_of
from metronome.ground.text import Text

from .models import ExpertAccount, Letter

SALT = "the answer to a question"


def token_of(letter: Letter) -> str:
    """What stands in the address at which a question is answered; it opens nothing else."""
    return signing.dumps(letter.pk, salt=SALT)


def letter_of(token: str) -> Letter:
    """The question of such an address.

    Raises Letter.DoesNotExist where it is none of ours.
    """
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Letter.DoesNotExist from None
    return Letter.objects.select_related("practice", "expert", "sender").get(pk=pk)


def about(letter: Letter) -> str:
    """What a question is about, in the language of now."""
    text = letter.practice.title if letter.practice else letter.expert.knows if letter.expert else Text()
    return text.in_(translation.get_language() or settings.LANGUAGE_CODE)


def receivers(letter: Letter) -> Sequence[str]:
    """Who receives a question."""
    if letter.practice:
        return list(letter.practice.contacts.values_list("email", flat=True))
    return [letter.expert.email] if letter.expert and letter.expert.email else []


def send_question(letter: Letter) -> None:
    """Carry a question: each receiver gets a letter of their own."""
    for email in receivers(letter):
        with translation.override(language_of(email) or translation.get_language() or settings.LANGUAGE_CODE):
            href = settings.ADDRESS + reverse("exchange:answer", args=[token_of(letter)])
            text = render_to_string("exchange/question.txt", {"letter": letter, "about": about(letter), "href": href})
            send_mail(_("A question about: %(about)s") % {"about": about(letter)[:120]}, text, None, [email])


def send_answer(letter: Letter) -> None:
    """Carry the answer back to whoever asked."""
    person = letter.sender
    if not person.is_active:
        return
    with translation.override(person.language or translation.get_language() or settings.LANGUAGE_CODE):
        text = render_to_string("exchange/answer.txt", {"letter": letter, "about": about(letter)})
        send_mail(_("An answer about: %(about)s") % {"about": about(letter)[:120]}, text, None, [person.email])


def send_expert_appointment(grant: ExpertAccount) -> None:
    """Tell somebody who can sign in that they keep the profile of an expert now."""
    person = grant.person
    with translation.override(person.language or translation.get_language() or settings.LANGUAGE_CODE):
        href = settings.ADDRESS + reverse("exchange:my_expert_of", args=[grant.expert.slug])
        text = render_to_string("exchange/expert_appointed.txt", {"href": href})
        send_mail(_("Your profile as an expert"), text, None, [person.email])

"""What a letter about a round says to somebody who speaks for members of it, in their language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from metronome.accounts.models import Person
from metronome.network.queries import network_languages

from ..enums import Letter
from ..models import Round, RoundMember


@dataclass(frozen=True, slots=True)
class Owed:
    """What a person's letter says of one member."""

    name: str
    owed: int
    of: int
    href: str


def letter_about(found: Round, kind: Letter, person: Person, asked: Sequence[RoundMember]) -> EmailMessage:
    language = person.language or network_languages()[0]
    with translation.override(language):
        owed = [
            Owed(
                one.member.name.in_(language),
                one.owed,  # type: ignore[attr-defined]
                one.of,  # type: ignore[attr-defined]
                settings.ADDRESS + reverse("observatory:my_round", args=[one.pk]),
            )
            for one in asked
        ]
        subjects = {
            Letter.BEGIN: _("%(round)s: your values are asked for"),
            Letter.REMIND: _("%(round)s: answers are still missing"),
            Letter.RETURNED: _("%(round)s: answers came back to you"),
        }
        title = found.title.in_(language)
        context = {"title": title, "kind": kind.value, "owed": owed, "due": found.due_on}
        text = render_to_string("observatory/round_letter.txt", context)
        subject = " ".join((subjects[kind] % {"round": title}).split())
        headers = {"Auto-Submitted": "auto-generated"}
        return EmailMessage(subject, text, None, [person.email], headers=headers)

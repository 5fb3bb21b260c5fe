"""Letters about accounts, each in the language of who receives it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from .models import Person
from .queries import letters_token

#: How the network is called in the active language: a room above knows.
_names: list[Callable[[], str]] = []


def register_name(name: Callable[[], str]) -> None:
    """Hand in how the network is called, when the site starts; letters name it to people who never heard of it."""
    _names[:] = [name]


def link_address(token: str, *, language: str) -> str:
    """The whole address of a link that lets somebody in."""
    with translation.override(language or settings.LANGUAGE_CODE):
        return settings.ADDRESS + reverse("accounts:link", args=[token])


def letters_address(person: Person, *, language: str) -> str:
    """The whole address at which somebody says how often they wish to be written, without signing in."""
    with translation.override(language):
        return settings.ADDRESS + reverse("accounts:letters", args=[letters_token(person)])


def send_invitation(person: Person, *, token: str) -> None:
    """Send somebody the link that opens their account."""
    language = person.language or translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        network = next((name() for name in _names), "")
        context = {"href": link_address(token, language=language), "network": network}
        subject = _("%(network)s: your account is ready") % {"network": network} if network else ""
        text = render_to_string("accounts/invitation.txt", context)
        send_mail(" ".join(subject.split()) or _("Your account is ready"), text, None, [person.email])

"""Letters about calls, each in the language of who receives it."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from metronome.accounts.models import Person

from ..models import Feedback, Juror


def send_jurors_invitation(juror: Juror) -> None:
    """Ask somebody whether they will be on a panel; the page asks for conflicts first."""
    person = juror.person
    with translation.override(person.language or settings.LANGUAGE_CODE):
        href = settings.ADDRESS + reverse("calls:invitation", args=[juror.pk])
        title = juror.round.call.title.in_(translation.get_language() or "")
        text = render_to_string("calls/letters/invitation.txt", {"juror": juror, "title": title, "href": href})
        send_mail(_("Will you read for “%(title)s”?") % {"title": title}, text, None, [person.email])


def send_feedback(told: Feedback, people: list[Person]) -> None:
    """Tell those who wrote an application that it was read, or why it was not, and where to find what was said."""
    application = told.application
    language = application.language if application.language in dict(settings.LANGUAGES) else ""
    for person in people:
        with translation.override(language or person.language or settings.LANGUAGE_CODE):
            href = settings.ADDRESS + reverse("calls:feedback", args=[application.code])
            title = application.call.title.in_(translation.get_language() or "")
            given = {"application": application, "title": title, "href": href, "is_read": told.is_read}
            text = render_to_string("calls/letters/feedback.txt", given)
            subject = (
                _("“%(title)s”: what the readers said") if told.is_read else _("“%(title)s”: why it was not read")
            )
            send_mail(subject % {"title": title}, text, None, [person.email])

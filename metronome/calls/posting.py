"""Letters about applications, each in the language of who receives it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from metronome.accounts.models import Person

from .concerned import steps_concerned
from .models import Appeal, Application, ApplicationVersion, CallVersion, InformationRequest
from .phrases import moment_for


def keepers_of(application: Application) -> list[Person]:
    """Who writes an application and can sign in. Nobody where it was made to rehearse: its city does not exist."""
    if application.is_test:
        return []
    found = application.keepers.filter(until=None, person__is_active=True).select_related("person")
    return [keeper.person for keeper in found]


def send_way_in(*, email: str, token: str, title: str, call: str, language: str) -> None:
    """Send somebody without an account the way to the application that they began."""
    with translation.override(language):
        href = settings.ADDRESS + reverse("calls:arrive", args=[token])
        text = render_to_string("calls/letters/way_in.txt", {"href": href, "title": title, "call": call})
        send_mail(_("Go on with your application"), text, None, [email])


def send_way_to(application: Application, person: Person) -> None:
    """Tell somebody that they may write an application."""
    send_all([person], "way_to", application, subject=lambda: _("You write an application with others"))


def send_receipt(version: ApplicationVersion) -> None:
    """Tell everybody who writes an application that it was handed in, when, and by which digest it is known."""
    application = version.application
    send_all(
        keepers_of(application), "receipt", application, subject=lambda: _("Your application was received"),
        version=version, at=version.submitted_at,
    )  # fmt: skip


def send_amendment(version: CallVersion) -> None:
    """Tell everybody who applies to a call, and whose step was changed, and ask whether they go on."""
    running = Application.objects.filter(call=version.call).exclude(state__in=("withdrawn", "duplicate", "merged"))
    for application in running.filter(stage__in=steps_concerned(version)).select_related("call"):
        send_all(
            keepers_of(application), "amendment", application, subject=lambda: _("The call was changed: do you go on?")
        )


def send_request(request: InformationRequest) -> None:
    """Ask an applicant for information."""
    application = request.application
    send_all(
        keepers_of(application), "request", application, subject=lambda: _("A question about your application"),
        request=request, at=request.until,
    )  # fmt: skip


def send_finding(application: Application) -> None:
    """Tell an applicant whether the application is eligible; where it is not, why, and that they can appeal."""
    send_all(keepers_of(application), "finding", application, subject=lambda: _("The eligibility of your application"))


def send_appeal_decided(appeal: Appeal) -> None:
    application = appeal.finding.application
    send_all(
        keepers_of(application), "appeal", application, subject=lambda: _("Your appeal was decided"), appeal=appeal
    )


def send_invitation(application: Application, until: datetime | None) -> None:
    """Tell everybody who writes an application that it was chosen, and what is asked of it now, until when."""
    moment = {"at": until} if until else {}
    calendar = settings.ADDRESS + reverse("calls:calendar", args=[application.call.slug])
    send_all(
        keepers_of(application), "invited", application, calendar=calendar, **moment,
        subject=lambda: _("Your application goes on to the next step"),
    )  # fmt: skip


def send_reminder(application: Application, person: Person, *, deadline: Any, days: int) -> None:
    """Remind somebody of the deadline of an application that is not handed in."""
    send_all(
        [person], "reminder", application, subject=lambda: _("Your application is not handed in yet"),
        at=deadline, days=days,
    )  # fmt: skip


def send_all(people: Iterable[Person], name: str, application: Application, *, subject: Any, **more: Any) -> None:
    """A letter to each of them. One that the mail server does not take leaves the others alone: what it says stands on
    the page of the application as well. `at` is a moment, told by the clock of the call and by the reader's own."""
    for person in people:
        with translation.override(person.language or application.language or settings.LANGUAGE_CODE):
            href = settings.ADDRESS + reverse("calls:application", args=[application.code])
            words = {"when": moment_for(more["at"], application.call.zone, person.zone)} if "at" in more else {}
            language = translation.get_language() or settings.LANGUAGE_CODE
            context = {
                "application": application,
                "call": application.call.title.in_(language),
                "href": href,
                **more,
                **words,
            }
            text = render_to_string(f"calls/letters/{name}.txt", context)
            try:
                send_mail(subject(), text, None, [person.email])
            except (SMTPException, OSError):
                if name == "reminder":
                    raise

"""Sends digests. Nobody is written the same days twice, whatever happens in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from metronome.accounts.enums import Rhythm
from metronome.accounts.letters import letters_address
from metronome.accounts.models import Person
from metronome.design.words import direction_of
from metronome.ground import audit
from metronome.ground.period import Period
from metronome.home.models import Digest
from metronome.network.models import FocalPoint
from metronome.network.queries import focal_points_standing, network_languages
from metronome.projects.rules import can_follow_projects
from metronome.record.rules import can_note_activities

from .content import Content, Noted, content_for, noted_in

#: How many days one digest looks back at most.
LONGEST = 31


@dataclass(frozen=True, kw_only=True)
class Sent:
    """How many digests left, were not accepted by the mail server and will be tried again, or had nothing to say."""

    sent: int
    failed: int
    silent: int


def send_digests(*, day: date, by: object) -> Sent:
    """Write everybody who is due on a day what waits for them and what is new since the last time.

    Each letter is noted before it leaves: when the machine stops in between, one is lost rather than sent twice. One
    that the mail server does not take is tried again at the next run.
    """
    counts = {True: 0, False: 0, None: 0}
    noted = cache(noted_in)
    for person, grants, period in _due(day):
        counts[_write(person, grants, period, noted(period))] += 1
    if counts[True]:
        with transaction.atomic():
            audit.note(by=by, verb="send", subject=f"digest:{day}", change={"letters": [0, counts[True]]})
    return Sent(sent=counts[True], failed=counts[False], silent=counts[None])


def _due(day: date) -> Iterator[tuple[Person, list[FocalPoint], Period]]:
    """Everybody whose rhythm ends a period before the day, with the members they speak for and the days to tell of."""
    grants: dict[int, list[FocalPoint]] = {}
    for grant in focal_points_standing():
        grants.setdefault(grant.person_id, []).append(grant)
    told = dict(Digest.objects.order_by("last").values_list("person", "last"))
    for person in Person.objects.filter(is_active=True).exclude(digest=Rhythm.NEVER).order_by("pk"):
        own = grants.get(person.pk, [])
        keeps = can_note_activities(person)
        if not can_follow_projects(person) and not own:
            continue
        rhythm = person.digest or (Rhythm.DAILY if keeps else Rhythm.WEEKLY)
        last = day - timedelta(days=1 if rhythm == Rhythm.DAILY else day.weekday() + 1)
        begun = min((grant.since.date() for grant in own), default=last)
        first = max(told.get(person.pk, begun - timedelta(days=1)) + timedelta(days=1), last - timedelta(days=LONGEST))
        if first <= last:
            yield person, own, Period(first, last)


def _write(person: Person, grants: list[FocalPoint], period: Period, noted: Noted) -> bool | None:
    """Whether a digest left; None if there is nothing to say, or another run was quicker."""
    language = person.language or network_languages()[0]
    with translation.override(language):
        content = content_for(person, [grant.member for grant in grants], period, noted)
        if content is None:
            return None
        letter = _letter(person, content, language)
    days = list(period.days())
    try:
        with transaction.atomic():
            digest = Digest.objects.create(person=person, first=days[0], last=days[-1])
    except IntegrityError:
        return None
    try:
        letter.send()
    except (SMTPException, OSError):
        digest.delete()
        return False
    digest.sent_at = timezone.now()
    digest.save(update_fields=["sent_at"])
    return True


def _letter(person: Person, content: Content, language: str) -> EmailMultiAlternatives:
    """The letter as plain text and as HTML, with a way to have fewer of them."""
    fewer = letters_address(person, language=language)
    context = {
        "content": content,
        "fewer": fewer,
        "language": language,
        "direction": direction_of(language),
    }
    headers = {"List-Unsubscribe": f"<{fewer}>", "Auto-Submitted": "auto-generated"}
    text = render_to_string("home/digest.txt", context)
    letter = EmailMultiAlternatives(content.subject, text, None, [person.email], headers=headers)
    letter.attach_alternative(render_to_string("home/digest.html", context), "text/html")
    return letter

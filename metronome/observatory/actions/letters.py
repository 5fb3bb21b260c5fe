"""Writing to those who speak for a member of a round: one letter of a sort a person and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from smtplib import SMTPException

from django.db import IntegrityError, transaction
from django.utils import timezone

from metronome.accounts.models import Person
from metronome.ground import audit
from metronome.network.models import FocalPoint

from ..enums import Letter
from ..models import Round, RoundLetter, RoundMember
from ..rounds.letters import letter_about
from ..rounds.progress import members_asked


@dataclass(frozen=True, slots=True)
class Written:
    """How many letters left, were not taken by the mail server, and how many members have nobody to write to."""

    sent: int
    failed: int
    nobody: int


def write_focal_points(*, found: Round, kind: Letter, only: Sequence[int] = (), by: object) -> Written:
    """Write everybody who speaks for a member that still owes answers; `only`: of these members of the round.

    A letter is noted before it leaves: cut off in between, one is lost rather than sent twice. One that the mail
    server does not take may be sent again.
    """
    owing = {one.member_id: one for one in members_asked(found) if one.owed and (not only or one.pk in only)}  # type: ignore[attr-defined]
    grants = FocalPoint.objects.standing().filter(member__in=owing, person__is_active=True)
    people: dict[Person, list[RoundMember]] = {}
    for grant in grants.select_related("person"):
        people.setdefault(grant.person, []).append(owing[grant.member_id])
    written = [_write(found, kind, person, asked) for person, asked in people.items()]
    if sent := written.count(True):
        with transaction.atomic():
            audit.note(by=by, verb="send", subject=f"round:{found.slug}", change={kind.value: [0, sent]})
    reached = {one.pk for asked in people.values() for one in asked}
    return Written(written.count(True), written.count(False), len(owing) - len(reached))


def _write(found: Round, kind: Letter, person: Person, asked: Sequence[RoundMember]) -> bool | None:
    """Whether a letter left; None where one did today already."""
    try:
        with transaction.atomic():
            letter = RoundLetter.objects.create(round=found, person=person, kind=kind, day=_today())
    except IntegrityError:
        return None
    try:
        letter_about(found, kind, person, asked).send()
    except (SMTPException, OSError):
        letter.delete()
        return False
    return True


def _today() -> date:
    return timezone.now().date()

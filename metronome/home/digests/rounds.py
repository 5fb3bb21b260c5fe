"""What a digest says of the collection rounds of the observatory."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from metronome.accounts.models import Person
from metronome.design.words import reader
from metronome.ground.phrases import day_in_words
from metronome.network.models import Member
from metronome.network.phrases import labelled
from metronome.observatory.models import RoundMember
from metronome.observatory.rounds.progress import rounds_owed, rounds_published, rounds_to_check
from metronome.observatory.rules import can_keep_rounds


def owed_told(members: Sequence[Member]) -> list[str]:
    """What the observatory still asks of the members for whom somebody speaks."""
    return [_owed(one) for one in rounds_owed([member.pk for member in members])] if members else []


def _owed(one: RoundMember) -> str:
    number = one.owed  # type: ignore[attr-defined]
    words = ngettext("%(number)d value until %(day)s", "%(number)d values until %(day)s", number)
    about = labelled(one.member.name.in_(reader()), one.round.title.in_(reader()))
    return labelled(about, words % {"number": number, "day": day_in_words(one.round.due_on)})


def to_check_told(person: Person) -> list[str]:
    """The rounds in which answers wait for those who check them."""
    if not can_keep_rounds(person):
        return []
    return [labelled(one.title.in_(reader()), _answers(number)) for one, number in rounds_to_check()]


def _answers(number: int) -> str:
    return ngettext("%(number)d answer", "%(number)d answers", number) % {"number": number}


def published_told(member: Member, slugs: Sequence[str]) -> list[str]:
    """What was published of a member's values, with the release in which everybody finds them."""
    words = gettext("release %(release)s")
    return [
        labelled(one.title.in_(reader()), words % {"release": one.release.title.in_(reader())})
        for one in rounds_published([member.pk], slugs)
        if one.release
    ]

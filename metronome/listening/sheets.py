"""How bilateral meetings are kept at the desk, with the confidential notes apart from everything public."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.desk.sheets import Field, Sheet, keys_of, one_of, put_one, with_whole_days
from metronome.ground.phrases import day_in_words, month_in_words
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.network.models import Member, Partner
from metronome.network.queries import network_languages
from metronome.network.sheets import known_members, known_partners
from metronome.network.shown import members_named, partners_named

from .actions import put_bilaterals
from .enums import Channel, Precision
from .given import GivenBilateral
from .models import Bilateral


def tidy_bilateral(given: GivenBilateral) -> GivenBilateral:
    """Raises Refusal where it was with nobody or with two."""
    if bool(given.member) == bool(given.partner):
        raise Refusal(_("A meeting is with one member or with one partner."), field="member")
    tidied: GivenBilateral = with_whole_days(replace(given, notes=given.notes.strip()))
    return tidied


def title_of_bilateral(meeting: Any) -> str:
    """With whom, and when; from a row or from what is given."""
    who = meeting.member or meeting.partner
    name = getattr(who, "name", who)
    day = meeting.first_day
    when = month_in_words(day.year, day.month) if meeting.precision == Precision.MONTH else day_in_words(day)
    return f"{name.in_(reader()) if isinstance(name, Text) else name}, {when}"


def bilaterals_named(rows: QuerySet[Bilateral], words: str) -> QuerySet[Bilateral]:
    """Those with somebody of that name."""
    if not words:
        return rows
    languages = network_languages()
    members, partners = members_named(words, languages), partners_named(words, languages)
    return rows.filter(Q(member__in=members.values("pk")) | Q(partner__in=partners.values("pk")))


BILATERALS = Sheet(
    kind="bilaterals",
    subject="bilateral",
    given=GivenBilateral,
    rows=lambda: Bilateral.objects.select_related("member", "partner").order_by("-first_day", "slug"),
    plural=lambda: _("Bilateral meetings"),
    one=lambda: _("Bilateral meeting"),
    fields=(
        Field(name="member", label=lambda: _("Member"), spellings=known_members),
        Field(name="partner", label=lambda: _("Partner"), spellings=known_partners),
        Field(name="first_day", label=lambda: _("First day"), is_required=True),
        Field(name="last_day", label=lambda: _("Last day, if it is another")),
        Field(name="precision", label=lambda: _("Exact to the"), choices=one_of(Precision.choices), is_required=True),
        Field(name="channel", label=lambda: _("Channel"), choices=one_of(Channel.choices)),
        Field(name="needs", label=lambda: _("Needs and challenges"), is_long=True),
        Field(name="follow_up", label=lambda: _("Follow-up"), is_long=True),
        Field(
            name="notes",
            label=lambda: _("Confidential notes"),
            hint=lambda: _("For the secretariat only. They stand on no public page and in no line of the history."),
            is_long=True,
        ),
        Field(name="is_cancelled", label=lambda: _("Taken back: it counts no more, and keeps its history")),
    ),
    title=title_of_bilateral,
    put=put_one(put_bilaterals, name="bilaterals", members=keys_of(Member), partners=keys_of(Partner)),
    named=bilaterals_named,
    identity=lambda given: f"{given.first_day:%Y-%m} {given.member or given.partner}",
    tidy=tidy_bilateral,
    fresh={"precision": Precision.DAY.value},
    personal=frozenset({"notes"}),
    hidden=frozenset({"notes", "needs", "follow_up"}),
    in_title=frozenset({"member", "partner"}),
)

"""The ways from the desk to the other pages that one's offices open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from metronome.accounts.models import Person
from metronome.accounts.queries import roles_of
from metronome.accounts.rules import can_give_roles
from metronome.exchange.queries import experts_of
from metronome.ground.addresses import address
from metronome.home.rules import can_prepare_assessments
from metronome.network.queries import members_spoken_for, partners_spoken_for
from metronome.network.rules import can_speak_for_a_member
from metronome.observatory.rules import can_keep_rounds
from metronome.projects.rules import can_follow_projects
from metronome.projects.to_do import asked_of_leads, asked_of_secretariat, counts_in_words
from metronome.record.rules import can_note_activities
from metronome.report.rules import can_see_editions_in_preparation


@dataclass(frozen=True, kw_only=True)
class Way:
    """A page that somebody's office leads to, with what one does there."""

    href: str
    label: str
    words: str


def ways(person: Person, today: date) -> Iterator[Way]:
    """Where one's other offices lead to, and then what everybody who signs in may see."""
    yield from ways_of_projects(person, today)
    yield from ways_of_who_is_asked(person)
    yield from ways_of_the_secretariat(person)
    words = gettext("Long work that you have asked for, and what came of it.")
    yield Way(href=address("tasks:tasks"), label=gettext("Tasks"), words=words)
    words = gettext("What the network did in a period, made from its record.")
    yield Way(href=address("report:editions"), label=gettext("Reports"), words=words)
    words = gettext("How far it is covered, line by line and result by result.")
    yield Way(href=address("home:plan"), label=gettext("Plan"), words=words)


def ways_of_projects(person: Person, today: date) -> Iterator[Way]:
    """The projects that one's members lead, and those that the secretariat follows, with what is to do in them."""
    if can_speak_for_a_member(person):
        asked = asked_of_leads(members_spoken_for(person), today)
        words = gettext("Reports, outputs and expenses of the projects that your member leads.")
        href, label = address("projects:my_projects"), gettext("My projects")
        yield Way(href=href, label=label, words=counts_in_words(asked) or words)
    if can_follow_projects(person):
        words = gettext("What is late, what waits for acceptance, and which instalments may be paid.")
        if not can_note_activities(person):
            words = counts_in_words(asked_of_secretariat(person, today)) or words
        yield Way(href=address("projects:to_do"), label=gettext("Projects of members"), words=words)


def ways_of_who_is_asked(person: Person) -> Iterator[Way]:
    """The pages of those who speak for a member or a partner, and of experts."""
    if not roles_of(person) and can_speak_for_a_member(person):
        words = gettext("What the network notes about it, and what you ask to be corrected.")
        yield Way(href=address("home:my_member"), label=gettext("My member"), words=words)
    if can_speak_for_a_member(person):
        words = gettext("What the observatory asks of your member, and what you answered.")
        yield Way(href=address("observatory:my_rounds"), label=gettext("Questions of the observatory"), words=words)
    if not can_note_activities(person) and experts_of(person).exists():
        words = gettext("What cities ask you, your profile and your consent.")
        yield Way(href=address("exchange:my_expert"), label=gettext("My profile"), words=words)
    if not can_note_activities(person) and partners_spoken_for(person).exists():
        words = gettext("What the network does with it, its profile and its people.")
        yield Way(href=address("home:my_partner"), label=gettext("My partner"), words=words)


def ways_of_the_secretariat(person: Person) -> Iterator[Way]:
    """What the network itself keeps, each part for whose office it is."""
    if can_keep_rounds(person):
        words = gettext("Ask members for values of their metropolises, check and publish what they say.")
        yield Way(href=address("observatory:rounds"), label=gettext("Collection rounds"), words=words)
    if can_note_activities(person):
        words = gettext("Published reports become activities to review.")
        yield Way(href=address("intake:readings"), label=gettext("Reports to read back"), words=words)
    if can_give_roles(person):
        words = gettext("Invite people, give roles and withdraw them.")
        yield Way(href=address("home:people"), label=gettext("People and roles"), words=words)
    if person.is_staff:
        words = gettext("Mend what no page mends.")
        yield Way(href="/repair/", label=gettext("Repair desk"), words=words)
    if can_note_activities(person):
        yield Way(
            href=address("exchange:desk"),
            label=gettext("Exchange of practices"),
            words=gettext("Reports, verification, and what is to be confirmed again."),
        )
        words = gettext("Bring a list in from a spreadsheet, or take one along as a file.")
        yield Way(href=address("intake:imports"), label=gettext("Imports"), words=words)
    if can_prepare_assessments(person):
        words = gettext("What was done for each result in a year, how it was assessed, and what is proposed.")
        yield Way(href=address("home:assessing"), label=gettext("Assessments"), words=words)
    if can_see_editions_in_preparation(person):
        words = gettext("Texts, checks, preview, and the steps to publication.")
        yield Way(href=address("report:preparing"), label=gettext("Reports in preparation"), words=words)

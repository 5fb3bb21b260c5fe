"""What a digest says: to the secretariat, what waits for them; to focal points, what is new of their member.

Everything is in the reader's language, which must be active. What is asked of the record is what the same person sees
on their desk or on the page of their member.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from metronome.accounts.models import Person
from metronome.design.templatetags.texts import plain
from metronome.design.words import reader
from metronome.desk.queries import waiting as proposals_waiting
from metronome.desk.rules import can_review, kinds_decided
from metronome.desk.shown import proposals_shown
from metronome.exchange.queries import adoptions_of, due_practices, open_flags
from metronome.exchange.shown import adoption_of_mine
from metronome.ground.audit import Line
from metronome.ground.period import Period
from metronome.ground.phrases import days_in_words
from metronome.listening.models import Bilateral
from metronome.network.models import CorrectionRequest, Member
from metronome.network.phrases import labelled, part_label
from metronome.network.queries import the_network
from metronome.network.rules import can_answer_corrections
from metronome.network.shown import CorrectionShown, corrections_waiting
from metronome.projects.rules import can_follow_projects
from metronome.projects.to_do import asked_of_leads, asked_of_secretariat
from metronome.record.kept import waiting
from metronome.record.models import Activity, MediaMention
from metronome.record.rules import can_note_activities, can_review_activities

from ..practices.searches import news_of_searches
from ..profile import with_a_part
from .rounds import owed_told, published_told, to_check_told

#: How many things of one sort a letter names; the others are a number.
FEW = 8
#: Identities by sort: {"activity": {"forum"}}.
Noted = Mapping[str, Set[str]]


@dataclass(frozen=True, kw_only=True)
class Section:
    """Things of one sort under a heading; `more` are counted only."""

    title: str
    lines: Sequence[str]
    more: int = 0


@dataclass(frozen=True, kw_only=True)
class Content:
    """A letter: its subject, its sections, and the one step that it asks for."""

    subject: str
    sections: Sequence[Section]
    href: str
    action: str


def content_for(person: Person, members: Sequence[Member], period: Period, noted: Noted) -> Content | None:
    """The digest of a period, in which this was noted, for somebody who speaks for these members; None if there is
    nothing to say."""
    keeps, at_desk = can_note_activities(person), can_follow_projects(person)
    waits = [
        *waiting_for(person, keeps=keeps),
        *section(gettext("The observatory asks for values"), owed_told(members)),
        *section(gettext("Answers of collection rounds, to check"), to_check_told(person)),
        *projects_waiting(members, person),
        *practices_waiting(members, person),
    ]
    news = [part for member in members for part in news_of(member, period, noted)]
    news += practices_found(person, period)
    if not waits and not news:
        return None
    network = the_network()
    words = gettext("%(network)s: what is new about your member")
    if waits:
        words = gettext("%(network)s: what waits for you")
    return Content(
        subject=" ".join((words % {"network": network.name.in_(reader()) if network else "Metronome"}).split()),
        sections=[*waits, *news],
        href=settings.ADDRESS + reverse("home:desk" if at_desk else "home:my_member"),
        action=gettext("Open my desk") if at_desk else gettext("Open the page of my member"),
    )


def section(title: str, lines: Iterable[str]) -> list[Section]:
    """A section, or none where there is nothing."""
    told = [" ".join(line.split()) for line in lines]
    return [Section(title=title, lines=told[:FEW], more=max(0, len(told) - FEW))] if told else []


# What waits


def waiting_for(person: Person, *, keeps: bool) -> list[Section]:
    """What somebody has to do now, who keeps the record or only proposes changes; their own drafts press nobody."""
    titles = {
        "returned": gettext("Returned to you"),
        "review": gettext("To review"),
        "publish": gettext("Approved, to publish"),
    }
    activities = waiting(person, reviews=can_review_activities(person)) if keeps else {}
    proposals = proposals_waiting(person, decides=kinds_decided(person))
    sections = []
    for name, title in titles.items():
        told = [activity_told(one) for one in activities.get(name, ())]
        told += [labelled(one.sort, plain(one.title)) for one in proposals_shown(proposals.get(name, ()))]
        sections += section(title, told)
    if can_answer_corrections(person):
        asked = (correction_told(one) for one in corrections_waiting())
        sections += section(gettext("Corrections that focal points ask for"), asked)
    return sections


def activity_told(activity: Activity) -> str:
    days = days_in_words(Period(activity.first_day, activity.last_day))
    return f"{activity.title.in_(reader()) or activity.code} ({days})"


def correction_told(one: CorrectionShown) -> str:
    return labelled(one.request.member.name.in_(reader()), f"{one.request.about} – {one.part}")


def projects_waiting(members: Sequence[Member], person: Person) -> list[Section]:
    """What is to do in the projects that one's members lead; for the secretariat, in all of them."""
    today = timezone.localdate()
    leads = asked_of_leads([member.pk for member in members], today)
    return [
        *section(gettext("In the projects that your member leads"), (one.told for one in leads)),
        *section(gettext("In projects of members"), (one.told for one in asked_of_secretariat(person, today))),
    ]


def practices_waiting(members: Sequence[Member], person: Person) -> list[Section]:
    """What of the exchange waits for somebody: steps that another city said of theirs, practices to be confirmed
    again; for those who review, reports."""
    own = {member.pk for member in members}
    steps, due = [], []
    for member in members:
        adoptions = (adoption_of_mine(one, member) for one in adoptions_of(member.pk))
        steps += [one for one in adoptions if one.waiting and not one.waiting.is_own]
    if own:
        due = [one for one in due_practices(timezone.localdate()) if one.member_id in own]
    flags = open_flags() if can_review(person) else ()
    return [
        *section(
            gettext("Said by another city, for you to confirm"),
            (labelled(one.other, one.adoption.practice.title.in_(reader())) for one in steps),
        ),
        *section(gettext("Practices to be confirmed again"), (one.title.in_(reader()) for one in due)),
        *section(gettext("Reports of practices"), (one.practice.title.in_(reader()) for one in flags)),
    ]


def practices_found(person: Person, period: Period) -> list[Section]:
    """What is new in the searches that somebody keeps."""
    assert period.first is not None and period.last is not None  # noqa: PT018, S101 - a digest has a first and a last day
    return [
        part
        for words, practices in news_of_searches(person, period.first, period.last)
        for part in section(
            gettext("New practices for %(search)s") % {"search": words},
            (one.title.in_(reader()) for one in practices),
        )
    ]


# What is new about a member


def news_of(member: Member, period: Period, noted: Noted) -> list[Section]:
    """What was published about a member in a period, and what was answered to its focal points."""
    name = member.name.in_(reader())
    activities = with_a_part(member=member).filter(code__in=noted.get("activity", ()))
    mentions = MediaMention.objects.filter(member=member, is_cancelled=False, slug__in=noted.get("mention", ()))
    meetings = Bilateral.objects.filter(member=member, is_cancelled=False, slug__in=noted.get("bilateral", ()))
    answered = CorrectionRequest.objects.filter(member=member, answered_at__range=moments_of(period))
    return [
        *section(gettext("%(member)s: activities published") % {"member": name}, map(activity_told, activities)),
        *section(gettext("%(member)s: media mentions noted") % {"member": name}, map(mention_told, mentions)),
        *section(
            gettext("%(member)s: bilateral meetings noted") % {"member": name},
            # That they took place: what was said is read on the page only.
            (days_told(meeting) for meeting in meetings.only("first_day", "last_day", "precision").order_by("pk")),
        ),
        *section(gettext("%(member)s: your requests answered") % {"member": name}, map(answer_told, answered)),
        *section(
            gettext("%(member)s: values published by the observatory") % {"member": name},
            published_told(member, sorted(noted.get("round", ()))),
        ),
    ]


def mention_told(mention: MediaMention) -> str:
    return labelled(mention.outlet, f"{mention.subject.in_(reader())} ({days_told(mention)})")


def days_told(row: Bilateral | MediaMention) -> str:
    return days_in_words(Period(row.first_day, row.last_day), precision=row.precision)


def answer_told(request: CorrectionRequest) -> str:
    about = f"{request.about} – {part_label(request.field)}"
    return labelled(about, f"{request.get_state_display()}. {request.answer}")


def moments_of(period: Period) -> tuple[datetime, datetime]:
    """The first and the last instant of closed days, in the zone of the network."""
    assert period.first is not None and period.last is not None  # noqa: PT018, S101 - a digest has a first and a last day
    network = the_network()
    zone = ZoneInfo(network.timezone) if network else UTC
    begin = datetime.combine(period.first, time.min, zone)
    end = datetime.combine(period.last + timedelta(days=1), time.min, zone)
    return begin, end - timedelta(microseconds=1)


def noted_in(period: Period) -> Noted:
    """The identities, by sort, of what lines of a period say was noted or published."""
    lines = Line.objects.filter(at__range=moments_of(period), verb__in=("create", "publish")).order_by()
    found: dict[str, set[str]] = {}
    for subject in lines.values_list("subject", flat=True).distinct():
        noun, _, identity = subject.partition(":")
        found.setdefault(noun, set()).add(identity)
    return found

"""The page of a member or a partner: everything public that the rooms know of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext

from metronome.design.parts import Crumb, Entry, Tag
from metronome.design.words import reader
from metronome.exchange.models import Practice
from metronome.exchange.queries import practices_of
from metronome.governance.models import Mandate
from metronome.ground.period import Period
from metronome.listening.models import Bilateral
from metronome.network.models import Contact, Member, Partner
from metronome.observatory.models import AreaMember
from metronome.plan.shown import Tree, tree
from metronome.projects.models import Project
from metronome.projects.queries import projects_of, projects_with
from metronome.record.enums import InvolvementRole
from metronome.record.models import Activity, ActivityQuerySet, Involvement, MediaMention, Occurrence, ResultTag
from metronome.record.shown import entries, listed

#: How many activities a page lists.
LATEST = 25
#: How many practices it shows.
PRACTICES = 10


@dataclass(frozen=True, kw_only=True)
class Contacted:
    """The last time that the network and somebody met: the day, and at what."""

    day: date
    activity: Activity | None
    bilateral: Bilateral | None


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What a page of a member or a partner rests on."""

    activities: ActivityQuerySet
    nodes: Tree
    bilaterals: list[Bilateral]
    contacts: list[Contact]

    @cached_property
    def last_contact(self) -> Contacted | None:
        """The latest of its activities and its meetings."""
        activity = self.activities.order_by("-last_day", "-order", "code").first()
        meeting = self.bilaterals[0] if self.bilaterals else None
        if activity and (meeting is None or activity.last_day >= meeting.last_day):
            return Contacted(day=activity.last_day, activity=activity, bilateral=None)
        return Contacted(day=meeting.last_day, activity=None, bilateral=meeting) if meeting else None

    @cached_property
    def count(self) -> int:
        return self.activities.count()

    @property
    def entries(self) -> list[Entry]:
        """The latest of its activities; the list of activities has the rest."""
        return entries(listed(self.activities[:LATEST]), self.nodes)

    @cached_property
    def results(self) -> list[Tag]:
        """The results of the plan that its activities serve."""
        tags = ResultTag.objects.filter(activity__in=self.activities.order_by().values("pk"))
        served = set(tags.values_list("result", flat=True))
        return [node.tag() for pk, node in self.nodes.nodes.items() if pk in served]


@dataclass(frozen=True, kw_only=True)
class MemberProfile(Profile):
    member: Member
    mandates: list[Mandate]
    mentions: list[MediaMention]

    @property
    def people(self) -> list[tuple[Contact, list[Mandate]]]:
        """Who speaks for the member, each once with the mandates held; those in no body only if they are public."""
        found: dict[int, tuple[Contact, list[Mandate]]] = {}
        for mandate in self.mandates:
            found.setdefault(mandate.contact_id, (mandate.contact, []))[1].append(mandate)
        for contact in self.contacts:
            found.setdefault(contact.pk, (contact, []))
        return list(found.values())

    @cached_property
    def practices(self) -> list[Practice]:
        """The latest of what it tells others."""
        return list(practices_of(self.member.pk)[:PRACTICES])

    @cached_property
    def projects(self) -> list[Project]:
        """What it carries out together with others."""
        return list(projects_of(self.member.pk))

    @cached_property
    def metropolises(self) -> list[AreaMember]:
        """Where it acts, as the observatory knows it; what it has left last."""
        acting = AreaMember.objects.filter(member=self.member).select_related("area")
        return sorted(acting, key=lambda one: (one.until is not None, one.area.order, one.area.slug))

    @property
    def crumbs(self) -> list[Crumb]:
        href, region = reverse("network:members"), self.member.region
        crumbs = [Crumb(label=gettext("Members"), href=href)]
        if region:
            crumbs.append(Crumb(label=region.name.in_(reader()), href=f"{href}?region={region.slug}"))
        return crumbs

    def marks(self, period: Period) -> dict[date, list[int]]:
        """The days of the period on which it took part, with the line that leads the activity."""
        rows = Occurrence.objects.filter(
            activity__in=self.activities.order_by().values("pk"),
            precision="day",
            first_day__lte=period.last,
            last_day__gte=period.first,
        ).values_list("first_day", "last_day", "activity__lead_line")
        found: dict[date, list[int]] = {}
        for first, last, lead in rows:
            line = self.nodes.nodes[lead].line if lead else 0
            for day in Period(first, last).days():
                if period.holds(day):
                    found.setdefault(day, []).append(line)
        return found


@dataclass(frozen=True, kw_only=True)
class PartnerProfile(Profile):
    partner: Partner

    @cached_property
    def projects(self) -> list[Project]:
        """What it carries or pays for, where its money is public."""
        return list(projects_with(self.partner.pk))


def with_a_part(**of: object) -> ActivityQuerySet:
    """The published activities in which somebody had a part; to stand in the text alone is none."""
    parts = Involvement.objects.filter(**of).exclude(role=InvolvementRole.NAMED)
    return Activity.objects.counted().filter(pk__in=parts.values("activity")).order_by("-first_day", "-order", "code")


def meetings(**of: object) -> list[Bilateral]:
    """The bilateral meetings, the latest first: that they took place, never what was said."""
    found = Bilateral.objects.filter(is_cancelled=False, **of).defer("notes", "needs", "follow_up")
    return list(found.order_by("-last_day", "-order", "slug"))


def public_contacts(contacts: Iterable[Contact]) -> list[Contact]:
    return [contact for contact in contacts if contact.is_public]


def member_profile(slug: str) -> MemberProfile:
    """Everything public of a member.

    Raises Member.DoesNotExist.
    """
    member = (
        Member.objects.select_related("region").prefetch_related("standings", "aliases", "contacts").get(slug=slug)
    )
    mandates = Mandate.objects.filter(Q(members=member)).select_related("body", "office", "contact", "region")
    mentions = MediaMention.objects.filter(member=member, is_cancelled=False).prefetch_related(
        Prefetch("activity", Activity.objects.counted())
    )
    return MemberProfile(
        member=member,
        activities=with_a_part(member=member),
        nodes=tree(),
        bilaterals=meetings(member=member),
        contacts=public_contacts(member.contacts.all()),
        mandates=list(mandates.distinct().order_by("body__order", "office__order", "order", "slug")),
        mentions=list(mentions.order_by("-first_day", "order", "slug")),
    )


def partner_profile(slug: str) -> PartnerProfile:
    """Everything public of a partner.

    Raises Partner.DoesNotExist.
    """
    partner = Partner.objects.select_related("kind").prefetch_related("aliases", "contacts").get(slug=slug)
    return PartnerProfile(
        partner=partner,
        activities=with_a_part(partner=partner),
        nodes=tree(),
        bilaterals=meetings(partner=partner),
        contacts=public_contacts(partner.contacts.all()),
    )

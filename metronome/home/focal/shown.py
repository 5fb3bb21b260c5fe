"""What the page of a member's focal points shows: the member as it is kept, and what the network noted about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from metronome.accounts.models import Person
from metronome.design.parts import Tab
from metronome.design.words import reader
from metronome.desk.shown import ProposalShown, proposals_shown
from metronome.governance.models import Mandate
from metronome.listening.models import Bilateral
from metronome.network.models import Contact, FocalPoint, Member
from metronome.network.queries import focal_points_standing
from metronome.network.shown import CorrectionShown, by_name, corrections_of
from metronome.record.models import Activity, MediaMention

from ..profile import LATEST, with_a_part
from .facts import Fact, member_fact
from .proposing import proposals_of

#: How many of their proposals somebody sees.
PROPOSALS = 20


@dataclass(frozen=True, kw_only=True)
class MemberPage:
    """Everything that the focal points of a member may see of it. Confidential notes are never read."""

    member: Member
    profile: Fact
    others: Sequence[Tab]
    contacts: Sequence[Contact]
    mandates: Sequence[Mandate]
    focal_points: Sequence[FocalPoint]
    activities: Sequence[Activity]
    count: int
    bilaterals: Sequence[Bilateral]
    mentions: Sequence[MediaMention]
    corrections: Sequence[CorrectionShown]
    proposals: Sequence[ProposalShown]


def members_of(person: Person) -> list[Member]:
    """The members for which somebody speaks, by name."""
    return by_name((grant.member for grant in focal_points_standing().filter(person=person)), reader())


def member_page(member: Member, person: Person) -> MemberPage:
    """The page of a member for one of its focal points."""
    speaking = list(focal_points_standing().filter(Q(member=member) | Q(person=person)))
    own = by_name([grant.member for grant in speaking if grant.person_id == person.pk], reader())
    activities = with_a_part(member=member)
    profile = member_fact(member, member.slug)
    assert profile is not None  # noqa: S101 - it is that member
    return MemberPage(
        member=member,
        profile=profile,
        others=[tab(one, current=one == member) for one in own] if len(own) > 1 else [],
        contacts=list(Contact.objects.filter(member=member).order_by("slug")),
        mandates=mandates_of(member),
        focal_points=[grant for grant in speaking if grant.member_id == member.pk],
        activities=list(activities.select_related("kind")[:LATEST]),
        count=activities.count(),
        bilaterals=list(
            Bilateral.objects.filter(member=member, is_cancelled=False)
            .defer("notes")
            .order_by("-last_day", "-order", "slug")
        ),
        mentions=list(
            MediaMention.objects.filter(member=member, is_cancelled=False).order_by("-first_day", "order", "slug")
        ),
        corrections=corrections_of(member),
        proposals=proposals_shown(proposals_of(member, person)[:PROPOSALS]),
    )


def mandates_of(member: Member) -> list[Mandate]:
    """The mandates that the member's own people hold."""
    mandates = Mandate.objects.filter(contact__member=member).select_related("body", "office", "contact")
    return list(mandates.order_by("body__order", "office__order", "order", "slug"))


def tab(member: Member, *, current: bool) -> Tab:
    href = reverse("home:my_member_of", args=[member.slug])
    return Tab(label=member.name.in_(reader()), href=href, current=current)

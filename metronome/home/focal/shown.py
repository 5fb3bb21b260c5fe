"""What the page of a member's focal points shows: the member as it is kept, and what the network noted about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from metronome.accounts.models import Person
from metronome.accounts.queries import shown_name
from metronome.design.parts import Tab
from metronome.design.words import reader
from metronome.desk.models import Proposal
from metronome.desk.sheets import sheet_of
from metronome.desk.shown import ProposalShown, titled
from metronome.exchange.queries import experts_of
from metronome.governance.models import Mandate
from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.listening.models import Bilateral
from metronome.network.models import Contact, FocalPoint, Member
from metronome.network.queries import focal_points_standing, partners_spoken_for
from metronome.network.shown import CorrectionShown, by_name, corrections_of
from metronome.projects.to_do import ToDo, asked_of_leads
from metronome.record.models import Activity, MediaMention
from metronome.report.statements.queries import statements_of
from metronome.report.statements.shown import StatementShown, statement_shown

from ..profile import LATEST, with_a_part
from .facts import Fact, member_fact
from .proposing import proposals_of

#: How many of their proposals somebody sees.
PROPOSALS = 20


@dataclass(frozen=True, kw_only=True)
class PublicPart:
    """What of a member everybody may see: it changes with what is public."""

    profile: Fact
    activities: Sequence[Activity]
    count: int
    mentions: Sequence[MediaMention]


@dataclass(frozen=True, kw_only=True)
class MemberPage:
    """Everything that the focal points of a member may see of it. Confidential notes are never read."""

    member: Member
    public: PublicPart
    others: Sequence[Tab]
    contacts: Sequence[Contact]
    mandates: Sequence[Mandate]
    focal_points: Sequence[FocalPoint]
    bilaterals: Sequence[Bilateral]
    corrections: Sequence[CorrectionShown]
    proposals: Sequence[ProposalShown]
    statements: Sequence[StatementShown]
    to_do: Sequence[ToDo]


def members_of(person: Person) -> list[Member]:
    """The members for which somebody speaks, by name."""
    return by_name((grant.member for grant in focal_points_standing().filter(person=person)), reader())


@kept(64)
def _public_part(_publication: int, _language: str, slug: str) -> PublicPart:
    member = Member.objects.select_related("region").get(slug=slug)
    profile, activities = member_fact(member, slug), with_a_part(member=member)
    assert profile is not None  # noqa: S101 - it is that member
    mentions = MediaMention.objects.filter(member=member, is_cancelled=False)
    return PublicPart(
        profile=profile,
        activities=list(activities.select_related("kind")[:LATEST]),
        count=activities.count(),
        mentions=list(mentions.order_by("-first_day", "order", "slug")),
    )


@kept(64)
def _statements(_publication: int, _language: str, slug: str) -> list[StatementShown]:
    return [statement_shown(one) for one in statements_of(Member.objects.get(slug=slug))]


def member_page(member: Member, person: Person) -> MemberPage:
    """The page of a member for one of its focal points."""
    speaking = answering(member, person)
    grants = [grant for grant in speaking if grant.person_id == person.pk]
    own = by_name([grant.member for grant in grants], reader())
    meetings = Bilateral.objects.filter(member=member, is_cancelled=False).defer("notes")
    return MemberPage(
        member=member,
        public=_public_part(publication(), reader(), member.slug),
        others=beside([tab(one, current=one == member) for one in own], also_answers(grants)),
        contacts=list(Contact.objects.filter(member=member).order_by("slug")),
        mandates=mandates_of(member),
        focal_points=[grant for grant in speaking if grant.member_id == member.pk],
        bilaterals=list(meetings.order_by("-last_day", "-order", "slug")),
        corrections=corrections_of(member),
        proposals=own_proposals(proposals_of(member, person)[:PROPOSALS], person),
        statements=_statements(publication(), reader(), member.slug),
        to_do=asked_of_leads([member.pk], timezone.localdate()),
    )


def own_proposals(proposals: Iterable[Proposal], person: Person) -> list[ProposalShown]:
    """What somebody proposed; by whom needs no question."""
    return [
        ProposalShown(one, sheet_of(one.kind).one(), title, shown_name(person)) for one, title in titled(proposals)
    ]


def mandates_of(member: Member) -> list[Mandate]:
    """The mandates that the member's own people hold."""
    mandates = Mandate.objects.filter(contact__member=member).select_related("body", "office", "contact")
    return list(mandates.order_by("body__order", "office__order", "order", "slug"))


def also_answers(own: Sequence[Any]) -> list[Tab]:
    """The pages of what somebody answers for besides members, by one's own grants as `answering` has asked them."""
    tabs = []
    if any(grant.speaks_for_partner for grant in own):
        tabs.append(Tab(label=gettext("My partner"), href=reverse("home:my_partner")))
    if any(grant.is_expert for grant in own):
        tabs.append(Tab(label=gettext("My profile"), href=reverse("exchange:my_expert")))
    return tabs


def answering(member: Member, person: Person) -> list[Any]:
    """Who speaks for a member, and for what else somebody does: with whether for a partner or as an expert too, in the
    same question."""
    also = {"speaks_for_partner": Exists(partners_spoken_for(person)), "is_expert": Exists(experts_of(person))}
    return list(focal_points_standing().filter(Q(member=member) | Q(person=person)).annotate(**also))


def beside(own: Sequence[Tab], others: Sequence[Tab]) -> list[Tab]:
    """Tabs of one's pages; none where there is but one page."""
    tabs = [*own, *others]
    return tabs if len(tabs) > 1 else []


def tab(member: Member, *, current: bool) -> Tab:
    href = reverse("home:my_member_of", args=[member.slug])
    return Tab(label=member.name.in_(reader()), href=href, current=current)

"""What the page of a partner's focal points shows: the partner as it is kept, and what the network did with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from metronome.accounts.models import Person
from metronome.design.parts import Tab
from metronome.design.words import reader
from metronome.desk.models import Proposal
from metronome.desk.shown import FieldShown, ProposalShown, Words
from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.listening.models import Bilateral
from metronome.network.models import Contact, Partner, PartnerFocalPoint
from metronome.network.queries import members_spoken_for, network_email, partner_focal_points_standing
from metronome.network.sheets import PARTNERS
from metronome.network.shown import by_name
from metronome.projects.models import Project
from metronome.projects.queries import projects_with
from metronome.record.enums import InvolvementRole
from metronome.record.models import Activity, Involvement, MediaMention

from ..focal.shown import PROPOSALS, beside, own_proposals
from ..profile import LATEST, with_a_part


@dataclass(frozen=True, kw_only=True)
class Part:
    """An activity with what the partner was in it."""

    activity: Activity
    roles: Sequence[Involvement]


@dataclass(frozen=True, kw_only=True)
class PublicPart:
    """What everybody may see of a partner: it changes with what is public."""

    fields: Sequence[FieldShown]
    parts: Sequence[Part]
    count: int
    projects: Sequence[Project]
    mentions: Sequence[MediaMention]


@dataclass(frozen=True, kw_only=True)
class PartnerPage:
    """Everything that the focal points of a partner may see of it. Confidential notes are never read."""

    partner: Partner
    public: PublicPart
    others: Sequence[Tab]
    contacts: Sequence[Contact]
    focal_points: Sequence[PartnerFocalPoint]
    bilaterals: Sequence[Bilateral]
    proposals: Sequence[ProposalShown]
    writes_to: str


@kept(64)
def _public_part(_publication: int, _language: str, slug: str) -> PublicPart:
    partner = Partner.objects.select_related("kind").get(slug=slug)
    activities = with_a_part(partner=partner)
    mentions = MediaMention.objects.filter(activity__in=activities.order_by().values("pk"), is_cancelled=False)
    return PublicPart(
        fields=Words(PARTNERS).fields_of(PARTNERS.given_of(partner)),
        parts=parts_of(partner, list(activities.select_related("kind")[:LATEST])),
        count=activities.count(),
        projects=list(projects_with(partner.pk)),
        mentions=list(mentions.order_by("-first_day", "order", "slug")[:LATEST]),
    )


def parts_of(partner: Partner, activities: Sequence[Activity]) -> list[Part]:
    """The activities, each with all that the partner was in it."""
    roles: dict[int, list[Involvement]] = {}
    involved = Involvement.objects.filter(partner=partner, activity__in=activities)
    for one in involved.exclude(role=InvolvementRole.NAMED).order_by("order", "pk"):
        roles.setdefault(one.activity_id, []).append(one)
    return [Part(activity=one, roles=roles.get(one.pk, ())) for one in activities]


def partner_page(partner: Partner, person: Person) -> PartnerPage:
    """The page of a partner for one of its focal points."""
    speaking = list(partner_focal_points_standing().filter(Q(partner=partner) | Q(person=person)))
    own = by_name([grant.partner for grant in speaking if grant.person_id == person.pk], reader())
    meetings = Bilateral.objects.filter(partner=partner, is_cancelled=False).defer("notes")
    return PartnerPage(
        partner=partner,
        public=_public_part(publication(), reader(), partner.slug),
        others=beside([tab(one, current=one == partner) for one in own], also_speaks(person)),
        contacts=list(Contact.objects.filter(partner=partner).order_by("slug")),
        focal_points=[grant for grant in speaking if grant.partner_id == partner.pk],
        bilaterals=list(meetings.order_by("-last_day", "-order", "slug")),
        proposals=own_proposals(proposals_of(partner, person)[:PROPOSALS], person),
        writes_to=network_email(),
    )


def proposals_of(partner: Partner, person: Any) -> Any:
    """What somebody proposed about a partner and its people, the latest first."""
    about = Q(kind="partners", identity=partner.slug) | Q(kind="contacts", given__partner=partner.slug)
    return Proposal.objects.filter(about, author=str(person)).order_by("-pk")


def also_speaks(person: Person) -> list[Tab]:
    """The page of the member for which somebody speaks besides."""
    return [Tab(label=gettext("My member"), href=reverse("home:my_member"))] if members_spoken_for(person) else []


def tab(partner: Partner, *, current: bool) -> Tab:
    href = reverse("home:my_partner_of", args=[partner.slug])
    return Tab(label=partner.name.in_(reader()), href=href, current=current)

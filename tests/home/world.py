"""A small network with something in every room, and with secrets that no page may tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from metronome.ground.audit import note
from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.text import Text
from metronome.home.cuts import CUTS
from metronome.network.models import Member, Partner
from metronome.plan.models import Node, Plan
from metronome.projects.models import ProjectActivity, ProjectResult, Risk
from metronome.record.enums import InvolvementRole, State
from metronome.record.models import Activity
from tests.factories.calls import make_call
from tests.factories.exchange import (
    make_adoption,
    make_budget_class,
    make_challenge_tag,
    make_expert,
    make_flag,
    make_practice,
    make_verification,
    make_whole_practice,
)
from tests.factories.governance import make_body, make_mandate
from tests.factories.listening import make_bilateral
from tests.factories.network import make_contact, make_member, make_network, make_partner, make_region, text
from tests.factories.plan import make_challenge, make_node, make_plan, make_planned, make_work_plan
from tests.factories.projects import make_project
from tests.factories.record import make_activity, make_mention, make_person

#: A word that stands in everything that is not public, and nowhere else.
SECRET = "Kanarienvogel"
DAKAR: dict[str, Any] = {"latitude": Decimal("14.69370"), "longitude": Decimal("-17.44406")}
HIDDEN = (State.DRAFT, State.IN_REVIEW, State.RETURNED, State.APPROVED, State.CANCELLED)


@dataclass(frozen=True)
class World:
    plan: Plan
    result: Node
    silent: Node
    member: Member
    partner: Partner
    activity: Activity

    @property
    def pages(self) -> list[str]:
        """Every public page and file, in one language."""
        plan, code = self.plan.slug, self.activity.code
        return [
            "/en/",
            "/en/plan/",
            f"/en/plan/{plan}/",
            f"/en/plan/{plan}/?period=2021&show=silent",
            f"/en/plan/{plan}/challenges/",
            f"/en/plan/{plan}/challenges.csv",
            f"/en/plan/{plan}/results.csv",
            f"/en/plan/{plan}/results.svg",
            f"/en/plan/{plan}/amendments/",
            f"/en/plan/{plan}/coverage/",
            *(f"/en/plan/{plan}/coverage/{cut}.{kind}" for cut in CUTS for kind in ("csv", "svg")),
            f"/en/plan/{plan}/nodes/{self.result.code}/",
            f"/en/plan/{plan}/nodes/{self.silent.code}/",
            "/en/activities/",
            "/en/activities/?sort=title",
            "/en/activities.csv",
            "/en/activities.json",
            f"/en/activities/{code}/",
            f"/en/activities/{code}.json",
            "/en/work-plans/",
            "/en/work-plans/work-2021/",
            "/en/work-plans/work-2021.csv",
            "/en/media/",
            "/en/media.csv",
            "/en/members/",
            "/en/members.csv",
            "/en/members.json",
            "/en/members/map/",
            "/en/members/map.csv",
            "/en/members/map.svg",
            f"/en/members/{self.member.slug}/",
            "/en/calls/",
            "/en/calls/award/",
            "/en/calls/award/apply/",
            "/en/projects/",
            "/en/projects.csv",
            "/en/projects/green/",
            "/en/practices/",
            "/en/practices.csv",
            "/en/practices.atom",
            "/en/practices/like/?member=dakar",
            "/en/practices/collections/",
            "/en/practices/collections/solutions/",
            "/en/practices/bus-lanes/",
            "/en/practices/bus-lanes/fit/",
            "/en/practices/bus-lanes/report/",
            "/en/experts/",
            "/en/partners/",
            "/en/partners.csv",
            f"/en/partners/{self.partner.slug}/",
            "/en/about/",
            "/en/days.csv",
            "/en/days.svg",
            "/sitemap.xml",
            "/sitemap-1.xml",
        ]


def make_world() -> World:
    """One of everything public, and beside each of it something that is not."""
    make_network(languages=["fr", "en", "ar"], lede=text("Un réseau."), full_name=text("Réseau des villes"))
    plan = make_plan()
    line = make_node(plan, "A")
    result, silent = make_node(plan, "A1", line), make_node(plan, "A2", line)
    challenge = make_challenge(plan, "1.1", make_challenge(plan, "1"))
    region = make_region()
    member = make_member(region=region, spellings=("Ndakaaru",), **DAKAR)
    partner = make_partner(spellings=("Alliance des villes",))
    parts: dict[str, Any] = {
        "results": [result],
        "challenges": [challenge],
        "members": [member],
        "partners": [partner],
        "lead_line": line,
    }
    title = Text.of({"fr": "Forum de l'Égalité", "en": "Equality forum"}, source="fr")
    count = Count(Qualifier.MORE_THAN, Basis.REGISTRATIONS, 200)
    activity = make_activity("forum", title=title, summary=text("Rencontre à Dakar"), counts=[count], **parts)
    make_person(activity, "Regional officer")
    make_planned(make_work_plan(), "spring-forum", results=[result], owner=SECRET, amount=Decimal(90), currency="EUR")
    make_person(activity, f"{SECRET} person", is_public=False, title=Text())
    for state in HIDDEN:
        extra = make_activity(
            f"{state}-{SECRET}".lower(),
            state=state,
            title=text(f"{SECRET} {state}"),
            summary=text(SECRET),
            days=[(date(2021, 4, 1), date(2029, 4, 2))],
            kind=SECRET.lower(),
            series=SECRET,
            **parts,
        )
        make_mention(f"mention-{state}", activity=extra, member=member)
    make_mention(f"mention-{SECRET}".lower(), outlet=SECRET, is_cancelled=True, member=member)
    make_bilateral("heard", member=member, notes=SECRET, needs=text(SECRET), follow_up=text(SECRET))
    make_bilateral("heard-partner", partner=partner, notes=SECRET)
    contact = make_contact(f"contact-{SECRET}".lower(), name=SECRET, member=member, is_public=False)
    make_mandate(contact=contact, body=make_body()).members.add(member)
    make_call()
    make_call("pattern", title=text(SECRET), is_published=False, is_template=True)
    for hidden in ({"is_published": False}, {"is_published": False, "is_template": True}):
        make_call(f"{SECRET}-{len(hidden)}".lower(), title=text(SECRET), summary=text(SECRET), kind=SECRET, **hidden)
    project = make_project(lead=member, lead_line=line)
    ProjectResult.objects.create(project=project, result=result)
    ProjectActivity.objects.create(project=project, activity=activity)
    make_project(f"hidden-{SECRET}".lower(), title=text(SECRET), summary=text(SECRET), is_published=False)
    Risk.objects.filter(project=project).update(text=text(SECRET))
    make_contact("mayor", name="Mayor of Dakar", member=member, is_public=True)
    _exchange(member, challenge)
    return World(plan, result, silent, member, partner, activity)


def _exchange(member: Member, challenge: Any) -> None:
    """A practice with all its parts, one of another city, and what of them is nobody's business."""
    practice = make_whole_practice(member=member, summary=text("Des voies"), budget_class=make_budget_class())
    practice.contacts.update(name=SECRET, email=f"{SECRET}@example.org".lower())
    make_challenge_tag(practice, challenge)
    make_verification(practice)
    make_flag(practice, text=SECRET)
    waiting = make_adoption(make_practice("elsewhere"), member, "interest", summary=text(SECRET))
    waiting.steps.update(confirmed_by="", confirmed_at=None)
    make_expert(member=member, email=f"{SECRET}@example.org".lower())
    make_expert("silent", name=SECRET, knows=text(SECRET), consented_on=None)


def named_only(member: Member) -> Activity:
    """An activity whose text names a member that had no part in it."""
    return make_activity("named", members=[member], role=InvolvementRole.NAMED)


def say_that_something_public_changed() -> None:
    with transaction.atomic():
        note(by="editor", verb="update", subject="activity:forum", public=True)


def said(subject: str, verb: str = "update") -> None:
    """Tell the audit of a public change, as an action does."""
    with transaction.atomic():
        note(by="editor", verb=verb, subject=subject, public=True)

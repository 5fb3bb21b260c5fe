"""A world with one of everything that an address can name, and the offices that come to its doors."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client

from metronome.accounts.actions import invite
from metronome.accounts.enums import APPOINTED, Role
from metronome.accounts.models import Appointment, Person
from metronome.network.actions import appoint_focal_point
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_member
from tests.factories.report import make_edition
from tests.home.world import make_world

#: The focal point of the member that an address names is a role; that of another member comes as one more.
ANOTHER = "focal point of another member"


@dataclass(frozen=True)
class Doors:
    """Browsers by role, and what stands for the parts of an address."""

    browsers: dict[str, Client]
    parts: dict[str, str]

    def address(self, pattern: str) -> str:
        """An address of this world: en/plan/<slug:slug>/ is that of the plan there is."""
        for part, filling in self.parts.items():
            if part in pattern:
                pattern = pattern.replace(part, filling)
        return "/" + pattern


def make_doors() -> Doors:
    world = make_world()
    edition = make_edition()
    people: dict[str, Person] = {role.value: make_account(role.value, role=role) for role in APPOINTED}
    people[Role.OPERATOR] = make_account("operator", is_staff=True, is_superuser=True)
    people[Role.FOCAL_POINT] = make_account("focal-point-of-dakar")
    people[ANOTHER] = make_account("focal-point-of-lagos")
    appoint_focal_point(person=people[Role.FOCAL_POINT], member=world.member, by="operator")
    appoint_focal_point(person=people[ANOTHER], member=make_member("lagos"), by="operator")
    invited = invite(email="officer-for-asia@example.org", role=Role.OFFICER, by="operator")
    appointment = Appointment.objects.get(person=invited)
    parts = {
        "sitemap-<int:page>": "sitemap-1",
        "plan/<slug:slug>": f"plan/{world.plan.slug}",
        "nodes/<str:code>": f"nodes/{world.result.code}",
        "activities/<slug:code>": f"activities/{world.activity.code}",
        "members/<slug:slug>": f"members/{world.member.slug}",
        "partners/<slug:slug>": f"partners/{world.partner.slug}",
        "reports/<slug:slug>": f"reports/{edition.slug}",
        "figures/<str:id>": "figures/members.activated",
        "files/<str:name>": "files/spring.fr.json",
        "people/<int:pk>": f"people/{appointment.pk}",
        "passkeys/<int:pk>": "passkeys/1",
        "link/<str:token>": "link/nothing",
    }
    return Doors({Role.VISITOR.value: Client(), **{role: signed_in(person) for role, person in people.items()}}, parts)

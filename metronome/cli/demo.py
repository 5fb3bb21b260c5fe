"""The people of a demo: an office for each role, made on an instance that is marked as a demo."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from metronome.accounts.actions import make_demo_person
from metronome.accounts.enums import APPOINTED, Role
from metronome.accounts.models import Person
from metronome.ground.refusal import Refusal
from metronome.network.actions import appoint_focal_point
from metronome.network.models import FocalPoint, Member

BY = "operator of the demo"


def demo_people(*, mark: bool) -> list[tuple[Role, str, str]]:
    """The role, the address and the secret of a new link for each office of the demo.

    Raises Refusal on an instance that is not marked as a demo, or that is to be marked though people use it.
    """
    _require_demo(mark)
    with transaction.atomic():
        return list(_make_people())


def _require_demo(mark: bool) -> None:
    path = settings.HOME / "demo"
    if path.exists():
        return
    if not mark:
        raise Refusal(_("This instance is not a demo."), remedy=_("Make it one: metronome demo-people --mark"))
    if Person.objects.exists():
        raise Refusal(_("People use this instance; it cannot become a demo."))
    path.touch()


def _make_people() -> Iterator[tuple[Role, str, str]]:
    for role in (*APPOINTED, Role.OPERATOR):
        email = f"{role.value.replace('_', '-')}@example.org"
        _person, token = make_demo_person(email=email, name=str(role.label), role=role, by=BY)
        yield role, email, token
    member = Member.objects.first()
    if member is not None:
        role, email = Role.FOCAL_POINT, f"focal-point-of-{member.slug}@example.org"
        person, token = make_demo_person(email=email, name=str(role.label), role=role, by=BY)
        if not FocalPoint.objects.standing().filter(person=person, member=member).exists():
            appoint_focal_point(person=person, member=member, by=BY)
        yield role, email, token

"""What a demo has besides its network: an office for each role, and its report published as it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from metronome.accounts.actions import make_demo_person
from metronome.accounts.enums import APPOINTED, Role
from metronome.accounts.models import Person
from metronome.cli.reporting import begin_next, publish
from metronome.ground.refusal import Refusal
from metronome.network.actions import appoint_focal_point
from metronome.network.models import FocalPoint, Member
from metronome.report.actions import freeze_edition, refuse_unpublishable, waive
from metronome.report.checks.finding import Finding
from metronome.report.editions.build import manifest_to_freeze, read_edition
from metronome.report.editions.difference import difference
from metronome.report.enums import EditionState, Severity
from metronome.report.models import Edition
from metronome.report.queries import waived

BY = "operator of the demo"


def demo_people(*, mark: bool) -> list[tuple[Role, str, str]]:
    """The role, the address and the secret of a new link for each office of the demo.

    Raises Refusal on an instance that is not marked as a demo, or that is to be marked though people use it.
    """
    require_demo(mark=mark)
    with transaction.atomic():
        return list(_make_people())


def publish_as_found(edition: Edition) -> Edition:
    """Publish the edition that is being composed, each open question let pass in the demo's own name, and begin the
    next. Where the record gives nothing new since the last publication, that edition is given instead.

    Raises Refusal while a finding stops publication; then nothing has changed.
    """
    same = Edition.objects.filter(kind=edition.kind, first_day=edition.first_day, last_day=edition.last_day)
    published = same.filter(state=EditionState.PUBLISHED).first()
    reading = read_edition(edition)
    if published and difference(read_edition(published).manifest, reading.manifest).is_empty:
        return published
    with transaction.atomic():
        _let_pass(reading.findings)
        refuse_unpublishable(reading.manifest)
        frozen = freeze_edition(edition=edition, manifest=manifest_to_freeze(edition), by=BY)
    publish(frozen, by=BY)
    begin_next(frozen, by=BY)
    return Edition.objects.get(pk=frozen.pk)


def _let_pass(findings: Iterable[Finding]) -> None:
    asked = [finding for finding in findings if finding.severity == Severity.ASK]
    passed = waived(finding.digest for finding in asked)
    reason = _("The demo shows the report as it was found: nobody has mended this or answered for it.")
    for finding in asked:
        if finding.digest not in passed:
            waive(finding=finding, reason=reason, by=BY)


def require_demo(*, mark: bool) -> None:
    """Raises Refusal on an instance that is not marked as a demo, or that is to be marked though people use it."""
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

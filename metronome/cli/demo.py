"""What a demo has besides its network: an office for each role, and its report published as it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.actions import make_demo_person
from metronome.accounts.enums import APPOINTED, Role
from metronome.accounts.models import Person
from metronome.cli.reporting import begin_next, publish
from metronome.exchange.actions import appoint_expert, put_experts, send_letter
from metronome.exchange.models import Expert, ExpertAccount
from metronome.exchange.sheets import EXPERTS
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.network.actions import appoint_focal_point, appoint_partner_focal_point
from metronome.network.models import FocalPoint, Member, Partner, PartnerFocalPoint
from metronome.record.models import Involvement
from metronome.report.actions import freeze_edition, refuse_unpublishable, waive
from metronome.report.checks.finding import Finding
from metronome.report.editions.build import manifest_to_freeze, read_edition
from metronome.report.editions.difference import difference
from metronome.report.enums import EditionState, Severity
from metronome.report.models import Edition
from metronome.report.queries import waived

BY = "operator of the demo"
#: What the made-up call and the made-up expert are called in addresses.
CALL, EXPERT = "test-call-of-the-demo", "test-expert-of-the-demo"


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


Made = tuple[Role, str, str]


def _make_people() -> Iterator[Made]:
    """Each office in turn, with something to see behind its link."""
    for role in (*APPOINTED, Role.OPERATOR):
        yield _make_person(role)[1]
    asker = None
    if member := Member.objects.first():
        asker, made = _make_person(Role.FOCAL_POINT, f"focal-point-of-{member.slug}")
        if not FocalPoint.objects.standing().filter(person=asker, member=member).exists():
            appoint_focal_point(person=asker, member=member, by=BY)
        yield made
    if partner := _partner_to_show():
        speaker, made = _make_person(Role.PARTNER)
        if not PartnerFocalPoint.objects.standing().filter(person=speaker).exists():
            appoint_partner_focal_point(person=speaker, partner=partner, by=BY)
        yield made
    expert, made = _make_person(Role.EXPERT)
    _make_expert(expert, asker)
    yield made
    (applicant, writes), (juror, reads) = _make_person(Role.APPLICANT), _make_person(Role.JUROR)
    if Member.objects.exists():
        # What assigns readers takes a second to be read in; no other command waits for it.
        from metronome.calls.actions.rehearsing import show_call

        show_call(slug=CALL, applicant=applicant, juror=juror, by=BY)
    yield from (writes, reads)


def _make_person(role: Role, office: str = "") -> tuple[Person, Made]:
    """Somebody known by their office, with what is printed of their link."""
    email = f"{office or role.value.replace('_', '-')}@example.org"
    person, token = make_demo_person(email=email, name=str(role.label), role=role, by=BY)
    return person, (role, email, token)


def _partner_to_show() -> Partner | None:
    """The partner with most on record, so that its page has something to read."""
    parts = Involvement.objects.exclude(partner=None).order_by().values_list("partner").annotate(parts=Count("pk"))
    most = parts.order_by("-parts", "partner__slug").first()
    return Partner.objects.get(pk=most[0]) if most else Partner.objects.first()


def _make_expert(person: Person, asker: Person | None) -> None:
    """A profile that says that it is made up, and a question to it."""
    if ExpertAccount.objects.standing().filter(person=person).exists():
        return
    words = Text.of({"en": "Test data of the demo: nobody answers here."}, source="en")
    given = replace(
        EXPERTS.empty(), slug=EXPERT, name=person.name, knows=words, languages=("en",), email=person.email,
        consented_on=timezone.localdate(),
    )  # fmt: skip
    hand = Hand(BY)
    put_experts(experts=[given], by=hand)
    hand.leave()
    expert = Expert.objects.get(slug=EXPERT)
    appoint_expert(person=person, expert=expert, by=BY)
    if asker:
        send_letter(expert=expert, text=_("What should a city know before it begins?"), by=asker)

"""What may be done to the network. What is given is put by its identity, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.actions import call_in
from metronome.accounts.models import Person
from metronome.ground import audit
from metronome.ground.deposits import deposit_picture
from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put
from metronome.ground.refusal import Refusal

from .enums import CorrectionState
from .given import GivenContact, GivenListed, GivenMember, GivenNetwork, GivenPartner
from .letters import send_answer, send_appointment
from .models import (
    Alias,
    Contact,
    CorrectionRequest,
    FocalPoint,
    Member,
    Network,
    Partner,
    PartnerFocalPoint,
    PartnerKind,
    Region,
    Standing,
)

Given = TypeVar("Given", FocalPoint, PartnerFocalPoint)

_LISTED = ("name", "order")
_ALIAS = ("spelling", "kind")
#: How many requests for correction of one member may wait for an answer.
MOST_WAITING = 50
#: How many megabytes a logo may have that is handed in, and how many points wide or high it is kept.
LOGO = 5
LOGO_POINTS = 640


def put_network(*, network: GivenNetwork, by: Hand) -> None:
    """Put the one network of this instance."""
    columns = tuple(name for name in GivenNetwork.__slots__ if name != "slug")
    put(Noun(Network, "network", columns), [network], by=by)


def put_regions(*, regions: Iterable[GivenListed], by: Hand) -> Keys:
    """Put the regions."""
    return put(Noun(Region, "region", _LISTED), regions, by=by)


def put_partner_kinds(*, kinds: Iterable[GivenListed], by: Hand) -> Keys:
    """Put the kinds of partner."""
    return put(Noun(PartnerKind, "partner-kind", _LISTED), kinds, by=by)


def put_members(*, members: Iterable[GivenMember], regions: Keys, by: Hand) -> Keys:
    """Put the members, each with its standings and aliases."""
    columns = (
        "name",
        "official_name",
        "country",
        "region",
        "latitude",
        "longitude",
        "place",
        "languages",
        "website",
        "order",
    )
    parts = {
        "standings": Part(Standing, "member", ("kind", "since", "until", "why")),
        "aliases": Part(Alias, "member", _ALIAS),
    }
    return put(Noun(Member, "member", columns, references={"region": regions}, parts=parts), members, by=by)


def put_partners(*, partners: Iterable[GivenPartner], kinds: Keys, by: Hand) -> Keys:
    """Put the partners, each with its aliases."""
    columns = ("name", "acronym", "kind", "website")
    parts = {"aliases": Part(Alias, "partner", _ALIAS)}
    return put(Noun(Partner, "partner", columns, references={"kind": kinds}, parts=parts), partners, by=by)


def put_contacts(*, contacts: Iterable[GivenContact], members: Keys, partners: Keys, by: Hand) -> Keys:
    """Put the people with an office. Their names stand in no line of the audit, only a reference to them."""
    columns = ("name", "office", "member", "partner", "since", "until", "is_public", "languages")
    noun = Noun(
        Contact,
        "contact",
        columns,
        references={"member": members, "partner": partners},
        personal=frozenset({"name"}),
    )
    return put(noun, contacts, by=by)


@transaction.atomic
def invite_focal_point(*, email: str, member: Member, by: object, name: str = "", language: str = "") -> FocalPoint:
    """Let the person with an address speak for a member. Whoever cannot sign in yet is sent a link to open an account;
    whoever can is told. By what happens here, nobody learns which of the two it was.

    Raises Refusal for an address that is none, or if the person speaks for the member already.
    """
    person = call_in(email=email, by=by, name=name, language=language)
    grant = appoint_focal_point(person=person, member=member, by=by)
    if person.is_active:
        transaction.on_commit(lambda: send_appointment(grant))
    return grant


@transaction.atomic
def appoint_focal_point(*, person: Person, member: Member, by: object) -> FocalPoint:
    """Let a person speak for a member.

    Raises Refusal if they do already.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if FocalPoint.objects.standing().filter(person=person, member=member).exists():
        raise Refusal(_("This person is a focal point of the member already."), field="person")
    return _noted(FocalPoint.objects.create(person=person, member=member, by=str(by)), by)


@transaction.atomic
def withdraw_focal_point(*, grant: FocalPoint, by: object) -> None:
    """End that a person speaks for a member; it counts from their next request on.

    Raises Refusal if it has ended.
    """
    if not FocalPoint.objects.standing().filter(pk=grant.pk).update(until=timezone.now()):
        raise Refusal(_("This person no longer is a focal point of the member."))
    _note_end(grant, by)


@transaction.atomic
def invite_partner_focal_point(
    *, email: str, partner: Partner, by: object, name: str = "", language: str = ""
) -> PartnerFocalPoint:
    """Let the person with an address speak for a partner, as for a member.

    Raises Refusal for an address that is none, or if the person speaks for the partner already.
    """
    person = call_in(email=email, by=by, name=name, language=language)
    grant = appoint_partner_focal_point(person=person, partner=partner, by=by)
    if person.is_active:
        transaction.on_commit(lambda: send_appointment(grant))
    return grant


@transaction.atomic
def appoint_partner_focal_point(*, person: Person, partner: Partner, by: object) -> PartnerFocalPoint:
    """Let a person speak for a partner.

    Raises Refusal if they do already.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if PartnerFocalPoint.objects.standing().filter(person=person, partner=partner).exists():
        raise Refusal(_("This person is a focal point of the partner already."), field="person")
    return _noted(PartnerFocalPoint.objects.create(person=person, partner=partner, by=str(by)), by)


@transaction.atomic
def withdraw_partner_focal_point(*, grant: PartnerFocalPoint, by: object) -> None:
    """End that a person speaks for a partner; it counts from their next request on.

    Raises Refusal if it has ended.
    """
    if not PartnerFocalPoint.objects.standing().filter(pk=grant.pk).update(until=timezone.now()):
        raise Refusal(_("This person no longer is a focal point of the partner."))
    _note_end(grant, by)


def _noted(grant: Given, by: object) -> Given:
    change = {"focal_point": [None, str(grant.person)]}
    audit.note(by=by, verb="appoint", subject=grant.subject, change=change)
    return grant


def _note_end(grant: FocalPoint | PartnerFocalPoint, by: object) -> None:
    change = {"focal_point": [str(grant.person), None]}
    audit.note(by=by, verb="withdraw", subject=grant.subject, change=change)


@transaction.atomic
def ask_correction(
    *, member: Member, subject: str, about: str, field: str, stands: str, wanted: str, why: str, by: Person
) -> CorrectionRequest:
    """Say of something on record about a member that it is not right. What is written stands in no line of the audit.

    Raises Refusal without words, for the same request once more, or if too many wait already.
    """
    wanted = wanted.strip()
    if not wanted:
        raise Refusal(_("Write what should stand there."), field="wanted")
    waiting = CorrectionRequest.objects.filter(member=member, state=CorrectionState.ASKED)
    Member.objects.select_for_update().get(pk=member.pk)
    if waiting.filter(subject=subject, field=field, wanted=wanted).exists():
        raise Refusal(_("This was asked already, and waits for an answer."), field="wanted")
    if waiting.count() >= MOST_WAITING:
        raise Refusal(
            _("Very many requests about this member wait for an answer."),
            remedy=_("Write to the secretariat, or wait until some are answered."),
        )
    request = CorrectionRequest.objects.create(
        member=member,
        subject=subject,
        about=about[:300],
        field=field,
        stands=stands,
        wanted=wanted,
        why=why.strip(),
        asked_by=by,
    )
    change = {"member": [None, member.slug], "subject": [None, subject], "field": [None, field]}
    audit.note(by=by, verb="ask", subject=str(request), change=change)
    return request


@transaction.atomic
def answer_correction(*, correction: CorrectionRequest, accepted: bool, answer: str, by: object) -> None:
    """Answer a request for correction; whoever asked is told by letter. To mend the record is a step of its own.

    Raises Refusal if it is answered, or for a no without a reason.
    """
    state = CorrectionState.ACCEPTED if accepted else CorrectionState.DECLINED
    if not accepted and not answer.strip():
        raise Refusal(_("Say why the request is declined."), field="answer")
    answered = CorrectionRequest.objects.filter(pk=correction.pk, state=CorrectionState.ASKED).update(
        state=state, answer=answer.strip(), answered_by=str(by), answered_at=timezone.now()
    )
    if not answered:
        raise Refusal(_("This request is answered already."), remedy=_("Open the page again to read the answer."))
    audit.note(by=by, verb="answer", subject=str(correction), change={"state": [CorrectionState.ASKED, state]})
    correction.refresh_from_db()
    transaction.on_commit(lambda: send_answer(correction))


@transaction.atomic
def change_logo(*, member: Member, content: bytes, by: object) -> None:
    """Show another logo of a member in public; without content none.

    Raises Refusal for what is no picture, and for one that is too large.
    """
    if len(content) > LOGO * 1_000_000:
        raise Refusal(
            _("A logo has at most %(most)s MB.") % {"most": LOGO}, field="upload", remedy=_("Make it smaller.")
        )
    name = deposit_picture(content, within=LOGO_POINTS) if content else ""
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.logo == name:
        return
    before, member.logo = member.logo, name
    member.save(update_fields=["logo"])
    # A line of its own subject: what the desk keeps of a member is its profile, which can be put back without this.
    audit.note(by=by, verb="update", subject=f"logo:{member.slug}", change={"logo": [before, name]}, public=True)

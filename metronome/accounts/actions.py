"""What may be done with accounts."""

from __future__ import annotations

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.refusal import Refusal

from .enums import APPOINTED, Role
from .letters import send_invitation
from .models import Appointment, Person, SignInLink
from .queries import digest_of

#: How long an invitation waits to be accepted.
INVITATION = timedelta(days=14)
#: How long a link that is printed on a terminal lets somebody in.
PRINTED = timedelta(hours=12)


@transaction.atomic
def admit_operator(*, email: str, password: str, by: object) -> Person:
    """Let somebody open the repair desk, or give them a new password."""
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        person = Person.objects.create_superuser(email, password)
    else:
        person.is_staff = person.is_superuser = person.is_active = True
        person.set_password(password)
        person.save()
    _prove_address(person)
    audit.note(by=by, verb="admit", subject=str(person), change={"role": [None, Role.OPERATOR.value]})
    return person


@transaction.atomic
def admit_operator_by_link(*, email: str, by: object) -> tuple[Person, str]:
    """Let somebody open the repair desk who signs in by a link, once: the person, and the secret of the link.

    Raises Refusal for an address that is none.
    """
    email = _read_address(email)
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person.objects.create_superuser(email)
    elif not person.is_superuser:
        person.is_staff = person.is_superuser = person.is_active = True
        person.save(update_fields=["is_staff", "is_superuser", "is_active"])
    _prove_address(person)
    audit.note(by=by, verb="admit", subject=str(person), change={"role": [None, Role.OPERATOR.value]})
    person.links.filter(used_at=None).delete()
    return person, _make_link(person, lasting=PRINTED, by=by)


@transaction.atomic
def invite(*, email: str, by: object, role: Role | None = None, name: str = "", language: str = "") -> Person:
    """Make an account that opens when its owner follows the link sent to them; with a role, appointed to it.

    Somebody who has not come yet is sent a new link; the earlier ones no longer open.
    Raises Refusal for an address that is none, or of somebody who can sign in already and has the role.
    """
    person = call_in(email=email, by=by, name=name, language=language)
    if role is not None and not Appointment.objects.standing().filter(person=person, role=role).exists():
        appoint(person=person, role=role, by=by)
    elif person.is_active:
        raise Refusal(_("This person can sign in already."), field="email")
    return person


@transaction.atomic
def call_in(*, email: str, by: object, name: str = "", language: str = "") -> Person:
    """The person with an address, so that they can be given a grant: somebody without an account, or who has not come
    yet, is sent a link to open it. The earlier links no longer open.

    Raises Refusal for an address that is none.
    """
    email = _read_address(email)
    person = Person.objects.select_for_update().filter(email=email).first()
    if person is None:
        person = Person.objects.create_user(email, is_active=False, name=name, language=language)
    if not person.is_active:
        invited = person
        person.links.filter(used_at=None).delete()
        token = _make_link(person, lasting=INVITATION, by=by)
        audit.note(by=by, verb="invite", subject=str(person), change={"email": [None, audit.personal(email)]})
        transaction.on_commit(lambda: send_invitation(invited, token=token))
    return person


@transaction.atomic
def open_account(*, email: str, by: object, language: str = "") -> Person:
    """The person with an address to which a letter was sent, and who followed it: the address is thereby proven. An
    account that was not open opens; who has none gets one without any role.

    Raises Refusal for an address that is none.
    """
    email = _read_address(email)
    person = Person.objects.select_for_update().filter(email=email).first()
    if person is not None and person.is_active:
        return person
    if person is None:
        person = Person.objects.create_user(email, language=language)
    else:
        person.is_active = True
        person.save(update_fields=["is_active"])
        person.links.filter(used_at=None).delete()
    _prove_address(person)
    audit.note(by=by, verb="accept", subject=str(person), change={"is_active": [False, True]})
    return person


@transaction.atomic
def choose_zone(*, person: Person, zone: str, by: object) -> None:
    """Note by whose clock a person is told moments besides that of what they concern; empty: by no other."""
    before, person.zone = person.zone, zone
    person.save(update_fields=["zone"])
    audit.note(by=by, verb="update", subject=str(person), change={"zone": [before, zone]})


@transaction.atomic
def appoint(*, person: Person, role: Role, by: object) -> Appointment:
    """Give a person a role for the whole network.

    Raises Refusal for a role that is not given so, that the person has, or that somebody would give to themselves.
    """
    if role not in APPOINTED:
        raise Refusal(_("This role is not given for the whole network."), field="role")
    if str(person) == str(by):
        raise Refusal(
            _("Nobody gives a role to themselves."), field="role", remedy=_("Ask another administrator to do it.")
        )
    Person.objects.select_for_update().get(pk=person.pk)
    if Appointment.objects.standing().filter(person=person, role=role).exists():
        raise Refusal(_("This person has the role already."), field="role")
    appointment = Appointment.objects.create(person=person, role=role, by=str(by))
    audit.note(by=by, verb="appoint", subject=str(person), change={"role": [None, role.value]})
    return appointment


@transaction.atomic
def withdraw(*, appointment: Appointment, by: object) -> None:
    """End an appointment; it counts from the person's next request on.

    Raises Refusal if it has ended, or if nobody who can sign in would be left to give roles.
    """
    if appointment.role == Role.ADMINISTRATOR:
        _keep_an_administrator(appointment)
    ended = Appointment.objects.standing().filter(pk=appointment.pk).update(until=timezone.now())
    if not ended:
        raise Refusal(_("This appointment has ended already."))
    audit.note(by=by, verb="withdraw", subject=str(appointment.person), change={"role": [appointment.role, None]})


def _keep_an_administrator(leaving: Appointment) -> None:
    """Raises Refusal if an appointment is that of the last administrator who can sign in."""
    standing = Appointment.objects.standing().filter(role=Role.ADMINISTRATOR, person__is_active=True)
    # Locked, so that two administrators cannot withdraw each other at once.
    held = {one.pk for one in standing.select_for_update(of=("self",)).order_by("pk")}
    if held == {leaving.pk}:
        raise Refusal(
            _("This is the last administrator."), remedy=_("Appoint another one first, and let them sign in once.")
        )


@transaction.atomic
def use_link(*, link: SignInLink, by: object) -> Person:
    """Let its owner in by a link, once. Whoever has it received it at their address, which is thereby proven.

    Raises Refusal if somebody was quicker, or its time is over.
    """
    now = timezone.now()
    if not SignInLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now).update(used_at=now):
        raise Refusal(_("This link was used already, or its time is over."))
    person = link.person
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
        audit.note(by=by, verb="accept", subject=str(person), change={"is_active": [False, True]})
    _prove_address(person)
    return person


@transaction.atomic
def choose_language(*, person: Person, language: str, by: object) -> None:
    """Note in which language a person reads and is written to."""
    before, person.language = person.language, language
    person.save(update_fields=["language"])
    audit.note(by=by, verb="update", subject=str(person), change={"language": [before, language]})


@transaction.atomic
def choose_digest(*, person: Person, rhythm: str, by: object) -> None:
    """Note how often a person wishes to be written a digest; empty: as their roles suggest."""
    before, person.digest = person.digest, rhythm
    person.save(update_fields=["digest"])
    audit.note(by=by, verb="update", subject=str(person), change={"digest": [before, rhythm]})


@transaction.atomic
def make_demo_person(*, email: str, name: str, role: Role, by: object) -> tuple[Person, str]:
    """An office account for a demo with a link that opens once: the person, and the secret of the link."""
    person, is_new = Person.objects.get_or_create(email=email, defaults={"name": name})
    if is_new:
        person.set_unusable_password()
        person.is_staff = person.is_superuser = role is Role.OPERATOR
        person.save()
        audit.note(by=by, verb="admit", subject=str(person), change={"role": [None, role.value]})
    _prove_address(person)
    if role in APPOINTED and not Appointment.objects.standing().filter(person=person, role=role).exists():
        appoint(person=person, role=role, by=by)
    person.links.filter(used_at=None).delete()
    return person, _make_link(person, lasting=PRINTED, by=by)


def _make_link(person: Person, *, lasting: timedelta, by: object) -> str:
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(person=person, digest=digest_of(token), expires_at=timezone.now() + lasting, by=str(by))
    return token


def _read_address(email: str) -> str:
    """Raises Refusal for what is no address."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refusal(_("This is not an e-mail address."), field="email") from error
    return email


def _prove_address(person: Person) -> None:
    """Note that the person reads mail at their address: codes are sent there, and a second factor may be set up."""
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )

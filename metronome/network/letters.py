"""Letters about a member or a partner to those who speak for it, each in the language of who receives it."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from .models import CorrectionRequest, FocalPoint, PartnerFocalPoint


def send_appointment(grant: FocalPoint | PartnerFocalPoint) -> None:
    """Tell somebody who can sign in that they speak for a member or a partner now."""
    of, door = (
        (grant.member, "home:my_member_of") if isinstance(grant, FocalPoint) else (grant.partner, "home:my_partner_of")
    )
    with translation.override(grant.person.language or translation.get_language() or settings.LANGUAGE_CODE):
        name, href = of.name.in_(translation.get_language()), settings.ADDRESS + reverse(door, args=[of.slug])
        text = render_to_string("network/appointment.txt", {"member": name, "href": href})
        send_mail(_("You speak for %(member)s") % {"member": name}, text, None, [grant.person.email])


def send_answer(request: CorrectionRequest) -> None:
    """Tell whoever asked for a correction what the secretariat answered, while they speak for the member."""
    person = request.asked_by
    if not person.is_active or not FocalPoint.objects.standing().filter(person=person, member=request.member).exists():
        return
    with translation.override(person.language or translation.get_language() or settings.LANGUAGE_CODE):
        href = settings.ADDRESS + reverse("home:my_member_of", args=[request.member.slug])
        text = render_to_string("network/answer.txt", {"request": request, "href": f"{href}#corrections"})
        send_mail(_("An answer to your request for correction"), text, None, [person.email])

"""How often somebody may have letters sent, counted where the limits of sign-in are: across workers and restarts."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal


def refuse_many_invitations(request: HttpRequest) -> None:
    """Raises Refusal if whoever is signed in has had as many invitations sent as anybody may."""
    if not ratelimit.consume(request, action="invite", user=request.user):
        raise Refusal(
            _("You have sent very many invitations in the last hour."), remedy=_("Go on with the others later.")
        )


def refuse_many_beginnings(request: HttpRequest, email: str) -> None:
    """Raises Refusal if from one place, or to one address, as many letters were asked for as anybody may."""
    if not ratelimit.consume(request, action="begin", key=email):
        raise Refusal(_("Very many letters were asked for in the last hour."), remedy=_("Go on later."))


def refuse_many_reports(request: HttpRequest) -> None:
    """Raises Refusal if as many reports of what is public have come from one place as anybody needs to send."""
    if not ratelimit.consume(request, action="report"):
        raise Refusal(
            _("Very many reports have come from where you are."), remedy=_("Try again later, or write to the network.")
        )

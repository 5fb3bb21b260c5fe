"""The doors of a partner's focal points."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.gate import gate, signed_in
from metronome.design.parts import Crumb
from metronome.design.words import reader
from metronome.desk.entrusted import Entrusted
from metronome.desk.enums import AT_AUTHOR
from metronome.desk.keeping import keep_typed, sealing
from metronome.desk.queries import merged
from metronome.ground.web import number_in
from metronome.network.models import Contact, Partner
from metronome.network.queries import network_languages, partners_spoken_for
from metronome.network.rules import can_speak_for_partner
from metronome.network.sheets import CONTACTS, OF_ITS_PEOPLE, OF_THE_PARTNER, PARTNERS

from .shown import partner_page, proposals_of


def partner_of(slug: str, **_parts: object) -> Partner:
    """The partner that an address names; what else it names is looked for among what is the partner's.

    Raises Partner.DoesNotExist.
    """
    return Partner.objects.select_related("kind").get(slug=slug)


def found(request: HttpRequest) -> Partner:
    """The partner whose focal point has come in."""
    partner: Partner = request.found  # type: ignore[attr-defined]
    return partner


def person(request: HttpRequest) -> Any:
    return request.user


@signed_in
@require_safe
def my_partner(request: HttpRequest) -> HttpResponse:
    """The way to the page of one's partner, of several the first; of none, to one's account."""
    own = partners_spoken_for(person(request)).order_by("slug").first()
    return redirect("home:my_partner_of", own.slug) if own else redirect("accounts:me")


@gate(can_speak_for_partner, of=partner_of)
@require_safe
def my_partner_of(request: HttpRequest, slug: str) -> HttpResponse:
    """A partner as it is kept, and what the network did with it."""
    return render(request, "home/my_partner.html", {"page": partner_page(found(request), person(request))})


@sealing
@gate(can_speak_for_partner, of=partner_of)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose that the profile of the partner changes."""
    return written(request, about_partner(request, PARTNERS.given_of(found(request))))


@sealing
@gate(can_speak_for_partner, of=partner_of)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, slug: str, contact: str = "") -> HttpResponse:
    """Propose a change of one of the partner's people, or somebody new."""
    if not contact:
        return written(request, about_contact(request, replace(CONTACTS.empty(), partner=slug)))
    row = get_object_or_404(CONTACTS.rows().filter(partner=found(request)), slug=contact)
    return written(request, about_contact(request, CONTACTS.given_of(row), identity=contact))


@sealing
@gate(can_speak_for_partner, of=partner_of)
@require_http_methods(["GET", "HEAD", "POST"])
def given_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Go on writing what was kept or given back."""
    mine = proposals_of(found(request), person(request)).filter(state__in=AT_AUTHOR)
    proposal = get_object_or_404(mine, pk=number)
    try:
        _current, wanted, _differences = merged(proposal)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    about = about_partner if proposal.kind == PARTNERS.kind else about_contact
    return written(request, about(request, wanted, identity=proposal.identity, proposal=proposal))


def about_partner(request: HttpRequest, begun: Any, **about: Any) -> Entrusted:
    slug = found(request).slug
    languages = network_languages()
    return Entrusted(request, PARTNERS, OF_THE_PARTNER, languages, begun, drafted=slug, **{"identity": slug, **about})


def about_contact(request: HttpRequest, begun: Any, identity: str = "", **about: Any) -> Entrusted:
    """A draft of it is of the partner, a slash and whom of its people."""
    whom = f"{found(request).slug}/{identity}"
    languages = network_languages()
    return Entrusted(request, CONTACTS, OF_ITS_PEOPLE, languages, begun, drafted=whom, identity=identity, **about)


def written(request: HttpRequest, page: Entrusted) -> HttpResponse:
    """Show the page, or keep what was written and send it where that was asked."""
    partner = found(request)
    if page.is_sent and (proposal := page.save(by=person(request))):
        kept = proposal.state in AT_AUTHOR
        sent = gettext("Your change is with the secretariat, which looks at it first.")
        messages.success(request, gettext("Kept as a draft.") if kept else sent)
        return redirect(f"{reverse('home:my_partner_of', args=[partner.slug])}#proposals")
    label, href = partner.name.in_(reader()), reverse("home:my_partner_of", args=[partner.slug])
    form = page.form(reverse("home:my_partner_draft", args=[partner.slug]))
    context = {"partner": partner, "page": page, "form": form, "crumbs": [Crumb(label=label, href=href)]}
    return render(request, "home/my_partner_write.html", context, status=page.status)


@gate(can_speak_for_partner, of=partner_of)
@require_POST
def keep_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what is typed as a draft of one's own."""
    number, whom = request.GET.get("proposal", ""), request.GET.get("identity", slug)
    own = proposals_of(found(request), person(request))
    proposal = own.filter(pk=number_in(number)).first() if number else None
    of, slash, contact = whom.partition("/")
    if of != slug or (number and proposal is None) or (contact and not is_of(found(request), contact)):
        raise Http404
    kind = proposal.kind if proposal else CONTACTS.kind if slash else PARTNERS.kind
    return keep_typed(request, kind=f"my-{kind}", identity=whom, proposal=proposal)


def is_of(partner: Partner, contact: str) -> bool:
    """Whether somebody is one of the partner's people."""
    return Contact.objects.filter(partner=partner, slug=contact.replace("\x00", "")).exists()

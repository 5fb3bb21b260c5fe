"""The doors of a city's own practices and adoptions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.design.parts import Crumb
from metronome.design.words import reader
from metronome.desk.actions import submit_proposal
from metronome.desk.entrusted import Entrusted
from metronome.desk.enums import AT_AUTHOR, CLOSED
from metronome.desk.keeping import keep_typed, sealing
from metronome.desk.models import Proposal
from metronome.desk.queries import merged
from metronome.desk.stepping import said
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in
from metronome.network.models import Member
from metronome.network.rules import can_speak_for

from ..actions import confirm_practice, confirm_step, decline_step, say_step
from ..checked import criterion_in_words
from ..forms import StepForm
from ..models import Collection, Practice
from ..queries import adoptions_of, open_collections
from ..sheets import OF_THE_CITY, PRACTICES
from ..shown import adoption_of_mine, languages_of_writing, listed, missing_of, practices_proposed


def member_of(slug: str, **_parts: object) -> Member:
    """Raises Member.DoesNotExist."""
    return Member.objects.select_related("region").get(slug=slug)


def found(request: HttpRequest) -> Member:
    """The member whose focal point has come in."""
    member: Member = request.found  # type: ignore[attr-defined]
    return member


def proposals_of(member: Member) -> Any:
    """What anybody who speaks for a member has written and is neither published nor withdrawn."""
    return Proposal.objects.filter(kind=PRACTICES.kind, given__member=member.slug).exclude(state__in=CLOSED)


def own_crumbs(member: Member) -> list[Crumb]:
    return [
        Crumb(label=member.name.in_(reader()), href=reverse("home:my_member_of", args=[member.slug])),
        Crumb(label=gettext("Practices"), href=reverse("exchange:my_practices", args=[member.slug])),
    ]


@gate(can_speak_for, of=member_of)
@require_safe
def practices(request: HttpRequest, slug: str) -> HttpResponse:
    """The practices of a city, what it is writing, and what it takes over from others."""
    member = found(request)
    rows = Practice.objects.select_related("member__region", "region", "collection", "budget_class")
    criteria = dict(Collection.objects.values_list("slug", "criteria"))
    context = {
        "member": member,
        "practices": listed(rows.filter(member=member)),
        "proposals": practices_proposed(proposals_of(member).order_by("-pk"), criteria),
        "adoptions": [adoption_of_mine(one, member) for one in adoptions_of(member.pk)],
        "collections": open_collections(),
        "crumbs": own_crumbs(member)[:1],
        "person": str(request.user),
    }
    return render(request, "exchange/my_practices.html", context)


@sealing
@gate(can_speak_for, of=member_of)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a practice of one's city."""
    asked = request.GET.get("collection", "")
    collection = open_collections().filter(slug=asked).first() or open_collections().first()
    begun = replace(PRACTICES.empty(), member=slug, collection=collection.slug if collection else "")
    return written(request, page_of(request, begun, drafted=slug), collection)


@sealing
@gate(can_speak_for, of=member_of)
def change(request: HttpRequest, slug: str, practice: str) -> HttpResponse:
    """Bring a published practice of one's city up to date."""
    row = get_object_or_404(Practice, slug=practice, member=found(request))
    # Whoever brings it up to date says by that, that it is so today.
    begun = replace(PRACTICES.held(practice), confirmed_on=timezone.localdate())
    return written(request, page_of(request, begun, drafted=f"{slug}/{practice}", identity=practice), row.collection)


@sealing
@gate(can_speak_for, of=member_of)
def rewrite(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Go on writing what was kept or given back."""
    mine = proposals_of(found(request)).filter(author=str(request.user), state__in=AT_AUTHOR)
    proposal = get_object_or_404(mine, pk=number)
    try:
        _current, wanted, _differences = merged(proposal)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    collection = Collection.objects.filter(slug=wanted.collection).first()
    drafted = f"{slug}/{proposal.identity}" if proposal.identity else slug
    page = page_of(request, wanted, drafted=drafted, identity=proposal.identity, proposal=proposal)
    return written(request, page, collection)


def page_of(request: HttpRequest, begun: Any, *, drafted: str, **about: Any) -> Entrusted:
    language, _others = languages_of_writing(request.GET.get("language", ""), begun.title.source)
    return Entrusted(request, PRACTICES, OF_THE_CITY, (language,), begun, drafted=drafted, **about)


def written(request: HttpRequest, page: Entrusted, collection: Collection | None) -> HttpResponse:
    """Show the page, or keep what was written and send it where that was asked."""
    member = found(request)
    person: Any = request.user
    if page.is_sent and (proposal := page.save(by=person)):
        messages.success(request, sent_in_words(proposal))
        return redirect("exchange:my_practices", member.slug)
    language, others = languages_of_writing(page.languages[0], "")
    context = {
        "member": member,
        "page": page,
        "form": page.form(reverse("exchange:my_practice_draft", args=[member.slug])),
        "collection": collection,
        "criteria": [criterion_in_words(name) for name in collection.criteria] if collection else [],
        "language": language,
        "others": others,
        "crumbs": own_crumbs(member),
    }
    return render(request, "exchange/write.html", context, status=page.status)


def sent_in_words(proposal: Proposal) -> str:
    if proposal.state in AT_AUTHOR:
        return gettext("Kept as a draft. Nobody outside your city and the secretariat sees it.")
    return gettext("Your practice is with the secretariat, which looks at it before it is published.")


@gate(can_speak_for, of=member_of)
@require_POST
def keep_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what is typed as a draft of one's own."""
    number, identity = number_in(request.GET.get("proposal", "")), request.GET.get("identity", slug)
    proposal = proposals_of(found(request)).filter(pk=number, author=str(request.user)).first() if number else None
    if (number and proposal is None) or identity.replace("\x00", "").partition("/")[0] != slug:
        raise Http404
    return keep_typed(request, kind=f"my-{PRACTICES.kind}", identity=identity[:200], proposal=proposal)


@gate(can_speak_for, of=member_of)
@require_POST
def submit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Send a draft for review as it stands."""
    get_object_or_404(proposals_of(found(request)), pk=number, author=str(request.user))
    try:
        proposal = submit_proposal(number=number, by=request.user)
        messages.success(request, sent_in_words(proposal))
    except Refusal as refusal:
        messages.error(request, said(refusal))
    return redirect("exchange:my_practices", slug)


@gate(can_speak_for, of=member_of)
@require_POST
def confirm(request: HttpRequest, slug: str, practice: str) -> HttpResponse:
    """Say that a practice of one's city still is so."""
    get_object_or_404(Practice, slug=practice, member=found(request))
    try:
        confirm_practice(practice=practice, by=request.user)
        messages.success(request, gettext("Confirmed as of today."))
    except Refusal as refusal:
        messages.error(request, said(refusal))
    return redirect("exchange:my_practices", slug)


@gate(can_speak_for, of=member_of)
def adoption(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An adoption with a part of one's city: what both said, and the next step."""
    member = found(request)
    row = get_object_or_404(adoptions_of(member.pk), pk=number)
    shown = adoption_of_mine(row, member)
    last = shown.confirmed[-1].step if shown.confirmed else None
    form = StepForm(request.POST or None, last=last)
    if form.is_valid():
        try:
            say_step(practice=row.practice, member=row.member, side=shown.side, **form.cleaned_data, by=request.user)
        except Refusal as refusal:
            form.say(refusal)
        else:
            messages.success(request, gettext("Said. It counts when the other city has confirmed it."))
            return redirect("exchange:my_adoption", slug, number)
    context = {
        "member": member, "one": shown, "form": form, "missing": missing_of(row.practice),
        "crumbs": own_crumbs(member),
    }  # fmt: skip
    return render(request, "exchange/my_adoption.html", context, status=400 if form.is_bound else 200)


@gate(can_speak_for, of=member_of)
@require_POST
def confirm_adoption(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Confirm the step that the other city said."""
    member = found(request)
    shown = adoption_of_mine(get_object_or_404(adoptions_of(member.pk), pk=number), member)
    waits = shown.waiting
    try:
        if waits is None:
            raise Refusal(gettext("No step waits to be confirmed."))
        confirm_step(step=waits.step.pk, side=shown.side, by=request.user)
        messages.success(request, gettext("Confirmed. It is public now and counts."))
    except Refusal as refusal:
        messages.error(request, said(refusal))
    return redirect("exchange:my_adoption", slug, number)


@gate(can_speak_for, of=member_of)
@require_POST
def decline_adoption(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Decline the step that the other city said, or take one's own back."""
    member = found(request)
    shown = adoption_of_mine(get_object_or_404(adoptions_of(member.pk), pk=number), member)
    waits = shown.waiting
    try:
        if waits is None:
            raise Refusal(gettext("No step waits to be confirmed."))
        decline_step(step=waits.step.pk, why=request.POST.get("why", ""), by=request.user)
    except Refusal as refusal:
        messages.error(request, said(refusal))
    return redirect("exchange:my_adoption", slug, number)

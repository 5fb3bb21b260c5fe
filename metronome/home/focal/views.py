"""The doors of a member's focal points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.gate import gate, signed_in
from metronome.design.parts import Crumb
from metronome.design.words import reader
from metronome.desk.actions import drop_drafts_of
from metronome.desk.keeping import keep_typed, keeping, sealing, typed_before
from metronome.desk.shown import DifferenceShown, Words
from metronome.ground.conflict import Conflict
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in
from metronome.network.actions import ask_correction, change_logo
from metronome.network.models import Member
from metronome.network.rules import can_keep_logo, can_speak_for

from ..site import applied_and_judged
from .facts import Fact, fact_of
from .forms import ChangeForm, CorrectionForm, LogoForm
from .proposing import (
    DRAFTED,
    Change,
    change_given_back,
    change_of_contact,
    change_of_member,
    proposals_of,
)
from .shown import member_page, members_of


def member_of(slug: str, **_parts: object) -> Member:
    """The member that an address names; what else it names is looked for among what is the member's.

    Raises Member.DoesNotExist.
    """
    return Member.objects.select_related("region").get(slug=slug)


def found(request: HttpRequest) -> Any:
    """The member whose focal point has come in."""
    return request.found  # type: ignore[attr-defined]


def person(request: HttpRequest) -> Any:
    return request.user


@signed_in
@require_safe
def my_member(request: HttpRequest) -> HttpResponse:
    """The way to the page of one's member, of several the first by name; else to what one wrote or reads, or to one's
    account."""
    own = members_of(person(request))
    if own:
        return redirect("home:my_member_of", own[0].slug)
    ways = applied_and_judged(request)
    return redirect(ways[0].href if ways else "accounts:me")


@gate(can_speak_for, of=member_of)
@require_safe
def my_member_of(request: HttpRequest, slug: str) -> HttpResponse:
    """A member as it is kept, and what the network has noted about it."""
    return render(request, "home/my_member.html", {"page": member_page(found(request), person(request))})


@sealing
@gate(can_speak_for, of=member_of)
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, slug: str) -> HttpResponse:
    """Say of something on record about the member that it is not right; nothing typed is lost."""
    member: Member = found(request)
    fact = fact_of(member, request.GET.get("about", f"member:{slug}"))
    if fact is None:
        raise Http404
    form = correction_form(request, fact)
    if form.is_valid() and asked(request, member, fact, form):
        return redirect(f"{reverse('home:my_member_of', args=[slug])}#corrections")
    context = {
        "member": member,
        "fact": fact,
        "form": form,
        "crumbs": [Crumb(label=member.name.in_(reader()), href=reverse("home:my_member_of", args=[slug]))],
        "keeping": keeping(
            request,
            DRAFTED,
            identity=drafted(member, fact),
            draft=(request.POST if request.method == "POST" else form.initial).get("draft", ""),
            address=reverse("home:my_draft", args=[slug]),
            asked={"about": fact.subject},
        ),
    }
    return render(request, "home/correction.html", context, status=400 if form.is_bound else 200)


def correction_form(request: HttpRequest, fact: Fact) -> CorrectionForm:
    """What was sent; or what the page begins with: a field that the address names, and what was typed before."""
    if request.method == "POST" and not request.POST.get("more"):
        return CorrectionForm(request.POST, fact=fact)
    before = request.POST if request.method == "POST" else typed_before(request, DRAFTED)
    return CorrectionForm(
        fact=fact, initial={"field": request.GET.get("field", ""), **(before.dict() if before else {})}
    )


def drafted(member: Member, fact: Fact) -> str:
    """What a draft of a request is about: the member, and what on record is not right."""
    return f"{member.slug}/correction/{fact.subject}"[:200]


def asked(request: HttpRequest, member: Member, fact: Fact, form: CorrectionForm) -> bool:
    """Whether it was possible; if not, the form says why."""
    said = form.cleaned_data
    stands = fact.stands.get(said["field"], "")
    try:
        ask_correction(
            member=member, subject=fact.subject, about=fact.title, stands=stands, **said, by=person(request)
        )
    except Refusal as refusal:
        form.add_error(refusal.field, " ".join(filter(None, (refusal.reason, refusal.remedy))))
        return False
    drop_drafts_of(kind=DRAFTED, identity=drafted(member, fact), by=person(request))
    messages.success(request, gettext("Your request is with the secretariat. You will read the answer here."))
    return True


@sealing
@gate(can_speak_for, of=member_of)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose that the member's profile changes."""
    return written(request, change_of_member(found(request)))


@sealing
@gate(can_speak_for, of=member_of)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, slug: str, contact: str = "") -> HttpResponse:
    """Propose that one of the member's people changes, or somebody comes in."""
    try:
        return written(request, change_of_contact(found(request), contact))
    except ObjectDoesNotExist as error:
        raise Http404 from error


@sealing
@gate(can_speak_for, of=member_of)
@require_http_methods(["GET", "HEAD", "POST"])
def given_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write a proposal anew that was given back."""
    try:
        return written(request, change_given_back(found(request), person(request), number))
    except ObjectDoesNotExist as error:
        raise Http404 from error


@gate(can_speak_for, of=member_of)
@require_POST
def keep_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what a focal point types, as a draft of their own."""
    number, whom = request.GET.get("proposal", ""), request.GET.get("identity", slug).replace("\x00", "")
    own = proposals_of(found(request), person(request))
    proposal = own.filter(pk=number_in(number)).first() if number else None
    if proposal is None and (number or whom.partition("/")[0] != slug):
        raise Http404
    return keep_typed(request, kind=DRAFTED, identity=whom[:200], proposal=proposal)


def written(request: HttpRequest, change: Change) -> HttpResponse:
    """Show what can be changed, with what was typed before, or send it for review; nothing typed is lost."""
    if request.method != "POST" or request.POST.get("more"):
        before = request.POST if request.method == "POST" else typed_before(request, DRAFTED)
        return change_page(request, change, ChangeForm(change=change, initial=before.dict() if before else None))
    form = ChangeForm(request.POST, change=change)
    differences: Sequence[DifferenceShown] = ()
    if form.is_valid():
        try:
            return sent(request, change, form)
        except Conflict as conflict:
            differences = Words(change.sheet).differences(conflict.differences)
            form.data = {**request.POST.dict(), "version": str(conflict.version)}
            form.say(conflict)
        except Refusal as refusal:
            form.say(refusal)
    return change_page(request, change, form, differences=differences)


def sent(request: HttpRequest, change: Change, form: ChangeForm) -> HttpResponse:
    """Send what was written for review; then no draft of it is kept any more.

    Raises Refusal and Conflict as Change.send.
    """
    change.send(form.given(), version=form.cleaned_data["version"], by=person(request))
    drop_drafts_of(kind=DRAFTED, **change.drafted, by=person(request))
    messages.success(request, gettext("Your change is with the secretariat, which looks at it first."))
    return redirect(f"{reverse('home:my_member_of', args=[found(request).slug])}#corrections")


def change_page(
    request: HttpRequest, change: Change, form: ChangeForm, *, differences: Sequence[DifferenceShown] = ()
) -> HttpResponse:
    member: Member = found(request)
    door = reverse("home:my_draft", args=[member.slug])
    draft = (request.POST if form.is_bound else form.initial).get("draft", "")
    context = {
        "member": member,
        "change": change,
        "form": form,
        "crumbs": [Crumb(label=member.name.in_(reader()), href=reverse("home:my_member_of", args=[member.slug]))],
        "differences": differences,
        "keeping": keeping(request, DRAFTED, **change.drafted, draft=draft, address=door),
    }
    return render(request, "home/my_change.html", context, status=400 if form.is_bound else 200)


@gate(can_keep_logo, of=member_of)
@require_http_methods(["GET", "HEAD", "POST"])
def logo(request: HttpRequest, slug: str) -> HttpResponse:
    """Show another logo of the member in public, or none."""
    member: Member = found(request)
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if form.is_valid():
        content = b"" if "remove" in request.POST else form.cleaned_data["upload"].read()
        try:
            change_logo(member=member, content=content, by=request.user)
        except Refusal as refusal:
            form.say(refusal)
        else:
            messages.success(request, gettext("The logo is as the public sees it from now on."))
            return redirect("home:my_logo", slug)
    crumbs = [Crumb(label=member.name.in_(reader()), href=reverse("home:member", args=[member.slug]))]
    context = {"member": member, "form": form, "crumbs": crumbs}
    return render(request, "home/my_logo.html", context, status=400 if form.is_bound else 200)

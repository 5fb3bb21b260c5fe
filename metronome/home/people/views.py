"""The doors of the pages of people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.actions import appoint, call_in, invite, withdraw
from metronome.accounts.enums import Role
from metronome.accounts.gate import gate
from metronome.accounts.limits import refuse_many_invitations
from metronome.accounts.models import Appointment, Person
from metronome.accounts.rules import can_give_roles
from metronome.design.parts import Crumb
from metronome.ground.refusal import Refusal

from .forms import InvitationForm, RoleForm
from .shown import people_listed, person_page

PAGE = 50


@gate(can_give_roles)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Who can sign in and with which roles; invites further people."""
    given = request.POST if request.method == "POST" else None
    form = InvitationForm(given, languages=request.languages, initial={"language": get_language()})  # type: ignore[attr-defined]
    if form.is_valid() and invited(request, form):
        return redirect("home:people")
    words, role = request.GET.get("q", "").strip()[:100], request.GET.get("role", "")
    context = {
        "page": Paginator(people_listed(words, role), PAGE).get_page(request.GET.get("page")),
        "form": form,
        "words": words,
        "roles": [(one.value, one.label, one.value == role) for one in Role if one is not Role.VISITOR],
    }
    return render(request, "home/people.html", context, status=400 if form.is_bound else 200)


def invited(request: HttpRequest, form: InvitationForm) -> bool:
    """Whether it was possible; if not, the form says why."""
    try:
        refuse_many_invitations(request)
        role = Role(form.cleaned_data["role"])
        person = invite(**{**form.cleaned_data, "role": role}, by=request.user)
    except Refusal as refusal:
        form.add_error(refusal.field, " ".join(filter(None, (refusal.reason, refusal.remedy))))
        return False
    if person.is_active:
        said = gettext("%(email)s has the role “%(role)s”.")
    else:
        said = gettext("A letter to %(email)s invites to the role “%(role)s”.")
    messages.success(request, said % {"email": person.email, "role": role.label})
    return True


@gate(can_give_roles)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody with every role and grant they have or had."""
    found = person_page(get_object_or_404(Person, pk=pk))
    crumbs = [Crumb(label=gettext("People and roles"), href=reverse("home:people"))]
    return render(request, "home/person.html", {"page": found, "form": RoleForm(), "crumbs": crumbs})


def done(request: HttpRequest, do: Callable[..., Any], said: str, **given: Any) -> None:
    """Do something, and tell it or why it was refused on the next page."""
    try:
        do(**given, by=request.user)
    except Refusal as refusal:
        messages.error(request, " ".join(filter(None, (refusal.reason, refusal.remedy))))
    else:
        messages.success(request, said)


@gate(can_give_roles)
@require_POST
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint somebody to a role."""
    form = RoleForm(request.POST)
    someone = get_object_or_404(Person, pk=pk)
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        done(
            request, appoint, gettext("The role is given: %(role)s.") % {"role": role.label}, person=someone, role=role
        )
    else:
        messages.error(request, gettext("This role is not given for the whole network."))
    return redirect("home:person", pk)


@gate(can_give_roles)
@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """End an appointment."""
    appointment = get_object_or_404(Appointment, pk=pk)
    said = gettext("The role is withdrawn: %(role)s.") % {"role": appointment.get_role_display()}
    done(request, withdraw, said, appointment=appointment)
    return redirect("home:person", appointment.person_id)


@gate(can_give_roles)
@require_POST
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Send somebody who has not come yet a new link."""
    someone = get_object_or_404(Person, pk=pk, is_active=False)
    try:
        refuse_many_invitations(request)
    except Refusal as refusal:
        messages.error(request, f"{refusal.reason} {refusal.remedy}")
    else:
        done(request, call_in, gettext("A new link is on its way."), email=someone.email)
    return redirect("home:person", pk)

"""The doors of accounts: one's own account, the people, and the links that let somebody in."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.design.words import own_name
from metronome.ground.refusal import Refusal

from .actions import choose_language, invite, use_link, withdraw
from .enums import Role
from .forms import InvitationForm, LanguageForm, Languages
from .gate import gate, personal, signed_in
from .models import Appointment
from .queries import open_link, people, roles_of
from .rules import can_give_roles


@signed_in
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Who is signed in, what they may do, and by what they sign in."""
    roles = sorted(roles_of(request.user), key=list(Role).index)
    form = LanguageForm(initial={"language": translation.get_language()}, languages=languages(request))
    return render(
        request,
        "accounts/me.html",
        {"roles": roles, "language_form": form, "may_give_roles": can_give_roles(request.user)},
    )


@signed_in
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language of who is signed in, and show their account in it."""
    form = LanguageForm(request.POST, languages=languages(request))
    if not form.is_valid():
        return redirect("accounts:me")
    chosen = form.cleaned_data["language"]
    choose_language(person=request.user, language=chosen, by=request.user)  # type: ignore[arg-type]
    with translation.override(chosen):
        return redirect("accounts:me")


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Let somebody in by a link: shown first, used only when they say so, because programs follow links in letters."""
    found = open_link(token)
    if found is None:
        return render(request, "accounts/link_over.html", status=404)
    if request.method != "POST":
        return render(request, "accounts/link.html", {"link": found})
    try:
        person = use_link(link=found, by=found.person)
    except Refusal:
        return render(request, "accounts/link_over.html", status=404)
    response: HttpResponseBase = perform_login(request, person, email_verification="none")
    return response


@gate(can_give_roles)
@require_http_methods(["GET", "HEAD", "POST"])
def everybody(request: HttpRequest) -> HttpResponse:
    """Who can sign in and with which roles; invites further people."""
    given = request.POST if request.method == "POST" else None
    form = InvitationForm(given, languages=languages(request))
    if form.is_valid() and invited(request, form):
        return redirect("accounts:people")
    status = 400 if form.is_bound else 200
    return render(request, "accounts/people.html", {"people": people(), "form": form}, status=status)


def invited(request: HttpRequest, form: InvitationForm) -> bool:
    """Whether it was possible; if not, the form says why."""
    try:
        invite(**{**form.cleaned_data, "role": Role(form.cleaned_data["role"])}, by=request.user)
    except Refusal as refusal:
        form.add_error(refusal.field, refusal.reason)
        return False
    messages.success(request, _("%(email)s has the role.") % {"email": form.cleaned_data["email"]})
    return True


@gate(can_give_roles)
@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """End an appointment."""
    try:
        withdraw(appointment=get_object_or_404(Appointment, pk=pk), by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.reason)
    return redirect("accounts:people")


def languages(request: HttpRequest) -> Languages:
    """The languages of the site, each by its own name."""
    return [(code, own_name(code)) for code in request.languages]  # type: ignore[attr-defined]

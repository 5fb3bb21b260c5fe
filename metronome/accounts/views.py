"""The doors of accounts: one's own account, and the links that let somebody in."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.design.words import own_name
from metronome.ground.refusal import Refusal

from .actions import choose_digest, choose_language, choose_zone, use_link
from .enums import Rhythm, Role
from .forms import DigestForm, LanguageForm, Languages, ZoneForm
from .gate import personal, signed_in
from .queries import open_link, person_of_letters, roles_of
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
        {
            "roles": roles,
            "language_form": form,
            "zone_form": ZoneForm(initial={"zone": request.user.zone}),  # type: ignore[union-attr]
            "digest_form": DigestForm(initial={"digest": request.user.digest}),  # type: ignore[union-attr]
            "may_give_roles": can_give_roles(request.user),
        },
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


@signed_in
@require_POST
def digest(request: HttpRequest) -> HttpResponse:
    """Keep how often who is signed in wishes a digest."""
    form = DigestForm(request.POST)
    if form.is_valid():
        choose_digest(person=request.user, rhythm=form.cleaned_data["digest"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, gettext("Kept."))
    return redirect("accounts:me")


@signed_in
@require_POST
def zone(request: HttpRequest) -> HttpResponse:
    """Keep by whose clock who is signed in is told moments, and go back to the page on which they said it."""
    form = ZoneForm(request.POST)
    if form.is_valid():
        choose_zone(person=request.user, zone=form.cleaned_data["zone"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, gettext("Kept."))
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else reverse("accounts:me"))


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever has a digest say how often they wish one, without signing in."""
    person = person_of_letters(token)
    if person is None:
        return render(request, "accounts/link_over.html", status=404)
    form = DigestForm(request.POST if request.method == "POST" else None, initial={"digest": Rhythm.NEVER})
    kept = form.is_valid()
    if kept:
        choose_digest(person=person, rhythm=form.cleaned_data["digest"], by=person)
    context = {"person": person, "form": form, "kept": kept}
    return render(request, "accounts/letters.html", context, status=400 if form.is_bound and not kept else 200)


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


def languages(request: HttpRequest) -> Languages:
    """The languages of the site, each by its own name."""
    return [(code, own_name(code)) for code in request.languages]  # type: ignore[attr-defined]

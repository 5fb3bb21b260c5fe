"""How somebody comes to an application: they begin it, with an account or by a letter, and find it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.utils import perform_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from metronome.accounts.actions import open_account
from metronome.accounts.gate import personal, signed_in
from metronome.accounts.limits import refuse_many_beginnings
from metronome.accounts.models import Person
from metronome.design.parts import Crumb
from metronome.ground.refusal import Refusal
from metronome.network.queries import network_languages

from ..actions import begin_application
from ..applied import deadline_of
from ..codes import new_code
from ..forms import BeginForm
from ..models import Application, Call
from ..posting import send_way_in
from ..queries import applications_of, public_calls

SALT = "the way to an application"
#: For how long a letter leads to what was begun, in seconds.
LASTING = 7 * 24 * 3600


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an application of which title and city are known."""
    call, arrived = get_object_or_404(public_calls(), slug=slug), timezone.now()
    known, data = request.user.is_authenticated, request.POST if request.method == "POST" else None
    languages = network_languages()
    language = translation.get_language() or languages[0]
    form = BeginForm(data, languages=languages, is_known=known, initial={"language": language})
    deadline = deadline_of(call, arrived, request.user)
    if form.is_valid():
        try:
            return _begun(request, call, form.cleaned_data, arrived)
        except Refusal as refusal:
            form.add_error("email" if refusal.field == "email" else None, f"{refusal.reason} {refusal.remedy}".strip())
    context = {"call": call, "form": form, "deadline": deadline, "crumbs": _crumbs(call), "sent": ""}
    return render(request, "calls/begin.html", context, status=400 if form.is_bound else 200)


def _begun(request: HttpRequest, call: Call, typed: dict[str, str], arrived: datetime) -> HttpResponse:
    about = {name: typed[name] for name in ("title", "city", "language")}
    if request.user.is_authenticated:
        person: Any = request.user
        application = begin_application(call=call, **about, at=arrived, by=person)  # type: ignore[arg-type]
        return redirect("calls:form", application.code)
    email = typed["email"].lower()
    refuse_many_beginnings(request, email)
    token = signing.dumps({"call": call.slug, "code": new_code(call.slug), "email": email, **about}, salt=SALT)
    language = translation.get_language() or about["language"]
    send_way_in(email=email, token=token, title=about["title"], call=call.title.in_(language), language=language)
    return render(request, "calls/begin.html", {"call": call, "sent": email, "crumbs": _crumbs(call)})


def _crumbs(call: Call) -> list[Crumb]:
    above = Crumb(label=_("Calls"), href=reverse("calls:calls"))
    language = translation.get_language() or ""
    return [above, Crumb(label=call.title.in_(language), href=reverse("calls:call", args=[call.slug]))]


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where the letter leads: shown first, done only when somebody says so, because programs follow links in letters.
    It lets in once; after that one signs in."""
    arrived = timezone.now()
    try:
        begun = signing.loads(token, salt=SALT, max_age=LASTING)
    except signing.BadSignature:
        return render(request, "calls/arrive_over.html", status=404)
    call = public_calls().filter(slug=begun["call"]).first()
    if call is None:
        return render(request, "calls/arrive_over.html", status=404)
    if Application.objects.filter(code=begun["code"]).exists():
        return redirect("calls:form", begun["code"])
    if request.method != "POST":
        return render(request, "calls/arrive.html", {"begun": begun, "call": call})
    return _arrived(request, call, begun, arrived)


def _arrived(request: HttpRequest, call: Call, begun: dict[str, Any], arrived: datetime) -> HttpResponseBase:
    """Begin what the letter is about, and let its reader in where it opens their account."""
    was_open = Person.objects.filter(email=begun["email"], is_active=True).exists()
    about = {name: begun[name] for name in ("title", "city", "language", "code")}
    try:
        person = open_account(email=begun["email"], by="applicant", language=translation.get_language() or "")
        application = begin_application(call=call, **about, at=arrived, by=person)
    except Refusal as refusal:
        return render(request, "calls/arrive.html", {"begun": begun, "call": call, "refusal": refusal}, status=400)
    form = reverse("calls:form", args=[application.code])
    if was_open:
        # Who has an account may have a second factor: a letter does not stand for it.
        return redirect(form)
    response: HttpResponseBase = perform_login(request, person, email_verification="none", redirect_url=form)
    return response


@signed_in
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """The applications that somebody writes."""
    now, person = timezone.now(), request.user
    found = applications_of(person.pk).prefetch_related("call__stages")
    rows = [{"application": one, "deadline": deadline_of(one.call, now, person, step=one.stage)} for one in found]
    return render(request, "calls/applications.html", {"rows": rows})

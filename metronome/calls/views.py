from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from metronome.accounts.gate import public
from metronome.design.parts import Crumb

from .queries import public_calls, whole_calls
from .shown import criteria_of, questions_of, shown


@public
def calls(request: HttpRequest) -> HttpResponse:
    """The calls: those that are open first, then by the network's order."""
    found = [shown(call, timezone.now()) for call in public_calls()]
    found.sort(key=lambda one: not one.is_open)
    return of_now(render(request, "calls/calls.html", {"calls": found}))


@public
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """One call: what is asked, until when, and how it is judged."""
    found = get_object_or_404(whole_calls(), slug=slug, is_published=True, is_template=False)
    context = {
        "shown": shown(found, timezone.now()),
        "call": found,
        "criteria": criteria_of(found),
        "questions": questions_of(found),
        "crumbs": [Crumb(label=_("Calls"), href=reverse("calls:calls"))],
    }
    return of_now(render(request, "calls/call.html", context))


def of_now(response: HttpResponse) -> HttpResponse:
    """A page that changes with the clock is kept nowhere: at the deadline it must say so."""
    add_never_cache_headers(response)
    return response

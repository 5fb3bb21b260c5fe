from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from metronome.accounts.gate import gate, public, public_with_more
from metronome.design.answers import as_file
from metronome.design.parts import Crumb
from metronome.desk.rules import can_keep
from metronome.ground.told import latest_about, version_of

from ..actions import begin_call
from ..calendar import calendar_of
from ..clock import places
from ..queries import public_calls, templates, whole_calls
from ..shown import criteria_of, questions_of, shown, step_labels


@public_with_more(can_keep)
def calls(request: HttpRequest) -> HttpResponse:
    """The calls: those that are open first, then by the network's order."""
    found = [shown(call, timezone.now()) for call in public_calls()]
    found.sort(key=lambda one: not one.is_open)
    return of_now(render(request, "calls/calls.html", {"calls": found, "keeps": request.sees_more}))  # type: ignore[attr-defined]


@public_with_more(can_keep)
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """One call: what is asked, until when, and how it is judged."""
    found = get_object_or_404(whole_calls(), slug=slug, is_published=True, is_template=False)
    steps = step_labels(found)
    own = request.GET.get("zone", "")
    own = own if own in places() else ""
    context = {
        "shown": shown(found, timezone.now(), own),
        "own": own,
        "zones": places(),
        "call": found,
        "sees": request.sees_more,  # type: ignore[attr-defined]
        "criteria": criteria_of(found),
        "questions": questions_of(found),
        "rules": [(one, steps.get(one.stage, "")) for one in found.rules.all()],
        "has_results": found.announcements.exists(),
        "crumbs": [Crumb(label=_("Calls"), href=reverse("calls:calls"))],
    }
    return of_now(render(request, "calls/call.html", context))


@public
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The stages of a call, for calendars."""
    found = get_object_or_404(public_calls(), slug=slug)
    about = latest_about(f"call:{found.slug}")
    stamp = about[0].at if about else timezone.now()
    text = calendar_of(found, sequence=version_of(f"call:{found.slug}"), stamp=stamp)
    return of_now(as_file(text, f"{found.slug}.ics", "text/calendar; charset=utf-8"))


@gate(can_keep)
def all_templates(request: HttpRequest) -> HttpResponse:
    """The patterns from which a call can be begun."""
    crumbs = [Crumb(label=_("Calls"), href=reverse("desk:list", args=["calls"]))]
    return render(request, "calls/templates.html", {"templates": templates(), "crumbs": crumbs})


@gate(can_keep)
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a call from a template, and show the proposal to write on."""
    pattern = get_object_or_404(templates(), slug=slug)
    return redirect("desk:rewrite", begin_call(template=pattern.slug, by=request.user).pk)


def of_now(response: HttpResponse) -> HttpResponse:
    """A page that changes with the clock is kept nowhere: at the deadline it must say so."""
    add_never_cache_headers(response)
    return response

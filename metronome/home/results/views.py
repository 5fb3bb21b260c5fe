"""The doors of what was announced of a call."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from metronome.accounts.gate import public
from metronome.calls.models import Call
from metronome.calls.queries import public_calls
from metronome.design.answers import as_csv
from metronome.design.parts import Crumb
from metronome.design.pictures.dotmap import dotmap
from metronome.design.words import reader

from .asking import RESULTS, announced_results, results_rows


@public
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """What was announced of a call: who came to what, words of the jury, a map, numbers."""
    call: Call = get_object_or_404(public_calls(), slug=slug)
    found = announced_results(call)
    if found is None:
        raise Http404
    number = len(found.places)
    sentence = ngettext("Map with one city", "Map with %(count)d cities", number) % {"count": number}
    drawn = dotmap(found.places, sentence=sentence) if found.places else ""
    above = [
        Crumb(label=gettext("Calls"), href=reverse("calls:calls")),
        Crumb(label=call.title.in_(reader()), href=reverse("calls:call", args=[slug])),
    ]
    return render(request, "home/results.html", {"call": call, "found": found, "map": drawn, "crumbs": above})


@public
def results_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Who came to what was announced, as a file for spreadsheets."""
    call: Call = get_object_or_404(public_calls(), slug=slug)
    found = announced_results(call)
    if found is None:
        raise Http404
    return as_csv(RESULTS, results_rows(call, found.reached), f"{slug}-results.csv")

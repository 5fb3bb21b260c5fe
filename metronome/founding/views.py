"""The doors of the founding: one step after the other, and the network made of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.design.parts import Crumb
from metronome.ground.refusal import Refusal
from metronome.intake.refused import LoadRefused
from metronome.network.queries import the_network

from .actions import found_network
from .asked import folder_of, refused_in
from .drafts import forget, keep, typed_so_far
from .forms import StepForm
from .questions import STEPS, step_label, step_words
from .rules import can_found
from .shown import overview_of, swatches


@gate(can_found)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The steps and how far each is answered; once the network is there, what comes next."""
    if the_network() is not None:
        return render(request, "founding/founded.html")
    return render(request, "founding/overview.html", {"overview": overview_of(typed_so_far())})


@gate(can_found)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, step: str) -> HttpResponse:
    """The questions of one step. What is typed is kept, also where it cannot stand yet."""
    if step not in STEPS:
        raise Http404
    if the_network() is not None:
        return redirect("founding:overview")
    form = StepForm(step, typed_so_far(), request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = keep(form.cleaned_data)
        form.refuse(refused_in(step, typed))
        if form.is_valid():
            return onwards(step)
    return render(request, "founding/step.html", context_of(step, form), status=400 if form.is_bound else 200)


def onwards(step: str) -> HttpResponse:
    steps = [*STEPS, ""]
    following = steps[steps.index(step) + 1]
    return redirect("founding:step", following) if following else redirect("founding:overview")


def context_of(step: str, form: StepForm) -> dict[str, object]:
    steps = list(STEPS)
    return {
        "form": form,
        "label": step_label(step),
        "words": step_words(step),
        "place": steps.index(step) + 1,
        "of": len(steps),
        "swatches": swatches(typed_so_far()) if step == "colours" else (),
        "crumbs": [Crumb(label=gettext("A new network"), href=reverse("founding:overview"))],
    }


@gate(can_found)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make the network of the answers, or say what cannot stand."""
    try:
        found_network(folder=folder_of(typed_so_far()), by=request.user)
    except LoadRefused:
        messages.error(request, gettext("Nothing was made: some answers cannot stand."))
    except Refusal as refusal:
        messages.error(request, f"{refusal.reason} {refusal.remedy}")
    else:
        forget()
        messages.success(request, gettext("The network has begun."))
    return redirect("founding:overview")

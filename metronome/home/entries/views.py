"""The door where applications become drafts of practices."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from metronome.accounts.gate import gate
from metronome.calls.models import Call
from metronome.design.parts import Crumb
from metronome.desk.rules import can_keep
from metronome.desk.stepping import said
from metronome.ground.refusal import Refusal

from .actions import draft_practices
from .asking import entries_of, is_being_judged, questions_in_words, tables_in_words
from .forms import EntriesForm


@gate(can_keep)
@require_http_methods(["GET", "HEAD", "POST"])
def entries(request: HttpRequest, slug: str) -> HttpResponse:
    """The applications to a call that can be told as practices: who agreed, what was made; makes drafts."""
    call = get_object_or_404(Call, slug=slug, is_template=False)
    data = request.POST if request.method == "POST" else None
    form = EntriesForm(data, questions_in_words(call), tables_in_words(call))
    if form.is_valid() and drafted(request, call, form):
        return redirect("home:entries", slug)
    context = {
        "call": call,
        "form": form,
        "entries": entries_of(call),
        "is_judged": is_being_judged(call),
        "crumbs": [Crumb(label=gettext("Applications"), href=reverse("calls:received", args=[slug]))],
    }
    return render(request, "home/entries.html", context, status=400 if form.is_bound else 200)


def drafted(request: HttpRequest, call: Call, form: EntriesForm) -> bool:
    """Whether it was possible; either way the page says what came of it."""
    codes, collection = request.POST.getlist("application"), form.cleaned_data["collection"]
    try:
        made = draft_practices(call=call, codes=codes, chosen=form.chosen, collection=collection, by=request.user)
    except Refusal as refusal:
        messages.error(request, said(refusal))
        return False
    words = ngettext("%(count)d draft was made.", "%(count)d drafts were made.", len(made)) % {"count": len(made)}
    messages.success(request, words)
    return True

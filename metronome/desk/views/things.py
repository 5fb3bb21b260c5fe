"""The doors to what is on record: lists, one thing with its history, undoing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from metronome.accounts.gate import gate
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in

from .. import actions
from ..rules import can_decide, can_keep, can_write
from ..shown import Words, rows_shown
from ..stepping import said
from .doors import crumbs, kind_at, row_at, sheet_at

PAGE = 50


@gate(can_write, of=kind_at)
def things(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything of one sort, found by its names, with what is proposed about it."""
    sheet, words = sheet_at(kind), request.GET.get("q", "").replace("\x00", "").strip()[:100]
    page = Paginator(sheet.named(sheet.rows(), words), PAGE).get_page(request.GET.get("page"))
    rows, fresh = rows_shown(sheet, page)
    context = {"sheet": sheet, "page": page, "words": words, "crumbs": crumbs(), "rows": rows, "fresh": fresh}
    context["imports"] = can_keep(request.user)
    return render(request, "desk/list.html", context)


@gate(can_write, of=kind_at)
def thing(request: HttpRequest, kind: str, identity: str) -> HttpResponse:
    """One thing on record, field by field, with its history and what is proposed about it."""
    sheet = sheet_at(kind)
    shown = Words(sheet).thing(identity, row_at(sheet, identity))
    context = {"sheet": sheet, "crumbs": crumbs(sheet), "reviews": can_decide(request.user, kind), **shown}
    context["speakers"] = sheet.speakers(request.user, identity)
    return render(request, "desk/thing.html", context)


@gate(can_decide, of=kind_at)
@require_POST
def undo(request: HttpRequest, kind: str, identity: str) -> HttpResponse:
    """Bring something back to what it was before a line of its history."""
    row_at(sheet_at(kind), identity)
    try:
        actions.undo(kind=kind, identity=identity, line=number_in(request.POST.get("line", "")), by=request.user)
    except Refusal as refusal:
        messages.error(request, said(refusal))
    else:
        messages.success(request, gettext("It is as it was before."))
    return redirect("desk:thing", kind, identity)

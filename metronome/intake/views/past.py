"""The doors to reports that are read back: handed in, and reviewed activity by activity."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.accounts.queries import names_of
from metronome.design.parts import Crumb
from metronome.design.words import reader
from metronome.ground.period import Calendar
from metronome.ground.refusal import Refusal
from metronome.network.queries import the_network
from metronome.record.choices import choices
from metronome.record.noting import Noting
from metronome.record.phrases import field_label
from metronome.record.rules import can_note_activities
from metronome.record.vocabulary import vocabulary

from ..enums import ProposalState
from ..models import Layout, ProposedActivity, Reading
from ..past import actions
from ..past.forms import ReportForm
from ..past.shown import groups_of, noting_of, sure_of, typed_in


@gate(can_note_activities)
@require_http_methods(["GET", "HEAD", "POST"])
def readings(request: HttpRequest) -> HttpResponse:
    """The reports that were handed in; takes another."""
    form = report_form(request)
    if form.is_valid() and (found := handed_in(request, form)):
        return redirect("intake:reading", found.pk) if isinstance(found, Reading) else redirect("tasks:task", found)
    kept = list(Reading.objects.annotate(left=Count("proposed", filter=Q(proposed__state=ProposalState.OPEN))))
    names = names_of(one.by for one in kept)
    rows = [(one, names.get(one.by, one.by)) for one in kept]
    status = 400 if form.is_bound else 200
    return render(request, "intake/readings.html", {"form": form, "rows": rows}, status=status)


def report_form(request: HttpRequest) -> ReportForm:
    network, layouts = the_network(), [(one.slug, one.name.in_(reader())) for one in Layout.objects.all()]
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return ReportForm(*given, layouts=layouts, calendar=network.calendar if network else Calendar())


def handed_in(request: HttpRequest, form: ReportForm) -> Reading | int | None:
    """The reading, or the number of the task that reads; if neither was possible, the form says why."""
    given = form.cleaned_data
    # Whoever sends more than is taken is not read to the end.
    content = given["upload"].read(settings.UPLOAD_LIMIT * 1_000_000 + 1)
    try:
        return actions.hand_in_or_ask(
            content=content,
            label=given["upload"].name,
            layout=given["layout"],
            period=given["period"],
            by=request.user,
        )
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, " ".join(filter(None, (refusal.reason, refusal.remedy))))
        return None


def crumbs(reading: Reading | None = None) -> list[Crumb]:
    over = [Crumb(label=gettext("Reports to read back"), href=reverse("intake:readings"))]
    return [*over, Crumb(label=reading.label, href=reverse("intake:reading", args=[reading.pk]))] if reading else over


@gate(can_note_activities)
@require_safe
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """What was recognised in a report, activity by activity."""
    found = get_object_or_404(Reading, pk=pk)
    rows = list(found.proposed.select_related("activity"))
    parts = [(state, state.label, [row for row in rows if row.state == state]) for state in ProposalState]
    context = {"reading": found, "parts": [part for part in parts if part[2]], "crumbs": crumbs(), "number": len(rows)}
    context["open"] = any(not row.decided_by for row in rows)
    return render(request, "intake/reading.html", context)


@gate(can_note_activities)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a report once more, with the names that were learnt since."""
    found = get_object_or_404(Reading, pk=pk)
    try:
        if task := actions.read_again_or_ask(reading=found, by=request.user):
            return redirect("tasks:task", task)
    except Refusal as refusal:
        messages.error(request, " ".join(filter(None, (refusal.reason, refusal.remedy))))
        return redirect("intake:reading", pk)
    messages.success(request, gettext("The report was read again."))
    return redirect("intake:reading", pk)


def proposal_of(pk: int, number: int) -> ProposedActivity:
    return get_object_or_404(ProposedActivity.objects.select_related("reading", "activity"), reading=pk, number=number)


@gate(can_note_activities)
@require_http_methods(["GET", "HEAD", "POST"])
def proposed(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One activity beside its source: mended and accepted as a draft."""
    found = proposal_of(pk, number)
    data: Any = request.POST if request.method == "POST" else typed_in(found)
    noting = noting_of(found, data, vocabulary())
    if request.method != "POST" or noting.is_unfinished:
        return proposal_page(request, found, noting)
    given = noting.given()
    if given is None:
        return proposal_page(request, found, noting, status=400)
    try:
        activity = actions.accept_proposed(reading=pk, number=number, given=given, by=request.user)
    except Refusal as refusal:
        return proposal_page(request, found, noting, status=400, refusal=refusal)
    messages.success(request, gettext("Accepted: it is one of your drafts now (%(code)s).") % {"code": activity.code})
    return onward(found)


def proposal_page(
    request: HttpRequest, found: ProposedActivity, noting: Noting, *, status: int = 200, refusal: Refusal | None = None
) -> HttpResponse:
    told = found.told
    context = {
        "proposed": found,
        "noting": noting,
        "groups": groups_of(found, noting),
        "open": {name: noting.open(name) for name in ("tag", "member", "partner")},
        "sure": {name: sure_of(told[name]) for name in ("title", "kind", "line") if told[name]},
        "day_sure": sure_of(told["days"][0]),
        "faults": [(field_label(name), noting.place_of(name), words) for name, words in noting.faults.items()],
        "refusal": refusal,
        "crumbs": crumbs(found.reading),
        **choices(),
    }
    return render(request, "intake/proposed.html", context, status=status)


def onward(found: ProposedActivity) -> HttpResponse:
    """To the next activity of the report that waits, else to all of them."""
    waiting = found.reading.proposed.filter(state=ProposalState.OPEN)
    following = waiting.filter(number__gt=found.number).first() or waiting.first()
    if following is None:
        return redirect("intake:reading", found.reading_id)
    return redirect("intake:proposed", found.reading_id, following.number)


@gate(can_note_activities)
@require_POST
def decide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Reject what a report tells, with the reason, or review it again."""
    found = proposal_of(pk, number)
    try:
        if request.POST.get("do") == "reopen":
            actions.reopen_proposed(reading=pk, number=number, by=request.user)
            return redirect("intake:proposed", pk, number)
        actions.reject_proposed(reading=pk, number=number, why=request.POST.get("why", ""), by=request.user)
    except Refusal as refusal:
        messages.error(request, " ".join(filter(None, (refusal.reason, refusal.remedy))))
        return redirect("intake:proposed", pk, number)
    messages.success(request, gettext("Rejected."))
    return onward(found)

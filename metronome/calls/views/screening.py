"""The doors where the secretariat looks at what came in: the list, one application, eligibility, duplicates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.design.answers import as_csv, as_file, given
from metronome.design.parts import Crumb
from metronome.design.words import reader
from metronome.desk.rules import can_keep
from metronome.ground.deposits import TYPES
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in
from metronome.network.models import Member

from .. import actions
from ..amended import versions_shown
from ..answers import files_in
from ..applied import answers_shown, deadline_of, differences_shown
from ..enums import ApplicationState
from ..judging.forms import EntryRelationForm
from ..models import Application, Call
from ..phrases import moment_for
from ..queries import application_at, call_applied_to, calls_by_version, whole_calls, without_consent
from ..rules import can_screen
from ..screened import (
    Wish,
    applications_to,
    checks_shown,
    consents_to,
    counts_by_state,
    requests_shown,
    resembling,
    versions_that_count,
)
from ..steps import parts_at
from ..tables import application_rows, as_workbook, heading_row

ON_A_PAGE = 50


def _crumbs(call: Call) -> list[Crumb]:
    return [
        Crumb(label=_("Calls"), href=reverse("desk:list", args=["calls"])),
        Crumb(label=call.title.in_(reader()), href=reverse("calls:received", args=[call.slug])),
    ]


@gate(can_keep)
@require_safe
def received(request: HttpRequest, slug: str) -> HttpResponse:
    """What came in to a call, narrowed to what the address asks for."""
    call = get_object_or_404(whole_calls(), slug=slug)
    wish = Wish.of(request.GET.dict())
    found = applications_to(call, wish)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call, "wish": wish, "page": page, "count": len(found), "counts": counts_by_state(call),
        "states": ApplicationState.choices, "deadline": deadline_of(call, timezone.now(), request.user),
        "query": request.GET.urlencode(), "crumbs": _crumbs(call)[:1],
        "silent": without_consent(call).count(), "versions": call.versions.count(),
    }  # fmt: skip
    return render(request, "calls/received.html", context)


@gate(can_keep)
@require_safe
def received_file(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """The same as a file, with the answers that count."""
    call = get_object_or_404(whole_calls(), slug=slug)
    asked = call_applied_to(call)
    rows = application_rows(
        asked,
        applications_to(call, Wish.of(request.GET.dict())),
        versions_that_count(call),
        consents_to(call),
    )
    if format == "xlsx":
        return as_file(as_workbook(asked, rows), f"{call.slug}.xlsx", TYPES["xlsx"])
    if format == "csv":
        return as_csv(heading_row(asked), rows, f"{call.slug}.csv")
    raise Http404


@gate(can_keep)
@require_safe
def amendments(request: HttpRequest, slug: str) -> HttpResponse:
    """The versions of a call since cities apply, what differs, and who has not agreed to the one that holds."""
    call = get_object_or_404(whole_calls(), slug=slug)
    silent = without_consent(call).order_by("city", "code")
    context = {"call": call, "versions": versions_shown(call), "silent": silent, "crumbs": _crumbs(call)}
    return render(request, "calls/amendments.html", context)


@gate(can_screen, of=application_at)
@require_safe
def screened(request: HttpRequest, code: str) -> HttpResponse:
    """One application: what counts, what differs from before, what was found, and what can be done."""
    found: Application = request.found  # type: ignore[attr-defined]
    person: Any = request.user
    versions, calls = list(found.versions.order_by("-number")), calls_by_version(found.call)
    latest = versions[0] if versions else None
    call = calls.get(latest.call_version, call_applied_to(found.call)) if latest else None
    zone = found.call.zone
    checks = checks_shown(found)
    context = {
        "application": found, "version": latest,
        "answers": answers_shown(call, latest.answers) if latest and call else [],
        "differences": differences_shown(call, versions[1], latest) if call and latest and len(versions) > 1 else [],
        "versions": [(one, moment_for(one.submitted_at, zone, person.zone)) for one in versions],
        "checks": checks, "waiting": next((one for one in checks if one.check.is_confirmed is None), None),
        "appeal": _open_appeal(found), "requests": requests_shown(found), "likenesses": resembling(found),
        "rules": parts_at(found.call.rules.all(), found.call, found.stage),
        "members": Member.objects.order_by("slug"), "secretary": True,
        "relations": found.relations.all(), "relation": EntryRelationForm(),
        "may_end": found.state not in ("withdrawn", "duplicate", "merged"), "zone": zone,
        "crumbs": _crumbs(found.call),
    }  # fmt: skip
    return render(request, "calls/screened.html", context)


def _open_appeal(application: Application) -> Any:
    waiting = application.checks.filter(appeal__is_upheld=None, appeal__isnull=False, stage=application.stage)
    check = waiting.select_related("appeal").first() if application.state == ApplicationState.INELIGIBLE else None
    return check.appeal if check else None


@gate(can_screen, of=application_at)
@require_safe
def file(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """A file that was handed in with a version, or the picture that its city gave."""
    found: Application = request.found  # type: ignore[attr-defined]
    is_picture = found.pictures.filter(ended_at=None, file=name).exists()
    if not is_picture and not any(name in files_in(one.answers) for one in found.versions.all()):
        raise Http404
    return given(name)


def _done(request: HttpRequest, code: str, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, f"{refusal.reason} {refusal.remedy}".strip())
    else:
        messages.success(request, _("Done."))
    return redirect("calls:screened", code)


def _said(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "")[:5000]


@gate(can_screen, of=application_at)
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for information, until the end of a day by the clock of the call; or go on without an answer."""
    found: Application = request.found  # type: ignore[attr-defined]
    person: Any = request.user

    def act() -> None:
        if "end" in request.POST:
            actions.end_request(application=found, by=person)
            return
        try:
            day = parse_date(_said(request, "until"))
        except ValueError:
            day = None
        if day is None:
            raise Refusal(_("This is no day."), remedy=_("Write year, month and day, as 2026-03-31."))
        until = datetime.combine(day, time(23, 59, 59), ZoneInfo(found.call.zone))
        actions.ask_for_information(application=found, text=_said(request, "text"), until=until, by=person)

    return _done(request, code, act)


@gate(can_screen, of=application_at)
@require_POST
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether it is eligible, for another hand to confirm."""
    found: Application = request.found  # type: ignore[attr-defined]
    person: Any = request.user
    return _done(
        request,
        code,
        lambda: actions.find_eligible(
            application=found,
            is_eligible=request.POST.get("finding") == "eligible",
            reasons=request.POST.getlist("reasons"),
            note=_said(request, "note"),
            by=person,
        ),
    )


@gate(can_screen, of=application_at)
@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm what another person found, or refuse it."""
    found: Application = request.found  # type: ignore[attr-defined]
    person: Any = request.user
    agrees = request.POST.get("do") == "confirm"
    return _done(request, code, lambda: actions.confirm_check(application=found, is_confirmed=agrees, by=person))


@gate(can_screen, of=application_at)
@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Decide an appeal."""
    found: Application = request.found  # type: ignore[attr-defined]
    person: Any = request.user
    upheld, answer = request.POST.get("do") == "uphold", _said(request, "answer")
    return _done(
        request,
        code,
        lambda: actions.decide_appeal(application=found, is_upheld=upheld, answer=answer, by=person),
    )


@gate(can_screen, of=application_at)
@require_POST
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Take it out of the running as a duplicate, or merge it into another one."""
    found: Application = request.found  # type: ignore[attr-defined]
    person: Any = request.user

    def act() -> None:
        into = request.POST.get("into", "")
        other = found.call.applications.filter(code=into).first()
        if into and other is None:
            raise Refusal(_("There is no such application to this call."))
        actions.mark_duplicate(application=found, other=other, by=person)

    return _done(request, code, act)


@gate(can_screen, of=application_at)
@require_POST
def relate(request: HttpRequest, code: str) -> HttpResponse:
    """Note its area, a partner city or a sponsor; or take away what was noted."""
    found: Application = request.found  # type: ignore[attr-defined]
    person: Any = request.user

    def act() -> None:
        if "take_away" in request.POST:
            number = number_in(request.POST["take_away"])
            actions.take_entry_relation_away(application=found, relation=number, by=person)
            return
        form = EntryRelationForm(request.POST)
        if not form.is_valid():
            raise Refusal(_("Choose what it is, write the name, and the day as 2026-03-31."))
        actions.add_entry_relation(application=found, **form.cleaned_data, by=person)

    return _done(request, code, act)


@gate(can_screen, of=application_at)
@require_POST
def member(request: HttpRequest, code: str) -> HttpResponse:
    """Say which member the city is."""
    found: Application = request.found  # type: ignore[attr-defined]
    person: Any = request.user
    named = Member.objects.filter(slug=request.POST.get("member", "")).first()
    return _done(request, code, lambda: actions.name_member(application=found, member=named, by=person))

"""The doors of the desk: what waits, the findings of a period, what one looks after."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from metronome.accounts.gate import gate, signed_in
from metronome.accounts.queries import operators
from metronome.design.parts import Crumb
from metronome.ground.audit import of_one_moment
from metronome.ground.refusal import Refusal
from metronome.home.asked import Asked, asked, asked_of_kept
from metronome.record.rules import can_note_activities
from metronome.report.actions import waive
from metronome.report.enums import Severity
from metronome.report.rules import can_see_editions_in_preparation, can_waive_findings

from .actions import choose_remit
from .findings import FindingsWish, families, inspection_of, shown
from .remit import chosen, lines_of, regions_of, remit_of
from .shown import desk_of
from .ways import ways

SHOWS = ("silent", "engaged", "all")


def whoever(request: HttpRequest) -> Any:
    return request.user


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for whoever is signed in, and where the record stands in the period."""
    show = request.GET.get("members", "")
    with of_one_moment():
        wish = asked_of_kept(request)
        if wish is None:
            led_to = list(ways(whoever(request), timezone.localdate()))
            return render(request, "home/desk_begin.html", {"ways": led_to, "operators": operators()})
        show = show if show in SHOWS else "silent"
        found = desk_of(whoever(request), wish, show=show, today=timezone.localdate())
        return render(request, "home/desk.html", {"wish": wish, "desk": found}, status=wish.status)


@gate(can_see_editions_in_preparation)
@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """What the checks found in a period, each with the place where one mends it."""
    wish = asked(request)
    if wish is None:
        return render(request, "home/no_period.html", {"crumbs": crumbs(), "operators": operators()})
    asked_for = FindingsWish(**{name: request.GET.get(name, "") for name in ("severity", "family", "line")})
    context = {"wish": wish, **findings_context(request, wish, asked_for), "crumbs": crumbs()}
    return render(request, "home/findings.html", context, status=wish.status)


def findings_context(request: HttpRequest, wish: Asked, asked_for: FindingsWish) -> dict[str, Any]:
    inspection = inspection_of(wish.period)
    found = [one for one in inspection.findings if asked_for.takes(one, inspection.snapshot)]
    return {
        "asked_for": asked_for,
        "inspection": inspection,
        "findings": shown(found, inspection, keeps=can_note_activities(whoever(request))),
        "severities": [(severity.value, severity.label) for severity in Severity],
        "families": families(inspection),
        "lines": lines_of(inspection.snapshot),
        "waives": inspection.edition is not None and can_waive_findings(whoever(request)),
    }


@gate(can_waive_findings)
@require_POST
def waive_finding(request: HttpRequest) -> HttpResponse:
    """Let a finding of an edition that is being composed pass, with a reason."""
    wish = asked(request)
    inspection = inspection_of(wish.period) if wish else None
    digest = request.POST.get("finding", "")
    meant = next((one for one in inspection.findings if one.digest == digest), None) if inspection else None
    if meant is None or inspection is None or inspection.edition is None:
        messages.error(request, gettext("This finding is not there any more: something was changed meanwhile."))
    else:
        waived(request, meant)
    return redirect(f"{reverse('home:findings')}?{request.GET.urlencode()}")


def waived(request: HttpRequest, finding: Any) -> None:
    try:
        waive(finding=finding, reason=request.POST.get("reason", ""), by=request.user)
    except Refusal as refusal:
        messages.error(request, " ".join(filter(None, (refusal.reason, refusal.remedy))))
    else:
        messages.success(request, gettext("Let pass, with your reason and your name."))


@gate(can_note_activities)
def remit(request: HttpRequest) -> HttpResponse:
    """Which regions and lines one looks after: what one's desk shows first."""
    wish = asked(request)
    if wish is None:
        return render(request, "home/no_period.html", {"crumbs": crumbs(), "operators": operators()})
    lines, regions = lines_of(wish.stand.snapshot), regions_of(wish.stand.snapshot)
    if request.method == "POST":
        given = {name: request.POST.getlist(name) for name in ("regions", "lines")}
        choose_remit(
            regions=chosen(given["regions"], regions), lines=chosen(given["lines"], lines), by=whoever(request)
        )
        return redirect("home:desk")
    context = {"remit": remit_of(request.user), "lines": lines, "regions": regions, "crumbs": crumbs()}
    return render(request, "home/remit.html", context)


def crumbs() -> list[Crumb]:
    return [Crumb(label=gettext("Desk"), href=reverse("home:desk"))]

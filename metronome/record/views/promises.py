"""The doors of follow-ups: done, verified."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from metronome.accounts.gate import gate
from metronome.ground.refusal import Refusal

from .. import actions
from ..models import Activity
from ..rules import can_note_activities, can_review_activities


@gate(can_note_activities)
@require_POST
def follow_up_done(request: HttpRequest, code: str) -> HttpResponse:
    """Note that a follow-up is done."""
    return settled(request, code, actions.finish_follow_up, gettext("Noted as done."))


@gate(can_review_activities)
@require_POST
def follow_up_verified(request: HttpRequest, code: str) -> HttpResponse:
    """Note that one has seen that a follow-up is done."""
    return settled(request, code, actions.verify_follow_up, gettext("Noted as verified."))


def settled(request: HttpRequest, code: str, do: Callable[..., Any], said: str) -> HttpResponse:
    get_object_or_404(Activity, code=code)
    try:
        do(code=code, mark=request.POST.get("mark", ""), on=timezone.localdate(), by=request.user)
    except Refusal as refusal:
        messages.error(request, " ".join(filter(None, (refusal.reason, refusal.remedy))))
    else:
        messages.success(request, said)
    return redirect("home:desk")

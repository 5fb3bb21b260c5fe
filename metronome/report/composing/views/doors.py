"""What the doors of composing share: how an address finds an edition, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from metronome.design.parts import Crumb
from metronome.ground.refusal import Refusal
from metronome.report.enums import EditionState
from metronome.report.models import Edition
from metronome.report.parts import PARTS

from ..shown import name_in


def edition_at(slug: str) -> Edition:
    """An edition that was made here: not one as printed."""
    return get_object_or_404(Edition.objects.exclude(state=EditionState.AS_PRINTED), slug=slug)


def part_at(part: str) -> str:
    if part not in PARTS:
        raise Http404
    return part


def whoever(request: HttpRequest) -> Any:
    return request.user


def crumbs(edition: Edition | None = None) -> list[Crumb]:
    above = [Crumb(label=gettext("Reports in preparation"), href=reverse("report:preparing"))]
    if edition is not None:
        above.append(Crumb(label=name_in(edition), href=reverse("report:composing", args=[edition.slug])))
    return above


def said(refusal: Refusal) -> str:
    return " ".join(filter(None, (refusal.reason, refusal.remedy)))


def done(request: HttpRequest, step: Callable[[], Any], words: str) -> bool:
    """Do a step and say what came of it on the next page; whether it was done."""
    try:
        step()
    except Refusal as refusal:
        messages.error(request, said(refusal))
        return False
    messages.success(request, words)
    return True

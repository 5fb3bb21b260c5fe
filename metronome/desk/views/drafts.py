"""The doors to drafts: what is typed is kept while somebody types, and thrown away when they wish."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from metronome.accounts.gate import gate
from metronome.ground.web import number_in

from .. import actions
from ..drafts import waits_at
from ..keeping import keep_typed
from ..models import Proposal
from ..rules import can_write


def kind_typed(kind: str) -> str:
    """The kind of a draft: of a sheet, or of a page of another room."""
    return kind


@gate(can_write, of=kind_typed)
@require_POST
def keep_draft(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep what is typed as a draft."""
    place(kind)
    return keep_typed(request, kind=kind, **about(request, kind))


@gate(can_write, of=kind_typed)
@require_POST
def drop_draft(request: HttpRequest, kind: str) -> HttpResponse:
    """Throw a draft of one's own away."""
    waits = place(kind)
    actions.drop_draft(draft=number_in(request.POST.get("draft", "")), by=person(request))
    return redirect(waits)


def person(request: HttpRequest) -> Any:
    return request.user


def place(kind: str) -> str:
    try:
        return waits_at(kind)
    except LookupError as error:
        raise Http404 from error


def about(request: HttpRequest, kind: str) -> dict[str, Any]:
    """What a draft is about: a proposal of one's own, one thing, or something new."""
    number = number_in(request.GET.get("proposal", ""))
    if not number:
        return {"identity": request.GET.get("identity", "")[:200].replace("\x00", "")}
    proposal = Proposal.objects.filter(pk=number, kind=kind, author=str(request.user)).first()
    if proposal is None:
        raise Http404
    return {"identity": proposal.identity, "proposal": proposal}

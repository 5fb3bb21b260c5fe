"""The doors where something is written: a new thing, a change, a proposal anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from metronome.accounts.gate import gate
from metronome.ground.conflict import Conflict
from metronome.ground.refusal import Refusal
from metronome.ground.told import version_of
from metronome.ground.web import number_in

from .. import actions
from ..enums import AT_AUTHOR
from ..forms import Writing, typed
from ..keeping import keeping, sealing, typed_before
from ..models import Proposal
from ..phrases import sent_for_review
from ..queries import lines_since, merged, standing_at
from ..rules import can_write
from ..sheets import Sheet, is_rows, languages, sheet_of
from ..shown import Words, open_about, title_of
from .doors import crumbs, kind_at, kind_of_proposal, row_at, sheet_at

Save = Callable[..., Proposal]


@sealing
@gate(can_write, of=kind_at)
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Write something that is to come in."""
    sheet = sheet_at(kind)
    if sheet.identity is None:
        raise Http404
    base = sheet.empty()
    writing = writing_about(request, sheet, "", base, begun_with(request, sheet, base))
    return written(request, writing, partial(actions.propose, kind=kind, by=request.user), standing=base)


@sealing
@gate(can_write, of=kind_at)
def change(request: HttpRequest, kind: str, identity: str) -> HttpResponse:
    """Propose that something on record changes."""
    sheet = sheet_at(kind)
    row = row_at(sheet, identity)
    standing = sheet.given_of(row)
    writing = writing_about(request, sheet, identity, standing, standing)
    save = partial(actions.propose, kind=kind, identity=identity, by=request.user)
    about = {"identity": identity, "title": sheet.title(row), "open": open_about(sheet, identity)}
    return written(request, writing, save, standing=standing, **about)


@sealing
@gate(can_write, of=kind_of_proposal)
def rewrite(request: HttpRequest, number: int) -> HttpResponse:
    """Write a proposal of one's own anew; where others changed the thing since, choose field by field."""
    proposal = get_object_or_404(Proposal, pk=number)
    if proposal.author != str(request.user) or proposal.state not in AT_AUTHOR:
        messages.error(request, gettext("A proposal is written by its author, before it is sent for review."))
        return redirect("desk:proposal", number)
    sheet = sheet_of(proposal.kind)
    standing, wanted, met = merged(proposal)
    writing = writing_about(request, sheet, proposal.identity, standing, wanted)
    revision = number_in(writing.one("revision"))
    save = partial(actions.rewrite_proposal, number=number, revision=revision, by=request.user)
    about = {"proposal": proposal, "identity": proposal.identity, "title": title_of(proposal)}
    return written(request, writing, save, standing=standing, differences=Words(sheet).differences(met), **about)


def begun_with(request: HttpRequest, sheet: Sheet, empty: Any) -> Any:
    """A new thing with what its address says of it already, such as its member; what names nothing is left out."""
    said: dict[str, Any] = {}
    for one in sheet.fields:
        identity = request.GET.get(one.name, "").replace("\x00", "")
        if identity and one.spellings is not None and not is_rows(sheet.hints[one.name]):
            said[one.name] = identity if one.spellings().name_of(identity) is not None else ""
    return replace(empty, **said | dict(sheet.begun(request.GET.dict())))


def writing_about(request: HttpRequest, sheet: Sheet, identity: str, standing: Any, begun: Any) -> Writing:
    """What is written: what was sent or typed before, on top of what stood when its page was opened; else what it
    begins with."""
    before = request.POST if request.method == "POST" else typed_before(request, sheet.kind)
    if before is not None:
        lines = lines_since(sheet, identity, number_in(before.get("version") or ""))
        return Writing(sheet, before, languages(), standing_at(sheet, standing, lines))
    data = typed(sheet, begun)
    if not identity:
        # A number that is still to be said is not nought.
        for name in [one.name for one in sheet.fields if data.get(one.name) == "0"]:
            del data[name]
    data["version"] = str(version_of(sheet.subject_of(identity)) if identity else 0)
    return Writing(sheet, data, languages(), standing)


def written(request: HttpRequest, writing: Writing, save: Save, *, standing: Any, **more: Any) -> HttpResponse:
    """Show the page, or save what it says; where both changed a field, theirs is what stands."""
    if request.method != "POST" or writing.is_unfinished:
        return page(request, writing, **more)
    given = writing.given()
    if given is None:
        return page(request, writing, status=400, **more)
    theirs = [name for name in writing.data.getlist("theirs") if name in writing.sheet.names]
    given = replace(given, **{name: getattr(standing, name) for name in theirs})
    return saved(request, writing, partial(save, given=given, version=number_in(writing.one("version"))), **more)


def saved(request: HttpRequest, writing: Writing, save: Save, **more: Any) -> HttpResponse:
    """Save, and send for review where that was asked; else the page again, with everything as it was typed."""
    try:
        with transaction.atomic():
            proposal = save()
            if writing.one("do") == "send":
                actions.submit_proposal(number=proposal.pk, by=request.user)
    except Conflict as conflict:
        more["differences"] = Words(writing.sheet).differences(conflict.differences)
        return page(request, met_again(writing, conflict), status=409, refusal=conflict, **more)
    except Refusal as refusal:
        return page(request, writing, status=400, refusal=refusal, **more)
    number, about = number_in(writing.one("draft")), about_draft(more)
    actions.drop_drafts_of(kind=writing.sheet.kind, **about, draft=number, by=person(request))
    kept_words = gettext("Saved. What is on record stays as it is until this is published.")
    messages.success(request, sent_for_review() if writing.one("do") == "send" else kept_words)
    return redirect("desk:proposal", proposal.pk)


def person(request: HttpRequest) -> Any:
    return request.user


def about_draft(more: Mapping[str, Any]) -> dict[str, Any]:
    """What drafts of a page are about."""
    return {"identity": more.get("identity", ""), "proposal": more.get("proposal")}


def met_again(writing: Writing, conflict: Conflict) -> Writing:
    """What is to be written next, where somebody changed the same fields."""
    data = typed(writing.sheet, conflict.given)
    data["version"] = str(conflict.version)
    return Writing(writing.sheet, data, writing.languages, writing.base)


def page(request: HttpRequest, writing: Writing, *, status: int = 200, **more: Any) -> HttpResponse:
    groups = writing.groups()
    context = {
        "sheet": writing.sheet,
        "groups": groups,
        "faults": [(group.label, group.faults) for group in groups if group.faults],
        "version": number_in(writing.one("version")),
        "crumbs": crumbs(writing.sheet),
        "keeping": keeping(request, writing.sheet.kind, **about_draft(more), draft=writing.one("draft")),
        **more,
    }
    return render(request, "desk/write.html", context, status=status)

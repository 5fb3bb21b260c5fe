"""The doors of the desk: noting and changing an activity, its steps, what waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from metronome.accounts.gate import gate
from metronome.design.parts import Crumb
from metronome.design.words import reader
from metronome.ground.counting import Basis, Qualifier
from metronome.ground.refusal import Refusal
from metronome.network.queries import network_languages

from .. import actions
from ..differences import Conflict
from ..enums import Format, NetworkRole, Precision
from ..given import GivenActivity
from ..held import held, version_of
from ..kept import differences_shown, drafts_of, fields_shown, history, names_of
from ..kept import waiting as what_waits
from ..models import Activity, Draft
from ..noting import KINDS, Noting, like, typed
from ..phrases import basis_label, field_label, qualifier_label
from ..rules import can_note_activities, can_review_activities
from ..vocabulary import vocabulary

#: How many activities a part of the list of what waits shows.
SHOWN = 100


def crumbs() -> list[Crumb]:
    return [Crumb(label=gettext("What waits"), href=reverse("record:waiting"))]


@gate(can_note_activities)
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for whoever is signed in: returned, drafts, to review, to publish."""
    found = what_waits(request.user, reviews=can_review_activities(request.user))
    parts = {name: list(activities[:SHOWN]) for name, activities in found.items()}
    names = names_of(activity.author for activities in parts.values() for activity in activities)
    rows = {
        name: [(activity, names.get(activity.author, activity.author)) for activity in activities]
        for name, activities in parts.items()
    }
    return render(request, "record/waiting.html", {"parts": rows, "drafts": drafts_of(person(request))})


def person(request: HttpRequest) -> Any:
    return request.user


def number_in(text: str) -> int:
    """The number of a draft, a line or a version; 0, which none of them has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


# Noting


def typed_in(request: HttpRequest, base: GivenActivity | None) -> Noting:
    """What the page begins with: what was sent, a draft of one's own, another activity, or the one to be changed."""
    languages = network_languages()
    language = base.title.source if base else reader()
    data: Any = request.POST
    if request.method != "POST":
        number = number_in(request.GET.get("draft", ""))
        draft = Draft.objects.filter(person=person(request), pk=number).first()
        if draft:
            data = QueryDict(mutable=True)
            for name, values in {**draft.data, "draft": [str(draft.pk)]}.items():
                data.setlist(name, values)
        elif base:
            data = typed(base, language)
        else:
            data = begun(request, language)
    return Noting(data, vocabulary(), languages, language, base)


def begun(request: HttpRequest, language: str) -> Any:
    """A new entry: like the last one, or for a result that the address names."""
    if request.GET.get("like") == "last":
        last = Activity.objects.filter(author=str(request.user)).order_by("-pk").first()
        if last:
            return like(held(last), language)
    data = QueryDict(mutable=True)
    data.setlist("tag", request.GET.getlist("tag"))
    return data


def page(request: HttpRequest, noting: Noting, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "noting": noting,
        "crumbs": crumbs(),
        "pickers": [(kind, field_label(f"find_{kind}"), noting.chosen(kind), noting.open(kind)) for kind in KINDS],
        "faults": [(field_label(name), words) for name, words in noting.faults.items()],
        "formats": Format.choices,
        "network_roles": NetworkRole.choices,
        "precisions": Precision.choices,
        "qualifiers": [(one.value, qualifier_label(one)) for one in Qualifier],
        "bases": [(one.value, basis_label(one)) for one in Basis],
        "kinds": [(slug, name.in_(reader())) for slug, name in noting.words.kinds],
        "lines": [(line.value, f"{line.code} {line.label.in_(reader())}") for line in noting.words.lines],
        **more,
    }
    return render(request, "record/note.html", context, status=status)


@gate(can_note_activities)
def note(request: HttpRequest) -> HttpResponse:
    """Note an activity, on one page."""
    noting = typed_in(request, None)
    if request.method != "POST" or noting.is_unfinished:
        return page(request, noting)
    given = noting.given()
    if given is None:
        return page(request, noting, status=400)
    return saved(request, noting, lambda: actions.draft_activity(given=given, by=request.user))


@gate(can_note_activities)
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change an activity; where somebody else did meanwhile, choose field by field."""
    activity = get_object_or_404(Activity.objects.select_related("kind", "lead_line__plan"), code=code)
    base = held(activity)
    noting = typed_in(request, base)
    more: dict[str, Any] = {"activity": activity, "version": noting.one("version") or version_of(code)}
    if request.method != "POST" or noting.is_unfinished:
        return page(request, noting, **more, own_draft=own_draft(request, activity))
    given = noting.given()
    version = number_in(noting.one("version")) or version_of(code)
    if given is None:
        return page(request, noting, status=400, **more)
    theirs = {name: getattr(base, name) for name in noting.data.getlist("theirs") if hasattr(base, name)}
    given = replace(given, **theirs)
    return saved(
        request,
        noting,
        lambda: actions.change_activity(code=code, given=given, version=version, by=request.user),
        **more,
    )


def own_draft(request: HttpRequest, activity: Activity) -> Draft | None:
    return Draft.objects.filter(person=person(request), activity=activity).first()


def saved(request: HttpRequest, noting: Noting, save: Callable[[], Activity], **more: Any) -> HttpResponse:
    """Save, and send for review where that was asked; else the page again, with everything as it was typed."""
    try:
        with transaction.atomic():
            activity = save()
            if noting.one("do") == "send":
                actions.submit_activity(code=activity.code, by=request.user)
    except Conflict as conflict:
        shown = differences_shown(conflict.differences, noting.words)
        merged = Noting(
            typed(conflict.given, noting.language), noting.words, noting.languages, noting.language, noting.base
        )
        more["version"] = conflict.version
        return page(request, merged, status=409, refusal=conflict, differences=shown, **more)
    except Refusal as refusal:
        return page(request, noting, status=400, refusal=refusal, **more)
    drop_draft_of(request, noting, activity)
    messages.success(request, gettext("Saved. Nobody outside sees it before it is published."))
    return redirect("record:kept", activity.code)


def drop_draft_of(request: HttpRequest, noting: Noting, activity: Activity) -> None:
    own = own_draft(request, activity)
    for number in (number_in(noting.one("draft")), own.pk if own else 0):
        actions.drop_draft(draft=number, by=person(request))


@gate(can_note_activities)
def find(request: HttpRequest) -> HttpResponse:
    """What is meant by words or a list of names: boxes to tick."""
    words = vocabulary()
    kind = next((kind for kind in KINDS if f"find_{kind}" in request.GET), "tag")
    asked = words.asked(kind, request.GET.get(f"find_{kind}", "")[:5000])
    return render(request, "record/found.html", {"kind": kind, "asked": asked, "pasted": len(asked) > 1})


@gate(can_note_activities)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is typed as a draft."""
    data = {name: request.POST.getlist(name) for name in request.POST if name not in ("csrfmiddlewaretoken", "draft")}
    number, code = number_in(request.POST.get("draft", "")), request.POST.get("code", "")
    activity = Activity.objects.filter(code=code).first() if code else None
    try:
        draft = actions.keep_draft(data=data, draft=number, activity=activity, by=person(request))
    except Refusal as refusal:
        return HttpResponse(refusal.reason, status=400, content_type="text/plain; charset=utf-8")
    return render(request, "record/draft_kept.html", {"draft": draft})


@gate(can_note_activities)
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Throw a draft of one's own away."""
    actions.drop_draft(draft=number_in(request.POST.get("draft", "")), by=person(request))
    return redirect("record:waiting")


# One activity and its steps


@gate(can_note_activities)
def kept(request: HttpRequest, code: str) -> HttpResponse:
    """An activity in any state, field by field, with its history."""
    activity = get_object_or_404(Activity.objects.select_related("kind", "lead_line__plan"), code=code)
    words = vocabulary()
    names = names_of((activity.author, activity.approver))
    context = {
        "activity": activity,
        "crumbs": crumbs(),
        "fields": fields_shown(held(activity), words),
        "notes": [(field_label(name), note) for name, note in activity.notes.items()],
        "history": history(code, words),
        "author": names.get(activity.author, activity.author),
        "approver": names.get(activity.approver, activity.approver),
        "reviews": can_review_activities(request.user),
        "is_own": activity.author == str(request.user),
    }
    return render(request, "record/kept.html", context)


def stepped(request: HttpRequest, code: str, step: Callable[..., Activity], **more: Any) -> HttpResponse:
    """Do a step and show the activity; a refusal is said there."""
    get_object_or_404(Activity, code=code)
    try:
        activity = step(code=code, by=request.user, **more)
    except Refusal as refusal:
        messages.error(request, " ".join(filter(None, (refusal.reason, refusal.remedy))))
    else:
        words = gettext("The activity is now: %(state)s.")
        messages.success(request, words % {"state": activity.get_state_display()})
    return redirect("record:kept", code)


@gate(can_note_activities)
@require_POST
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Send an activity for review."""
    return stepped(request, code, actions.submit_activity)


@gate(can_review_activities)
@require_POST
def give_back(request: HttpRequest, code: str) -> HttpResponse:
    """Give an activity back to its author, with a comment in all and at fields."""
    notes = {name.removeprefix("note_"): request.POST[name] for name in request.POST if name.startswith("note_")}
    comment = request.POST.get("comment", "")
    return stepped(request, code, actions.return_activity, comment=comment, notes=notes)


@gate(can_review_activities)
@require_POST
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """Approve an activity in review."""
    return stepped(request, code, actions.approve_activity)


@gate(can_review_activities)
@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Let an approved activity count and be seen."""
    return stepped(request, code, actions.publish_activity)


@gate(can_review_activities)
@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Cancel an activity; it keeps its line."""
    return stepped(request, code, actions.cancel_activity, why=request.POST.get("comment", ""))


@gate(can_review_activities)
@require_POST
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """Bring an activity back to what it was before a line of its history."""
    return stepped(request, code, actions.undo_activity, line=number_in(request.POST.get("line", "")))


STEPS: dict[str, Callable[..., Activity]] = {"approve": actions.approve_activity, "publish": actions.publish_activity}


@gate(can_review_activities)
@require_POST
def steps(request: HttpRequest) -> HttpResponse:
    """Approve or publish several activities; each by itself, so that one refusal stops none of the others."""
    step, codes = STEPS.get(request.POST.get("step", "")), request.POST.getlist("code")
    done, refused = all_stepped(step, codes, by=request.user) if step else (0, [])
    if done:
        words = gettext("Done for %(count)s of %(all)s activities.")
        messages.success(request, words % {"count": done, "all": len(codes)})
    for words in refused:
        messages.error(request, words)
    return redirect("record:waiting")


def all_stepped(step: Callable[..., Activity], codes: Sequence[str], *, by: object) -> tuple[int, list[str]]:
    done, refused = 0, []
    for code in Activity.objects.filter(code__in=codes).values_list("code", flat=True):
        try:
            step(code=code, by=by)
            done += 1
        except Refusal as refusal:
            refused.append(f"{code}: {refusal.reason}")
    return done, refused

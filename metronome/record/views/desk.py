"""The doors of the desk: noting and changing an activity, its steps, what waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from metronome.accounts.gate import gate
from metronome.accounts.queries import names_of, operators
from metronome.design.parts import Crumb
from metronome.design.words import reader
from metronome.desk import stepping
from metronome.desk.actions import drop_drafts_of
from metronome.desk.drafts import drafts_part
from metronome.desk.keeping import keeping, sealing, typed_before
from metronome.desk.phrases import sent_for_review
from metronome.ground.addresses import address
from metronome.ground.conflict import Conflict
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in

from .. import actions
from ..choices import choices
from ..enums import Precision, State
from ..given import GivenActivity
from ..held import activity_of, held, version_of
from ..kept import differences_shown, fields_empty, fields_shown, first_waiting, history
from ..models import Activity
from ..noting import KINDS, SOURCE, Noting
from ..parts import FILE
from ..phrases import field_label, own_and_approved
from ..planned import offered
from ..readiness import lacking
from ..rules import can_note_activities, can_review_activities
from ..sheets import DRAFTED
from ..similar import Suggestion, memory, suggestions
from ..typed import DAY, append, like, spans_of, typed
from ..vocabulary import vocabulary

#: The pickers that stand in the open; people are folded.
PICKED = KINDS[:3]
#: The parts of what waits that others wrote.
OF_OTHERS = ("review", "publish")
#: The parts whose activities can be ticked for a step with several.
TICKED = ("draft", *OF_OTHERS)


def crumbs() -> list[Crumb]:
    return [Crumb(label=gettext("What waits"), href=address("record:waiting"))]


@gate(can_note_activities)
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for whoever is signed in: returned, drafts, to review, to publish."""
    parts = first_waiting(request.user, reviews=can_review_activities(request.user))
    names = names_of(activity.author for activities in parts.values() for activity in activities)
    rows = [
        (name, name in TICKED, name in OF_OTHERS, [(one, names.get(one.author, one.author)) for one in activities])
        for name, activities in parts.items()
    ]
    context = {
        "parts": rows,
        "drafts": drafts_part(request, waits="record:waiting"),
        "all_ticked": request.GET.get("all", ""),
    }
    return render(request, "record/waiting.html", context)


def person(request: HttpRequest) -> Any:
    return request.user


# Noting


def typed_in(request: HttpRequest, base: GivenActivity | None) -> Noting:
    """What the page begins with: what was sent, a draft of one's own, another activity, or the one to be changed."""
    words = vocabulary()
    language = base.title.source if base else reader()
    refused: list[str] = []
    if request.method == "POST":
        data: Any = request.POST.copy()
        refused = handed_in(request, data)
    else:
        data = typed_before(request, DRAFTED) or (typed(base, language) if base else begun(request, language))
    noting = Noting(data, words, words.languages, language, base)
    for said in refused:
        noting.fault("evidence", said)
    return noting


def handed_in(request: HttpRequest, data: Any) -> list[str]:
    """Keep the files that came with the form, as rows of it; what is refused of them, in words."""
    refused = []
    for file in request.FILES.getlist("upload"):
        try:
            append(data, FILE, tuple(actions.keep_file(file=file, by=person(request)).values()))
        except Refusal as refusal:
            refused.append(f"{file.name}: {refusal.reason} {refusal.remedy}")
    return refused


def begun(request: HttpRequest, language: str) -> Any:
    """A new entry: like the last one, or of what the address says: results, members, and what another room did."""
    if request.GET.get("like") == "last":
        last = Activity.objects.filter(author=str(request.user)).order_by("-pk").first()
        if last:
            return like(held(last), language)
    data = QueryDict(mutable=True)
    data.setlist("tag", request.GET.getlist("tag"))
    data.setlist("member", request.GET.getlist("member"))
    if source := request.GET.get("source", ""):
        data["source"] = source[:SOURCE]
        for name in ("first", *(f"title_{code}" for code in vocabulary().languages)):
            data[name] = request.GET.get(name, "")
        data.setlist("last", [""])
        data.setlist("precision", [Precision.DAY])
    return data


def page(request: HttpRequest, noting: Noting, *, status: int = 200, **more: Any) -> HttpResponse:
    activity = more.get("activity")
    context = {
        "noting": noting,
        "unfolded": noting.unfolded,
        "crumbs": crumbs(),
        "pickers": [(kind, field_label(f"find_{kind}"), noting.chosen(kind), noting.open(kind)) for kind in PICKED],
        "people_found": (noting.chosen_people(), noting.open("contact")),
        "faults": [(field_label(name), noting.place_of(name), words) for name, words in noting.faults.items()],
        "keeping": keeping(request, DRAFTED, identity=activity.code if activity else "", draft=noting.one("draft")),
        "notes": activity.notes if activity else {},
        # What is on record is opened to mend one thing: what else there could be is told after the first change.
        "suggested": {}
        if activity and request.method == "GET"
        else suggested(noting, activity.code if activity else ""),
        **choices(),
        **more,
    }
    return render(request, "record/note.html", context, status=status)


@sealing
@gate(can_note_activities)
def note(request: HttpRequest) -> HttpResponse:
    """Note an activity, on one page; before there is any kind of it, say where kinds come from."""
    if request.method != "POST" and not vocabulary().kinds:
        return render(request, "record/no_kinds.html", {"crumbs": crumbs(), "operators": operators()})
    noting = typed_in(request, None)
    if request.method != "POST" or noting.is_unfinished:
        return page(request, noting)
    given = noting.given()
    if given is None:
        return page(request, noting, status=400)
    return saved(request, noting, lambda: actions.draft_activity(given=given, by=request.user))


@sealing
@gate(can_note_activities)
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change an activity; where somebody else did meanwhile, choose field by field."""
    activity = found(code)
    base = held(activity)
    noting = typed_in(request, base)
    more: dict[str, Any] = {"activity": activity, "version": noting.one("version") or version_of(code)}
    if request.method != "POST" or noting.is_unfinished:
        return page(request, noting, refusal=why_not_changed(request, activity), **more)
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


def why_not_changed(request: HttpRequest, activity: Activity) -> Refusal | None:
    """Why whoever is signed in does not change an activity; to be said before they have typed."""
    own = activity.author == str(request.user)
    return own_and_approved() if own and activity.state in (State.APPROVED, State.PUBLISHED) else None


def found(code: str) -> Activity:
    if activity := activity_of(code):
        return activity
    raise Http404


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
    number = number_in(noting.one("draft"))
    drop_drafts_of(kind=DRAFTED, identity=activity.code, draft=number, by=person(request))
    kept_words = gettext("Saved. Nobody outside sees it before it is published.")
    messages.success(request, sent_for_review() if noting.one("do") == "send" else kept_words)
    return redirect("record:kept", activity.code)


@gate(can_note_activities)
def find(request: HttpRequest) -> HttpResponse:
    """What is meant by words or a list of names: boxes to tick."""
    kind = next((kind for kind in KINDS if f"find_{kind}" in request.GET), "tag")
    rows = zip(*(request.GET.getlist(name) for name in DAY), strict=False)
    days = spans_of(dict(zip(DAY, row, strict=True)) for row in rows)
    asked = vocabulary().asked(kind, request.GET.get(f"find_{kind}", "")[:5000], days)
    more = {"uses": memory().uses if kind == "tag" else {}, **choices()}
    return render(request, "record/found.html", {"kind": kind, "asked": asked, "pasted": len(asked) > 1, **more})


@gate(can_note_activities)
@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """What similar activities had, for what is being noted."""
    words = vocabulary()
    noting = Noting(request.POST, words, words.languages, reader())
    return render(request, "record/suggested.html", {"suggested": suggested(noting, noting.one("code"))})


def suggested(noting: Noting, code: str) -> dict[str, list[Suggestion]]:
    """What similar activities had, by the kind of box."""
    chosen = {kind: [word.value for word in noting.chosen(kind)] for kind in PICKED}
    texts = [title for _, title, _ in noting.texts()]
    series, days = noting.one("series"), noting.spans
    return suggestions(noting.words, texts=texts, series=series, days=days, chosen=chosen, but=code)


# One activity and its steps


@gate(can_note_activities)
def kept(request: HttpRequest, code: str) -> HttpResponse:
    """An activity in any state, field by field, with its history."""
    activity = found(code)
    words = vocabulary()
    names = names_of((activity.author, activity.approver))
    given = held(activity)
    context = {
        "activity": activity,
        "state": State(activity.state).label,
        "crumbs": crumbs(),
        "offered": offered(activity),
        "refusal": why_not_changed(request, activity),
        "fields": fields_shown(given, words),
        "empty": fields_empty(given),
        "files": [piece for piece in given.evidence if piece.file],
        "notes": [(field_label(name), note) for name, note in activity.notes.items()],
        "history": history(code, words),
        "author": names.get(activity.author, activity.author),
        "approver": names.get(activity.approver, activity.approver),
        "reviews": can_review_activities(request.user),
        "is_own": activity.author == str(request.user),
        "lacking": () if activity.state in (State.PUBLISHED, State.CANCELLED) else lacking(activity),
    }
    return render(request, "record/kept.html", context)


def stepped(request: HttpRequest, code: str, step: Callable[..., Activity], **more: Any) -> HttpResponse:
    """Do a step and show the activity; a refusal is said there."""
    get_object_or_404(Activity, code=code)
    stepping.stepped(request, gettext("The activity is now: %(state)s."), step, code=code, **more)
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
    comment = request.POST.get("comment", "")
    return stepped(request, code, actions.return_activity, comment=comment, notes=stepping.notes_in(request))


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
    step = STEPS.get(request.POST.get("step", ""))
    return several(request, step) if step else redirect("record:waiting")


@gate(can_note_activities)
@require_POST
def submit_several(request: HttpRequest) -> HttpResponse:
    """Send several drafts for review; each by itself, so that one refusal stops none of the others."""
    return several(request, actions.submit_activity)


def several(request: HttpRequest, step: Callable[..., Activity]) -> HttpResponse:
    codes = request.POST.getlist("code")
    done, refused = all_stepped(step, codes, by=request.user)
    if done:
        words = ngettext("Done for the activity.", "Done for %(count)s of %(all)s activities.", len(codes))
        messages.success(request, words % {"count": done, "all": len(codes)})
    for words in refused:
        messages.error(request, words)
    return redirect("record:waiting")


def all_stepped(step: Callable[..., Activity], codes: Sequence[str], *, by: object) -> tuple[int, list[str]]:
    return stepping.all_stepped(
        Activity.objects.filter(code__in=codes).values_list("code", flat=True),
        lambda code: step(code=code, by=by),
        lambda code, words: format_html('<a href="{}">{}</a>: {}', address("record:kept", code), code, words),
    )

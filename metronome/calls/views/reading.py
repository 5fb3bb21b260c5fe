"""The doors of jurors: what was given to them, whether they are in conflict, the page on which they judge; and that of
applicants, who read what was said."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.design.answers import given
from metronome.design.parts import Crumb
from metronome.desk.keeping import keeping, sealing, typed_before
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in

from ..actions.panels import accept_seat, add_relation, declare_conflict, decline_seat
from ..actions.reviewing import keep_review, send_review
from ..answers import files_in
from ..applied import answers_shown
from ..enums import Confidence, ReviewState
from ..judging.entries import entries_of, versions_of
from ..judging.forms import RelationForm
from ..judging.rules import can_judge, can_read_feedback, can_sit, can_write_review
from ..judging.shown import conflicts_of, others_of, scales_of, told_to
from ..models import Application, ApplicationVersion, Juror, Review
from ..queries import call_applied_to, reviews_of
from .panels import juror_of, review_of, tried


def application_of(code: str) -> Application:
    return Application.objects.select_related("call").get(code=code)


def left_to_read(person: Any, but: Review) -> list[Review]:
    """What a juror has not sent yet, besides the one at hand; a dozen at most."""
    left = [one for one in reviews_of(person.pk) if one.state == ReviewState.ASSIGNED and one.pk != but.pk]
    return left[:12]


def version_read(review: Review) -> ApplicationVersion:
    """What a juror reads: the version that counts in the step of their panel.

    Raises Http404 where nothing was handed in there.
    """
    version = versions_of([review.application], review.juror.round.stage).get(review.application_id)
    if version is None:
        raise Http404
    return version


@gate(can_judge)
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What was given to a juror, and the invitations that wait for an answer."""
    seats = Juror.objects.filter(person=request.user.pk).select_related("round__call")
    own = list(reviews_of(request.user.pk))
    context = {"seats": seats, "reviews": own, "left": sum(one.state == ReviewState.ASSIGNED for one in own)}
    return render(request, "calls/reviews.html", context)


@gate(can_sit, of=juror_of)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation to a panel: what is known and follows from it is asked before the answer."""
    found: Juror = request.found  # type: ignore[attr-defined]
    if request.method == "POST":
        return answered(request, found)
    conflicts = conflicts_of(found)
    barred = {one.application_id for one in conflicts}
    others = entries_of(found.round).exclude(pk__in=barred) if found.state in ("invited", "accepted") else ()
    context = {
        "juror": found,
        "relation": RelationForm(),
        "conflicts": conflicts,
        "entries": others,
        "call": found.round.call,
        "relations": found.relations.all(),
    }
    return render(request, "calls/invitation.html", context)


def answered(request: HttpRequest, found: Juror) -> HttpResponse:
    """Do what the juror says."""
    data, by = request.POST, request.user
    match data.get("do"):
        case "relate":
            form = RelationForm(data)
            if form.is_valid():
                given = form.cleaned_data
                do = lambda: add_relation(juror=found, **given, is_declared=True, by=by)  # noqa: E731
                tried(request, do, gettext("Noted; what follows from it is below."))
            else:
                messages.error(request, gettext("Choose what it is, and write its name."))
        case "declare":
            entry = get_object_or_404(entries_of(found.round), code=data.get("application", ""))
            do_declare = lambda: declare_conflict(juror=found, application=entry, why=data.get("why", ""), by=by)  # noqa: E731
            tried(request, do_declare, gettext("Noted. You will not see this application."))
        case "decline":
            said = gettext("You have declined. Thank you for answering.")
            tried(request, lambda: decline_seat(juror=found, answer=data.get("answer", ""), by=by), said)
        case "accept":
            load = number_in(data.get("load", "")) or found.round.load
            said = gettext("You are on the panel. You are told when there is something to read.")
            tried(request, lambda: accept_seat(juror=found, load=load, answer=data.get("answer", ""), by=by), said)
    return redirect("calls:invitation", found.pk)


@sealing
@gate(can_write_review, of=review_of)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """An application that was given to a juror, and what they make of it."""
    found: Review = request.found  # type: ignore[attr-defined]
    typed, refusal = typed_of(request, found), None
    if request.method == "POST" and request.POST.get("more") != "again":
        try:
            return handed_in(request, found, typed)
        except Refusal as refused:
            refusal = refused
    context = {**review_shown(request, found), "typed": typed, "refusal": refusal}
    context["scales"] = scales_of(
        found.application.call,
        found.juror.round.stage,
        typed,
        (refusal and refusal.field) or "",
        refusal.reason if refusal else "",
    )
    return render(request, "calls/review.html", context, status=400 if refusal else 200)


def review_shown(request: HttpRequest, found: Review) -> dict[str, Any]:
    """What stands around the boxes: the application, what others sent, what else is to be read."""
    version = version_read(found)
    last = found.versions.last()
    return {
        "review": found,
        "version": version,
        "answers": answers_shown(call_applied_to(found.application.call), version.answers),
        "confidences": Confidence.choices,
        "others": others_of(found),
        "last": last,
        "is_changed": last is not None and last.application_version != version.number,
        "own": left_to_read(request.user, found),
        "keeping": keeping(
            request, "reviews", identity=str(found.pk), address=reverse("calls:keep_review", args=[found.pk])
        ),
        "crumbs": [Crumb(label=gettext("My reviews"), href=reverse("calls:reviews"))],
    }


def typed_of(request: HttpRequest, found: Review) -> dict[str, str]:
    """What stands in the boxes: what is sent, was sent while signed out, was typed last, or was sent last."""
    if request.method == "POST":
        return plain(request.POST)
    if before := typed_before(request, "reviews"):
        return plain(before)
    if found.draft or found.version is None:
        return dict(found.draft)
    last = found.versions.get(number=found.version)
    scores = {f"score_{code}": score for code, score in last.scores.items()}
    return {**scores, "text": last.text, "note": last.note, "confidence": str(last.confidence or "")}


def plain(data: Any) -> dict[str, str]:
    """The boxes of a review, and nothing else that a page sends."""
    wanted = ("text", "note", "confidence")
    return {
        name: data.get(name, "").replace("\x00", "") for name in data if name in wanted or name.startswith("score_")
    }


def handed_in(request: HttpRequest, found: Review, typed: dict[str, str]) -> HttpResponse:
    """Send the review, or keep it for later. Raises Refusal."""
    if request.POST.get("do") == "later":
        keep_review(review=found, typed=typed, by=request.user)
        messages.success(request, gettext("Kept. Nobody else sees it before you send it."))
        return redirect("calls:reviews")
    about = number_in(request.POST.get("about", ""))
    send_review(review=found, typed=typed, about=about, by=request.user)
    messages.success(request, gettext("Your review is sent. What the others sent stands beside it now."))
    return redirect("calls:review", found.pk)


@gate(can_write_review, of=review_of)
@require_safe
def file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A file of an application that was given to a juror, of the version that counts."""
    found: Review = request.found  # type: ignore[attr-defined]
    version = version_read(found)
    if name not in files_in(version.answers):
        raise Http404
    return given(name)


@gate(can_write_review, of=review_of)
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a juror types, while they type."""
    try:
        kept = keep_review(review=request.found, typed=plain(request.POST), by=request.user)  # type: ignore[attr-defined]
    except Refusal as refusal:
        return HttpResponse(refusal.reason, status=400, content_type="text/plain; charset=utf-8")
    return render(request, "desk/draft_kept.html", {"draft": kept})


@gate(can_write_review, of=review_of)
@require_POST
def conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """A juror is in conflict with what was given to them: it is theirs no more."""
    found: Review = request.found  # type: ignore[attr-defined]
    why, entry = request.POST.get("why", ""), found.application
    said = gettext("Noted. Somebody else will read this application.")
    if tried(request, lambda: declare_conflict(juror=found.juror, application=entry, why=why, by=request.user), said):
        return redirect("calls:reviews")
    return redirect("calls:review", pk)


@gate(can_read_feedback, of=application_of)
@require_safe
def feedback(request: HttpRequest, code: str) -> HttpResponse:
    """What the readers of an application said, without their names, or why there were none; the last step first."""
    found: Application = request.found  # type: ignore[attr-defined]
    context = {"application": found, "told": told_to(found)}
    return render(request, "calls/feedback.html", context)

"""The doors of what the public reads and sees besides outcomes: what the jury says, and pictures of applications."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.gate import gate, public
from metronome.design.answers import given
from metronome.design.parts import Crumb
from metronome.design.words import reader
from metronome.desk.sheets import languages
from metronome.ground.refusal import Refusal

from ..actions.commending import confirm_commendation, take_commendation_back, write_commendation
from ..actions.picturing import accept_picture, give_picture, stop_showing, take_picture_back
from ..forms import PictureForm
from ..judging.commended import accepted_pictures, alternative_boxes, worded
from ..judging.outcomes import announced_outcome
from ..judging.results import results_of
from ..judging.rules import can_confirm_words, can_run_panels, can_word
from ..models import Application, ApplicationPicture, Call
from ..queries import application_at
from ..rules import can_write_application
from .deciding import public_call
from .panels import call_of, crumbs, tried
from .writing import crumbs as own_crumbs


@gate(can_run_panels, of=call_of)
@require_safe
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything of a call of which the jury may say something, and how far it is."""
    call: Call = request.found  # type: ignore[attr-defined]
    given_pictures = ApplicationPicture.objects.filter(application__call=call, ended_at=None)
    context = {
        "call": call,
        "rows": worded(call),
        "pictured": set(given_pictures.values_list("application", flat=True)),
        "accepted": accepted_pictures(call).keys(),
        "crumbs": [*crumbs(call), Crumb(label=_("Decisions"), href=reverse("calls:decisions", args=[slug]))],
    }
    return render(request, "calls/words.html", context)


@gate(can_word, of=application_at)
@require_http_methods(["GET", "HEAD", "POST"])
def words_of(request: HttpRequest, code: str) -> HttpResponse:
    """What the jury says of one application, by outcome, and its picture; writes, takes back, accepts."""
    found: Application = request.found  # type: ignore[attr-defined]
    typed: dict[str, str] = {}
    if request.method == "POST":
        act = _act(request, found)
        if act is None or tried(request, *act):
            return redirect("calls:words_of", code)
        typed = _texts(request)
    picture = found.pictures.filter(ended_at=None).first()
    above = Crumb(label=_("What the jury says"), href=reverse("calls:words", args=[found.call.slug]))
    context = {
        "application": found, "rows": [one for one in worded(found.call) if one.application.pk == found.pk],
        "picture": picture, "boxes": alternative_boxes(picture) if picture else [],
        "may_confirm": can_confirm_words(request.user, found), "me": str(request.user),
        "typed": typed, "typed_of": request.POST.get("outcome", ""), "crumbs": [*crumbs(found.call), above],
    }  # fmt: skip
    return render(request, "calls/words_of.html", context, status=400 if typed else 200)


def _act(request: HttpRequest, found: Application) -> tuple[Callable[[], object], str] | None:
    """What the page asks for, and what is said when it is done; None where it asks for nothing."""
    data, by = request.POST, request.user
    outcome, file = data.get("outcome", "")[:50], data.get("file", "")[:80]
    texts = _texts(request)
    match data.get("do"):
        case "write":
            said = _("Written; somebody else looks at it and confirms it.")
            return lambda: write_commendation(
                application=found, outcome=outcome, texts=texts, source=reader(), by=by
            ), said
        case "back":
            return lambda: take_commendation_back(application=found, outcome=outcome, by=by), _("Taken back.")
        case "accept":
            said = _("Accepted: it is shown once results name the application.")
            return lambda: accept_picture(application=found, file=file, alternative=texts, by=by), said
        case "hide":
            return lambda: stop_showing(application=found, file=file, by=by), _("It is shown no longer.")
    return None


def _texts(request: HttpRequest) -> dict[str, str]:
    names = [name for name in request.POST if name.startswith("text_")]
    return {name.removeprefix("text_"): request.POST[name] for name in names if name.removeprefix("text_") in _known()}


def _known() -> set[str]:
    return set(languages())


@gate(can_confirm_words, of=application_at)
@require_POST
def confirm_words(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm what another hand wrote."""
    found: Application = request.found  # type: ignore[attr-defined]
    outcome, written = request.POST.get("outcome", "")[:50], request.POST.get("written", "")[:40]
    act = lambda: confirm_commendation(application=found, outcome=outcome, written_at=written, by=request.user)  # noqa: E731
    tried(request, act, _("Confirmed: it is shown once the outcome is announced."))
    return redirect("calls:words_of", code)


@gate(can_write_application, of=application_at)
@require_http_methods(["GET", "HEAD", "POST"])
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """Give a picture of what one applies with, or take it back."""
    found: Application = request.found  # type: ignore[attr-defined]
    if request.method == "POST" and request.POST.get("do") == "back":
        tried(request, lambda: take_picture_back(application=found, by=request.user), _("Nobody sees it any longer."))
        return redirect("calls:picture", code)
    form = PictureForm(request.POST, request.FILES) if request.method == "POST" else PictureForm()
    if form.is_valid() and _given(request, found, form):
        return redirect("calls:picture", code)
    context = {
        "application": found, "picture": found.pictures.filter(ended_at=None).first(), "form": form,
        "is_told": announced_outcome(found) is not None, "crumbs": own_crumbs(found),
    }  # fmt: skip
    return render(request, "calls/picture.html", context, status=400 if form.is_bound else 200)


def _given(request: HttpRequest, found: Application, form: PictureForm) -> bool:
    said = form.cleaned_data
    try:
        give_picture(
            application=found, content=said["upload"].read(), credit=said["credit"],
            alternative=said["alternative"], agrees=said["agrees"], by=request.user,
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, f"{refusal.reason} {refusal.remedy}")
        return False
    messages.success(request, _("Thank you. The picture is kept; it is shown only with results that name you."))
    return True


@public
@require_safe
def result_picture(_request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """A picture that stands on the page of results of a call, as long as it does."""
    found = results_of(public_call(slug))
    shown = (one.picture for group in found.reached for one in group.entries) if found else ()
    if not any(one is not None and one.file == name for one in shown):
        raise Http404
    return given(name)

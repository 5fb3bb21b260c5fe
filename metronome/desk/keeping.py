"""How a page loses nothing of what is typed into it: what it carries so that its script keeps drafts, and what was
sent by somebody whose sign-in was over. That waits for them in their session, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from metronome.ground.once import NUMBER, WORD, Once
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in

from .actions import LARGEST, keep_draft
from .models import Draft, Proposal

#: For how long a page that was given to somebody may wait to be sent, in seconds.
LONGEST = 7 * 24 * 3600
SEALED = "sent while signed out"
#: What a page sends besides what is typed.
BESIDE = ("csrfmiddlewaretoken", "draft", "seal")
SIGNER = TimestampSigner(salt="the page of an activity")


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What a page carries that keeps what is typed: `notices` before the form, `attributes` of it, `seal` within it,
    and `status` at its buttons."""

    notices: SafeString
    attributes: SafeString
    seal: SafeString
    status: SafeString


def keeping(
    request: HttpRequest,
    kind: str,
    *,
    identity: str = "",
    proposal: Proposal | None = None,
    draft: str = "",
    address: str = "",
    asked: Mapping[str, str] | None = None,
) -> Keeping:
    """What the page carries that writes one of a kind, or a proposal anew; `draft` is the one that it goes on with,
    `address` a door of the room's own that keeps drafts, `asked` what the address of the page itself asks besides."""
    person: Any = request.user
    about = {"proposal": str(proposal.pk)} if proposal else {"identity": identity} if identity else {}
    own = None
    if about and not draft and request.method == "GET":
        own = draft_about(person, kind, identity, proposal)
    context = {
        "again": again(request),
        "own": own,
        "asked": urlencode(asked) + "&" if asked else "",
        "address": (address or reverse("desk:keep_draft", args=[kind])) + (f"?{urlencode(about)}" if about else ""),
        "key": f"{person.pk}:{kind}:{proposal or identity or 'new'}",
        "draft": draft,
        "seal": seal_of(request),
        "sent": request.method,
    }
    parts = ("notices", "attributes", "seal", "status")
    return Keeping(**{part: render_to_string(f"desk/keeping_{part}.html", context) for part in parts})


def seal_of(request: HttpRequest) -> str:
    """The mark of the person for whom a page is made: by it, what they send while signed out waits for them."""
    return SIGNER.sign(str(request.user.pk))


def keep_typed(request: HttpRequest, **about: Any) -> HttpResponse:
    """Keep what a page sends while somebody types: the mark of its draft, or why it is not kept."""
    data = {name: request.POST.getlist(name) for name in request.POST if name not in BESIDE}
    number, person = number_in(request.POST.get("draft", "")), request.user
    try:
        kept = keep_draft(**about, data=data, draft=number, by=person)  # type: ignore[arg-type]
    except Refusal as refusal:
        return HttpResponse(refusal.reason, status=400, content_type="text/plain; charset=utf-8")
    return render(request, "desk/draft_kept.html", {"draft": kept})


def draft_about(person: Any, kind: str, identity: str, proposal: Proposal | None) -> Draft | None:
    """What somebody has typed and not sent about one thing, or to write a proposal anew."""
    if proposal is not None:
        return Draft.objects.filter(person=person, kind=kind, proposal=proposal).first()
    return next(iter(_DRAFT.rows(person=person.pk, kind=kind, identity=identity)), None)


def _draft(person: int, kind: str, identity: str) -> QuerySet[Draft]:
    return Draft.objects.filter(person=person, kind=kind, identity=identity, proposal=None)


_DRAFT = Once(_draft, person=NUMBER, kind=f"{WORD} kind", identity=f"{WORD} identity")


def again(request: HttpRequest) -> str:
    """Why the page has something typed in it already."""
    if getattr(request, "was_sealed", False):
        return gettext("You were signed out when you sent this. Nothing is lost: look at it and send it again.")
    return gettext("This is what was kept in your browser.") if request.POST.get("more") == "again" else ""


def sealing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Before the gate: keep what is sent to a page that was made for somebody, until they have signed in again."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        try:
            whose = SIGNER.unsign(request.POST.get("seal", ""), max_age=LONGEST)
        except BadSignature:
            return view(request, *args, **kwargs)
        sent = {name: request.POST.getlist(name) for name in request.POST if name not in ("csrfmiddlewaretoken", "do")}
        if sum(len(value) for values in sent.values() for value in values) <= LARGEST:
            request.session[SEALED] = {"whose": whose, "page": _page(request), "sent": sent}
        request.method = "GET"  # the way back leads to the page itself
        return view(request, *args, **kwargs)

    return guarded


def typed_before(request: HttpRequest, kind: str) -> QueryDict | None:
    """What was typed on this page before: sent while signed out, or kept as a draft of one's own that the address
    names."""
    if sent := _unsealed(request):
        request.was_sealed = True  # type: ignore[attr-defined]
        return _data(sent)
    person: Any = request.user
    number = number_in(request.GET.get("draft", ""))
    draft = Draft.objects.filter(person=person, kind=kind, pk=number).first() if number else None
    return _data({**draft.data, "draft": [str(draft.pk)]}) if draft else None


def _page(request: HttpRequest) -> str:
    """Which page this is: its address, and what it is about where the address asks that."""
    about = request.GET.get("about", "")
    return f"{request.path}?{urlencode({'about': about})}" if about else request.path


def _unsealed(request: HttpRequest) -> dict[str, list[str]] | None:
    """What the person of this request sent to this page while they were signed out; given once."""
    kept = request.session.get(SEALED)
    if not kept or kept["page"] != _page(request):
        return None
    del request.session[SEALED]
    sent: dict[str, list[str]] = kept["sent"]
    return sent if kept["whose"] == str(request.user.pk) else None


def _data(values: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, several in values.items():
        data.setlist(name, several)
    return data

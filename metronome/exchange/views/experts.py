"""The doors of experts: their own profile and consent, the questions they are asked; and who signs in as one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.gate import gate, signed_in
from metronome.accounts.limits import refuse_many_invitations
from metronome.design.parts import Crumb
from metronome.desk.entrusted import Entrusted
from metronome.desk.enums import AT_AUTHOR, CLOSED
from metronome.desk.keeping import keep_typed, sealing
from metronome.desk.models import Proposal
from metronome.desk.queries import merged
from metronome.desk.shown import Words
from metronome.desk.stepping import said
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in
from metronome.network.queries import network_languages

from ..actions import answer_letter, choose_consent, end_expert_account, invite_expert
from ..forms import AnswerForm, ExpertAccountForm
from ..letters import send_answer
from ..models import Expert, ExpertAccount
from ..queries import expert_accounts_standing, experts_of, questions_to
from ..rules import can_appoint_experts, is_expert
from ..sheets import EXPERTS, OF_THE_EXPERT

#: How many questions the page of an expert shows.
QUESTIONS = 100


def expert_at(slug: str, **_parts: object) -> Expert:
    """Raises Expert.DoesNotExist."""
    return Expert.objects.select_related("member", "partner").get(slug=slug)


def found(request: HttpRequest) -> Expert:
    """The expert who has come in."""
    expert: Expert = request.found  # type: ignore[attr-defined]
    return expert


def proposals_of(expert: Expert, person: Any) -> Any:
    """What somebody proposed of their own profile."""
    return Proposal.objects.filter(kind=EXPERTS.kind, identity=expert.slug, author=str(person)).order_by("-pk")


def own_crumbs(expert: Expert) -> list[Crumb]:
    return [Crumb(label=gettext("My profile"), href=reverse("exchange:my_expert_of", args=[expert.slug]))]


@signed_in
@require_safe
def my_expert(request: HttpRequest) -> HttpResponse:
    """The way to one's own profile; of none, to one's account."""
    own = experts_of(request.user).first()
    return redirect("exchange:my_expert_of", own.slug) if own else redirect("accounts:me")


@gate(is_expert, of=expert_at)
@require_safe
def my_expert_of(request: HttpRequest, slug: str) -> HttpResponse:
    """One's profile as it is kept, one's consent, and the questions that cities asked."""
    expert = found(request)
    context = {
        "expert": expert,
        "fields": Words(EXPERTS).fields_of(EXPERTS.given_of(expert)),
        "questions": questions_to(expert)[:QUESTIONS],
        "proposals": proposals_of(expert, request.user).exclude(state__in=CLOSED),
    }
    return render(request, "exchange/my_expert.html", context)


@gate(is_expert, of=expert_at)
@require_POST
def consent(request: HttpRequest, slug: str) -> HttpResponse:
    """Consent to be named and asked, or withdraw it; it counts at once."""
    consents = request.POST.get("do") == "consent"
    try:
        choose_consent(expert=slug, consents=consents, by=request.user)
    except Refusal as refusal:
        messages.error(request, said(refusal))
    else:
        words = gettext("You are named among the experts, and can be asked.")
        messages.success(request, words if consents else gettext("You are no longer named, and nobody can ask you."))
    return redirect("exchange:my_expert_of", slug)


@gate(is_expert, of=expert_at)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A question that was asked, and its answer."""
    letter = get_object_or_404(questions_to(found(request)), pk=number)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            send_answer(answer_letter(letter=letter.pk, **form.cleaned_data, by=request.user))
        except Refusal as refusal:
            form.say(refusal)
        else:
            messages.success(request, gettext("Thank you. Your answer is on its way."))
            return redirect("exchange:my_expert_of", slug)
    context = {"letter": letter, "about": "", "form": form, "crumbs": own_crumbs(found(request))}
    return render(request, "exchange/answer.html", context, status=400 if form.is_bound else 200)


@sealing
@gate(is_expert, of=expert_at)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose that one's profile changes."""
    return written(request, page_of(request, EXPERTS.given_of(found(request))))


@sealing
@gate(is_expert, of=expert_at)
@require_http_methods(["GET", "HEAD", "POST"])
def given_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Go on writing what was kept or given back."""
    mine = proposals_of(found(request), request.user).filter(state__in=AT_AUTHOR)
    proposal = get_object_or_404(mine, pk=number)
    try:
        _current, wanted, _differences = merged(proposal)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return written(request, page_of(request, wanted, proposal=proposal))


def page_of(request: HttpRequest, begun: Any, **about: Any) -> Entrusted:
    slug = found(request).slug
    return Entrusted(request, EXPERTS, OF_THE_EXPERT, network_languages(), begun, drafted=slug, identity=slug, **about)


def written(request: HttpRequest, page: Entrusted) -> HttpResponse:
    """Show the page, or keep what was written and send it where that was asked."""
    expert = found(request)
    if page.is_sent and (proposal := page.save(by=request.user)):  # type: ignore[arg-type]
        kept = proposal.state in AT_AUTHOR
        sent = gettext("Your change is with the secretariat, which looks at it first.")
        messages.success(request, gettext("Kept as a draft.") if kept else sent)
        return redirect("exchange:my_expert_of", expert.slug)
    address = reverse("exchange:my_expert_draft", args=[expert.slug])
    context = {"page": page, "form": page.form(address), "crumbs": own_crumbs(expert)}
    return render(request, "exchange/my_expert_write.html", context, status=page.status)


@gate(is_expert, of=expert_at)
@require_POST
def keep_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what is typed as a draft of one's own."""
    number = number_in(request.GET.get("proposal", ""))
    own = proposals_of(found(request), request.user)
    proposal = own.filter(pk=number).first() if number else None
    if (number and proposal is None) or request.GET.get("identity", slug) != slug:
        raise Http404
    return keep_typed(request, kind=f"my-{EXPERTS.kind}", identity=slug, proposal=proposal)


@gate(can_appoint_experts)
@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """Who signs in as an expert; invites further ones."""
    given = request.POST if request.method == "POST" else None
    languages = request.languages  # type: ignore[attr-defined]
    form = ExpertAccountForm(given, languages=languages, initial={"language": get_language()})
    if form.is_valid() and invited(request, form):
        return redirect("exchange:expert_accounts")
    crumbs = [Crumb(label=gettext("Experts"), href=reverse("desk:list", args=[EXPERTS.kind]))]
    context = {"grants": expert_accounts_standing(), "form": form, "crumbs": crumbs}
    return render(request, "exchange/expert_accounts.html", context, status=400 if form.is_bound else 200)


def invited(request: HttpRequest, form: ExpertAccountForm) -> bool:
    """Whether it was possible; if not, the form says why."""
    try:
        refuse_many_invitations(request)
        invite_expert(**form.cleaned_data, by=request.user)
    except Refusal as refusal:
        form.say(refusal)
        return False
    words = gettext("%(email)s keeps the profile from now on; a letter is on its way.")
    messages.success(request, words % {"email": form.cleaned_data["email"]})
    return True


@gate(can_appoint_experts)
@require_POST
def end_account(request: HttpRequest, pk: int) -> HttpResponse:
    """End that somebody signs in as an expert."""
    try:
        end_expert_account(grant=get_object_or_404(ExpertAccount, pk=pk), by=request.user)
    except Refusal as refusal:
        messages.error(request, said(refusal))
    else:
        messages.success(request, gettext("This person no longer signs in as the expert."))
    return redirect("exchange:expert_accounts")

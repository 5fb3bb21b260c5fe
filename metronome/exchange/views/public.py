"""The doors of the exchange that stand open to everybody."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from metronome.accounts.gate import personal, public
from metronome.accounts.limits import refuse_many_reports
from metronome.design.parts import Crumb
from metronome.ground.refusal import Refusal

from ..actions import answer_letter, raise_flag
from ..forms import AnswerForm, FlagForm
from ..letters import about, letter_of, send_answer
from ..models import Collection, Practice
from ..queries import practice_at, public_experts, versions_of, whole_practices
from ..shown import PracticePage, citation_of


def crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(label=gettext("Practices"), href=reverse("home:practices")), *more]


def crumb_of(practice: Practice) -> Crumb:
    return Crumb(label=str(practice.title), href=reverse("exchange:practice", args=[practice.slug]))


@public
def collections(request: HttpRequest) -> HttpResponse:
    """The collections of practices."""
    context = {"collections": Collection.objects.all(), "crumbs": crumbs()}
    return render(request, "exchange/collections.html", context)


@public
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """A practice: what was done, what came of it, who stands for it, who took it over."""
    page = PracticePage(practice=get_object_or_404(whole_practices(), slug=slug))
    address = request.build_absolute_uri(request.path)
    context = {"page": page, "practice": page.practice, "citation": citation_of(page, address), "crumbs": crumbs()}
    return render(request, "exchange/practice.html", context)


@public
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A practice as it was in a version."""
    row = get_object_or_404(Practice, slug=slug)
    found = next((one for one in versions_of(slug) if one.number == number), None)
    if found is None:
        raise Http404
    try:
        given = practice_at(row, found)
    except ValueError:
        given = None
    context = {"practice": row, "version": found, "given": given, "crumbs": crumbs(crumb_of(row))}
    return render(request, "exchange/version.html", context)


@personal
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that something about a practice is not right."""
    row = get_object_or_404(Practice, slug=slug)
    form = FlagForm(request.POST or None)
    if form.is_valid():
        try:
            refuse_many_reports(request)
            raise_flag(
                practice=row, **form.cleaned_data, by=request.user if request.user.is_authenticated else "visitor"
            )
        except Refusal as refusal:
            form.say(refusal)
        else:
            messages.success(request, gettext("Thank you. The secretariat looks at it."))
            return redirect("exchange:practice", slug)
    context = {"practice": row, "form": form, "crumbs": crumbs(crumb_of(row))}
    return render(request, "exchange/report.html", context, status=400 if form.is_bound else 200)


@public
def experts(request: HttpRequest) -> HttpResponse:
    """The experts whom cities can ask, as far as they consented."""
    return render(request, "exchange/experts.html", {"experts": public_experts(), "crumbs": crumbs()})


@personal
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a question, by the address that stands in its letter."""
    try:
        letter = letter_of(token)
    except ObjectDoesNotExist:
        raise Http404 from None
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            send_answer(answer_letter(letter=letter.pk, **form.cleaned_data, by="answer by letter"))
        except Refusal as refusal:
            form.say(refusal)
        else:
            return redirect("exchange:answer", token)
    context = {"letter": letter, "about": about(letter), "form": form}
    return render(request, "exchange/answer.html", context, status=400 if form.is_bound else 200)

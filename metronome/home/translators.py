"""The doors of those who translate: how far each language is, what is to do, one thing side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from metronome.accounts.gate import gate
from metronome.design.parts import Crumb
from metronome.design.words import direction_of, reader
from metronome.ground.phrases import language_in_words, standing_in_words
from metronome.ground.refusal import Refusal
from metronome.ground.text import Making, State
from metronome.network.queries import network_languages
from metronome.plan.shown import tree

from .actions import Moved, Wording, translate_texts
from .phrases import text_label
from .rules import can_translate
from .translating import Beside, Run, beside, run_after
from .translations import OPEN, Progress, Thing, Wish, progress, to_do
from .worded import WORDED

PAGE = 50
#: What narrows the list and stays in the addresses of a run.
NARROWING = ("noun", "state", "line")


def language_or_404(language: str) -> str:
    if language not in network_languages():
        raise Http404
    return language


def wished(request: HttpRequest, language: str) -> Wish:
    """What the address asks for; what means nothing asks for nothing."""
    noun, state, line = (request.GET.get(name, "") for name in NARROWING)
    return Wish(
        language_or_404(language),
        noun if noun in WORDED else "",
        state if state in {one.value for one in (*OPEN, State.REVIEWED)} else "",
        int(line) if line.isascii() and line.isdigit() and len(line) < 18 else 0,
    )


def narrowing(request: HttpRequest) -> str:
    """The part of an address that keeps a run narrow."""
    kept = QueryDict(mutable=True)
    for name in NARROWING:
        if value := request.GET.get(name):
            kept[name] = value
    return f"?{kept.urlencode()}" if kept else ""


def crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(label=gettext("Desk"), href=reverse("home:desk")), *more]


def list_crumbs(language: str) -> list[Crumb]:
    here = Crumb(label=gettext("Translations"), href=reverse("home:translations"))
    return crumbs(here, Crumb(label=language_in_words(language), href=reverse("home:to_translate", args=[language])))


@gate(can_translate)
def translations(request: HttpRequest) -> HttpResponse:
    """How far each language of the network is, noun by noun."""
    languages = [
        (found.whole, [(WORDED[one.noun].label, one, cells(one)) for one in found.nouns], cells(found.whole))
        for found in progress(network_languages())
    ]
    return render(request, "home/translations.html", {"languages": languages, "crumbs": crumbs()})


def cells(found: Progress) -> list[tuple[str, int, str]]:
    """For each state with something to do its word, how many, and where they are."""
    address = reverse("home:to_translate", args=[found.language])
    noun = f"&noun={found.noun}" if found.noun else ""
    return [(standing_in_words(state), count, f"{address}?state={state}{noun}") for state, count in found.open]


@gate(can_translate)
def to_translate(request: HttpRequest, language: str) -> HttpResponse:
    """What is to do in a language, narrowed by noun, state and line."""
    wish = wished(request, language)
    things = to_do(wish)
    page = Paginator(things, PAGE).get_page(request.GET.get("page"))
    context = {
        "wish": wish,
        "page": page,
        "rows": [row_of(thing, language, narrowing(request)) for thing in page],
        "begin": address_of(things[0], language, narrowing(request)) if things else "",
        "nouns": [(noun, WORDED[noun].label) for noun in WORDED],
        "states": [(state.value, standing_in_words(state)) for state in (*OPEN, State.REVIEWED)],
        "lines": [
            (node.pk, f"{node.code} {node.label.in_(reader())}") for node in tree().nodes.values() if not node.parent
        ],
        "crumbs": list_crumbs(language)[:-1],
    }
    return render(request, "home/to_translate.html", context)


def address_of(thing: Thing, language: str, query: str) -> str:
    return reverse("home:translate", args=[language, thing.noun, thing.pk]) + query


def row_of(thing: Thing, language: str, query: str) -> dict[str, Any]:
    fields = [
        (text_label(name), str(text), text.source, direction_of(text.source), state, standing_in_words(state))
        for name, text, state in thing.fields
    ]
    return {
        "href": address_of(thing, language, query),
        "noun": WORDED[thing.noun].label,
        "known_as": thing.known_as,
        "fields": fields,
    }


@gate(can_translate)
def translate(request: HttpRequest, language: str, noun: str, pk: int) -> HttpResponse:
    """One thing side by side: read, write, save and on to the next."""
    wish = wished(request, language)
    if noun not in WORDED:
        raise Http404
    try:
        if request.method == "POST":
            return saved(request, wish, noun, pk)
        return shown(request, wish, beside(noun, pk, language))
    except ObjectDoesNotExist:
        raise Http404 from None


def shown(request: HttpRequest, wish: Wish, page: Beside, *, status: int = 200, **more: Any) -> HttpResponse:
    run = run_after(wish, page.noun, page.known_as, page.pk)
    context = {
        "page": page,
        "run": run,
        "noun": WORDED[page.noun].label,
        "fields": [(field, standing_in_words(field.state)) for field in page.fields],
        "next": address_of(run.next, wish.language, narrowing(request)) if run.next else "",
        "back": reverse("home:to_translate", args=[wish.language]) + narrowing(request),
        "crumbs": list_crumbs(wish.language),
        **more,
    }
    return render(request, "home/translate.html", context, status=status)


def saved(request: HttpRequest, wish: Wish, noun: str, pk: int) -> HttpResponse:
    """Save, and on to the next; else the page again, with everything as it was typed."""
    names = [name for name in WORDED[noun].texts if f"text_{name}" in request.POST]
    wordings = {name: Wording(request.POST[f"text_{name}"], request.POST.get(f"seen_{name}", "")) for name in names}
    how = Making.MACHINE if request.POST.get("do") == "machine" else Making.REVIEWED
    try:
        translate_texts(noun=noun, pk=pk, language=wish.language, wordings=wordings, how=how, by=request.user)
    except Moved as refusal:
        page = beside(noun, pk, wish.language, typed=wordings, moved=refusal.fields)
        return shown(request, wish, page, status=409, refusal=refusal)
    except Refusal as refusal:
        page = beside(noun, pk, wish.language, typed=wordings)
        return shown(request, wish, page, status=400, refusal=refusal)
    run = run_after(wish, noun, beside(noun, pk, wish.language).known_as, pk)
    return onwards(request, wish, run)


def onwards(request: HttpRequest, wish: Wish, run: Run) -> HttpResponse:
    """To the next thing of the run, or back to the list when all is done."""
    if run.next is None:
        messages.success(request, gettext("Saved. Nothing more is to do here."))
        return redirect(reverse("home:to_translate", args=[wish.language]) + narrowing(request))
    messages.success(request, gettext("Saved."))
    return redirect(address_of(run.next, wish.language, narrowing(request)))

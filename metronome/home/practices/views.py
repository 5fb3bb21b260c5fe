"""The doors by which practices are found."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from metronome.accounts.gate import personal, public, signed_in
from metronome.design.answers import as_csv
from metronome.design.parts import Crumb
from metronome.design.pictures.dotmap import Place, dotmap
from metronome.design.words import reader
from metronome.exchange.models import Practice
from metronome.exchange.queries import whole_practices
from metronome.ground.refusal import Refusal
from metronome.network.models import Member
from metronome.network.queries import members_spoken_for, the_network

from .actions import drop_search, save_search
from .alike import cities_like
from .finding import Found, Wish, find
from .fitting import city_of, judged, summary_of
from .labels import chosen_in_words, shown_facets
from .searches import kept_searches
from .tables import COLUMNS, rows_of

#: How many entries a feed has.
NEWEST = 50


def crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(label=gettext("Practices"), href=reverse("home:practices")), *more]


@public
def practices(request: HttpRequest) -> HttpResponse:
    """The practices, narrowed and searched by the address."""
    found = find(Wish.of(request.GET))
    page = found.page(request.GET.get("page", "1"))
    context = {
        "found": found,
        "wish": found.wish,
        "page": page,
        "practices": found.rows(list(page)),
        "facets": shown_facets(found),
        "member": dict(found.wish.chosen).get("member", ""),
        "chosen": chosen_in_words([one for one in found.wish.chosen if one[0] == "member"]),
        "map": map_of(found),
    }
    return render(request, "home/practices.html", context)


def map_of(found: Found) -> Any:
    """The world with a dot for each city that tells a practice of those found, as far as it is known where it is:
    members, and others that said so; None where there is none."""
    counts = found.members
    rows = Member.objects.filter(pk__in=counts, latitude__isnull=False).order_by("slug")
    places = [
        Place(
            float(row.latitude or 0),
            float(row.longitude or 0),
            f"{row.name.in_(reader())}: {counts[row.pk]}",
            True,
            f"{reverse('home:practices')}?member={row.slug}",
        )
        for row in rows
    ]
    places += [
        Place(one.latitude, one.longitude, one.city, True, reverse("exchange:practice", args=[one.slug]))
        for one in found.spots
    ]
    sentence = gettext("World map of the cities that tell these practices: %(count)d.") % {"count": len(places)}
    return dotmap(places, sentence=sentence) if places else None


@public
def practices_csv(request: HttpRequest) -> HttpResponse:
    """The practices as the address asks for them, as a file for spreadsheets."""
    origin = request.build_absolute_uri("/").rstrip("/")
    return as_csv(COLUMNS, rows_of(find(Wish.of(request.GET)), origin), "practices.csv")


@public
def practices_feed(request: HttpRequest) -> HttpResponse:
    """The newest of what the address asks for, as an Atom feed."""
    found = find(Wish.of(request.GET))
    slugs = [found.index.slugs[at] for at in found.order]
    rows = Practice.objects.filter(slug__in=slugs[:5000], retired_on=None).order_by("-published_on", "slug")
    origin = request.build_absolute_uri("/").rstrip("/")
    network = the_network()
    context = {
        "practices": rows.select_related("member")[:NEWEST],
        "origin": origin,
        "self": request.build_absolute_uri(),
        "page": f"{origin}{reverse('home:practices')}{'?' if found.wish.query else ''}{found.wish.query}",
        "network": network.name.in_(reader()) if network else "Metronome",
        "language": reader(),
        "words": ", ".join([*([found.wish.words] if found.wish.words else []), *chosen_in_words(found.wish.chosen)]),
    }
    kind = "application/atom+xml; charset=utf-8"
    return render(request, "home/practices.xml", context, content_type=kind)


def member_asked(request: HttpRequest) -> Member | None:
    """The member that the address names; else the one for which the reader speaks."""
    slug = request.GET.get("member", "").replace("\x00", "")
    rows = Member.objects.select_related("region")
    if slug:
        return rows.filter(slug=slug).first()
    user: Any = request.user
    return rows.filter(pk__in=members_spoken_for(user)).order_by("slug").first() if user.is_authenticated else None


def members_named() -> list[tuple[str, str]]:
    return sorted(
        ((slug, name.in_(reader())) for slug, name in Member.objects.values_list("slug", "name")),
        key=lambda pair: pair[1].casefold(),
    )


@personal
def practice_fit(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether a practice fits a city, condition by condition."""
    row = get_object_or_404(whole_practices(), slug=slug)
    member, fault = member_asked(request), ""
    try:
        city = city_of(member, request.GET.get("people", "")[:30])
    except ValueError:
        city, fault = city_of(member, ""), gettext("Write a number of inhabitants, as 500000.")
    found = judged(row, city, request.GET)
    context = {
        "practice": row,
        "member": member,
        "members": members_named(),
        "city": city,
        "typed": request.GET.get("people", "")[:30],
        "judged": found,
        "summary": summary_of(found),
        "fault": fault,
        "crumbs": crumbs(Crumb(label=row.title.in_(reader()), href=reverse("exchange:practice", args=[slug]))),
    }
    return render(request, "home/practice_fit.html", context, status=400 if fault else 200)


@personal
def practices_like(request: HttpRequest) -> HttpResponse:
    """The practices of metropolises like one's own."""
    member = member_asked(request)
    own, alike = cities_like(member) if member else (None, [])
    context = {
        "member": member,
        "members": members_named(),
        "own": own,
        "alike": alike,
        "crumbs": crumbs(),
    }
    return render(request, "home/practices_like.html", context)


@signed_in
def searches(request: HttpRequest) -> HttpResponse:
    """The searches that somebody keeps."""
    person: Any = request.user
    return render(request, "home/searches.html", {"searches": kept_searches(person), "crumbs": crumbs()})


@signed_in
@require_POST
def keep_search(request: HttpRequest) -> HttpResponse:
    """Keep a search."""
    person: Any = request.user
    query = request.POST.get("query", "").replace("\x00", "")
    try:
        save_search(query=query, by=person)
        messages.success(request, gettext("Kept. Your digest tells you what is new."))
    except Refusal as refusal:
        messages.error(request, refusal.reason)
    return redirect("home:searches")


@signed_in
@require_POST
def forget_search(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a search no more."""
    person: Any = request.user
    drop_search(search=number, by=person)
    return redirect("home:searches")

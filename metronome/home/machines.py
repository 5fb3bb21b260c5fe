"""Pages for machines, and the way from the bare address to the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header

from metronome.accounts.gate import personal, public
from metronome.calls.queries import public_calls
from metronome.exchange.models import Collection
from metronome.exchange.queries import public_practices
from metronome.network.models import Member, Partner
from metronome.network.queries import network_languages, the_network
from metronome.observatory.models import Area, Indicator, Publication, Release
from metronome.plan.models import Node, Plan
from metronome.projects.models import Project
from metronome.record.models import Activity
from metronome.report.models import Edition

from .brand import style_of
from .health import readiness

#: Addresses in one file of the site map; a map may hold at most 50,000 with all their languages.
PAGE = 5000
#: The doors of the public pages of which there is one each.
LISTS = (
    "home:front",
    "home:plan",
    "record:activities",
    "network:members",
    "home:members_map",
    "network:partners",
    "record:media",
    "projects:projects",
    "calls:calls",
    "home:practices",
    "exchange:collections",
    "exchange:experts",
    "report:editions",
    "observatory:index",
    "observatory:sources",
    "observatory:compare",
    "observatory:relation",
    "observatory:similar",
    "observatory:averages",
    "observatory:coverage",
    "observatory:women",
    "observatory:releases",
    "observatory:publications",
    "home:about",
)


def best_language(header: str, languages: Sequence[str]) -> str:
    """The network's language that the reader likes best; the network's first where none is."""
    short = {language.lower().split("-")[0]: language for language in reversed(languages)}
    exact = {language.lower(): language for language in languages}
    for wished, _ in parse_accept_lang_header(header):
        if found := exact.get(wished) or short.get(wished.split("-")[0]):
            return found
    return languages[0]


@public
def start(request: HttpRequest) -> HttpResponse:
    """From the bare address to the front page in the reader's language."""
    language = best_language(request.headers.get("Accept-Language", ""), network_languages())
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@public
def live(request: HttpRequest) -> HttpResponse:
    """Whether this process lives; answered before anything else is asked, by watch.Alive."""
    return HttpResponse("alive\n", content_type="text/plain")


@personal
def ready(request: HttpRequest) -> JsonResponse:
    """Whether this instance can do what it is there for. What stands under `told` is no reason to send nobody here."""
    needed, told = readiness()
    fine = all(needed.values())
    return JsonResponse({"ready": fine, **needed, "told": told}, status=200 if fine else 503)


@public
def robots(request: HttpRequest) -> HttpResponse:
    lines = ("User-agent: *", "Disallow: /repair/", f"Sitemap: {settings.ADDRESS}{reverse('sitemap')}", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public
def brand(request: HttpRequest) -> HttpResponse:
    """The network's colours as a style sheet."""
    network = the_network()
    return HttpResponse(style_of(network) if network else "", content_type="text/css; charset=utf-8")


@public
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("design/mark.svg"))


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the site's maps."""
    pages = Paginator(list(addresses()), PAGE).page_range
    maps = [f"{settings.ADDRESS}{reverse('sitemap_page', args=[page])}" for page in pages]
    return render(request, "home/sitemaps.xml", {"maps": maps}, content_type="application/xml")


@public
def sitemap_page(request: HttpRequest, page: int) -> HttpResponse:
    """One map: addresses with their languages."""
    try:
        found = Paginator(list(addresses()), PAGE).page(page)
    except EmptyPage:
        raise Http404 from None
    languages = network_languages()
    entries = [[(language, f"{settings.ADDRESS}/{language}/{path}") for language in languages] for path in found]
    return render(request, "home/sitemap.xml", {"entries": entries}, content_type="application/xml")


def addresses() -> Iterator[str]:
    """Every public page, without its language."""
    with override(network_languages()[0]):
        prefix = len(reverse("home:front"))
        for name in LISTS:
            yield reverse(name)[prefix:]
        for name, rows in things():
            for row in rows:
                yield reverse(name, args=row)[prefix:]


def things() -> Iterator[tuple[str, Iterable[tuple[str, ...]]]]:
    """The things that everybody sees, sort by sort: the name of the door of their pages, and what it asks for."""
    yield "report:edition", Edition.objects.public().order_by("slug").values_list("slug")
    yield "home:challenges", Plan.objects.values_list("slug")
    yield "home:node", Node.objects.order_by("plan__slug", "order").values_list("plan__slug", "code")
    yield "record:activity", Activity.objects.counted().order_by("code").values_list("code")
    yield "projects:project", Project.objects.public().order_by("slug").values_list("slug")
    yield "calls:call", public_calls().order_by("slug").values_list("slug")
    announced = public_calls().filter(announcements__isnull=False).order_by("slug")
    yield "home:results", announced.values_list("slug").distinct()
    yield "home:collection", Collection.objects.values_list("slug")
    yield "exchange:practice", public_practices().order_by("slug").values_list("slug")
    yield "home:member", Member.objects.order_by("slug").values_list("slug")
    yield "home:partner", Partner.objects.order_by("slug").values_list("slug")
    yield "home:indicator", Indicator.objects.order_by("slug").values_list("slug")
    yield "observatory:release", Release.objects.order_by("slug").values_list("slug")
    yield "observatory:publication", Publication.objects.order_by("slug").values_list("slug")
    yield "observatory:area", Area.objects.order_by("slug").values_list("slug")

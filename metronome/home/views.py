from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from metronome.accounts.gate import gate, public, public_with_more
from metronome.design.answers import as_csv, as_file, refused
from metronome.design.parts import Crumb
from metronome.design.words import reader
from metronome.desk.models import Proposal
from metronome.desk.queries import given_of
from metronome.desk.rules import can_keep
from metronome.network.models import Member, Partner
from metronome.network.queries import the_network
from metronome.network.shown import calendar_of
from metronome.observatory.models import IndicatorVersion
from metronome.plan.amendments import amendments_of, preview_of
from metronome.plan.models import Node, Plan
from metronome.plan.shown import tree
from metronome.record.shown import period_of_the_record

from .about import about_page
from .asked import Asked, asked
from .coverage import Coverage
from .cuts import CUTS, Cuts
from .front import Reach, days_picture, has_day_ticks
from .indicators import indicator_page
from .linked import member_data
from .profile import member_profile, partner_profile
from .rules import can_find_more
from .search.asking import FEW, PAGE, Found, ask
from .search.followed import BY_WORD
from .search.told import found_data
from .served import node_page
from .shown import coverage_of, front_page, plan_page
from .tables import (
    CHALLENGES,
    DAYS,
    REACH,
    RESULTS,
    challenge_rows,
    day_rows,
    reach_rows,
    result_rows,
)


def empty(request: HttpRequest) -> HttpResponse:
    """Before anything was loaded."""
    return render(request, "home/empty.html")


@public
def front(request: HttpRequest) -> HttpResponse:
    """Where the network stands in the latest period of its record."""
    wish = asked(request)
    if wish is None:
        return empty(request)
    return render(request, "home/front.html", front_page(wish), status=wish.status)


@public
def plan(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """A plan and how far it is covered in a period."""
    wish = asked(request)
    if wish is None:
        return empty(request)
    page = plan_page(wish, slug)
    if page is None:
        raise Http404
    return render(request, "home/plan.html", {**page, "show": request.GET.get("show", "")}, status=wish.status)


@public
def node(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One node of a plan and what was done for it."""
    network = the_network()
    try:
        page = node_page(slug, code, calendar=calendar_of(network))
    except Node.DoesNotExist:
        raise Http404 from None
    return render(request, "home/node.html", {"page": page, "node": page.node})


@public
def challenges(request: HttpRequest, slug: str) -> HttpResponse:
    """The challenges of a plan and how often they were answered in a period."""
    wish = asked(request)
    found = Plan.objects.filter(slug=slug).first()
    if wish is None or found is None:
        raise Http404
    coverage = coverage_of(wish, slug)
    crumbs = [Crumb(label=found.title.in_(reader()), href=reverse("home:plan_of", args=[slug]))]
    context = {"wish": wish, "coverage": coverage, "plan": found, "crumbs": crumbs}
    return render(request, "home/challenges.html", context, status=wish.status)


@public
def amendments(request: HttpRequest, slug: str) -> HttpResponse:
    """What was decided to change in a plan while it runs."""
    found = get_object_or_404(Plan, slug=slug)
    context = {
        "plan": found,
        "amendments": amendments_of(found, tree()),
        "crumbs": [Crumb(label=found.title.in_(reader()), href=reverse("home:plan_of", args=[slug]))],
    }
    return render(request, "home/amendments.html", context)


@gate(can_keep)
def amendment_preview(request: HttpRequest, number: int) -> HttpResponse:
    """What a plan would become by an amendment that is proposed."""
    proposal = get_object_or_404(Proposal.objects.open(), pk=number, kind="amendments", identity="")
    context = {
        "preview": preview_of(given_of(proposal)),
        "crumbs": [Crumb(label=gettext("The proposal"), href=reverse("desk:proposal", args=[number]))],
    }
    return render(request, "home/amendment_preview.html", context)


@public
def plan_coverage(request: HttpRequest, slug: str) -> HttpResponse:
    """How far a plan is covered in a period: by line, by region, by challenge, and where themes meet challenges."""
    wish = asked(request)
    found = Plan.objects.filter(slug=slug).first()
    if wish is None or found is None:
        raise Http404
    coverage = coverage_of(wish, slug)
    context = {
        "wish": wish,
        "plan": found,
        "coverage": coverage,
        "cuts": Cuts(coverage) if coverage else None,
        "crumbs": [Crumb(label=found.title.in_(reader()), href=reverse("home:plan_of", args=[slug]))],
    }
    return render(request, "home/coverage.html", context, status=wish.status)


@public
def members_map(request: HttpRequest) -> HttpResponse:
    """Which members were reached in a period, and which were not."""
    wish = asked(request)
    if wish is None:
        return empty(request)
    return render(request, "home/map.html", {"wish": wish, "reach": Reach(wish.stand)}, status=wish.status)


@public
def member(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything public of a member."""
    wish = asked(request)
    try:
        profile = member_profile(slug)
    except Member.DoesNotExist:
        raise Http404 from None
    if wish is None:
        raise Http404
    data = member_data(profile.member, wish.network, request.build_absolute_uri(request.path))
    ticks = profile.marks(wish.period) if has_day_ticks(wish.period) else None
    context = {"wish": wish, "profile": profile, "member": profile.member, "crumbs": profile.crumbs, "data": data}
    return render(request, "home/member.html", {**context, "marks": ticks}, status=wish.status)


@public
def partner(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything public of a partner."""
    try:
        profile = partner_profile(slug)
    except Partner.DoesNotExist:
        raise Http404 from None
    crumbs = [Crumb(label=gettext("Partners"), href=reverse("network:partners"))]
    context = {"profile": profile, "partner": profile.partner, "crumbs": crumbs}
    return render(request, "home/partner.html", context)


@public
def about(request: HttpRequest) -> HttpResponse:
    """Where the data come from, how they are counted, how to check them and take them along."""
    period = period_of_the_record(calendar_of(the_network()), today=timezone.localdate())
    return render(request, "home/about.html", {"page": about_page(period)})


@public_with_more(can_find_more)
def search(request: HttpRequest) -> HttpResponse:
    """One search over everything that the reader may read."""
    return render(request, "home/search.html", {"found": searched(request)})


@public_with_more(can_find_more)
def search_json(request: HttpRequest) -> HttpResponse:
    """What was found, for programs."""
    origin = request.build_absolute_uri("/").rstrip("/")
    return JsonResponse(found_data(searched(request, few=PAGE), origin), json_dumps_params={"ensure_ascii": False})


def searched(request: HttpRequest, few: int = FEW) -> Found:
    sort = BY_WORD.get(request.GET.get("kind", ""))
    text, page = request.GET.get("q", ""), request.GET.get("page", "1")
    return ask(text, sort=sort, page=page, few=few, person=request.user)


# What pictures show, as files.


def as_svg(picture: SafeString, name: str) -> HttpResponse:
    return as_file(f'<?xml version="1.0" encoding="UTF-8"?>\n{picture}\n', name, "image/svg+xml")


def covered(wish: Asked | None, slug: str) -> tuple[Asked, Coverage]:
    coverage = coverage_of(wish, slug) if wish else None
    if wish is None or coverage is None:
        raise Http404
    return wish, coverage


def needed(request: HttpRequest) -> Asked:
    wish = asked(request)
    if wish is None:
        raise Http404
    return wish


@public
def days_csv(request: HttpRequest) -> HttpResponse:
    """The days of the period with what was on record on each."""
    wish = needed(request)
    return refused(wish.fault) if wish.fault else as_csv(DAYS, day_rows(wish.stand), "days.csv")


@public
def days_svg(request: HttpRequest) -> HttpResponse:
    """The day ticks of the period."""
    wish = needed(request)
    if not has_day_ticks(wish.period):
        raise Http404
    return refused(wish.fault) if wish.fault else as_svg(days_picture(wish.stand), "days.svg")


@public
def coverage_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Each result of a plan with its activities of the period."""
    wish, coverage = covered(asked(request), slug)
    return refused(wish.fault) if wish.fault else as_csv(RESULTS, result_rows(coverage), "results.csv")


@public
def coverage_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """The grid of the plan."""
    wish, coverage = covered(asked(request), slug)
    return refused(wish.fault) if wish.fault else as_svg(coverage.picture(printed=True), "results.svg")


@public
def challenges_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Each challenge of a plan with its activities of the period."""
    wish, coverage = covered(asked(request), slug)
    return refused(wish.fault) if wish.fault else as_csv(CHALLENGES, challenge_rows(coverage), "challenges.csv")


@public
def map_csv(request: HttpRequest) -> HttpResponse:
    """Each member with whether it was reached in the period."""
    wish = needed(request)
    return refused(wish.fault) if wish.fault else as_csv(REACH, reach_rows(Reach(wish.stand)), "members.csv")


@public
def map_svg(request: HttpRequest) -> HttpResponse:
    """The map of the members."""
    wish = needed(request)
    return refused(wish.fault) if wish.fault else as_svg(Reach(wish.stand).map(printed=True), "members.svg")


def cut_of(request: HttpRequest, slug: str, cut: str) -> tuple[Asked, Cuts]:
    wish, coverage = covered(asked(request), slug)
    if cut not in CUTS:
        raise Http404
    return wish, Cuts(coverage)


@public
def cut_csv(request: HttpRequest, slug: str, cut: str) -> HttpResponse:
    """The coverage of a plan by lines, by regions, or by themes and challenges."""
    wish, cuts = cut_of(request, slug, cut)
    return refused(wish.fault) if wish.fault else as_csv(*cuts.table(cut), f"{cut}.csv")


@public
def cut_svg(request: HttpRequest, slug: str, cut: str) -> HttpResponse:
    """The same as a picture."""
    wish, cuts = cut_of(request, slug, cut)
    return refused(wish.fault) if wish.fault else as_svg(cuts.picture(cut), f"{cut}.svg")


@public
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """An indicator of the observatory: its definition first, the ranking, the line of a metropolis, what documents
    state."""
    try:
        page = indicator_page(slug, request)
    except IndicatorVersion.DoesNotExist:
        raise Http404 from None
    return render(request, "home/indicator.html", page, status=400 if page["wish"].faults else 200)

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from metronome.accounts.gate import public
from metronome.design.answers import as_csv, given, refused

from ..forms import ListFilter, MemberFilter, PartnerFilter
from ..models import Member, Standing
from ..queries import network_languages
from ..shown import kinds_of_partners, regions
from ..tables import MEMBERS, PARTNERS, member_row, partner_row

PAGE = 50


def asked_members(request: HttpRequest) -> MemberFilter:
    return MemberFilter(request.GET, network_languages(), timezone.localdate(), regions())


def asked_partners(request: HttpRequest) -> PartnerFilter:
    return PartnerFilter(request.GET, network_languages(), kinds_of_partners())


def listed(request: HttpRequest, wish: ListFilter[Any], template: str) -> HttpResponse:
    named = wish.named()
    context = {
        "wish": wish,
        "page": Paginator(wish.narrow(named), PAGE).get_page(request.GET.get("page")),
        "facets": wish.facets(named),
        "query": request.GET.urlencode(),
    }
    return render(request, template, context, status=400 if wish.faults else 200)


@public
def members(request: HttpRequest) -> HttpResponse:
    """The members, by name, narrowed and searched by the address."""
    return listed(request, asked_members(request), "network/members.html")


@public
def members_csv(request: HttpRequest) -> HttpResponse:
    """The members as the address asks for them, as a file for spreadsheets."""
    wish = asked_members(request)
    if wish.faults:
        return refused(*wish.faults)
    return as_csv(MEMBERS, [member_row(*found) for found in wish.narrow(wish.named())], "members.csv")


@public
def members_json(request: HttpRequest) -> HttpResponse:
    """The members as the address asks for them, for programs."""
    wish = asked_members(request)
    if wish.faults:
        return refused(*wish.faults)
    found: list[tuple[Member, Standing | None]] = wish.narrow(wish.named())
    rows = [dict(zip(MEMBERS, member_row(*one), strict=True)) for one in found]
    return JsonResponse({"day": wish.day, "members": rows}, json_dumps_params={"ensure_ascii": False})


@public
def partners(request: HttpRequest) -> HttpResponse:
    """The partners, by name, narrowed and searched by the address."""
    return listed(request, asked_partners(request), "network/partners.html")


@public
def partners_csv(request: HttpRequest) -> HttpResponse:
    """The partners as the address asks for them, as a file for spreadsheets."""
    wish = asked_partners(request)
    if wish.faults:
        return refused(*wish.faults)
    return as_csv(PARTNERS, map(partner_row, wish.narrow(wish.named())), "partners.csv")


@public
def logo(_request: HttpRequest, name: str) -> HttpResponseBase:
    """The logo of a member, while it is one."""
    if not Member.objects.filter(logo=name).exists():
        raise Http404
    return given(name)

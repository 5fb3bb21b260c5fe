"""The gate: who is let through, who is asked to sign in, and for whom there is nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from metronome.accounts.enums import Role
from metronome.accounts.gate import EVERYBODY, SIGNED_IN, gate, personal, public, signed_in
from metronome.accounts.models import Person
from metronome.network.actions import appoint_focal_point, withdraw_focal_point
from metronome.network.models import Member
from metronome.network.rules import can_speak_for
from tests.factories.accounts import make_account
from tests.factories.network import make_member

pytestmark = pytest.mark.django_db


def member_of(slug: str) -> Member:
    return Member.objects.get(slug=slug)


@gate(can_speak_for, of=member_of)
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse(str(request.found))  # type: ignore[attr-defined]


def asked(view, person, method: str = "GET", **parts: str):
    request = RequestFactory().generic(method, "/en/somewhere/?page=2")
    request.user = person
    return view(request, **parts)


def test_a_rule_is_asked_about_the_object_of_the_address(network):
    person, dakar = make_account("focal-point-of-dakar"), make_member("dakar")
    make_member("lagos")
    grant = appoint_focal_point(person=person, member=dakar, by="operator")
    assert asked(profile, person, slug="dakar").content == b"dakar"
    for slug in ("lagos", "nowhere"):
        with pytest.raises(Http404):
            asked(profile, person, slug=slug)
    withdraw_focal_point(grant=grant, by="operator")
    # Every request finds its person anew.
    with pytest.raises(Http404):
        asked(profile, Person.objects.get(pk=person.pk), slug="dakar")


def test_a_visitor_is_asked_to_sign_in_whether_or_not_there_is_something(network):
    make_member("dakar")
    places = {asked(profile, AnonymousUser(), slug=slug)["Location"] for slug in ("dakar", "nowhere")}
    assert places == {"/en/sign-in/?next=/en/somewhere/%3Fpage%3D2"}


def test_what_a_visitor_sent_is_not_sent_again_after_signing_in(network):
    answer = asked(profile, AnonymousUser(), "POST", slug="dakar")
    assert answer["Location"] == "/en/sign-in/?next=/en/account/"


def test_what_was_made_for_one_reader_is_kept_nowhere(network):
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    person = make_account()
    for view in (personal(page), signed_in(page)):
        assert "no-store" in asked(view, person)["Cache-Control"]
    assert "Cache-Control" not in asked(public(page), AnonymousUser())


def test_a_view_carries_its_rule_in_words_and_its_roles():
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert said_of(profile) == (
        "can_speak_for",
        "The member's own focal points, while they are appointed.",
        frozenset({Role.FOCAL_POINT}),
    )
    assert said_of(signed_in(page))[2] == SIGNED_IN
    assert said_of(public(page))[2] == EVERYBODY


def said_of(view: Any) -> tuple[str, str, frozenset[Role]]:
    return view.rule, view.rule_words, view.roles


def test_an_endless_address_is_not_repeated(network):
    request = RequestFactory().get("/en/somewhere/?q=" + "a" * 20_000)
    request.user = AnonymousUser()
    assert profile(request, slug="dakar")["Location"] == "/en/sign-in/?next=/en/account/"

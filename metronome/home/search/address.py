"""The page on which something found is shown."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from metronome.home.enums import Sort
from metronome.home.models import Document


def _inside(name: str) -> Callable[[Document], str]:
    return lambda document: reverse(name, args=[document.identity])


def _at_the_desk(kind: str) -> Callable[[Document], str]:
    return lambda document: reverse("desk:thing", args=[kind, document.identity])


def _person(document: Document) -> str:
    noun, _, slug = document.about.partition(":")
    return reverse(f"home:{noun}", args=[slug]) if slug else ""


def _challenge(document: Document) -> str:
    plan, _, code = document.identity.partition("/")
    return f"{reverse('home:challenges', args=[plan])}#{code}"


_ADDRESS: dict[Sort, Callable[[Document], str]] = {
    Sort.MEMBER: _inside("home:member"),
    Sort.PARTNER: _inside("home:partner"),
    Sort.PERSON: _person,
    Sort.NODE: lambda document: reverse("home:node", args=document.identity.split("/", 1)),
    Sort.CHALLENGE: _challenge,
    Sort.THEME: lambda document: reverse("home:plan_of", args=[document.identity.partition("/")[0]]),
    Sort.ACTIVITY: _inside("record:activity"),
    Sort.EDITION: _inside("report:edition"),
    Sort.FIGURE: _inside("report:figure_of_period"),
    Sort.INDICATOR: _inside("home:indicator"),
    Sort.AREA: _inside("observatory:area"),
    Sort.PRACTICE: _inside("exchange:practice"),
    Sort.PUBLICATION: _inside("observatory:publication"),
    Sort.CALL: _inside("calls:call"),
    Sort.PROJECT: _inside("projects:project"),
    Sort.ENTRY: _inside("record:kept"),
    Sort.PLANNED: _at_the_desk("planned"),
    Sort.PROPOSAL: _inside("desk:proposal"),
    Sort.MEETING: _at_the_desk("bilaterals"),
    Sort.CONTACT: _at_the_desk("contacts"),
    Sort.REQUEST: _inside("network:answer"),
    Sort.APPLICATION: _inside("calls:screened"),
    Sort.PILOT: _inside("projects:running"),
    Sort.DRAWN: _at_the_desk("calls"),
    Sort.COMPOSED: _inside("report:composing"),
    Sort.ACCOUNT: _inside("home:person"),
    Sort.MENTION: lambda document: f"{reverse('record:media')}#{document.identity}",
}


def href_of(document: Document) -> str:
    """The page where it is shown; empty for a person whom no page of its own shows."""
    return _ADDRESS[document.sort](document)

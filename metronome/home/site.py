"""What every page knows of the network: its name, its rooms, its languages and the reader's display."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import CharField, Value
from django.http import HttpRequest
from django.utils.translation import gettext

from metronome.accounts.queries import roles_of
from metronome.calls.judging.rules import can_judge
from metronome.calls.queries import applications_of
from metronome.design.site import FooterGroup, LanguageLink, Link, Site, Theme
from metronome.design.words import direction_of, own_name, reader
from metronome.exchange.queries import experts_of
from metronome.ground.addresses import address
from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.phrases import day_in_words
from metronome.network.queries import partners_spoken_for, the_network
from metronome.network.rules import can_speak_for_a_member
from metronome.record.shown import latest_day

from .brand import style_of

#: The first part of an address under a language, and the room that it belongs to.
ROOMS = {
    "plan": "plan",
    "work-plans": "plan",
    "activities": "record",
    "members": "members",
    "partners": "partners",
    "media": "media",
    "observatory": "observatory",
    "reports": "reports",
    "calls": "calls",
    "projects": "record",
    "practices": "practices",
    "experts": "practices",
    "figures": "reports",
    "about": "about",
}
THEMES: dict[str | None, Theme] = {"light": "light", "dark": "dark"}


def site(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all templates."""
    return {"site": site_of(request)}


def site_of(request: HttpRequest) -> Site:
    """What all pages of a language share, with what is this reader's and this page's."""
    parts = request.path.split("/")
    shared, codes = _shared(publication(), reader(), parts[2] if len(parts) > 2 and parts[2] in ROOMS else "")
    return replace(
        shared,
        theme=THEMES.get(request.COOKIES.get("theme"), "device"),
        languages=tuple(language_link(request, code, current=code == shared.language) for code in codes),
        rooms=(*desk(request), *shared.rooms),
        account=account(request),
    )


@kept(64)
def _shared(_publication: int, language: str, part: str) -> tuple[Site, tuple[str, ...]]:
    """What changes only with what is public, and the languages of the network."""
    network = the_network()
    site = Site(
        name=network.name.in_(language) if network else "Metronome",
        language=language,
        direction=direction_of(language),
        theme="device",
        home_href=address("home:front"),
        languages=(),
        rooms=rooms(part),
        footer=footer(),
        notes=notes(),
        origin=settings.ADDRESS,
        search_href=address("home:search"),
        brand_css=address("brand") if network and style_of(network) else None,
    )
    return site, tuple(network.languages) if network else settings.INTERFACE_LANGUAGES


def language_link(request: HttpRequest, code: str, *, current: bool) -> LanguageLink:
    """The same page in another language; its front page where the address has no language."""
    parts = request.get_full_path().split("/", 2)
    rest = parts[2] if len(parts) == 3 and parts[1] == reader() else ""
    return LanguageLink(
        code=code, name=own_name(code), direction=direction_of(code), href=f"/{code}/{rest}", current=current
    )


def account(request: HttpRequest) -> Link:
    """The account of who is signed in; to everybody else, the way to sign in."""
    # An error page may be made before anybody asked who it is.
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return Link(label=gettext("My account"), href=address("accounts:me"), icon="person")
    return Link(label=gettext("Sign in"), href=address("account_login"), icon="accounts")


def desk(request: HttpRequest) -> tuple[Link, ...]:
    """The way to the desk, for those who keep the record; for focal points, to the page of their member."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ()
    here = request.path.split("/")[2:3] == ["desk"]
    if not roles_of(user) and can_speak_for_a_member(user):
        return (Link(label=gettext("Desk"), href=address("home:my_member"), current=here),)
    if not roles_of(user) and (own := applied_and_judged(request)):
        return own
    return (Link(label=gettext("Desk"), href=address("home:desk"), current=here),)


def applied_and_judged(request: HttpRequest) -> tuple[Link, ...]:
    """The ways of those who only apply to a call, sit on a panel of one, answer as experts or speak for a
    partner."""
    part, own = request.path.split("/")[2:3], []
    if applications_of(request.user.pk).exists():
        here = part == ["applications"]
        own.append(Link(label=gettext("My applications"), href=address("calls:applications"), current=here))
    if can_judge(request.user):
        own.append(Link(label=gettext("My reviews"), href=address("calls:reviews"), current=part == ["reviews"]))
    answers = answers_for(request.user)
    if "expert" in answers:
        here = request.path.split("/")[2:4] == ["desk", "my-expert"]
        own.append(Link(label=gettext("My profile"), href=address("exchange:my_expert"), current=here))
    if "partner" in answers:
        here = request.path.split("/")[2:4] == ["desk", "my-partner"]
        own.append(Link(label=gettext("My partner"), href=address("home:my_partner"), current=here))
    return tuple(own)


def answers_for(person: Any) -> set[str]:
    """Whether somebody answers as an expert, and whether they speak for a partner; one question."""
    parts = {"expert": experts_of(person), "partner": partners_spoken_for(person)}
    first, second = (rows.order_by().values_list(Value(name, CharField()), flat=True) for name, rows in parts.items())
    return set(first.union(second))


def rooms(part: str) -> tuple[Link, ...]:
    """The ways to the rooms; `part` is that of the address which names the room."""
    here = ROOMS.get(part)
    links = {
        "plan": (gettext("Plan"), "home:plan"),
        "record": (gettext("Record"), "record:activities"),
        "members": (gettext("Members"), "network:members"),
        "partners": (gettext("Partners"), "network:partners"),
        "media": (gettext("Media"), "record:media"),
        "observatory": (gettext("Observatory"), "observatory:index"),
        "reports": (gettext("Reports"), "report:editions"),
        "calls": (gettext("Calls"), "calls:calls"),
        "practices": (gettext("Practices"), "home:practices"),
    }
    return tuple(Link(label=label, href=address(name), current=room == here) for room, (label, name) in links.items())


def footer() -> tuple[FooterGroup, ...]:
    return (
        FooterGroup(
            title=gettext("Read"),
            links=(
                Link(label=gettext("Reports"), href=address("report:editions")),
                Link(label=gettext("The plan"), href=address("home:plan")),
                Link(label=gettext("Projects"), href=address("projects:projects")),
                Link(label=gettext("Media mentions"), href=address("record:media")),
            ),
        ),
        FooterGroup(
            title=gettext("Check"),
            links=(
                Link(label=gettext("About the data"), href=address("home:about")),
                Link(label=gettext("How figures are counted"), href=f"{address('home:about')}#figures"),
                Link(label=gettext("Verify a report"), href=f"{address('home:about')}#verify"),
                Link(label=gettext("Download the record"), href=f"{address('home:about')}#download"),
                Link(label=gettext("Design gallery"), href=address("design:gallery")),
            ),
        ),
    )


def notes() -> tuple[str, ...]:
    """Until when the record reaches."""
    day = latest_day()
    return (gettext("The record reaches to %(day)s.") % {"day": day_in_words(day)},) if day else ()

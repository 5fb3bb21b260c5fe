"""What every page knows of the network: its name, its rooms, its languages and the reader's display."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from metronome.design.site import FooterGroup, LanguageLink, Link, Site, Theme
from metronome.design.words import direction_of, own_name, reader
from metronome.ground.phrases import day_in_words
from metronome.network.models import Network
from metronome.network.queries import the_network
from metronome.record.rules import can_note_activities
from metronome.record.shown import latest_day

from .brand import style_of

#: The first part of an address under a language, and the room that it belongs to.
ROOMS = {
    "plan": "plan",
    "activities": "record",
    "members": "members",
    "partners": "partners",
    "media": "media",
    "reports": "reports",
    "figures": "reports",
    "about": "about",
}
THEMES: dict[str | None, Theme] = {"light": "light", "dark": "dark"}


def site(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all templates."""
    return {"site": site_of(request, the_network())}


def site_of(request: HttpRequest, network: Network | None) -> Site:
    language = reader()
    languages = tuple(network.languages) if network else (settings.LANGUAGE_CODE,)
    return Site(
        name=network.name.in_(language) if network else "Metronome",
        language=language,
        direction=direction_of(language),
        theme=THEMES.get(request.COOKIES.get("theme"), "device"),
        home_href=reverse("home:front"),
        languages=tuple(language_link(request, code, current=code == language) for code in languages),
        rooms=(*desk(request), *rooms(request.path)),
        footer=footer(),
        notes=notes(),
        origin=settings.ADDRESS,
        search_href=reverse("home:search"),
        account=account(request),
        brand_css=reverse("brand") if network and style_of(network) else None,
    )


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
        return Link(label=gettext("My account"), href=reverse("accounts:me"))
    return Link(label=gettext("Sign in"), href=reverse("account_login"))


def desk(request: HttpRequest) -> tuple[Link, ...]:
    """The way to the desk, for those who keep the record."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not can_note_activities(user):
        return ()
    here = request.path.split("/")[2:3] == ["desk"]
    return (Link(label=gettext("Desk"), href=reverse("home:desk"), current=here),)


def rooms(path: str) -> tuple[Link, ...]:
    parts = path.split("/")
    here = ROOMS.get(parts[2]) if len(parts) > 2 else None
    links = {
        "plan": (gettext("Plan"), "home:plan"),
        "record": (gettext("Record"), "record:activities"),
        "members": (gettext("Members"), "network:members"),
        "partners": (gettext("Partners"), "network:partners"),
        "media": (gettext("Media"), "record:media"),
        "reports": (gettext("Reports"), "report:editions"),
        "about": (gettext("About the data"), "home:about"),
    }
    return tuple(Link(label=label, href=reverse(name), current=room == here) for room, (label, name) in links.items())


def footer() -> tuple[FooterGroup, ...]:
    return (
        FooterGroup(
            title=gettext("Read"),
            links=(
                Link(label=gettext("Reports"), href=reverse("report:editions")),
                Link(label=gettext("The plan"), href=reverse("home:plan")),
                Link(label=gettext("Media mentions"), href=reverse("record:media")),
            ),
        ),
        FooterGroup(
            title=gettext("Check"),
            links=(
                Link(label=gettext("How figures are counted"), href=f"{reverse('home:about')}#figures"),
                Link(label=gettext("Verify a report"), href=f"{reverse('home:about')}#verify"),
                Link(label=gettext("Download the record"), href=f"{reverse('home:about')}#download"),
                Link(label=gettext("Design gallery"), href=reverse("design:gallery")),
            ),
        ),
    )


def notes() -> tuple[str, ...]:
    """Until when the record reaches."""
    day = latest_day()
    return (gettext("The record reaches to %(day)s.") % {"day": day_in_words(day)},) if day else ()

"""What stands around every page, for `{% load frame %}`: drawn once for all pages on which it is the same.

It is kept under all that it is made of, so that nobody is ever given what was drawn for somebody with other rights,
and a change of the record shows at once. Addresses that are of one page alone are put in afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from metronome.ground.addresses import where_read

from ..filling import PLACE, filled
from ..site import Direction, FooterGroup, LanguageLink, Site

register = template.Library()

#: For an error page that is made before anybody knows of which site.
NOWHERE = Site(name="", language="", direction="ltr", theme="device", home_href="", languages=(), rooms=())


Languages = Sequence[tuple[str, str, Direction, bool]]


@register.simple_tag(takes_context=True)
def masthead(context: Context) -> SafeString:
    """The head of a page: the network, the languages, the rooms, the way to sign in."""
    site = site_of(context)
    languages = tuple((other.code, other.name, other.direction, other.current) for other in site.languages)
    beside = site.name, site.home_href, site.search_href, site.account, site.rooms, site.room
    return filled(_masthead(where_read(), languages, *beside), [other.href for other in site.languages])


@register.simple_tag(takes_context=True)
def footer(context: Context) -> SafeString:
    """The foot of a page, with the choice of display, from which one comes back to it."""
    site, request = site_of(context), context.get("request")
    page = request.get_full_path() if request else ""
    return filled(_footer(where_read(), site.theme, site.notes, site.footer), [page])


def site_of(context: Context) -> Site:
    """The site as our own context says it: pages of libraries may put something else under the same name."""
    said = (layer["site"] for layer in context.dicts if isinstance(layer.get("site"), Site))
    return next(said, NOWHERE)


@lru_cache(maxsize=256)
def _masthead(_where: object, languages: Languages, *beside: Any) -> list[str]:
    names = "name", "home_href", "search_href", "account", "rooms", "room"
    others = [
        LanguageLink(code=code, name=name, direction=way, href=PLACE, current=here)
        for code, name, way, here in languages
    ]
    return _drawn("masthead", {**dict(zip(names, beside, strict=True)), "languages": others}, {})


@lru_cache(maxsize=256)
def _footer(_where: object, theme: str, notes: Sequence[str], groups: Sequence[FooterGroup]) -> list[str]:
    return _drawn("footer", {"theme": theme, "notes": notes, "footer": groups}, {"page": PLACE})


def _drawn(part: str, site: dict[str, Any], more: dict[str, str]) -> list[str]:
    return render_to_string(f"design/{part}.html", {"site": site, **more}).split(PLACE)

"""Where the pages of a report are reached. A document is made without the web, so the addresses stand here; a test
holds them against the doors."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

EDITION = "{address}/{language}/reports/{edition}/"
#: A statement is named by its set and its member: statement-2021-01-01-2021-04-30-1/dakar.
STATEMENT = "{address}/{language}/desk/statements/{edition}/"


def edition_address(address: str, language: str, edition: str) -> str:
    """The page of an edition, or of a statement."""
    page = STATEMENT if "/" in edition else EDITION
    return page.format(address=address.rstrip("/"), language=language, edition=quote(edition))


def figure_address(address: str, language: str, edition: str, figure: str, key: str = "") -> str:
    """The page of a figure of an edition, at one of its parts where a key names one."""
    page = f"{edition_address(address, language, edition)}figures/{quote(figure)}/"
    return f"{page}#{quote(key, safe='')}" if key else page


def figure_at(href: str) -> str:
    """The figure that an address leads to, with its key: members.total, activities.by_line#L1. Empty: to none."""
    parts = urlsplit(href)
    rest, _, figure = parts.path.rstrip("/").rpartition("/figures/")
    if not rest or not figure or "/" in figure:
        return ""
    return unquote(figure) + (f"#{unquote(parts.fragment)}" if parts.fragment else "")

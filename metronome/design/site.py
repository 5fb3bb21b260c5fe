"""What the page around every page needs to know: the contract of the context variable `site`.

A context processor above fills it; design/base.html reads nothing else of the network.
"""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]
Theme = Literal["device", "light", "dark"]


@dataclass(frozen=True, kw_only=True)
class Link:
    """Words that lead somewhere, with an icon where one stands for them; current says that the reader is there."""

    label: str
    href: str
    current: bool = False
    icon: str = ""


RoomLink = Link


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    """The page that is being read, in another language. name is the language's own name for itself."""

    code: str
    name: str
    direction: Direction
    href: str
    current: bool = False
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class FooterGroup:
    """A titled list of links at the foot of every page."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Site:
    """The network as its pages show it. Texts are already in the reader's language."""

    name: str
    language: str
    direction: Direction
    theme: Theme
    home_href: str
    languages: tuple[LanguageLink, ...]
    rooms: tuple[RoomLink, ...]
    footer: tuple[FooterGroup, ...] = ()
    # Where the page came from, what day the record is of: one sentence each at the foot.
    notes: tuple[str, ...] = ()
    # The address of the instance, "https://example.org", for links that must be absolute; empty if unknown.
    origin: str = ""
    search_href: str | None = None
    # Signing in, or the desk of who is signed in.
    account: Link | None = None
    # A style sheet of the network that overrides the tokens of the block "brand".
    brand_css: str | None = None

    @property
    def room(self) -> RoomLink | None:
        """The room in which the reader is."""
        return next((room for room in self.rooms if room.current), None)

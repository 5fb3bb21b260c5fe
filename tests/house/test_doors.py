"""Every door says who may come in, and every page is built of the design system."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.floors import CODE, place

#: Doors that ask by themselves, each with the reason.
EXEMPT = {
    "repair/": "Django's admin lets in staff only and asks on each of its pages.",
}
TEMPLATES = sorted(CODE.glob("*/templates/**/*.*"))
#: Django looks for its error pages by name, outside every folder.
ERROR_PAGES = [[f"{status}.html"] for status in (400, 403, "403_csrf", 404, 429, 500, 503)]
#: Folders whose names a library chose, in the room that clothes its pages.
LENT = {"accounts": {"allauth", "account", "mfa", "usersessions"}}
REFERENCE = re.compile(r"{%\s*(extends|include)\s+(\S+)")


def doors(patterns, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address pattern of the site with its view."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from doors(pattern.url_patterns, address)
        else:
            yield address, pattern


def test_every_address_declares_a_rule_or_says_public():
    undeclared = [
        address
        for address, pattern in doors(get_resolver().url_patterns)
        if not address.startswith(tuple(EXEMPT)) and not getattr(pattern.callback, "rule", None)
    ]
    assert undeclared == []


def test_every_exemption_is_still_needed():
    addresses = [address for address, _ in doors(get_resolver().url_patterns)]
    assert [prefix for prefix in EXEMPT if not any(address.startswith(prefix) for address in addresses)] == []


def faults_of(path: Path) -> Iterator[str]:
    """What a template does that only design may do."""
    room, _, *below = path.relative_to(CODE).parts
    text = path.read_text(encoding="utf-8")
    lent = LENT.get(room, set())
    if below[0] not in {room, *lent} and not (room == "design" and below in ERROR_PAGES):
        yield f"lies outside templates/{room}/"
    for tag, name in REFERENCE.findall(text):
        library = name.strip('"').split("/")[0] in lent
        if tag == "extends" and not library and not name.startswith('"design/'):
            yield f"extends {name}"
        if tag == "include" and not library and room != "design" and not name.startswith(('"design/', f'"{room}/')):
            yield f"includes {name}"
    if room != "design" and "<html" in text:
        yield "makes a frame of its own"


def test_every_template_is_built_of_design_and_its_own_room():
    assert TEMPLATES
    assert [f"{place(path)} {fault}" for path in TEMPLATES for fault in faults_of(path)] == []

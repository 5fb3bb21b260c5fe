"""The few icons that the pages need, taken out of the Lucide package into one JSON file: name -> SVG content."""

import json
import re
from pathlib import Path

# Ours first (what it says on a page), Lucide's second: a changed picture is one line here.
ICONS = {
    "accounts": "log-in",
    "add": "plus",
    "archive": "archive",
    "arrow": "arrow-right",
    "ask": "circle-help",
    "bad": "octagon-x",
    "building": "building-2",
    "calendar": "calendar",
    "check": "check",
    "clock": "clock",
    "close": "x",
    "copy": "copy",
    "document": "file-text",
    "down": "chevron-down",
    "download": "download",
    "draft": "pencil",
    "external": "external-link",
    "filter": "list-filter",
    "frozen": "lock",
    "grid": "layout-grid",
    "handshake": "handshake",
    "history": "history",
    "info": "info",
    "language": "languages",
    "link": "link",
    "list": "list",
    "map": "map",
    "media": "newspaper",
    "menu": "menu",
    "next": "chevron-right",
    "now": "circle-dot",
    "ok": "circle-check",
    "person": "user",
    "people": "users",
    "place": "map-pin",
    "previous": "chevron-left",
    "print": "printer",
    "remove": "trash-2",
    "rows": "rows-3",
    "search": "search",
    "silent": "circle-dashed",
    "sort": "arrow-down-up",
    "up": "chevron-up",
    "warn": "triangle-alert",
}


def icons_json(folder: Path) -> str:
    """The JSON text of all icons, from the package's folder of one file per icon."""
    found = {ours: content_of(folder / f"{theirs}.svg") for ours, theirs in sorted(ICONS.items())}
    return json.dumps(found, indent=1) + "\n"


def content_of(file: Path) -> str:
    """What stands between the svg tags, on one line."""
    shapes = re.findall(
        r"<(?:path|circle|rect|line|polyline|polygon|ellipse)[^>]*/>", file.read_text(encoding="utf-8")
    )
    return "".join(re.sub(r"\s+", " ", shape).replace(" />", "/>") for shape in shapes)

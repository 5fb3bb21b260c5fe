"""Icons by what they say, drawn with the page's own colour."""

import json
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

DRAWINGS = Path(__file__).parent / "data" / "icons.json"
# These point along the line of reading and turn round with it.
TURNING = frozenset({"accounts", "arrow", "next", "previous", "external"})


@cache
def icon(name: str, label: str = "") -> SafeString:
    """The icon; silent for screen readers unless it has a label. KeyError if there is none of that name."""
    words = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    turn = mark_safe(" icon--turn") if name in TURNING else ""
    return format_html('<svg class="icon{}" viewBox="0 0 24 24" {}>{}</svg>', turn, words, drawings()[name])


@cache
def drawings() -> dict[str, SafeString]:
    """What stands between the svg tags of each icon; our own file, so safe."""
    read: dict[str, str] = json.loads(DRAWINGS.read_text(encoding="utf-8"))
    return {name: mark_safe(content) for name, content in read.items()}  # noqa: S308

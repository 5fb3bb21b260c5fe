"""Writes docs/permissions.md: which door opens by which rule, and to whom. `tools/permissions.py` does it anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

PATH = Path(__file__).resolve().parent.parent / "docs" / "permissions.md"
HEAD = """# Who may come in where

Written by tools/permissions.py from what the views declare; a test holds every door against it, by every method and
for every role. A visitor before a closed door is asked to sign in. Somebody signed in whom the rule refuses is
answered 404: what one may not see is not there. The repair desk, `/repair/`, opens to operators only.

## Roles

| role | does |
| --- | --- |
"""


def doors(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every address with its view; the language is written as any."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            address = (
                "{language}/" if type(pattern.pattern).__name__ == "LocalePrefixPattern" else str(pattern.pattern)
            )
            yield from doors(pattern.url_patterns, prefix + address)
        elif getattr(pattern.callback, "rule", None):
            yield f"/{prefix}{pattern.pattern}", pattern.callback


def room_of(view: Any) -> str:
    """The room whose view it is; what a library lends belongs to accounts."""
    parts = view.__module__.split(".")
    return parts[1] if parts[0] == "metronome" else "accounts"


def who(roles: frozenset[Any]) -> str:
    """The roles in words."""
    from metronome.accounts.enums import Role
    from metronome.accounts.gate import EVERYBODY, SIGNED_IN

    if roles in (EVERYBODY, SIGNED_IN):
        return "everybody" if roles == EVERYBODY else "everybody signed in"
    return ", ".join(str(role.label) for role in Role if role in roles)


def table() -> str:
    """The whole document."""
    from django.urls import get_resolver
    from django.utils import translation

    from metronome.accounts.enums import Role

    with translation.override("en"):
        lines = [HEAD + "\n".join(f"| {role.label} | {role.description} |" for role in Role)]
        rooms: dict[str, list[str]] = {}
        for address, view in doors(get_resolver().url_patterns):
            row = f"| `{address}` | {view.rule} | {view.rule_words} | {who(view.roles)} |"
            rooms.setdefault(room_of(view), []).append(row)
    for room, rows in sorted(rooms.items()):
        lines.append(f"\n## {room}\n\n| address | rule | in words | who |\n| --- | --- | --- | --- |")
        lines.extend(rows)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "metronome.config.settings")
    django.setup()
    PATH.write_text(table(), encoding="utf-8")

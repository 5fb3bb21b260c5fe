"""How programs are told of what was found."""

from __future__ import annotations

from typing import Any

from metronome.design.words import reader

from .asking import Found, Hit


def found_data(found: Found, origin: str) -> dict[str, Any]:
    """The answer as plain values; addresses are whole."""
    return {
        "q": found.text,
        "count": found.count,
        "suggestion": found.suggestion,
        "groups": [
            {"kind": group.sort.word, "count": group.count, "found": [_told(hit, origin) for hit in group.hits]}
            for group in found.groups
        ],
    }


def _told(hit: Hit, origin: str) -> dict[str, Any]:
    document = hit.document
    title, detail = document.title.read(reader()), document.detail.read(reader())
    return {
        "code": document.code,
        "title": document.name or title.text,
        "title_language": "" if document.name else title.language,
        "detail": detail.text,
        "detail_language": detail.language if detail.text else "",
        "first_day": document.first_day and document.first_day.isoformat(),
        "last_day": document.last_day and document.last_day.isoformat(),
        "state": document.state,
        "address": f"{origin}{hit.href}" if hit.href else "",
    }

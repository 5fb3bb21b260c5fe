"""What applicants read of a call, frozen; and what differs between two versions of it, in words of the call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from metronome.ground.canonical import digest
from metronome.ground.frozen import from_plain, to_plain

from .given import GivenCall

#: Columns that came later: where they are empty, a call promises what it did without them.
LATER = ("stage", "invites")
#: What is no promise to applicants: whether the public sees the call, its place in a list, what it is begun from.
BESIDE = ("is_template", "is_published", "is_cancelled", "order", "begun_from")
WORDED = ("kind", "edition", "title", "summary", "text", "zone")
PARTS = ("stages", "rules", "questions", "options", "criteria", "panels", "outcomes")


def content_of(call: GivenCall) -> dict[str, Any]:
    """The call as plain data."""
    plain: dict[str, Any] = to_plain(call)
    return plain


def digest_of(content: Mapping[str, Any]) -> str:
    """By it two versions are told apart: the same for calls that promise the same."""
    return digest({name: _promise(value) for name, value in content.items() if name not in BESIDE})


def call_of(content: Mapping[str, Any]) -> GivenCall:
    """The call that a version holds. Raises ValueError for data that are no call."""
    return from_plain(GivenCall, dict(content))


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What differs: a part of the call, the code of a row of it (empty for the call itself), what was and what is."""
    found = [
        {"part": name, "code": "", "before": before.get(name), "after": after.get(name)}
        for name in WORDED
        if _promise(before.get(name)) != _promise(after.get(name))
    ]
    for part in PARTS:
        old, new = _by_code(part, before), _by_code(part, after)
        found += [
            {"part": part, "code": code, "before": old.get(code), "after": new.get(code)}
            for code in dict.fromkeys([*new, *old])
            if _promise(old.get(code)) != _promise(new.get(code))
        ]
    return found


def _by_code(part: str, content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    rows = content.get(part) or ()
    return {(f"{row['question']}/" if part == "options" else "") + row["code"]: row for row in rows}


def _promise(value: Any) -> Any:
    """What a part of a call promises: a text by its source, whose translations follow it; and a row wherever it
    stands among others."""
    if isinstance(value, Mapping):
        if "texts" in value and "source" in value:
            return {"source": value["source"], "words": value["texts"].get(value["source"])}
        said = {name: one for name, one in value.items() if name != "order" and (one or name not in LATER)}
        return {name: _promise(one) for name, one in said.items()}
    return [_promise(one) for one in value] if isinstance(value, (list, tuple)) else value

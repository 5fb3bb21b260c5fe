"""One way to write data as bytes, so that a hash means the same wherever it is computed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any


def canonical(value: Any) -> Any:
    """Plain JSON data: decimals and days as text, sets sorted, tuples as lists, text in its composed form as given."""
    if isinstance(value, Mapping):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(canonical(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [canonical(item) for item in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, float):
        raise TypeError("a float has no canonical text: use Decimal or int")
    return value


def dumps(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, decimals as text, characters as themselves."""
    return dumps_plain(canonical(value))


def dumps_plain(plain: Any) -> str:
    """Canonical JSON of what `canonical` would leave as it is: quicker for many rows of text."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: Any) -> str:
    """sha256, in hexadecimal, of the canonical JSON."""
    return sha256_of_text(dumps(value))


def sha256_of_text(text: str) -> str:
    """sha256, in hexadecimal, of a text as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()

"""Numbers in text: digits of any script, signs between thousands, a decimal point or comma."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from .ways import DecimalSign

#: Blanks and marks that only ever stand between thousands, and the one decimal sign that is nothing else.
GROUPS = " \u00a0\u202f\u2009\u2007’'\u066c"
ARABIC_DECIMAL = "\u066b"
#: What stands for a minus, and marks of direction that a spreadsheet leaves in.
MINUS = str.maketrans(
    {"−": "-", "–": "-", "﹣": "-", "－": "-", **dict.fromkeys("\u200e\u200f\u061c\u2066\u2069", None)}
)
LONGEST = 40


def plain_digits(text: str) -> str | None:
    """The text with the digits 0 to 9; None where it mixes the digits of several scripts."""
    if text.isascii():
        return text
    scripts = {ord(sign) - unicodedata.decimal(sign) for sign in text if sign.isdecimal()}
    if len(scripts) > 1:
        return None
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _pattern(decimal: str, group: str) -> re.Pattern[str]:
    groups = f"[{re.escape(group + GROUPS)}]"
    return re.compile(
        rf"(?P<sign>[+-]?)(?P<whole>[1-9]\d{{0,2}}(?:(?P<group>{groups})\d{{3}})(?:(?P=group)\d{{3}})*"
        rf"|[1-9]\d?(?:{re.escape(group)}\d\d)+{re.escape(group)}\d{{3}}|\d+)(?:{re.escape(decimal)}(?P<part>\d+))?"
    )


PATTERNS = {DecimalSign.POINT: _pattern(".", ","), DecimalSign.COMMA: _pattern(",", ".")}


@lru_cache(maxsize=1 << 12)
def readings_of(text: str) -> dict[DecimalSign, int | Decimal]:
    """What number the text is with a decimal point and with a decimal comma; nothing where it is none.

    With both where it makes no difference (1234); the caller compares the values.
    """
    if len(text) > LONGEST:
        return {}
    plain = plain_digits(text.strip().translate(MINUS).strip())
    if plain is None:
        return {}
    if ARABIC_DECIMAL in plain:
        if "." in plain or "," in plain:
            return {}
        number = _number(PATTERNS[DecimalSign.POINT], plain.replace(ARABIC_DECIMAL, "."))
        return {} if number is None else dict.fromkeys(DecimalSign, number)
    found = {}
    for sign, pattern in PATTERNS.items():
        number = _number(pattern, plain)
        if number is not None:
            found[sign] = number
    return found


def _number(pattern: re.Pattern[str], text: str) -> int | Decimal | None:
    found = pattern.fullmatch(text)
    if not found:
        return None
    whole = re.sub(r"\D", "", found["whole"])
    if found["part"] is None:
        return int(found["sign"] + whole)
    return Decimal(f"{found['sign']}{whole}.{found['part']}")

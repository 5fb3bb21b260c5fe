"""The eight colours that a network may choose, for the light display and under `dark` for the dark one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from metronome.design.colours import COLOUR, SCHEMES, TOKENS, unreadable
from metronome.ground.phrases import number_in_words
from metronome.intake.fields import Fields


def read_brand(fields: Fields) -> dict[str, Any]:
    """The chosen colours. Refused are names that are no token, what is no colour, and words that nobody could read."""
    cell = fields.cell("brand")
    if cell is None:
        return {}
    light = Fields(cell, fields.refusals, fields.languages)
    chosen: dict[str, Any] = _colours(light, "brand", SCHEMES[0])
    if (inner := light.cell("dark")) is not None:
        dark = Fields(inner, fields.refusals, fields.languages)
        chosen["dark"] = _colours(dark, "brand.dark", SCHEMES[1])
        dark.close()
    light.close()
    return chosen


def _colours(fields: Fields, name: str, scheme: str) -> dict[str, str]:
    chosen = {}
    for token in TOKENS:
        colour = fields.text(token)
        if fields.is_blank(token):
            reason = _("The colour is missing: without quotes, # begins a remark.")
            _refuse(fields, name, token, reason, _("Write it with six digits, as #0b5563, in quotes."))
        elif colour and not COLOUR.fullmatch(colour):
            reason = _("“%(text)s” is no colour.") % {"text": colour}
            _refuse(fields, name, token, reason, _("Write it with six digits, as #0b5563, in quotes."))
        elif colour:
            chosen[token] = colour
    for fault in unreadable(chosen, scheme):
        reason = _("%(token)s (%(colour)s) and %(other)s (%(other_colour)s) have a contrast of %(contrast)s.") % {
            "token": fault.token,
            "colour": fault.colour,
            "other": fault.other,
            "other_colour": fault.other_colour,
            "contrast": number_in_words(Decimal(round(fault.contrast * 10)) / 10),
        }
        remedy = _("Words need at least 4.5 to be read. Nearest to it, %(colour)s would do.")
        _refuse(fields, name, fault.token, reason, remedy % {"colour": fault.would_do})
    return chosen


def _refuse(fields: Fields, name: str, token: str, reason: str, remedy: str) -> None:
    fields.refuse(f"{name}.{token}", reason, remedy, fields.place_of(token))

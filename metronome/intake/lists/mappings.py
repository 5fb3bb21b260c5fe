"""How a file is read that comes again and again, kept beside it as a file of JSON: what the command line is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.intake.models import SavedMapping

from .catalogue import LISTINGS
from .handed_in import choices_of
from .incoming import Choices

#: What stands before decimals, by the word that a person writes.
DECIMALS = {"point": ".", "comma": ","}
ORDERS = ("dmy", "mdy")
Told = Mapping[str, Any]


def mapping_named(name: str, *, kind: str = "") -> tuple[str, Choices]:
    """The list and the choices of a mapping: that of a file, if there is one, else the one kept in the browser under
    that name. `kind` chooses between lists that have one each.

    Raises Refusal where there is none, or several, or where the file cannot be understood.
    """
    path = Path(name)
    if path.is_file():
        return _read(path)
    kept = SavedMapping.objects.filter(name=name, **({"kind": kind} if kind else {}))
    if len(kept) == 1:
        return kept[0].kind, choices_of(kept[0])
    if not kept:
        raise Refusal(
            _("There is no mapping “%(name)s”.") % {"name": name},
            field="mapping",
            remedy=_("Name a file, or a mapping that was kept in the browser."),
        )
    raise Refusal(
        _("Several lists have a mapping “%(name)s”.") % {"name": name},
        field="as",
        remedy=_("Say it: %(kinds)s.") % {"kinds": ", ".join(one.kind for one in kept)},
    )


def mapping_text(kind: str, choices: Choices) -> str:
    """A mapping as a file holds it; what was left open is left out."""
    words = {sign: word for word, sign in DECIMALS.items()}
    told = {"as": kind, **asdict(choices), "decimal": words.get(choices.decimal, "")}
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False, indent=2) + "\n"


def _read(path: Path) -> tuple[str, Choices]:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError, OSError) as error:
        raise _refused(path, "", _("It is no JSON.")) from error
    if not isinstance(told, dict):
        raise _refused(path, "", _("Named fields are expected here."))
    for name, value in told.items():
        if name != "as" and name not in Choices.__dataclass_fields__:
            raise _refused(path, name, _("No field has this name."))
        if not _fits(name, value):
            raise _refused(path, name, _("Its value does not fit."))
    choices = {name: value for name, value in told.items() if name != "as"}
    return told.get("as", ""), Choices(**{**choices, "decimal": DECIMALS.get(told.get("decimal", ""), "")})


def _fits(name: str, value: object) -> bool:
    match name:
        case "as":
            return isinstance(value, str) and value in LISTINGS
        case "columns":
            return isinstance(value, dict) and all(isinstance(key, str) for key in value.values())
        case "header_row":
            return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1_000_000
        case "decimal":
            return isinstance(value, str) and value in DECIMALS
        case "days":
            return value in ORDERS
        case _:
            return isinstance(value, str)


def _refused(path: Path, field: str, reason: str) -> Refusal:
    return Refusal(
        _("%(file)s is no mapping. %(reason)s") % {"file": path.name, "reason": reason},
        field=field,
        remedy=_("Have one written by --keep-mapping, and change that."),
    )

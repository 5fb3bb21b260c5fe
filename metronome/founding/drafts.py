"""What was typed so far, in the folder of the instance: there is no network yet whose record could keep it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.conf import settings

from metronome.ground.files import write_whole

from .questions import Typed

NAME = "founding.json"


def typed_so_far() -> Typed:
    try:
        kept = json.loads((settings.HOME / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {str(name): str(value) for name, value in kept.items()}


def keep(values: Mapping[str, str]) -> Typed:
    """Keep what was typed at one step with the rest; everything typed so far."""
    typed = {**typed_so_far(), **values}
    write_whole(settings.HOME / NAME, json.dumps(typed, ensure_ascii=False, indent=1).encode())
    return typed


def forget() -> None:
    (settings.HOME / NAME).unlink(missing_ok=True)

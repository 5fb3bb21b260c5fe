"""Layouts are put by their identity, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, put
from metronome.intake.models import Layout

from ..given import GivenLayout

NOUN = Noun(Layout, "layout", ("name", "words"))


def put_layouts(*, layouts: Iterable[GivenLayout], by: Hand) -> Keys:
    """Put how reports are laid out; return the keys of all."""
    return put(NOUN, layouts, by=by)

"""Sentences of imports and exports that are said more than once."""

from __future__ import annotations

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal


def no_network() -> Refusal:
    """Before anything was loaded."""
    return Refusal(_("This instance holds no network yet."), remedy=_("Load one: metronome load reference/metropolis"))

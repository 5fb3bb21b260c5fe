"""What drawings of metropolises share, in words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from metronome.design.words import reader

from ..models import Overlap
from ..phrases import share_in_words

register = template.Library()


@register.filter
def lies(one: Overlap) -> str:
    """Which share of a drawing lies in which other one."""
    return _("%(share)s of its %(ground)s lie in %(area)s as drawn by “%(geography)s”.") % {
        "share": share_in_words(one.share),
        "ground": one.ground.label,
        "area": one.whole.area.name.in_(reader()),
        "geography": one.whole.geography.label.in_(reader()),
    }

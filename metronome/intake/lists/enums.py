"""How an import stands, and what becomes of its rows."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    HANDED_IN = "handed_in", pgettext_lazy("an import", "handed in")
    LOOKED_AT = "looked_at", pgettext_lazy("an import", "looked at")
    COMMITTED = "committed", pgettext_lazy("an import", "on record")


class Fate(TextChoices):
    """What becomes of a row."""

    NEW = "new", pgettext_lazy("what becomes of a row", "new")
    CHANGED = "changed", pgettext_lazy("what becomes of a row", "changed")
    UNCHANGED = "unchanged", pgettext_lazy("what becomes of a row", "unchanged")
    REFUSED = "refused", pgettext_lazy("what becomes of a row", "refused")

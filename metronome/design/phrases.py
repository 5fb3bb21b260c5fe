"""Sentences that several components say."""

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext


def rows_phrase(count: int) -> str:
    """How many rows stand behind a figure."""
    return ngettext("%(count)s row", "%(count)s rows", count) % {"count": shown(count)}


def shown(value: object) -> str:
    """A number as the reader writes it, words as they are, nothing as "unknown"."""
    if value is None:
        return absence("unknown")
    return value if isinstance(value, str) else number_format(value, use_l10n=True, force_grouping=True)  # type: ignore[arg-type]


def absence(kind: str) -> str:
    """Why there is no value: unknown, na (not applicable) or notyet."""
    if kind == "na":
        return gettext("not applicable")
    return gettext("not yet") if kind == "notyet" else gettext("unknown")

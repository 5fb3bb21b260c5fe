"""Sentences that several components say."""

from collections.abc import Callable
from decimal import Decimal

from django.utils import numberformat
from django.utils.formats import get_format, number_format
from django.utils.translation import get_language, gettext, ngettext


def rows_phrase(count: int) -> str:
    """How many rows stand behind a figure."""
    return ngettext("%(count)s row", "%(count)s rows", count) % {"count": shown(count)}


def shown(value: object) -> str:
    """A number as the reader writes it, words as they are, nothing as "unknown"."""
    if value is None:
        return absence("unknown")
    return value if isinstance(value, str) else number_format(value, use_l10n=True, force_grouping=True)  # type: ignore[arg-type]


def writer() -> Callable[[int | Decimal], str]:
    """What `shown` says of numbers, for the many of one page: how its language writes them is looked up once."""
    language = get_language()
    names = ("DECIMAL_SEPARATOR", "NUMBER_GROUPING", "THOUSAND_SEPARATOR")
    decimal, sizes, between = (get_format(name, language, use_l10n=True) for name in names)
    return lambda number: str(
        numberformat.format(number, decimal, None, sizes, between, force_grouping=True, use_l10n=True)
    )


def absence(kind: str) -> str:
    """Why there is no value: unknown, na (not applicable) or notyet."""
    if kind == "na":
        return gettext("not applicable")
    return gettext("not yet") if kind == "notyet" else gettext("unknown")

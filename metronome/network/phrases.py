"""What several pages answer to an address that cannot be read."""

from __future__ import annotations

from django.utils.translation import gettext


def not_a_period(text: str) -> str:
    return gettext(
        "“%(text)s” is not a period. Write 2021-01..2021-04, 2021-01-01..2021-04-30, 2021, FY2021 or 2021-P1."
    ) % {"text": text}


def not_a_day(text: str) -> str:
    return gettext("“%(text)s” is not a day. Write 2021-04-30.") % {"text": text}


def not_a_choice(name: str, text: str) -> str:
    return gettext("%(name)s: “%(text)s” is not one of the choices.") % {"name": name, "text": text}

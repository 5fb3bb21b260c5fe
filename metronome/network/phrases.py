"""What several pages answer to an address that cannot be read, and what they call the parts of something on record."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext


def not_a_period(text: str) -> str:
    return gettext(
        "“%(text)s” is not a period. Write 2021-01..2021-04, 2021-01-01..2021-04-30, 2021, 2021-Q1, FY2021 or 2021-P1."
    ) % {"text": text}


def not_a_day(text: str) -> str:
    return gettext("“%(text)s” is not a day. Write 2021-04-30.") % {"text": text}


def not_a_choice(name: str, text: str) -> str:
    return gettext("%(name)s: “%(text)s” is not one of the choices.") % {"name": name, "text": text}


def labelled(label: str, words: str) -> str:
    """A label and what it says, with the sign that the language sets between them."""
    return f"{label}{pgettext('between a label and what it says', ': ')}{words}"


def part_label(field: str) -> str:
    """What a part of something on record is called, of which a focal point may say that it is not right."""
    labels = {
        "name": gettext("Name"),
        "official_name": gettext("Official name"),
        "aliases": gettext("Other names"),
        "country": gettext("Country"),
        "region": gettext("Region"),
        "place": gettext("Place"),
        "coordinates": gettext("Coordinates"),
        "languages": gettext("Languages"),
        "website": gettext("Web site"),
        "standing": gettext("Standing"),
        "people": gettext("People"),
        "office": gettext("Office"),
        "title": gettext("Title"),
        "days": gettext("Days"),
        "part": gettext("Our part in it"),
        "summary": gettext("Summary"),
        "channel": gettext("Channel"),
        "needs": gettext("What we need"),
        "follow_up": gettext("What was agreed"),
        "outlet": gettext("Outlet"),
        "subject": gettext("Subject"),
        "missing": gettext("Something is missing"),
    }
    return labels.get(field) or gettext("Something else")

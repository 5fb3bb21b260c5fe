"""What is said of each answer: as a hint beside a question, and as a remark in the file that is made of it."""

from __future__ import annotations

from django.utils.translation import gettext as _


def field_words(name: str) -> str:
    """What a field of network.yaml says."""
    return {
        "slug": _(
            "What identifies the network for ever: letters without accents, digits and hyphens. Left empty, it is "
            "made of the name."
        ),
        "name": _("The name by which everybody knows the network."),
        "full_name": _("The whole name, as it stands in the statutes."),
        "lede": _("One sentence that says what the network is."),
        "languages": _("The languages of the record and of the public pages; the first is the one you write in."),
        "required_languages": _(
            "Languages that no text of the plan, the kinds and the regions may lack. Left empty, the first one."
        ),
        "languages_to_publish": _("Languages in which texts have been read before they are published."),
        "timezone": _("Where the secretariat works, such as Asia/Baku; it says when a day begins. Left empty, UTC."),
        "fiscal_month": _("The month in which the fiscal year begins, from 1 to 12. Left empty, January."),
        "reporting_months": _(
            "The months in which the reporting periods begin, as they are numbered: 7, 1 for two halves from July on."
        ),
        "currencies": _("Three letters each, the one you count in first, such as AZN, USD."),
        "decimal_sign": _(
            "What stands before decimals in your spreadsheets: comma or point. Left empty, a number that could be "
            "read in two ways is refused."
        ),
        "day_order": _(
            "How days in figures are written in your spreadsheets: dmy for the day first, mdy for the month first. "
            "Left empty, a day that could be read in two ways is refused."
        ),
        "brand": _("Colours that differ from the platform's own; each is checked for whether words can be read."),
        "contact": _("Where the network can be reached."),
    }[name]


def file_words(name: str) -> str:
    """What a file of the folder holds, as its first remark."""
    stem = name.split("/")[0].removesuffix(".yaml")
    return {
        "network": _("What the network chooses for itself. Edit it, then run: metronome load"),
        "regions": _("The regions into which members fall."),
        "kinds": _("The kinds of activity, such as webinar or hearing."),
        "partner_kinds": _("The kinds of partner, such as university or funder."),
        "plans": _("A plan: its levels with the pattern of their codes, its tree, and the challenges it answers."),
    }.get(stem, "")


def readme() -> str:
    """The file that explains the folder to who opens it."""
    parts = (
        "# " + _("This folder describes your network"),
        _("Everything here is yours to edit: members, plans, kinds, and what the network chooses for itself."),
        _("Files with only a first line wait to be filled; each further line is a row, and no column is obligatory "
          "but slug and name. What a file may hold is described in docs/importing.md of the platform."),
        _("After an edit, load the folder again. All of it comes in or nothing, every refusal names the file, the "
          "line and the remedy, and the same folder twice changes nothing:"),
        "    metronome --home .. load .",
        _("What people change at the desk is kept in the record and not written here: load the folder again only for "
          "what you do not keep at the desk."),
    )  # fmt: skip
    return "\n\n".join(parts) + "\n"

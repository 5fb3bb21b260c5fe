"""The labels of a document: every fixed word that its pages, its PDF and its Word file print."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def labels() -> dict[str, str]:
    """Each label by its name, in the active language."""
    return _frame() | _chapters() | _pictures() | _evidence()


def _frame() -> dict[str, str]:
    """Words between other words, and those that help to find one's way."""
    return {
        "skip": _("Skip to the content"),
        "contents": _("Contents"),
        "page": _("Page"),
        "of": pgettext("a part of a whole: 21 of 35", "of"),
        "colon": pgettext("between a label and what it says", ": "),
        "semicolon": pgettext("between the items of a list", "; "),
        "yes": _("yes"),
        "none": _("None in the period."),
    }


def _chapters() -> dict[str, str]:
    """What stands above a list, a number or a table of a chapter."""
    return {
        "at_a_glance": _("At a glance"),
        "activities": _("activities"),
        "activated": _("Members activated"),
        "partners": _("Partners"),
        "people": _("People"),
        "counts": _("Took part"),
        "results": _("Results"),
        "challenges": _("Challenges"),
        "members": _("Members"),
        "members_met": _("Members met"),
        "partners_met": _("Partners met"),
        "media_mentions": _("Mentions in the media"),
        "members_engaged": _("Members engaged"),
        "times": _("Parts that members took in activities"),
        "meetings_held": _("Meetings held"),
        "main_results": _("Main results"),
        "vague": _("Stated without a number, and therefore in no sum"),
        "challenges_heading": _("Challenges answered"),
        "plan": _("Implementation of the plan"),
        "project_money": _("Money of the projects, by source and currency"),
        "project_instalments": _("Instalments on the last day of the period"),
        "led_by": _("Led by"),
        "carried_with": _("Carried with"),
        "serves": _("Serves"),
        "money": _("Money"),
        "in_all": _("In all"),
        "instalments": _("Instalments"),
        "delivered": _("Brought about"),
        "awaited": _("Still to come"),
        "silent": pgettext("a result or member that nothing reached", "silent"),
        "other_members": _("Honorary members and observers"),
        "no_activity": _("No activity of the period is led by this line."),
    }


def _pictures() -> dict[str, str]:
    """What pictures say below them, and to whom does not see them."""
    return {
        "bold_reached": _("Members in bold were activated in the period."),
        "reached": _("reached"),
        "not_reached": _("not reached"),
        "map_caption": _("Full dots: members activated in the period. Rings: members that nothing reached."),
        "map_alt": _("World map of the members. Full dots were activated in the period, rings were not."),
        "coverage_alt": _("Each result of the plan with its number of activities; what nothing reached is hatched."),
        "coverage_caption": _("Activities for each result of the plan. Hatched: none."),
        "days_alt": _("The days of the period; a tall tick for each day with an activity, in the colour of its line."),
        "days_caption": _("The activities of the period by day, in the colours of the lines of the plan."),
    }


def _evidence() -> dict[str, str]:
    """The figures with their rows, and the findings."""
    return {
        "definition": _("Definition"),
        "rows": _("Rows"),
        "value": _("Value"),
        "digest": _("Digest"),
        "figure_page": _("Page of this figure"),
        "mend": _("To mend it:"),
        "where": _("Where:"),
        "manifest": _("Rows, figures and signature of this report"),
        "code": _("Code"),
        "label": _("Label"),
        "number": _("Number"),
    }

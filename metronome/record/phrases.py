"""What the fields of an activity are called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import get_language, gettext

from metronome.ground.counting import Basis, Qualifier
from metronome.ground.refusal import Refusal

#: What a form calls otherwise than the activity does.
_IN_FORMS = {"days": "occurrences", "counts": "participations", "goals": "goal_tags"}


def own_and_approved() -> Refusal:
    """Why its author does not change what somebody has approved; said before they begin, too."""
    return Refusal(
        gettext("What is approved is changed by another hand than its author's."),
        remedy=gettext("Ask an editor to change it, or to return it to you."),
    )


def field_label(name: str) -> str:
    """A field as the reader calls it; `name` is that of the activity or of the form."""
    return _labels(get_language()).get(_IN_FORMS.get(name, name), name)


@lru_cache(maxsize=16)
def _labels(_language: str | None) -> Mapping[str, str]:
    return {
        "title": gettext("Title"),
        "summary": gettext("Summary"),
        "kind": gettext("Kind"),
        "lead_line": gettext("Lead line"),
        "planned": gettext("Of the work plan"),
        "format": gettext("Format"),
        "network_role": gettext("Our part"),
        "place": gettext("Place"),
        "series": gettext("Series"),
        "languages": gettext("Languages"),
        "is_members_only": gettext("For members only"),
        "other_cities": gettext("Other cities"),
        "occurrences": gettext("Days"),
        "result_tags": gettext("Results"),
        "challenge_tags": gettext("Challenges"),
        "theme_tags": gettext("Themes"),
        "goal_tags": gettext("Sustainable Development Goals"),
        "marker_scores": gettext("Markers"),
        "involvements": gettext("Members and partners"),
        "people": gettext("People"),
        "participations": gettext("How many"),
        "evidence": gettext("Evidence"),
        "follow_ups": gettext("Follow-ups"),
        "state": gettext("State"),
        "comment": gettext("Comment"),
        "notes": gettext("Comments at fields"),
        "author": gettext("Author"),
        "approver": gettext("Approved by"),
        "first_day": gettext("First day"),
        "last_day": gettext("Last day"),
        "source": gettext("Source"),
        "order": gettext("Place in the day"),
        "find_tag": gettext("Results, challenges and themes"),
        "find_member": gettext("Members"),
        "find_partner": gettext("Partners"),
    }


def qualifier_label(qualifier: Qualifier) -> str:
    """How a number is meant."""
    return {
        Qualifier.EXACTLY: gettext("exactly"),
        Qualifier.MORE_THAN: gettext("more than"),
        Qualifier.AT_LEAST: gettext("at least"),
        Qualifier.ABOUT: gettext("about"),
        Qualifier.AT_MOST: gettext("at most"),
        Qualifier.BETWEEN: gettext("between"),
        Qualifier.UNKNOWN: gettext("not counted"),
    }[qualifier]


def basis_label(basis: Basis) -> str:
    """What was counted, as a choice."""
    return {
        Basis.REGISTRATIONS: gettext("registrations"),
        Basis.PARTICIPATIONS: gettext("participations"),
        Basis.ATTENDANCES: gettext("attendances"),
        Basis.PEOPLE: gettext("people"),
        Basis.VIEWS: gettext("views"),
        Basis.CITIES: gettext("cities"),
    }[basis]

"""What the texts of things are called where they are translated."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from metronome.record.phrases import field_label as of_activities

_TEXTS = {
    "name": _("Name"),
    "plural": _("Plural"),
    "full_name": _("Full name"),
    "lede": _("Lede"),
    "label": _("Label"),
    "short_label": _("Short label"),
    "description": _("Description"),
    "text": _("Text"),
    "adopted": _("Adopted"),
    "vision": _("Vision"),
    "mission": _("Mission"),
    "why": _("Why"),
    "acronym": _("Acronym"),
    "office": _("Office"),
    "subject": _("Subject"),
    "what": _("What is to be done"),
    "decided_by": _("Decided by"),
    "indicator": _("Indicator"),
    "unit": _("Unit"),
    "task": _("Task"),
    "definition": _("Definition"),
    "numerator": _("Numerator"),
    "denominator": _("Denominator"),
    "reading": _("How it is read"),
    "unit_label": _("Unit"),
    "notes": _("Notes"),
    "hint": _("Hint"),
    "anchors": _("What scores mean"),
    "prize": _("Prize or grant"),
    "state_note": _("What the source says of its state"),
    "response": _("What is done about it"),
    "needs": _("Needs"),
    "problem": _("The problem"),
    "done": _("What was done"),
    "learnt": _("What others should know"),
    "retired_why": _("Why it was retired"),
    "asks": _("What is asked of whoever submits"),
    "knows": _("What they can be asked about"),
    "follow_up": _("Follow-up"),
}


def text_label(field: str) -> str:
    """A text of a thing, by the name of its field."""
    return str(_TEXTS[field]) if field in _TEXTS else of_activities(field)

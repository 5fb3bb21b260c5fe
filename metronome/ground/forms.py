"""Form fields for plain data and for text in languages, as JSON: for the repair desk only."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from .text import Text

#: How many lists and mappings stand within each other, at most, in a field of plain data.
DEEPEST = 10


def nests_deeper(value: Any, levels: int) -> bool:
    """Whether lists and mappings stand within each other more than so many levels deep."""
    if not isinstance(value, (list, dict)):
        return False
    within = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(nests_deeper(one, levels - 1) for one in within)


class PlainFormField(forms.JSONField):
    """Plain data. What nests deeper than anything on record is refused: to read it could exhaust the stack."""

    def to_python(self, value: Any) -> Any:
        try:
            found = super().to_python(value)
            too_deep = nests_deeper(found, DEEPEST)
        except RecursionError:
            too_deep = True
        if too_deep:
            words = _("Lists and fields stand within each other more than %(number)s levels deep.")
            raise forms.ValidationError(words, params={"number": DEEPEST})
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent, shown again as it was sent where it is refused."""
        try:
            found = super().bound_data(data, initial)
        except RecursionError:
            return InvalidJSONInput(data)
        return InvalidJSONInput(data) if nests_deeper(found, DEEPEST) else found


class TextFormField(forms.CharField):
    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value.to_json(), ensure_ascii=False, indent=1) if isinstance(value, Text) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Text):
            return value
        try:
            text = Text.from_json(json.loads(value or "{}"))
            if not all(isinstance(wording, str) for wording in text.texts.values()):
                raise ValueError("a wording is no text")
            return text
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(_("This is not a text in languages.")) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial or "{}") != self.to_python(data))

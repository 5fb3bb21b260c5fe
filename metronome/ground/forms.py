"""A form field for text in languages, as plain JSON: for the repair desk only."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .text import Text


class TextFormField(forms.CharField):
    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value.to_json(), ensure_ascii=False, indent=1) if isinstance(value, Text) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Text):
            return value
        try:
            return Text.from_json(json.loads(value or "{}"))
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(_("This is not a text in languages.")) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial or "{}") != self.to_python(data))

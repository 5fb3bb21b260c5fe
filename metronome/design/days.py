"""The box in which a day is written."""

from __future__ import annotations

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own box. It takes 2021-03-17 in every language and shows nothing of a day written otherwise."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

"""The questions of one step as a form. What is typed is kept as it stands; whether it can stand the folder says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from metronome.design.days import DayInput
from metronome.design.words import direction_of, own_name
from metronome.intake.loading import RefusedRow

from .questions import STEPS, Question, Typed, choices_of, languages_of, names_of

ROWS = {"nodes": 14, "challenges": 8, "kinds": 6}
#: What is written in Latin letters and figures, from the left, in every language.
FROM_THE_LEFT = {
    "languages",
    "required_languages",
    "languages_to_publish",
    "slug",
    "timezone",
    "currencies",
    "email",
    "website",
}


class StepForm(forms.Form):
    def __init__(self, step: str, typed: Typed, given: Any = None) -> None:
        super().__init__(given, initial=dict(typed))
        for question in STEPS[step]:
            for number, name in enumerate(names_of(question, languages_of(typed))):
                self.fields[name] = _field(question, name, hint=question.hint if number == 0 else "")

    def refuse(self, rows: Iterable[RefusedRow]) -> None:
        """Show what cannot stand at its question, at the language that it concerns."""
        for row in rows:
            words = f"{row.reason} {row.remedy}"
            if row.row and "\n" in self.cleaned_data.get(row.file, ""):
                words = _("Line %(number)d: %(words)s") % {"number": row.row, "words": words}
            names = [name for name in (row.field, row.file, *self.fields) if name in self.fields]
            near = [name for name in names if name == row.file or name.startswith(f"{row.file}.")]
            self.add_error(row.field if row.field in near else near[0] if near else None, words)


def _field(question: Question, name: str, *, hint: str) -> forms.CharField:
    language = name.rpartition(".")[2] if question.kind == "words" else ""
    label = f"{question.label} ({own_name(language)})" if language else question.label
    attrs: dict[str, Any] = {"lang": language, "dir": direction_of(language)} if language else {}
    if question.kind in ("colour", "day") or question.name in FROM_THE_LEFT:
        attrs["dir"] = "ltr"
    widget: forms.Widget = forms.TextInput(attrs=attrs)
    if question.kind == "lines":
        widget = forms.Textarea(attrs={**attrs, "rows": ROWS.get(question.name, 4), "dir": "auto"})
    elif question.kind == "choice":
        hint = ""  # each choice says what it means
        widget = forms.Select(choices=[("", _("not stated")), *choices_of(question.name)])
    elif question.kind == "day":
        hint = ""  # the browser's own field needs none
        widget = DayInput(attrs)
    most = question.most
    return forms.CharField(label=label, help_text=hint, widget=widget, max_length=most, required=False)

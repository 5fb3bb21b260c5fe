"""What a focal point enters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metronome.design.days import DayInput
from metronome.desk.sheets import languages
from metronome.ground.phrases import language_in_words
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.network.phrases import part_label
from metronome.network.sheets import codes_hint

from .facts import Fact
from .proposing import Change


class ChangeForm(forms.Form):
    """The fields of something of a member that its focal points may propose to change; texts in every language."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, change: Change, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.change = change
        self.initial.setdefault("version", change.version)
        for name in change.names:
            one = change.sheet.field(name)
            label, value = (one.label() if one else name), getattr(change.base, name)
            if isinstance(value, Text):
                for code in languages():
                    said = f"{label} ({language_in_words(code)})"
                    self.fields[f"{name}_{code}"] = forms.CharField(label=said, max_length=300, required=False)
                    self.initial.setdefault(f"{name}_{code}", value.texts.get(code, ""))
            else:
                self.fields[name] = field_for(change.sheet.hints[name], name, label)
                self.initial.setdefault(name, "; ".join(value) if isinstance(value, tuple) else value)

    def clean_version(self) -> int:
        """The version that the page was opened at; what is none stands for that of now."""
        said = self.cleaned_data["version"]
        return int(said) if said.isascii() and said.isdigit() and len(said) < 18 else self.change.version

    def given(self) -> Any:
        """What the page describes, on top of what stood when it was opened.

        Raises Refusal where a text that is needed has no wording in any language.
        """
        base = self.change.standing(self.cleaned_data["version"])
        values: dict[str, Any] = {}
        for name in self.change.names:
            value = getattr(base, name)
            if isinstance(value, Text):
                for code in languages():
                    value = value.reworded(code, self.cleaned_data[f"{name}_{code}"])
                one = self.change.sheet.field(name)
                if one and one.is_required and not value:
                    raise Refusal(gettext("“%(field)s” is missing.") % {"field": one.label()}, field=name)
            elif isinstance(value, tuple):
                value = tuple(piece.strip() for piece in self.cleaned_data[name].split(";") if piece.strip())
            else:
                value = self.cleaned_data[name]
            values[name] = value
        return replace(base, **values)

    def say(self, refusal: Refusal) -> None:
        """Say at its field why it was not possible."""
        field = next((name for name in self.fields if refusal.field and name.startswith(refusal.field)), None)
        self.add_error(field, " ".join(filter(None, (refusal.reason, refusal.remedy))))


def field_for(hint: Any, name: str, label: str) -> forms.Field:
    """What a field that is no text in languages is written with."""
    kinds = {hint, *get_args(hint)}
    if date in kinds:
        return forms.DateField(label=label, required=False, widget=DayInput())
    if Decimal in kinds:
        return forms.DecimalField(label=label, required=False, max_digits=12, decimal_places=8)
    if name == "website":
        return forms.URLField(label=label, required=False, assume_scheme="https")
    if name == "languages":
        return forms.CharField(label=label, required=False, max_length=200, help_text=codes_hint())
    return forms.CharField(label=label, required=name == "name", max_length=200)


class CorrectionForm(forms.Form):
    """What of a thing on record is not right, what should stand, and why."""

    field = forms.ChoiceField(label=_("What is not right"))
    wanted = forms.CharField(
        label=_("What should stand there"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    why = forms.CharField(
        label=_("Why, or where one can see it (may stay empty)"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, fact: Fact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [(part, label) for part, label, _words in fact.rows]
        choices = [*parts, ("missing", part_label("missing")), ("other", part_label("other"))]
        self.fields["field"].choices = choices  # type: ignore[attr-defined]


class LogoForm(forms.Form):
    """A picture; or none, where the logo is to go."""

    upload = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("PNG, JPEG or WebP, up to 5 MB. It is made anew and shown small."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("upload") and "remove" not in self.data:
            self.add_error("upload", gettext("Choose a picture."))
        return said

    def say(self, refusal: Refusal) -> None:
        """Say why it was not possible."""
        self.add_error("upload", " ".join(filter(None, (refusal.reason, refusal.remedy))))

"""What is entered to hand in a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from metronome.ground.period import Calendar, Period


class ReportForm(forms.Form):
    upload = forms.FileField(
        label=_("Report"),
        help_text=_("Plain text, Word or PDF."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.docx,.pdf"}),
    )
    layout = forms.ChoiceField(label=_("Laid out as"), required=False)
    period = forms.CharField(
        label=_("Period"),
        required=False,
        max_length=40,
        help_text=_("As 2021-01..2021-04; only where the report does not say it."),
    )

    def __init__(self, *args: Any, layouts: Iterable[tuple[str, str]], calendar: Calendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar
        self.fields["layout"].choices = [("", _("whatever finds the most")), *layouts]  # type: ignore[attr-defined]

    def clean_period(self) -> Period | None:
        text = self.cleaned_data["period"].strip()
        if not text:
            return None
        try:
            return self.calendar.parse(text)
        except ValueError as error:
            raise forms.ValidationError(_("This is no period. Write it as 2021-01..2021-04.")) from error

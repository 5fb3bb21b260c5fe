"""What is chosen when practices are made of applications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.exchange.models import Collection

from .asking import likely
from .results import RESULTS
from .telling import parts


class EntriesForm(forms.Form):
    """Into which collection, and which answer becomes which part."""

    collection = forms.ChoiceField(choices=())

    def __init__(self, data: Any, questions: Sequence[tuple[str, str]], tables: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial=likely(questions) | {RESULTS: tables[0][0] if tables else ""})
        fields: Any = self.fields
        collections = Collection.objects.order_by("order", "slug")
        fields["collection"].label = _("Collection")
        fields["collection"].choices = [(one.slug, one.title.in_(reader())) for one in collections]
        for part, label in parts().items():
            choices = [("", _("left open")), *questions]
            fields[part] = forms.ChoiceField(label=label, choices=choices, required=False)
        if tables:
            choices = [("", _("left open")), *tables]
            fields[RESULTS] = forms.ChoiceField(label=_("Results"), choices=choices, required=False)

    @property
    def chosen(self) -> dict[str, str]:
        """The question of each part that has one."""
        asked = (*parts(), RESULTS)
        return {part: self.cleaned_data[part] for part in asked if self.cleaned_data.get(part)}

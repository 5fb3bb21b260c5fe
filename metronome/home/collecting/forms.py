"""What a moderator says of an entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.network.sheets import regions
from metronome.plan.known import known_challenges

from .wording import Lacking

#: Characters of a translation.
LONGEST = 20_000


class AcceptForm(forms.Form):
    """Where it stands: the region of a city that is no member, and the challenges that it answers."""

    region = forms.ChoiceField(required=False)
    challenges = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, *, is_of_member: bool, lacking: Sequence[Lacking] = ()) -> None:
        super().__init__(data)
        fields: Any = self.fields
        for one in lacking:
            fields[one.name] = forms.CharField(
                label=one.label, help_text=one.said, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
            )
        self.lacking = [one.name for one in lacking]
        fields["challenges"].label = _("Challenges that it answers")
        shown = known_challenges()
        fields["challenges"].choices = [(key, shown.name_of(key) or key) for key in shown.known()]
        if is_of_member:
            del fields["region"]
        else:
            fields["region"].label = _("Region")
            fields["region"].choices = [("", _("not known")), *regions()]

    @property
    def typed(self) -> dict[str, str]:
        """What was written of what the entry lacks, by the names of the boxes."""
        return {name: self.cleaned_data[name] for name in self.lacking}

    def say(self, refusal: Refusal) -> None:
        self.add_error(None, " ".join(filter(None, (refusal.reason, refusal.remedy))))

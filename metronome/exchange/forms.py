"""What people enter in the exchange, besides practices themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metronome.design.days import DayInput
from metronome.design.words import own_name, reader
from metronome.ground.refusal import Refusal

from .enums import FOLLOWS, Concern, FlagState, Proof
from .models import Expert

AREA = forms.Textarea(attrs={"rows": 4})


class Saying(forms.Form):
    """A form that says at its field why something was not possible."""

    def say(self, refusal: Refusal) -> None:
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, " ".join(filter(None, (refusal.reason, refusal.remedy))))


class FlagForm(Saying):
    concern = forms.ChoiceField(label=_("What is wrong"), choices=Concern.choices)
    text = forms.CharField(label=_("In your words"), max_length=4000, widget=AREA)
    email = forms.EmailField(
        label=_("Your e-mail address, if you wish an answer"), required=False, help_text=_("It is shown to nobody.")
    )


class QuestionForm(Saying):
    text = forms.CharField(label=_("What would you like to know?"), max_length=4000, widget=AREA)


class AnswerForm(Saying):
    answer = forms.CharField(label=_("Your answer"), max_length=4000, widget=AREA)


class FlagAnswerForm(Saying):
    state = forms.ChoiceField(
        label=_("The report is"), choices=[(one.value, one.label) for one in FlagState if one is not FlagState.OPEN]
    )
    answer = forms.CharField(label=_("What was found"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))


class StepForm(Saying):
    """How far a city is with a practice of another one."""

    step = forms.ChoiceField(label=_("How far"))
    on = forms.DateField(label=_("Since"), widget=DayInput())
    why = forms.CharField(
        label=_("What changed, or why it was stopped"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, last: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(one.value, one.label) for one in FOLLOWS[last]]  # type: ignore[attr-defined]
        self.initial.setdefault("on", timezone.localdate())


class BeginForm(StepForm):
    """The same for the first time: which of one's members takes it over, and what the public reads."""

    member = forms.ChoiceField(label=_("Your city"))
    summary = forms.CharField(
        label=_("What you wish to do with it, for everybody to read"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("member", "step", "on", "summary")

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, last=None, **kwargs)
        del self.fields["why"]
        self.fields["member"].choices = [(one.slug, one.name.in_(reader())) for one in members]  # type: ignore[attr-defined]


class ProofForm(Saying):
    """By what the secretariat verifies a practice, or one of its results."""

    claim = forms.ChoiceField(label=_("What is verified"), required=False)

    kind = forms.ChoiceField(
        label=_("Verified by"), choices=[(one.value, one.label) for one in Proof if one is not Proof.PEER]
    )
    said = forms.CharField(label=_("Which source or award"), max_length=500)
    url = forms.URLField(label=_("Where it can be read"), required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args: Any, claims: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"].choices = claims  # type: ignore[attr-defined]


class ExpertAccountForm(Saying):
    """Who signs in as which expert."""

    expert = forms.ModelChoiceField(label=_("Expert"), queryset=Expert.objects.none(), to_field_name="slug")
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(label=_("Language of the letter"))

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        experts = self.fields["expert"]
        experts.queryset = Expert.objects.order_by("name", "slug")  # type: ignore[attr-defined]
        named = [(one.slug, one.name) for one in experts.queryset]  # type: ignore[attr-defined]
        experts.choices = [("", ""), *named]  # type: ignore[attr-defined]
        choices = [(code, own_name(code)) for code in languages]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]

"""What the secretariat and jurors enter about panels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metronome.design.days import DayInput
from metronome.design.words import own_name, reader
from metronome.ground.phrases import language_in_words
from metronome.network.models import Region

from ..enums import OF_ENTRIES, QuestionKind, RelationKind
from ..models import Call, Juror, ReviewRound

#: Relations that a juror has and that an application has.
OF_JURORS = [kind for kind in RelationKind if kind is not RelationKind.SPONSOR]


class RoundForm(forms.Form):
    """What a panel reads and how it ranks, before the method is frozen."""

    judges = forms.ChoiceField(label=_("What the panel reads"), required=False)
    per_entry = forms.IntegerField(label=_("Readers of each application"), min_value=1, max_value=20)
    load = forms.IntegerField(label=_("Applications that a juror reads at most"), min_value=1, max_value=2000)
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=2000)
    reads_language = forms.BooleanField(label=_("One reader at least reads its language"), required=False)
    several_regions = forms.BooleanField(label=_("Readers come from more than one region"), required=False)
    employer_years = forms.IntegerField(label=_("Years for which a former employer counts"), min_value=0, max_value=50)
    grey_from = forms.IntegerField(label=_("The grey zone begins at (per cent)"), min_value=0, max_value=100)
    grey_to = forms.IntegerField(label=_("The grey zone ends at (per cent)"), min_value=0, max_value=100)
    size_question = forms.ChoiceField(label=_("Question with the number of inhabitants"), required=False)

    def __init__(self, data: Any, found: ReviewRound) -> None:
        names = list(self.base_fields)
        super().__init__(data, initial={name: getattr(found, name) for name in names})
        self.fields["judges"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Everything eligible")),
            *((one.code, one.label.in_(reader())) for one in found.call.outcomes.all()),
        ]
        numbers = found.call.questions.filter(kind=QuestionKind.NUMBER)
        self.fields["size_question"].choices = [  # type: ignore[attr-defined]
            ("", gettext("None")),
            *((one.code, one.label.in_(reader())) for one in numbers),
        ]


class InviteForm(forms.Form):
    """Whom to invite, and what is known of them already."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language of the letter"))
    languages = forms.MultipleChoiceField(
        label=_("Languages they read"), required=False, widget=forms.CheckboxSelectMultiple
    )
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"), required=False)
    city = forms.CharField(label=_("Own city"), max_length=200, required=False)
    country = forms.CharField(
        label=_("Own country"), max_length=2, required=False, help_text=_("Two letters, as SN for Senegal.")
    )
    knowledge = forms.CharField(
        label=_("What they know about"),
        max_length=500,
        required=False,
        help_text=_("A few words in the languages they read, with commas between."),
    )
    subjects = forms.MultipleChoiceField(
        label=_("Subjects"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    is_reserve = forms.BooleanField(label=_("In reserve: steps in where a reader is lost"), required=False)

    def __init__(self, data: Any, call: Call, languages: Sequence[str]) -> None:
        super().__init__(data, initial={"language": reader()})
        named = [(code, own_name(code)) for code in languages]
        read = sorted({*languages, *call.applications.values_list("language", flat=True)})
        fields: Any = self.fields
        fields["language"].choices = named
        fields["languages"].choices = [(code, language_in_words(code)) for code in read]
        fields["region"].queryset = Region.objects.all()
        fields["region"].label_from_instance = lambda one: one.name.in_(reader())
        fields["subjects"].choices = subjects_of(call)

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).strip().upper()


def subjects_of(call: Call) -> list[tuple[str, str]]:
    """The options of the call's questions, by which subjects of jurors and applications are compared."""
    choosing = set(
        call.questions.filter(kind__in=(QuestionKind.CHOICE, QuestionKind.CHOICES)).values_list("code", flat=True)
    )
    return [
        (f"{one.question}/{one.code}", one.label.in_(reader()))
        for one in call.options.all()
        if one.question in choosing
    ]


class RelationForm(forms.Form):
    """How a juror stands to something."""

    relation = forms.ChoiceField(label=_("What it is to them"), choices=())
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("Of a country its two letters, as SN for Senegal.")
    )
    until = forms.DateField(label=_("Until (last day; empty: still)"), required=False, widget=DayInput())

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["relation"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label) for kind in OF_JURORS
        ]


class EntryRelationForm(forms.Form):
    """How an application stands to something."""

    relation = forms.ChoiceField(label=_("What it is to the application"), choices=())
    name = forms.CharField(label=_("Name"), max_length=200)
    until = forms.DateField(label=_("Until (last day; empty: still)"), required=False, widget=DayInput())

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="related_%s")
        self.fields["relation"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label) for kind in OF_ENTRIES
        ]


class JurorForm(forms.Form):
    """What may change of a juror."""

    load = forms.IntegerField(label=_("Applications they take at most"), min_value=0, max_value=2000)
    is_reserve = forms.BooleanField(label=_("In reserve"), required=False)
    has_left = forms.BooleanField(label=_("Has left the panel"), required=False)

    def __init__(self, data: Any, juror: Juror) -> None:
        load = juror.round.load if juror.load is None else juror.load
        super().__init__(data, initial={"load": load, "is_reserve": juror.is_reserve})


class SittingForm(forms.Form):
    """When and where a panel meets."""

    held_on = forms.DateField(label=_("Day"), widget=DayInput())
    place = forms.CharField(label=_("Place"), max_length=200, required=False)

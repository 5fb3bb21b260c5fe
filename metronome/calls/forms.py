"""What an applicant types into the form of a call, and how a page shows it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale
from django import forms
from django.core.validators import MinLengthValidator
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from metronome.ground.phrases import customs_of, language_in_words

from .answers import MOST_ROWS, languages_of, options_of
from .enums import QuestionKind
from .given import GivenCall, GivenQuestion

Answers = dict[tuple[str, str], Any]


def countries() -> list[tuple[str, str]]:
    """Every country by its name in the reader's language, in the order of names."""
    named = Locale.parse(str(customs_of(get_language() or "en"))).territories
    found = [(code, str(name)) for code, name in named.items() if len(code) == 2 and code.isalpha()]
    return sorted((one for one in found if one[0] not in ("EU", "EZ", "UN", "XA", "XB", "ZZ")), key=lambda one: one[1])


class BeginForm(forms.Form):
    """A title and a city make a draft. Who is not signed in says where the way to it is sent."""

    title = forms.CharField(label=_("Title of your project"), max_length=200)
    city = forms.CharField(label=_("City or government"), max_length=200)
    language = forms.ChoiceField(label=_("Language in which you write"))
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)

    def __init__(self, *args: Any, languages: Sequence[str], is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, language_in_words(code)) for code in languages]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]
        if is_known:
            del self.fields["email"]


class SayingForm(forms.Form):
    """Words that are needed, as those of an appeal."""

    text = forms.CharField(max_length=5000, validators=[MinLengthValidator(3)])


class PictureForm(forms.Form):
    """A picture of what a city applies with. What is needed is asked by the action, which says so at its box."""

    upload = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG or WebP, up to 15 MB. It is made anew, and what is hidden in it is left out."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    credit = forms.CharField(
        label=_("Credit"), max_length=200, help_text=_("Whose picture it is, as it should stand below it.")
    )
    alternative = forms.CharField(
        label=_("What can be seen"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("In a sentence or two, in the language of your application, for those who cannot see it."),
    )
    agrees = forms.BooleanField(
        label=_("Our city may give this picture away, and agrees that it is published with this credit."),
        required=False,
    )


def name_of(question: GivenQuestion, language: str = "") -> str:
    """How the box of an answer is called."""
    return f"a-{question.code}-{language}" if language else f"a-{question.code}"


def typed_from(data: QueryDict, call: GivenCall, languages: Sequence[str]) -> Answers:
    """What was typed, as far as the page had boxes for it. Files come by another way."""
    found: Answers = {}
    has = set(data.getlist("has"))
    for question in call.questions:
        for language in languages_of(question, languages):
            name = name_of(question, language)
            if question.kind == QuestionKind.TABLE:
                if question.code in has:
                    found[question.code, language] = _rows(data, call, question)
            elif question.kind == QuestionKind.CHOICES:
                if question.code in has:
                    found[question.code, language] = data.getlist(name)
            elif question.kind != QuestionKind.FILE and name in data:
                found[question.code, language] = str(data[name]).replace("\r\n", "\n").replace("\x00", "")
    return found


def _rows(data: QueryDict, call: GivenCall, question: GivenQuestion) -> list[dict[str, str]]:
    columns, rows = [option.code for option in options_of(call, question.code)], []
    for number in range(question.most or MOST_ROWS):
        row = {code: str(data.get(f"{name_of(question)}-{number}-{code}", "")).replace("\x00", "") for code in columns}
        if any(cell.strip() for cell in row.values()):
            rows.append(row)
    return rows


def about_from(data: QueryDict, languages: Sequence[str], main: str) -> Mapping[str, Any]:
    """Title, city, country and further languages, as far as the page had boxes for them."""
    about: dict[str, Any] = {}
    for name, most in (("title", 200), ("city", 200)):
        if str(data.get(name, "")).strip():
            about[name] = str(data[name]).replace("\x00", "").strip()[:most]
    if "country" in data and (data["country"] == "" or data["country"] in dict(countries())):
        about["country"] = data["country"]
    if "has" in data and "about" in data.getlist("has"):
        about["languages"] = [code for code in languages if code in data.getlist("languages") and code != main]
    return about

"""What is entered for a running project, and what is decided of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metronome.design.days import DayInput
from metronome.ground.refusal import Refusal

from .actions import GivenShare
from .models import Project

#: How many shares of an expense a page takes.
SHARES = 4


def day_field(label: Any) -> forms.DateField:
    # A browser reads the value of such a box in one way, whatever the language of the page.
    return forms.DateField(label=label, widget=DayInput())


def file_field() -> forms.FileField:
    return forms.FileField(
        label=_("File"), required=False, help_text=_("A picture, PDF, office document without macros, or plain text.")
    )


class Said(forms.Form):
    """A form that says at its field why an action was not possible."""

    def say(self, refusal: Refusal) -> None:
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, " ".join(filter(None, (refusal.reason, refusal.remedy))))


class DeliveryForm(Said):
    """A report or an output that is handed in."""

    text = forms.CharField(
        label=_("Text"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 12})
    )
    url = forms.URLField(label=_("Address of a page where it lies"), required=False, assume_scheme="https")
    upload = file_field()
    on = day_field(_("Handed in on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())


class ExpenseForm(Said):
    """An expense with its evidence and what it was for."""

    spent_on = day_field(_("Paid on"))
    what = forms.CharField(label=_("What for"), max_length=300)
    supplier = forms.CharField(label=_("Supplier"), max_length=200)
    line = forms.ChoiceField(label=_("Budget line"))
    amount = forms.DecimalField(label=_("Amount"), max_digits=17, decimal_places=3)
    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Three letters, as EUR."))
    upload = file_field()
    url = forms.URLField(label=_("Address of the bill on the web"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, project: Project, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = list(project.budget.all())
        self.fields["line"].choices = [(line.code, str(line.label)) for line in lines]  # type: ignore[attr-defined]
        if lines:
            self.initial.setdefault("currency", lines[0].currency)
        for number in range(1, (SHARES if choices else 0) + 1):
            of, share = gettext("Share %(number)s: for") % {"number": number}, gettext("in per cent")
            self.fields[f"of_{number}"] = forms.ChoiceField(label=of, choices=[("", "–"), *choices], required=False)
            self.fields[f"share_{number}"] = forms.DecimalField(
                label=gettext("Share %(number)s: %(unit)s") % {"number": number, "unit": share},
                min_value=Decimal(0), max_value=Decimal(100), max_digits=7, decimal_places=4, required=False,
            )  # fmt: skip

    def clean_currency(self) -> str:
        said: str = self.cleaned_data["currency"]
        return said.upper()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for number in range(1, SHARES + 1):
            if bool(said.get(f"of_{number}")) != bool(said.get(f"share_{number}")) and f"of_{number}" in self.fields:
                self.add_error(f"share_{number}", gettext("A share says what it is for, and how much of the whole."))
        return said

    def shares(self) -> list[GivenShare]:
        """The shares that were written, of one."""
        found = []
        for number in range(1, SHARES + 1):
            kind, _colon, name = (self.cleaned_data.get(f"of_{number}") or "").partition(":")
            if name:
                share = self.cleaned_data[f"share_{number}"] / 100
                found.append(GivenShare(name if kind == "result" else "", name if kind == "activity" else "", share))
        return found

    def say(self, refusal: Refusal) -> None:
        """Say it at its field; of shares at the first of them."""
        names = {"shares": "share_1", "file": "upload"}
        super().say(
            Refusal(refusal.reason, field=names.get(refusal.field or "", refusal.field), remedy=refusal.remedy)
        )


class PayForm(Said):
    on = day_field(_("Paid on"))
    reference = forms.CharField(
        label=_("Reference of the payment"),
        max_length=100,
        required=False,
        help_text=_("As on the bank’s slip; never an account number."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())


class ReturnForm(Said):
    comment = forms.CharField(
        label=_("What is to be mended"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class WhyForm(Said):
    why = forms.CharField(label=_("Why it is to change"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

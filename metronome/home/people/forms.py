"""What administrators enter about people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from metronome.accounts.enums import APPOINTED
from metronome.design.words import own_name

ROLES = [(role.value, role.label) for role in APPOINTED]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)


class InvitationForm(RoleForm):
    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name or office"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language of the letter"))
    field_order = ("email", "name", "role", "language")

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, own_name(code)) for code in languages]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]

"""What people enter about accounts."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import available_timezones

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from .enums import Rhythm

Languages = list[tuple[str, str]]
#: How many brackets open at most in what a browser says of a passkey; it opens four or five.
BRACKETS = 100


class DigestForm(forms.Form):
    digest = forms.ChoiceField(
        label=_("Digests by e-mail"),
        choices=lambda: [("", _("as my roles suggest")), *Rhythm.choices],
        required=False,
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Your language"))

    def __init__(self, *args: Any, languages: Languages, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages  # type: ignore[attr-defined]


class ZoneForm(forms.Form):
    zone = forms.ChoiceField(
        label=_("Your time zone"), choices=lambda: [("", _("not stated")), *zones()], required=False
    )


def zones() -> list[tuple[str, str]]:
    """The places of the time zone database by which clocks are set, by name."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [(name, name.replace("_", " ")) for name in ("UTC", *places)]


class Shallow(json.JSONDecoder):
    """JSON of few brackets: what nests without end would be read, and shown again, until Python gives up."""

    def decode(self, text: str, *args: Any) -> Any:
        if text.count("[") + text.count("{") > BRACKETS:
            raise json.JSONDecodeError("It nests too deep", text, 0)
        return super().decode(text, *args)


class Credential(forms.JSONField):
    """What a browser says of a passkey. What no browser would say is a wrong passkey and no error of ours; the library
    takes only some of it so."""

    widget = forms.HiddenInput

    def __init__(self, kind: type[AuthenticationResponse | RegistrationResponse]) -> None:
        super().__init__(decoder=Shallow)
        self.kind = kind

    def to_python(self, value: Any) -> Any:
        said = super().to_python(value)
        try:
            self.kind.from_dict(said)
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return said


class PasskeyForm(passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = Credential(AuthenticationResponse)


class PasskeyAloneForm(passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    credential = Credential(AuthenticationResponse)


class PasskeyAgainForm(passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    credential = Credential(AuthenticationResponse)


class NewPasskeyForm(passkeys.AddWebAuthnForm):  # type: ignore[misc]
    credential = Credential(RegistrationResponse)

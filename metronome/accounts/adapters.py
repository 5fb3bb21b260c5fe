"""What this house asks of the sign-in library: by invitation only, two factors, letters in the reader's language,
secrets encrypted."""

from __future__ import annotations

import base64
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils import translation

from .queries import language_of, roles_of


class Accounts(DefaultAccountAdapter):
    """Sign-in as this house wants it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Whose account is not open is a stranger, whatever password they have."""
        person = super().authenticate(request, **credentials)
        return person if person and person.is_active else None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count for the address alone. The library counts them by the host that was asked as well, and
        whoever names another port in each request would have five more guesses with each."""
        login: str = credentials.get("email", credentials.get("username", ""))
        return login.lower()

    def is_login_by_code_required(self, login: Any) -> bool:
        """A password alone lets nobody in: whoever has set up no second factor is sent a code."""
        records = get_authentication_records(self.request, login.user)
        by_password = bool(records) and records[-1]["method"] == "password"
        return by_password and not is_mfa_enabled(login.user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        # The library would name the host that was asked, which whoever asks may choose.
        host = urlsplit(settings.ADDRESS).netloc
        here = {"current_site": SimpleNamespace(name=host, domain=host)}
        with translation.override(language_of(email) or translation.get_language()):
            super().send_mail(template_prefix, email, {**context, **here})

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        with translation.override(request.user.language or translation.get_language()):  # type: ignore[union-attr]
            desk = reverse("home:desk")
            return (
                desk
                if roles_of(request.user) & getattr(resolve(desk).func, "roles", frozenset())
                else reverse("home:my_member")
            )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:me")


class SecondFactors(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes lie encrypted in the database, by the instance's secret key."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"metronome second factors")
    return Fernet(base64.urlsafe_b64encode(key.derive(settings.SECRET_KEY.encode())))

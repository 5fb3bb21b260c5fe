"""The doors of the sign-in library that this house uses, under its own addresses. The names are the library's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.http import HttpRequest, HttpResponseBase
from django.urls import path

from . import gate


def lent(view: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    """A view of the library in our frame: what it calls `site` would hide what the page around the page knows."""

    @wraps(view)
    def framed(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = view(request, *args, **kwargs)
        (getattr(response, "context_data", None) or {}).pop("site", None)
        return response

    return framed


def personal(view: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    return gate.personal(lent(view))


def signed_in(view: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    return gate.signed_in(lent(view))


urlpatterns = [
    path("sign-in/", personal(account.login), name="account_login"),
    path("sign-in/code/", personal(account.request_login_code), name="account_request_login_code"),
    path("sign-in/code/confirm/", personal(account.confirm_login_code), name="account_confirm_login_code"),
    path("sign-in/passkey/", personal(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/second-factor/", personal(factors.authenticate), name="mfa_authenticate"),
    path("sign-in/inactive/", personal(account.account_inactive), name="account_inactive"),
    # Closed: it says that accounts are by invitation. The library leads there.
    path("sign-up/", personal(account.signup), name="account_signup"),
    path("sign-out/", personal(account.logout), name="account_logout"),
    path("account/again/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("account/again/factor/", signed_in(factors.reauthenticate), name="mfa_reauthenticate"),
    path("account/again/passkey/", signed_in(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("account/password/", signed_in(account.password_change), name="account_change_password"),
    path("account/password/first/", signed_in(account.password_set), name="account_set_password"),
    path("account/sessions/", signed_in(sessions.list_usersessions), name="usersessions_list"),
    path("account/factors/", signed_in(factors.index), name="mfa_index"),
    path("account/factors/app/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("account/factors/app/remove/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/factors/codes/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/factors/codes/new/", signed_in(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "account/factors/codes/download/",
        signed_in(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("account/factors/passkeys/", signed_in(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("account/factors/passkeys/add/", signed_in(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("account/factors/passkeys/<int:pk>/", signed_in(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("account/factors/passkeys/<int:pk>/remove/", signed_in(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
]

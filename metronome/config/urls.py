"""Every door of the house. A page in a language lives under that language: /fr/plan/."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.urls import include, path

from metronome.accounts.gate import public
from metronome.design.urls import urlpatterns as doors_of_design
from metronome.ground.addresses import under_language

# The design system lies below the gate and cannot say itself that its doors are for everybody.
for door in doors_of_design:
    public(door.callback)

# The repair desk has no sign-in of its own: its limits and its second factor are those of everybody.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# What the sign-in library keeps is no matter of repairs: it would be changed without a line in the audit.
for model in (EmailAddress, Authenticator, UserSession):
    admin.site.unregister(model)

handler500 = "metronome.home.watch.broken"
urlpatterns = [
    path("repair/", admin.site.urls),
    path("", include("metronome.home.roots")),
    *under_language(
        path("", include("metronome.accounts.urls")),
        path("", include("metronome.accounts.entrance")),
        path("", include("metronome.home.urls")),
        path("", include("metronome.exchange.urls")),
        path("", include("metronome.record.urls")),
        path("", include("metronome.projects.urls")),
        path("", include("metronome.observatory.urls")),
        path("", include("metronome.report.urls")),
        path("", include("metronome.network.urls")),
        path("", include("metronome.calls.urls")),
        path("", include("metronome.intake.urls")),
        path("", include("metronome.founding.urls")),
        path("", include("metronome.design.urls")),
        path("", include("metronome.tasks.urls")),
        # Last: desk/<kind>/ gives way to the pages of other rooms under desk/.
        path("", include("metronome.desk.urls")),
    ),
]

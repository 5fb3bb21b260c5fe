"""Every door of the house. A page in a language lives under that language: /fr/plan/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from metronome.accounts.gate import public
from metronome.design.urls import urlpatterns as doors_of_design

# The design system lies below the gate and cannot say itself that its doors are for everybody.
for door in doors_of_design:
    public(door.callback)

urlpatterns = [
    path("repair/", admin.site.urls),
    path("", include("metronome.home.roots")),
    *i18n_patterns(
        path("", include("metronome.home.urls")),
        path("", include("metronome.record.urls")),
        path("", include("metronome.network.urls")),
        path("", include("metronome.report.urls")),
        path("", include("metronome.design.urls")),
    ),
]

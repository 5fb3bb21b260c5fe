from __future__ import annotations

from django.urls import path

from .views import files, pages

app_name = "observatory"
urlpatterns = [
    path("observatory/", pages.index, name="index"),
    path("observatory/sources/", pages.sources, name="sources"),
    path("observatory/areas/<slug:slug>/", pages.area, name="area"),
    # To take along.
    path("observatory/indicators/<slug:slug>.csv", files.ranking_csv, name="ranking_csv"),
]

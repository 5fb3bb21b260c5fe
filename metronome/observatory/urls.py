from __future__ import annotations

from django.urls import path

from . import views

app_name = "observatory"
urlpatterns = [
    path("observatory/", views.index, name="index"),
    path("observatory/sources/", views.sources, name="sources"),
    path("observatory/indicators/<slug:slug>.csv", views.ranking_csv, name="ranking_csv"),
    path("observatory/areas/<slug:slug>/", views.area, name="area"),
]

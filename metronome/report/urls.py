from __future__ import annotations

from django.urls import path

from . import views

app_name = "report"
urlpatterns = [
    path("reports/", views.editions, name="editions"),
    path("reports/<slug:slug>/", views.edition, name="edition"),
    path("reports/<slug:slug>/findings/", views.edition_findings, name="edition_findings"),
    path("reports/<slug:slug>/difference/", views.edition_difference, name="edition_difference"),
    path("reports/<slug:slug>/files/<str:name>", views.file, name="edition_file"),
    path("reports/<slug:slug>/figures/<str:id>/", views.edition_figure, name="edition_figure"),
    path("reports/<slug:slug>/figures/<str:id>.csv", views.edition_figure_csv, name="edition_figure_csv"),
    path("figures/<str:id>/", views.figure_of_period, name="figure_of_period"),
    path("figures/<str:id>.csv", views.figure_of_period_csv, name="figure_of_period_csv"),
]

from __future__ import annotations

from django.urls import path

from . import views

app_name = "founding"
urlpatterns = [
    path("founding/", views.overview, name="overview"),
    path("founding/make/", views.make, name="make"),
    path("founding/<slug:step>/", views.step, name="step"),
]

from __future__ import annotations

from django.urls import path

from . import views

app_name = "calls"
urlpatterns = [
    path("calls/", views.calls, name="calls"),
    path("calls/<slug:slug>/", views.call, name="call"),
]

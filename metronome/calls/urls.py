from __future__ import annotations

from django.urls import path

from . import views

app_name = "calls"
urlpatterns = [
    path("desk/calls/templates/", views.all_templates, name="templates"),
    path("desk/calls/templates/<slug:slug>/begin/", views.begin, name="begin"),
    path("calls/", views.calls, name="calls"),
    path("calls/<slug:slug>/", views.call, name="call"),
]

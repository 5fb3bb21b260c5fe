from __future__ import annotations

from django.urls import path

from .views import public

app_name = "calls"
urlpatterns = [
    path("desk/calls/templates/", public.all_templates, name="templates"),
    path("desk/calls/templates/<slug:slug>/begin/", public.begin, name="begin"),
    path("calls/", public.calls, name="calls"),
    path("calls/<slug:slug>/", public.call, name="call"),
]

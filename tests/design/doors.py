"""The design system's own addresses, as whoever mounts them does."""

from django.urls import include, path

urlpatterns = [path("design/", include("metronome.design.urls"))]

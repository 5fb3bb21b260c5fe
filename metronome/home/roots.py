"""Doors outside the languages: machine addresses and the way to the reader's language."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

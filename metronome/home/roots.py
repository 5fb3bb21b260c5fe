"""Doors outside the languages: machine addresses and the way to the reader's language."""

from __future__ import annotations

from django.urls import path

from . import machines

urlpatterns = [
    path("", machines.start, name="start"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<int:page>.xml", machines.sitemap_page, name="sitemap_page"),
    path("brand.css", machines.brand, name="brand"),
    path("health/live", machines.live, name="live"),
    path("health/ready", machines.ready, name="ready"),
    path("favicon.ico", machines.favicon, name="favicon"),
]

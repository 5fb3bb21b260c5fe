from __future__ import annotations

from django.urls import path

from .views import exhibits, files, pages, releases

app_name = "observatory"
urlpatterns = [
    path("observatory/", pages.index, name="index"),
    path("observatory/sources/", pages.sources, name="sources"),
    path("observatory/areas/<slug:slug>/", pages.area, name="area"),
    path("observatory/compare/", exhibits.compare, name="compare"),
    path("observatory/relation/", exhibits.relation, name="relation"),
    path("observatory/similar/", exhibits.similar, name="similar"),
    path("observatory/coverage/", exhibits.coverage, name="coverage"),
    path("observatory/releases/", releases.releases, name="releases"),
    path("observatory/releases/<slug:slug>/", releases.release, name="release"),
    # To take along, to put into other pages, to cite.
    path("observatory/views/<slug:view>.<slug:format>", files.take, name="take"),
    path("observatory/embed/<slug:view>/", files.embed, name="embed"),
    path("observatory/cite/<slug:view>/", files.cite, name="cite"),
    path("observatory/indicators/<slug:slug>.csv", files.ranking_csv, name="ranking_csv"),
]

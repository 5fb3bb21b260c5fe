from __future__ import annotations

from django.urls import path

from .views import imports, lists, past

app_name = "intake"
urlpatterns = [
    path("lists/<slug:kind>.<slug:format>", lists.export, name="export"),
    path("lists/<slug:kind>/template.xlsx", lists.template, name="template"),
    path("desk/imports/", imports.imports, name="imports"),
    path("desk/imports/hand-in/", imports.hand_in, name="hand_in"),
    path("desk/imports/<int:number>/", imports.preview, name="import"),
    path("desk/imports/<int:number>/columns/", imports.columns, name="columns"),
    path("desk/imports/<int:number>/names/", imports.names, name="names"),
    path("desk/imports/<int:number>/commit/", imports.commit, name="commit"),
    path("desk/imports/<int:number>/throw-away/", imports.throw_away, name="throw_away"),
    path("desk/imports/<int:number>/refused.csv", imports.refused_rows, name="refused_rows"),
    path("desk/past/", past.readings, name="readings"),
    path("desk/past/<int:pk>/", past.reading, name="reading"),
    path("desk/past/<int:pk>/again/", past.again, name="read_again"),
    path("desk/past/<int:pk>/<int:number>/", past.proposed, name="proposed"),
    path("desk/past/<int:pk>/<int:number>/decide/", past.decide, name="decide_proposed"),
]

from __future__ import annotations

from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("days.csv", views.days_csv, name="days_csv"),
    path("days.svg", views.days_svg, name="days_svg"),
    path("plan/", views.plan, name="plan"),
    path("plan/<slug:slug>/", views.plan, name="plan_of"),
    path("plan/<slug:slug>/challenges/", views.challenges, name="challenges"),
    path("plan/<slug:slug>/challenges.csv", views.challenges_csv, name="challenges_csv"),
    path("plan/<slug:slug>/results.csv", views.coverage_csv, name="coverage_csv"),
    path("plan/<slug:slug>/results.svg", views.coverage_svg, name="coverage_svg"),
    path("plan/<slug:slug>/nodes/<str:code>/", views.node, name="node"),
    path("members/map/", views.members_map, name="members_map"),
    path("members/map.csv", views.map_csv, name="map_csv"),
    path("members/map.svg", views.map_svg, name="map_svg"),
    path("members/<slug:slug>/", views.member, name="member"),
    path("partners/<slug:slug>/", views.partner, name="partner"),
    path("search/", views.search, name="search"),
    path("search.json", views.search_json, name="search_json"),
    path("desk/", views.desk, name="desk"),
    path("about/", views.about, name="about"),
]

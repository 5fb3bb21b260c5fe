from __future__ import annotations

from django.urls import path

from . import views

app_name = "record"
urlpatterns = [
    path("activities/", views.activities, name="activities"),
    path("activities.csv", views.activities_csv, name="activities_csv"),
    path("activities.json", views.activities_json, name="activities_json"),
    path("activities/<slug:code>/", views.activity, name="activity"),
    path("activities/<slug:code>.json", views.activity_json, name="activity_json"),
    path("media/", views.media, name="media"),
    path("media.csv", views.media_csv, name="media_csv"),
]

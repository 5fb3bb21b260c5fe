from __future__ import annotations

from django.urls import path

from .views import desk, public

app_name = "record"
urlpatterns = [
    path("activities/", public.activities, name="activities"),
    path("activities.csv", public.activities_csv, name="activities_csv"),
    path("activities.json", public.activities_json, name="activities_json"),
    path("activities/<slug:code>/", public.activity, name="activity"),
    path("activities/<slug:code>.json", public.activity_json, name="activity_json"),
    path("media/", public.media, name="media"),
    path("media.csv", public.media_csv, name="media_csv"),
    path("desk/activities/", desk.waiting, name="waiting"),
    path("desk/activities/new/", desk.note, name="note"),
    path("desk/activities/find/", desk.find, name="find"),
    path("desk/activities/draft/", desk.keep, name="keep"),
    path("desk/activities/draft/drop/", desk.drop, name="drop"),
    path("desk/activities/steps/", desk.steps, name="steps"),
    path("desk/activities/<slug:code>/", desk.kept, name="kept"),
    path("desk/activities/<slug:code>/change/", desk.change, name="change"),
    path("desk/activities/<slug:code>/submit/", desk.submit, name="submit"),
    path("desk/activities/<slug:code>/return/", desk.give_back, name="return"),
    path("desk/activities/<slug:code>/approve/", desk.approve, name="approve"),
    path("desk/activities/<slug:code>/publish/", desk.publish, name="publish"),
    path("desk/activities/<slug:code>/cancel/", desk.cancel, name="cancel"),
    path("desk/activities/<slug:code>/undo/", desk.undo, name="undo"),
]

from __future__ import annotations

from django.urls import path

from .views import desk, files, planned, promises, public

app_name = "record"
urlpatterns = [
    path("activities/", public.activities, name="activities"),
    path("activities.csv", public.activities_csv, name="activities_csv"),
    path("activities.json", public.activities_json, name="activities_json"),
    path("activities/<slug:code>/", public.activity, name="activity"),
    path("activities/<slug:code>/files/<str:name>", files.public_file, name="public_file"),
    path("activities/<slug:code>.json", public.activity_json, name="activity_json"),
    path("media/", public.media, name="media"),
    path("media.csv", public.media_csv, name="media_csv"),
    path("work-plans/", planned.all_work_plans, name="work_plans"),
    path("work-plans/<slug:slug>/", planned.work_plan, name="work_plan"),
    path("work-plans/<slug:slug>.csv", planned.work_plan_csv, name="work_plan_csv"),
    path("desk/activities/", desk.waiting, name="waiting"),
    path("desk/activities/new/", desk.note, name="note"),
    path("desk/activities/find/", desk.find, name="find"),
    path("desk/activities/files/", files.hand_in, name="hand_in"),
    path("desk/activities/files/<str:name>", files.evidence_file, name="evidence_file"),
    path("desk/activities/suggest/", desk.suggest, name="suggest"),
    path("desk/activities/steps/", desk.steps, name="steps"),
    path("desk/activities/submit/", desk.submit_several, name="submit_several"),
    path("desk/activities/<slug:code>/", desk.kept, name="kept"),
    path("desk/activities/<slug:code>/change/", desk.change, name="change"),
    path("desk/activities/<slug:code>/planned/", planned.link, name="link_planned"),
    path("desk/activities/<slug:code>/submit/", desk.submit, name="submit"),
    path("desk/activities/<slug:code>/return/", desk.give_back, name="return"),
    path("desk/activities/<slug:code>/approve/", desk.approve, name="approve"),
    path("desk/activities/<slug:code>/publish/", desk.publish, name="publish"),
    path("desk/activities/<slug:code>/cancel/", desk.cancel, name="cancel"),
    path("desk/activities/<slug:code>/undo/", desk.undo, name="undo"),
    path("desk/activities/<slug:code>/follow-up/done/", promises.follow_up_done, name="follow_up_done"),
    path("desk/activities/<slug:code>/follow-up/verified/", promises.follow_up_verified, name="follow_up_verified"),
]

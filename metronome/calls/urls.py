from __future__ import annotations

from django.urls import path

from .judging.urls import urlpatterns as of_panels
from .views import beginning, offline, own, piloting, public, screening, writing

app_name = "calls"
urlpatterns = [
    path("desk/calls/templates/", public.all_templates, name="templates"),
    path("desk/calls/templates/<slug:slug>/begin/", public.begin, name="begin"),
    path("desk/calls/<slug:slug>/received/", screening.received, name="received"),
    path("desk/calls/<slug:slug>/received.<slug:format>", screening.received_file, name="received_file"),
    path("desk/calls/<slug:slug>/projects/", piloting.chosen, name="chosen"),
    path("desk/applications/<slug:code>/project/", piloting.begin, name="begin_project"),
    path("applications/<slug:code>/project/", piloting.agree, name="agree"),
    path("desk/calls/<slug:slug>/amendments/", screening.amendments, name="amendments"),
    path("desk/applications/<slug:code>/", screening.screened, name="screened"),
    path("desk/applications/<slug:code>/files/<str:name>", screening.file, name="screened_file"),
    path("desk/applications/<slug:code>/ask/", screening.ask, name="ask"),
    path("desk/applications/<slug:code>/check/", screening.check, name="check"),
    path("desk/applications/<slug:code>/confirm/", screening.confirm, name="confirm"),
    path("desk/applications/<slug:code>/appeal/", screening.decide, name="decide_appeal"),
    path("desk/applications/<slug:code>/join/", screening.join, name="join"),
    path("desk/applications/<slug:code>/relations/", screening.relate, name="relate"),
    path("desk/applications/<slug:code>/member/", screening.member, name="name_member"),
    path("calls/", public.calls, name="calls"),
    path("calls/<slug:slug>/", public.call, name="call"),
    path("calls/<slug:slug>/stages.ics", public.calendar, name="calendar"),
    path("calls/<slug:slug>/apply/", beginning.begin, name="apply"),
    path("arrive/<str:token>/", beginning.arrive, name="arrive"),
    path("applications/", beginning.applications, name="applications"),
    path("applications/<slug:code>/", own.application, name="application"),
    path("applications/<slug:code>/form/", writing.form, name="form"),
    path("applications/<slug:code>/form/keep/", writing.keep, name="keep"),
    path("applications/<slug:code>/form.xlsx", offline.take, name="form_file"),
    path("applications/<slug:code>/form/file/", offline.bring, name="bring_form"),
    path("applications/<slug:code>/hand-in/", writing.hand_in, name="hand_in"),
    path("applications/<slug:code>/versions/<int:number>/", own.version, name="version"),
    path("applications/<slug:code>/files/<str:name>", own.file, name="application_file"),
    path("applications/<slug:code>/withdraw/", own.withdraw, name="withdraw"),
    path("applications/<slug:code>/partners/", own.partners, name="co_applicants"),
    path("applications/<slug:code>/relations/", own.relations, name="relations"),
    path("applications/<slug:code>/practice/", own.share, name="share"),
    path("applications/<slug:code>/people/", own.invite, name="invite_keeper"),
    path("applications/<slug:code>/people/remove/", own.remove, name="remove_keeper"),
    path("applications/<slug:code>/consent/", own.consent, name="consent"),
    path("applications/<slug:code>/appeal/", own.appeal, name="appeal"),
    *of_panels,
]

from __future__ import annotations

from django.urls import path

from .views import desk, public

app_name = "network"
urlpatterns = [
    path("members/", public.members, name="members"),
    path("members.csv", public.members_csv, name="members_csv"),
    path("members.json", public.members_json, name="members_json"),
    path("partners/", public.partners, name="partners"),
    path("partners.csv", public.partners_csv, name="partners_csv"),
    path("logos/<str:name>", public.logo, name="logo"),
    path("desk/focal-points/", desk.focal_points, name="focal_points"),
    path("desk/focal-points/<int:pk>/end/", desk.end_focal_point, name="end_focal_point"),
    path("desk/partner-focal-points/", desk.partner_focal_points, name="partner_focal_points"),
    path("desk/partner-focal-points/<int:pk>/end/", desk.end_partner_focal_point, name="end_partner_focal_point"),
    path("desk/corrections/", desk.corrections, name="corrections"),
    path("desk/corrections/<int:pk>/", desk.answer, name="answer"),
]

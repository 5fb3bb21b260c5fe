from __future__ import annotations

from django.urls import path

from . import views

app_name = "network"
urlpatterns = [
    path("members/", views.members, name="members"),
    path("members.csv", views.members_csv, name="members_csv"),
    path("members.json", views.members_json, name="members_json"),
    path("partners/", views.partners, name="partners"),
    path("partners.csv", views.partners_csv, name="partners_csv"),
]

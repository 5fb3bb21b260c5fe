from __future__ import annotations

from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("account/", views.me, name="me"),
    path("account/language/", views.language, name="language"),
    path("account/zone/", views.zone, name="zone"),
    path("account/digest/", views.digest, name="digest"),
    path("letters/<str:token>/", views.letters, name="letters"),
    path("link/<str:token>/", views.link, name="link"),
]

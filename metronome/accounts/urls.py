from __future__ import annotations

from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("account/", views.me, name="me"),
    path("account/language/", views.language, name="language"),
    path("people/", views.everybody, name="people"),
    path("people/<int:pk>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("link/<str:token>/", views.link, name="link"),
]

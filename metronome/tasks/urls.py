from __future__ import annotations

from django.urls import path

from . import views

app_name = "tasks"
urlpatterns = [
    path("desk/tasks/", views.tasks, name="tasks"),
    path("desk/tasks/<int:number>/", views.task, name="task"),
    path("desk/tasks/<int:number>/cancel/", views.cancel, name="cancel"),
]

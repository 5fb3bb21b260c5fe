from __future__ import annotations

from django.urls import path

from .views import deciding, entering, public, running

app_name = "projects"
urlpatterns = [
    path("projects/", public.projects, name="projects"),
    path("projects.csv", public.projects_csv, name="projects_csv"),
    path("projects/<slug:slug>/", public.project, name="project"),
    path("desk/projects-to-do/", running.all_to_do, name="to_do"),
    path("desk/my-projects/", running.my_projects, name="my_projects"),
    path("desk/projects/typed/<str:place>/", entering.go_on, name="go_on"),
    path("desk/projects/<slug:slug>/running/", running.project, name="running"),
    path("desk/projects/<slug:slug>/running/draft/", entering.keep_draft, name="keep_draft"),
    path("desk/projects/<slug:slug>/running/change/", deciding.change, name="change"),
    path("desk/projects/<slug:slug>/running/expenses/new/", entering.expense, name="expense"),
    path("desk/projects/<slug:slug>/running/expenses.<str:format>", running.expenses, name="expenses"),
    path("desk/projects/<slug:slug>/running/files/<str:name>", running.evidence, name="evidence"),
    path("desk/projects/<slug:slug>/running/reports/<slug:code>/", entering.report, name="report"),
    path("desk/projects/<slug:slug>/running/outputs/<slug:code>/", entering.output, name="output"),
    path("desk/projects/<slug:slug>/running/deliveries/<int:pk>/accept/", deciding.accept_handed_in, name="accept"),
    path("desk/projects/<slug:slug>/running/deliveries/<int:pk>/return/", deciding.return_handed_in, name="return"),
    path(
        "desk/projects/<slug:slug>/running/expenses/<int:number>/accept/", deciding.accept_spent, name="accept_expense"
    ),
    path(
        "desk/projects/<slug:slug>/running/expenses/<int:number>/return/", deciding.return_spent, name="return_expense"
    ),
    path("desk/projects/<slug:slug>/running/instalments/<slug:code>/pay/", deciding.pay, name="pay"),
]

from __future__ import annotations

from django.urls import path

from . import views
from .composing.views import editions, parts, steps, templates
from .statements import views as statements

app_name = "report"
urlpatterns = [
    path("reports/", views.editions, name="editions"),
    path("reports/<slug:slug>/", views.edition, name="edition"),
    path("reports/<slug:slug>/findings/", views.edition_findings, name="edition_findings"),
    path("reports/<slug:slug>/difference/", views.edition_difference, name="edition_difference"),
    path("reports/<slug:slug>/files/<str:name>", views.file, name="edition_file"),
    path("reports/<slug:slug>/figures/<str:id>/", views.edition_figure, name="edition_figure"),
    path("reports/<slug:slug>/figures/<str:id>.csv", views.edition_figure_csv, name="edition_figure_csv"),
    path("desk/reports/", editions.preparing, name="preparing"),
    path("desk/reports/new/", editions.begin, name="begin"),
    path("desk/reports/word/", templates.word, name="word"),
    path("desk/reports/word/leave/", templates.leave_word, name="leave_word"),
    path("desk/reports/word/progress.docx", templates.word_file, name="word_file"),
    path("desk/reports/<slug:slug>/", editions.composing, name="composing"),
    path("desk/reports/<slug:slug>/arrange/", editions.arrange, name="arrange"),
    path("desk/reports/<slug:slug>/preview/", editions.preview, name="preview"),
    path("desk/reports/<slug:slug>/preview/<str:name>", editions.preview_file, name="preview_file"),
    path("desk/reports/<slug:slug>/parts/<slug:part>/", parts.part, name="part"),
    path("desk/reports/<slug:slug>/parts/<slug:part>/write/", parts.write, name="write"),
    path("desk/reports/typed/<str:place>/", parts.go_on, name="go_on"),
    path("desk/reports/<slug:slug>/parts/<slug:part>/look/", parts.look, name="look_through"),
    path("desk/reports/<slug:slug>/parts/<slug:part>/remarks/", parts.comment, name="comment"),
    path("desk/reports/<slug:slug>/remarks/<int:number>/resolve/", parts.resolve, name="resolve"),
    path("desk/reports/<slug:slug>/waive/", steps.let_pass, name="let_pass"),
    path("desk/reports/<slug:slug>/freeze/", steps.freeze, name="freeze"),
    path("desk/reports/<slug:slug>/publish/", steps.publish, name="publish"),
    path("desk/reports/<slug:slug>/next/", steps.follow, name="follow"),
    path("desk/statements/", statements.sets, name="statements"),
    path("desk/statements/make/", statements.make, name="make_statements"),
    path("desk/statements/<slug:set>/", statements.statement_set, name="statement_set"),
    path("desk/statements/<slug:set>/archive.zip", statements.archive, name="statement_archive"),
    path("desk/statements/<slug:set>/<slug:member>/", statements.statement, name="statement"),
    path("desk/statements/<slug:set>/<slug:member>/file/", statements.statement_file, name="statement_file"),
    path("desk/statements/<slug:set>/<slug:member>/figures/<str:id>/", statements.figure, name="statement_figure"),
    path("figures/<str:id>/", views.figure_of_period, name="figure_of_period"),
    path("figures/<str:id>.csv", views.figure_of_period_csv, name="figure_of_period_csv"),
]

from __future__ import annotations

from django.urls import path

from .views import answering, exhibits, files, pages, publications, releases, rounds

app_name = "observatory"
urlpatterns = [
    path("observatory/", pages.index, name="index"),
    path("observatory/sources/", pages.sources, name="sources"),
    path("observatory/areas/<slug:slug>/", pages.area, name="area"),
    path("observatory/compare/", exhibits.compare, name="compare"),
    path("observatory/relation/", exhibits.relation, name="relation"),
    path("observatory/similar/", exhibits.similar, name="similar"),
    path("observatory/women/", exhibits.women, name="women"),
    path("observatory/averages/", exhibits.averages, name="averages"),
    path("observatory/coverage/", exhibits.coverage, name="coverage"),
    path("observatory/releases/", releases.releases, name="releases"),
    path("observatory/releases/<slug:slug>/", releases.release, name="release"),
    path("observatory/publications/", publications.publications, name="publications"),
    path("observatory/publications/<slug:slug>/", publications.publication, name="publication"),
    # To take along, to put into other pages, to cite.
    path("observatory/indicators/<slug:slug>.csv", files.ranking_csv, name="ranking_csv"),
    path("observatory/views/<slug:view>.<slug:format>", files.take, name="take"),
    path("observatory/embed/<slug:view>/", files.embed, name="embed"),
    path("observatory/cite/<slug:view>/", files.cite, name="cite"),
    # Collection rounds: the secretariat asks, members answer.
    path("desk/rounds/", rounds.rounds, name="rounds"),
    path("desk/rounds/new/", rounds.prepare, name="round_new"),
    path("desk/rounds/<slug:slug>/", rounds.round_page, name="round"),
    path("desk/rounds/<slug:slug>/begin/", rounds.begin, name="round_begin"),
    path("desk/rounds/<slug:slug>/remind/", rounds.remind, name="round_remind"),
    path("desk/rounds/<slug:slug>/close/", rounds.close, name="round_close"),
    path("desk/rounds/<slug:slug>/reopen/", rounds.reopen, name="round_reopen"),
    path("desk/rounds/<slug:slug>/publish/", rounds.publish, name="round_publish"),
    path("desk/rounds/<slug:slug>/members/<int:pk>/", rounds.check, name="check_round"),
    path("desk/my-rounds/", answering.my_rounds, name="my_rounds"),
    path("desk/my-rounds/<int:pk>/", answering.my_round, name="my_round"),
    path("desk/my-rounds/<int:pk>/draft/", answering.my_round_draft, name="my_round_draft"),
    path("desk/my-rounds/<int:pk>/workbook.xlsx", answering.my_round_workbook, name="my_round_workbook"),
    path("desk/my-rounds/<int:pk>/upload/", answering.my_round_upload, name="my_round_upload"),
]

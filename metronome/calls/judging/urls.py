"""The doors of panels, reviews, decisions and results."""

from __future__ import annotations

from django.urls import path

from ..views import commending, deciding, panels, reading

ROUND = "desk/calls/<slug:slug>/panels/<slug:panel>/"
urlpatterns = [
    path("desk/calls/<slug:slug>/panels/", panels.rounds, name="rounds"),
    path(ROUND, panels.one_round, name="round"),
    path(f"{ROUND}invite/", panels.invite, name="invite"),
    path(f"{ROUND}assignment/", panels.assignment, name="assignment"),
    path(f"{ROUND}assignment/proof.json", panels.proof, name="proof"),
    path(f"{ROUND}ranking/", panels.ranking, name="ranking"),
    path(f"{ROUND}ranking.csv", panels.ranking_csv, name="ranking_csv"),
    path(f"{ROUND}sittings/<int:pk>/", panels.sitting, name="sitting"),
    path(f"{ROUND}dossier.zip", panels.dossier, name="dossier"),
    path("desk/calls/<slug:slug>/decisions/", deciding.decisions, name="decisions"),
    path("desk/calls/<slug:slug>/decisions/apply/", deciding.decide, name="decide"),
    path("desk/jurors/<int:pk>/", panels.juror, name="juror"),
    path("desk/readers/<int:pk>/", panels.reader, name="reader"),
    path("reviews/", reading.reviews, name="reviews"),
    path("reviews/seats/<int:pk>/", reading.invitation, name="invitation"),
    path("reviews/<int:pk>/", reading.review, name="review"),
    path("reviews/<int:pk>/files/<str:name>", reading.file, name="review_file"),
    path("reviews/<int:pk>/keep/", reading.keep, name="keep_review"),
    path("reviews/<int:pk>/conflict/", reading.conflict, name="declare_conflict"),
    path("feedback/<slug:code>/", reading.feedback, name="feedback"),
    path("desk/calls/<slug:slug>/words/", commending.words, name="words"),
    path("desk/applications/<slug:code>/words/", commending.words_of, name="words_of"),
    path("desk/applications/<slug:code>/words/confirm/", commending.confirm_words, name="confirm_words"),
    path("applications/<slug:code>/picture/", commending.picture, name="picture"),
    path("calls/<slug:slug>/pictures/<str:name>", commending.result_picture, name="result_picture"),
]

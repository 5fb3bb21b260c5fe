from __future__ import annotations

from django.urls import path

from .views import cities, desk, experts, public, taking

MINE = "desk/my-member/<slug:slug>/"

app_name = "exchange"
urlpatterns = [
    path("practices/collections/", public.collections, name="collections"),
    path("practices/<slug:slug>/", public.practice, name="practice"),
    path("practices/<slug:slug>/versions/<int:number>/", public.version, name="version"),
    path("practices/<slug:slug>/report/", public.report, name="report"),
    path("practices/<slug:slug>/ask/", taking.ask_practice, name="ask"),
    path("practices/<slug:slug>/take-over/", taking.take_over, name="take_over"),
    path("practices/<slug:slug>/verify/", taking.verify, name="verify"),
    path("experts/", public.experts, name="experts"),
    path("experts/<slug:slug>/ask/", taking.ask_expert, name="ask_expert"),
    path("answers/<str:token>/", public.answer, name="answer"),
    path(MINE + "practices/", cities.practices, name="my_practices"),
    path(MINE + "practices/new/", cities.add, name="my_practice_new"),
    path(MINE + "practices/draft/", cities.keep_draft, name="my_practice_draft"),
    path(MINE + "practices/proposals/<int:number>/", cities.rewrite, name="my_practice_proposal"),
    path(MINE + "practices/proposals/<int:number>/submit/", cities.submit, name="my_practice_submit"),
    path(MINE + "practices/<slug:practice>/change/", cities.change, name="my_practice"),
    path(MINE + "practices/<slug:practice>/confirm/", cities.confirm, name="my_practice_confirm"),
    path(MINE + "adoptions/<int:number>/", cities.adoption, name="my_adoption"),
    path(MINE + "adoptions/<int:number>/confirm/", cities.confirm_adoption, name="my_adoption_confirm"),
    path(MINE + "adoptions/<int:number>/decline/", cities.decline_adoption, name="my_adoption_decline"),
    path("desk/my-expert/", experts.my_expert, name="my_expert"),
    path("desk/my-expert/<slug:slug>/", experts.my_expert_of, name="my_expert_of"),
    path("desk/my-expert/<slug:slug>/consent/", experts.consent, name="my_expert_consent"),
    path("desk/my-expert/<slug:slug>/profile/", experts.profile, name="my_expert_profile"),
    path("desk/my-expert/<slug:slug>/draft/", experts.keep_draft, name="my_expert_draft"),
    path("desk/my-expert/<slug:slug>/proposals/<int:number>/", experts.given_back, name="my_expert_proposal"),
    path("desk/my-expert/<slug:slug>/questions/<int:number>/", experts.question, name="my_expert_question"),
    path("desk/exchange/experts/", experts.accounts, name="expert_accounts"),
    path("desk/exchange/experts/<int:pk>/end/", experts.end_account, name="end_expert_account"),
    path("desk/exchange/", desk.overview, name="desk"),
    path("desk/exchange/flags/<int:number>/", desk.flag, name="flag"),
    path("desk/exchange/practices/<slug:slug>/", desk.prove, name="prove"),
    path("desk/exchange/steps/<int:number>/", desk.step, name="step"),
]

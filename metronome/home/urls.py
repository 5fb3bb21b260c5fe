from __future__ import annotations

from django.urls import path

from . import translators, views
from .assessing import views as assessing
from .collecting import views as collecting
from .desk import views as desk
from .entries import views as entries
from .focal import views as focal
from .partners import views as partners
from .people import views as people
from .practices import views as practices
from .results import views as results

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("days.csv", views.days_csv, name="days_csv"),
    path("days.svg", views.days_svg, name="days_svg"),
    path("plan/", views.plan, name="plan"),
    path("plan/<slug:slug>/", views.plan, name="plan_of"),
    path("plan/<slug:slug>/challenges/", views.challenges, name="challenges"),
    path("plan/<slug:slug>/challenges.csv", views.challenges_csv, name="challenges_csv"),
    path("plan/<slug:slug>/results.csv", views.coverage_csv, name="coverage_csv"),
    path("plan/<slug:slug>/results.svg", views.coverage_svg, name="coverage_svg"),
    path("plan/<slug:slug>/amendments/", views.amendments, name="amendments"),
    path("plan/<slug:slug>/coverage/", views.plan_coverage, name="plan_coverage"),
    path("plan/<slug:slug>/coverage/<slug:cut>.csv", views.cut_csv, name="cut_csv"),
    path("plan/<slug:slug>/coverage/<slug:cut>.svg", views.cut_svg, name="cut_svg"),
    path("plan/<slug:slug>/nodes/<str:code>/", views.node, name="node"),
    path("desk/proposals/<int:number>/plan/", views.amendment_preview, name="amendment_preview"),
    path("members/map/", views.members_map, name="members_map"),
    path("members/map.csv", views.map_csv, name="map_csv"),
    path("members/map.svg", views.map_svg, name="map_svg"),
    path("members/<slug:slug>/", views.member, name="member"),
    path("partners/<slug:slug>/", views.partner, name="partner"),
    path("observatory/indicators/<slug:slug>/", views.indicator, name="indicator"),
    path("practices/", practices.practices, name="practices"),
    path("practices/like/", practices.practices_like, name="practices_like"),
    path("practices.csv", practices.practices_csv, name="practices_csv"),
    path("practices.atom", practices.practices_feed, name="practices_feed"),
    path("practices/<slug:slug>/fit/", practices.practice_fit, name="practice_fit"),
    path("practices/collections/<slug:slug>/", collecting.collection, name="collection"),
    path("desk/exchange/collections/<slug:slug>/", collecting.moderation, name="moderation"),
    path("desk/exchange/entries/<slug:code>/", collecting.moderate, name="moderate"),
    path("calls/<slug:slug>/results/", results.results, name="results"),
    path("calls/<slug:slug>/results.csv", results.results_csv, name="results_csv"),
    path("desk/calls/<slug:slug>/practices/", entries.entries, name="entries"),
    path("desk/searches/", practices.searches, name="searches"),
    path("desk/searches/keep/", practices.keep_search, name="keep_search"),
    path("desk/searches/<int:number>/forget/", practices.forget_search, name="forget_search"),
    path("search/", views.search, name="search"),
    path("search.json", views.search_json, name="search_json"),
    path("desk/", desk.desk, name="desk"),
    path("desk/findings/", desk.findings, name="findings"),
    path("desk/findings/waive/", desk.waive_finding, name="waive_finding"),
    path("desk/assessing/", assessing.assessing, name="assessing"),
    path("desk/assessing/<slug:slug>/<str:code>/", assessing.assessing_of, name="assessing_of"),
    path("desk/remit/", desk.remit, name="remit"),
    path("desk/translations/", translators.translations, name="translations"),
    path("desk/translations/<slug:language>/", translators.to_translate, name="to_translate"),
    path("desk/translations/<slug:language>/<slug:noun>/<int:pk>/", translators.translate, name="translate"),
    path("desk/my-member/", focal.my_member, name="my_member"),
    path("desk/my-member/<slug:slug>/", focal.my_member_of, name="my_member_of"),
    path("desk/my-member/<slug:slug>/correction/", focal.correction, name="correction"),
    path("desk/my-member/<slug:slug>/profile/", focal.profile, name="my_profile"),
    path("desk/my-member/<slug:slug>/draft/", focal.keep_draft, name="my_draft"),
    path("desk/my-member/<slug:slug>/logo/", focal.logo, name="my_logo"),
    path("desk/my-member/<slug:slug>/people/", focal.contact, name="my_contact_new"),
    path("desk/my-member/<slug:slug>/people/<slug:contact>/", focal.contact, name="my_contact"),
    path("desk/my-member/<slug:slug>/proposals/<int:number>/", focal.given_back, name="my_proposal"),
    path("desk/my-partner/", partners.my_partner, name="my_partner"),
    path("desk/my-partner/<slug:slug>/", partners.my_partner_of, name="my_partner_of"),
    path("desk/my-partner/<slug:slug>/profile/", partners.profile, name="my_partner_profile"),
    path("desk/my-partner/<slug:slug>/draft/", partners.keep_draft, name="my_partner_draft"),
    path("desk/my-partner/<slug:slug>/people/", partners.contact, name="my_partner_contact_new"),
    path("desk/my-partner/<slug:slug>/people/<slug:contact>/", partners.contact, name="my_partner_contact"),
    path("desk/my-partner/<slug:slug>/proposals/<int:number>/", partners.given_back, name="my_partner_proposal"),
    path("desk/people/", people.people, name="people"),
    path("desk/people/<int:pk>/", people.person, name="person"),
    path("desk/people/<int:pk>/letter/", people.letter, name="letter"),
    path("desk/people/<int:pk>/roles/", people.give_role, name="give_role"),
    path("desk/people/roles/<int:pk>/end/", people.end_role, name="end_role"),
    path("about/", views.about, name="about"),
]

"""Every noun of the desk goes from a draft to the record by two hands, is read in three languages, and undone."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override, pgettext

from metronome.accounts.enums import Role
from metronome.desk.actions import approve_proposal, publish_proposal, submit_proposal, undo
from metronome.desk.models import Proposal
from metronome.desk.sheets import sheet_of, sheets
from metronome.ground.audit import Line, publication
from metronome.network.models import Member, Region
from metronome.observatory.given import GivenAreaMember
from metronome.plan.models import KeyIdea
from metronome.record.models import MediaMention
from tests.desk.boxes import sent, typed
from tests.factories.accounts import make_account, signed_in
from tests.factories.calls import make_call
from tests.factories.desk import make_proposal
from tests.factories.exchange import make_expert, make_whole_practice
from tests.factories.governance import make_body, make_mandate
from tests.factories.listening import make_bilateral
from tests.factories.network import make_contact, make_member, make_network, make_partner, make_region, text
from tests.factories.observatory import make_observatory, make_publication
from tests.factories.plan import (
    make_amendment,
    make_assessment,
    make_challenge,
    make_expectation,
    make_marker,
    make_node,
    make_plan,
    make_planned,
    make_rating,
    make_theme,
    make_work_plan,
)
from tests.factories.projects import make_project, make_terms
from tests.factories.record import make_activity, make_mention

pytestmark = pytest.mark.django_db
AUTHOR, EDITOR = "person:9000001", "person:9000002"
SECRET = "Kanarienvogel"
ACTING = GivenAreaMember("dakar", date(2020, 1, 1), None)
#: Of each noun: one of them, and what is to change in it.
NOUNS = {
    "partners": ("alliance", {"website": "https://example.org"}),
    "members": ("dakar", {"official_name": "Ville de Dakar", "languages": ("fr", "wo")}),
    "contacts": ("mayor", {"name": "Mayor of Dakar", "until": date(2021, 4, 30)}),
    "media": ("le-journal", {"outlet": "Journal du soir", "activity": "forum", "member": "dakar"}),
    "bilaterals": ("meeting", {"channel": "phone", "follow_up": text("Une visite."), "notes": SECRET}),
    "calls": ("award", {"title": text("Prix des villes"), "zone": "Asia/Tokyo"}),
    "projects": ("green", {"state": "finished", "months": 31, "results": ("plan/A1", "plan/A")}),
    "practices": ("bus-lanes", {"title": text("Voies de bus"), "award": "Prix"}),
    "collections": ("solutions", {"asks": text("Racontez"), "criteria": ("summary", "done")}),
    "sources": ("census-office", {"publisher": "Office", "licence": "CC0"}),
    "domains": ("social", {"label": text("Société"), "order": 4}),
    "size-classes": ("large", {"low": Decimal(6000), "label": text("Très grandes")}),
    "indicators": ("people", {"goals": ("11.6", "5"), "challenges": ("plan/1.1",), "preference": ()}),
    "definitions": ("people-v1", {"definition": text("Combien de personnes."), "high": Decimal(10) ** 9}),
    "geographies": ("drawn", {"system": "Census", "kind": "administrative"}),
    "areas": (
        "dakar",
        {"name": text("Grand Dakar"), "memberships": (GivenAreaMember("dakar", date(2020, 1, 1), None),)},
    ),
    "drawings": ("dakar-drawn", {"known_as": "Dakar-Pikine", "km2": Decimal("547.5")}),
    "overlaps": ("dakar", {"share": Decimal("0.75")}),
    "publications": ("paper", {"title": text("Cahier des villes"), "indicators": ("share", "people"), "number": 2}),
    "experts": ("head-of-buses", {"name": "Head of Trams", "languages": ("fr",)}),
    "project-terms": ("pilot-granted", {"months": 24, "label": text("Subvention")}),
    "mandates": ("board-0", {"members": ("lagos", "dakar"), "since": date(2021, 1, 1)}),
    "nodes": ("plan/A", {"label": text("Égalité des genres"), "short_label": text("Égalité")}),
    "challenges": ("plan/1.1", {"label": text("Loger tout le monde")}),
    "themes": ("plan/housing", {"description": text("Le logement")}),
    "planned": ("spring-forum", {"last_month": date(2021, 5, 1), "results": ("plan/A1", "plan/A")}),
    "amendments": ("first", {"why": text("Les ports ont changé.")}),
    "expectations": ("ports", {"target": Decimal("9.5"), "method": "percentage"}),
    "regions": ("africa", {"name": text("Afrique"), "order": 7}),
    "partner-kinds": ("network", {"name": text("Réseau de villes")}),
    "kinds": ("event", {"plural": text("Webinaires")}),
    "bodies": ("board", {"task": text("Conduit le réseau.")}),
    "offices": ("seat", {"label": text("Présidence")}),
    "markers": ("gender", {"highest": 3}),
    "ratings": ("behind", {"description": text("Rien n’avance.")}),
    "work-plans": ("work-2021", {"title": text("Plan de travail"), "plan": "plan"}),
    "assessments": ("a1-2021", {"rating": "behind", "text": text("À suivre")}),
}


@pytest.fixture(autouse=True)
def record():
    make_network(languages=["fr", "en", "es"])
    make_region()
    make_partner(spellings=("Alliance des villes",))
    dakar = make_member(spellings=("Ndakaaru",))
    make_member("lagos")
    make_contact("mayor", name="Mayor", member=dakar)
    plan = make_plan()
    line = make_node(plan, "A")
    KeyIdea.objects.create(node=line, order=1, text=text("Une idée"))
    result = make_node(plan, "A1", line)
    make_planned(make_work_plan(), "spring-forum", results=[result])
    make_amendment(plan)
    make_expectation(result)
    make_rating("behind")
    make_marker()
    make_assessment(result, rating=make_rating("on-course"))
    make_challenge(plan, "1.1", make_challenge(plan, "1"))
    make_theme(plan, "housing")
    make_activity("forum", title=text("Forum des villes"))
    make_mention()
    make_bilateral(member=dakar)
    make_mandate(make_body(), members=[dakar])
    make_call()
    make_project(lead=dakar)
    make_whole_practice(member=dakar)
    make_expert()
    make_terms()
    make_observatory()
    make_publication(indicators=["people", "share"])


@pytest.fixture
def officer():
    return signed_in(make_account("officer", role=Role.OFFICER))


@pytest.fixture
def editor():
    return signed_in(make_account("editor", role=Role.EDITOR))


def published(proposal: Proposal) -> Proposal:
    submit_proposal(number=proposal.pk, by=proposal.author)
    approve_proposal(number=proposal.pk, by=EDITOR)
    return publish_proposal(number=proposal.pk, by=EDITOR)


def address(kind: str, identity: str = "") -> str:
    return f"/fr/desk/{kind}/{identity.replace('/', '~')}/" if identity else f"/fr/desk/{kind}/"


def test_every_sheet_is_tried_here():
    assert {sheet.kind for sheet in sheets()} == NOUNS.keys()


@pytest.mark.parametrize(("kind", "identity", "fields"), [(kind, *noun) for kind, noun in NOUNS.items()])
def test_a_noun_goes_from_draft_to_record_and_back_by_two_hands(kind, identity, fields, editor):
    sheet = sheet_of(kind)
    before, counter = sheet.held(identity), publication()
    proposal = make_proposal(kind, identity, by=AUTHOR, **fields)
    assert sheet.held(identity) == before
    published(proposal)
    assert {name: getattr(sheet.held(identity), name) for name in fields} == fields
    assert publication() == counter + 1
    line = Line.objects.get(subject=sheet.subject_of(identity), verb="update")
    for language in ("fr", "en", "es"):
        page = editor.get(address(kind, identity).replace("/fr/", f"/{language}/")).content.decode()
        assert "<ins>" in page
        for name in line.change:
            assert sheet.field(name) is not None
    undo(kind=kind, identity=identity, line=line.number, by=EDITOR)
    assert sheet.held(identity) == before


@pytest.mark.parametrize(("kind", "identity"), [(kind, noun[0]) for kind, noun in NOUNS.items()])
def test_a_page_sent_as_it_was_opened_would_change_nothing(kind, identity, officer):
    answer = sent(officer, f"{address(kind, identity)}change/")
    assert answer.status_code == 400
    assert answer.content.decode().count("alert--bad") == 1
    assert "Rien ne diffère" in answer.content.decode()


def test_every_list_can_be_searched(officer):
    for kind in NOUNS:
        for words in ("", "a", "nobody at all", "' OR 1=1", "%"):
            assert officer.get(address(kind), {"q": words}).status_code == 200


#: Of each noun that comes in: what is typed, and what it is known by then.
NEW = {
    "members": ({"name_fr": "Abuja", "standings.0.kind": "full"}, "abuja"),
    "contacts": ({"name": SECRET, "office_fr": "Maire", "member": "Ndakaaru"}, "maire-dakar"),
    "media": (
        {"outlet": "La Gazette", "first_day": "2021-04-02", "activity": "forum des villes"},
        "2021-04-la-gazette",
    ),
    "bilaterals": (
        {"partner": "alliance des villes", "first_day": "2021-04-02", "precision": "month"},
        "2021-04-alliance",
    ),
    "projects": (
        {"title_fr": "Trames vertes", "carriers.0.member": "Ndakaaru", "carriers.0.role": "lead", "state": "planned"},
        "trames-vertes",
    ),
    "mandates": (
        {"body": "board", "office": "seat", "contact": "mayor", "members": "Ndakaaru; lagos"},
        "board-seat-dakar-lagos",
    ),
    "planned": (
        {"title_fr": "Former les pilotes", "work_plan": "work-2021", "results": "A1", "state": "planned"},
        "former-les-pilotes",
    ),
    "amendments": (
        {
            "title_fr": "Un résultat de plus",
            "plan": "plan",
            "on": "2022-07-01",
            "decided_by_fr": "Conseil",
            "changes.0.kind": "add",
            "changes.0.code": "A2",
            "changes.0.parent": "A",
            "changes.0.label_fr": "Nouveau",
            "changes.1.kind": "end",
            "changes.1.code": "A1",
            "changes.1.successors": "A2",
        },
        "un-resultat-de-plus",
    ),
    "expectations": (
        {"indicator_fr": "Ports équipés", "node": "A1", "method": "number", "target": "9"},
        "ports-equipes",
    ),
    "regions": (
        {"name_fr": "Amérique du Nord et un nom bien plus long que cinquante lettres"},
        "amerique-du-nord-et-un-nom-bien-plus-lon",
    ),
    "sources": (
        {"title_fr": "Réponses des membres", "citation": "Le réseau", "licence": "CC BY 4.0"},
        "reponses-des-membres",
    ),
    "domains": ({"label_fr": "Climat"}, "climat"),
    "size-classes": ({"label_fr": "Petites", "indicator": "People", "high": "5000"}, "petites"),
    "geographies": (
        {"label_fr": "Aires urbaines", "system": "Census", "release": "2021", "kind": "functional_area"},
        "aires-urbaines",
    ),
    "definitions": (
        {"indicator": "People", "name_fr": "Gens", "definition_fr": "Autrement.", "unit": "x", "unit_label_fr": "x"},
        "people-v2",
    ),
    "areas": ({"name_fr": "Abuja", "country": "NG", "memberships.0.member": "Lagos"}, "abuja"),
    "drawings": ({"area": "Baku", "geography": "narrow", "code": "B-1", "km2": "12,5"}, "baku-narrow"),
    "overlaps": (
        {"part": "lagos-narrow", "whole": "lagos-drawn", "share": "0,9", "of": "population"},
        "lagos-narrow--lagos-drawn--population",
    ),
    "partner-kinds": ({"name_fr": "Bailleur", "order": "3"}, "bailleur"),
    "kinds": ({"name_fr": "Visite", "plural_fr": "Visites"}, "visite"),
    "bodies": ({"label_fr": "Comité des finances", "kind": "working"}, "comite-des-finances"),
    "offices": ({"label_fr": "Présidence"}, "presidence"),
    "markers": ({"label_fr": "Climat", "highest": "2"}, "climat"),
    "ratings": ({"label_fr": "Atteint"}, "atteint"),
    "work-plans": ({"title_fr": "Programme 2022", "year": "2022", "plan": "plan"}, "programme-2022"),
    "assessments": (
        {"node": "a1 resultat a1", "year": "2022", "rating": "behind", "body": "board", "on": "2022-12-01"},
        "a1-2022",
    ),
}


@pytest.mark.parametrize(("kind", "fields", "identity"), [(kind, *new) for kind, new in NEW.items()])
def test_what_comes_in_by_any_spelling_is_known_by_words_of_what_it_is(kind, fields, identity, officer):
    answer = sent(officer, f"{address(kind)}new/", **fields)
    assert answer.status_code == 302, re.findall(r"<li>.*?</li>", answer.content.decode())
    proposal = Proposal.objects.get()
    assert officer.get(answer["Location"]).status_code == 200
    published(proposal)
    proposal.refresh_from_db()
    assert proposal.identity == identity
    assert sheet_of(kind).held(identity)


def test_a_new_one_of_a_short_list_comes_last_unless_a_place_is_said(officer):
    make_region("europe", order=4)
    for name, order in (("Asie", ""), ("Pacifique", "2")):
        sent(officer, f"{address('regions')}new/", name_fr=name, order=order)
    for proposal in Proposal.objects.order_by("pk"):
        published(proposal)
    places = dict(Region.objects.values_list("slug", "order"))
    assert (places["asie"], places["pacifique"]) == (5, 2)


def test_codes_of_a_plan_come_in_by_no_proposal(officer):
    for kind in ("nodes", "challenges", "themes"):
        assert officer.get(f"{address(kind)}new/").status_code == 404


def test_who_is_meant_by_an_ambiguous_spelling_is_asked_and_chosen_with_one_press(officer):
    make_member("victoria-a", name=text("Victoria"))
    make_member("victoria-b", name=text("Victoria"))
    path = f"{address('media')}new/"
    fields = {"outlet": "La Gazette", "first_day": "2021-04-02", "member": "victoria"}
    page = sent(officer, path, **fields).content.decode()
    assert 'value="member=victoria-b"' in page
    page = officer.post(path, typed(officer, path, **fields, choose="member=victoria-b")).content.decode()
    assert 'name="member" value="victoria-b"' in page
    assert "La Gazette" in page
    page = sent(officer, path, **{**fields, "member": "Nowhere at all"}).content.decode()
    assert "Nowhere at all" in page
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("kind", "identity", "fields", "field"),
    [
        ("members", "dakar", {"latitude": "14.7"}, "latitude"),
        ("members", "dakar", {"latitude": "95", "longitude": "1"}, "latitude"),
        ("members", "dakar", {"latitude": "north"}, "latitude"),
        ("members", "dakar", {"latitude": "9E99999", "longitude": "1"}, "latitude"),
        ("members", "dakar", {"latitude": "NaN", "longitude": "1"}, "latitude"),
        ("members", "dakar", {"standings.0.since": "2021-02-01", "standings.0.until": "2021-01-01"}, "standings"),
        ("members", "dakar", {"standings.1.kind": "observer"}, "standings"),
        ("members", "dakar", {"country": "Senegal"}, "country"),
        ("contacts", "mayor", {"since": "2021-02-01", "until": "2021-01-01"}, "until"),
        ("contacts", "mayor", {"name": "x" * 201}, "name"),
        ("media", "le-journal", {"last_day": "2021-01-01"}, "last_day"),
        ("media", "le-journal", {"first_day": "spring"}, "first_day"),
        ("media", "le-journal", {"first_day": ""}, "first_day"),
        ("bilaterals", "meeting", {"member": ""}, "member"),
        ("bilaterals", "meeting", {"partner": "alliance"}, "member"),
        ("mandates", "board-0", {"since": "2021-02-01", "until": "2021-01-01"}, "until"),
        ("nodes", "plan/A", {"label_fr": "x" * 10_001}, "label"),
        ("planned", "spring-forum", {"first_month": "2021-05-01", "last_month": "2021-03-01"}, "last_month"),
        ("planned", "spring-forum", {"amount": "12"}, "amount"),
        ("planned", "spring-forum", {"amount": "-12", "currency": "EUR"}, "amount"),
        ("planned", "spring-forum", {"amount": "12", "currency": "eu"}, "amount"),
        ("planned", "spring-forum", {"state": "dropped"}, "why"),
        ("planned", "spring-forum", {"results": "Z9"}, "results"),
        ("amendments", "first", {"on": "1999-01-01"}, "on"),
        ("expectations", "ports", {"method": "narrative", "target": "9"}, "method"),
        ("expectations", "ports", {"values.0.first_day": "2021-02-01", "values.0.last_day": "2021-01-01"}, "values"),
        ("assessments", "a1-2021", {"year": "0"}, "year"),
        ("regions", "africa", {"order": "-1"}, "order"),
        ("regions", "africa", {"order": "32768"}, "order"),
        ("markers", "gender", {"highest": "0"}, "highest"),
        ("sources", "census-office", {"url": "javascript:alert(1)"}, "url"),
        ("size-classes", "large", {"low": ""}, "low"),
        ("indicators", "people", {"goals": "18"}, "goals"),
        ("definitions", "people-v1", {"low": "5", "high": "4"}, "high"),
        ("definitions", "people-v1", {"decimals": "7"}, "decimals"),
        ("definitions", "people-v1", {"aggregation": "weighted"}, "weight"),
        ("definitions", "people-v1", {"indicator": "share"}, "indicator"),
        ("areas", "dakar", {"memberships.0.member": "dakar", "memberships.1.member": "dakar"}, "memberships"),
        ("drawings", "dakar-drawn", {"geography": "narrow"}, "geography"),
        ("drawings", "dakar-drawn", {"code": "LAGOS"}, "code"),
        ("drawings", "dakar-drawn", {"km2": "0"}, "km2"),
        ("overlaps", "dakar", {"share": "1.01"}, "share"),
        ("overlaps", "dakar", {"whole": "dakar-narrow"}, "whole"),
        ("assessments", "a1-2021", {"rating": "wonderful"}, "rating"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(kind, identity, fields, field, officer):
    answer = sent(officer, f"{address(kind, identity)}change/", **fields)
    found = sheet_of(kind).field(field)
    assert found is not None
    with override("fr"):
        label = found.label() + pgettext("between a label and what it says", ": ")
    assert answer.status_code == 400
    assert f"<li>{label}" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_key_idea_is_added_between_others_and_keeps_its_place(officer):
    path = f"{address('nodes', 'plan/A')}change/"
    assert sent(officer, path, **{"key_ideas.1.text_fr": "Une autre"}).status_code == 302
    published(Proposal.objects.get())
    assert [(idea.order, str(idea.text)) for idea in KeyIdea.objects.all()] == [(1, "Une idée"), (2, "Une autre")]


def test_a_member_leaves_by_a_day_and_comes_back(officer):
    path = f"{address('members', 'dakar')}change/"
    rows = {"standings.0.until": "2020-12-31", "standings.1.kind": "observer", "standings.1.since": "2021-06-01"}
    assert sent(officer, path, **rows).status_code == 302
    published(Proposal.objects.get())
    member = Member.objects.get(slug="dakar")
    assert [(one.kind, one.since, one.until) for one in member.standings.all()] == [
        ("full", None, date(2020, 12, 31)),
        ("observer", date(2021, 6, 1), None),
    ]


def test_what_is_known_to_the_month_lasts_the_month_and_one_day_is_enough(officer):
    path = f"{address('media')}new/"
    sent(officer, path, outlet="La Gazette", first_day="2021-02-17", precision="month")
    sent(officer, path, outlet="Le Soir", first_day="2021-02-17")
    for proposal in Proposal.objects.all():
        published(proposal)
    days = [(str(one.first_day), str(one.last_day)) for one in MediaMention.objects.order_by("pk")[1:]]
    assert days == [("2021-02-01", "2021-02-28"), ("2021-02-17", "2021-02-17")]

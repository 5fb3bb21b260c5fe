"""Projects: loaded from a folder, kept at the desk, shown with what is public of them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.datastructures import MultiValueDict

from metronome.desk.forms import Writing, typed
from metronome.desk.sheets import sheet_of
from metronome.ground.hand import Hand
from metronome.intake.loading import check_folder, load_folder
from metronome.projects.checked import faults_of
from metronome.projects.given import GivenCarrier
from metronome.projects.models import Carrier, Instalment, Project, Trip
from tests.factories.network import make_member, make_network, make_partner, text
from tests.factories.plan import make_node, make_plan
from tests.factories.projects import make_project
from tests.instances import METROPOLIS


@pytest.fixture
def green(db):
    make_network()
    return make_project(lead=make_member())


@pytest.mark.usefixtures("green")
def test_the_page_of_a_project_shows_who_carries_it_what_it_brings_and_its_money(client):
    page = client.get("/en/projects/green/").content.decode()
    for words in ("Dakar", "16 March 2021", "30 months", "Guide", "30,000.00\xa0EUR", "200,000.00\xa0MXN"):
        assert words in page
    # 30,000 EUR and 200,000 MXN at 0.04; the rate is said with its day and its source.
    for words in ("38,000.00\xa0EUR", "0.04", "Banque centrale"):
        assert words in page
    # Two journeys of 10,000 km at 0.15, between 0.1 and 0.2.
    assert "3,000 kg CO₂e, between 2,000 and 4,000" in page


def test_without_a_rate_there_is_no_total_and_the_page_says_why(green, client):
    green.rates.all().delete()
    page = client.get("/en/projects/green/").content.decode()
    assert "there is no rate from MXN to EUR" in page
    assert "38,000" not in page


def test_money_that_is_not_public_and_risks_stand_on_no_public_page(green, client):
    green.risks.update(text=text("Kanarienvogel"))
    green.sources.update(label=text("Goldfink"))
    green.budget.update(label=text("Goldfink"))
    Project.objects.update(is_money_public=False)
    for address in ("/en/projects/green/", "/en/projects/", "/en/projects.csv"):
        answer = client.get(address).content.decode()
        assert "Kanarienvogel" not in answer
        assert "Goldfink" not in answer


def test_what_is_not_published_is_shown_to_nobody(green, client):
    Project.objects.update(is_published=False, title=text("Kanarienvogel"))
    assert client.get("/en/projects/green/").status_code == 404
    for address in ("/en/projects/", "/en/projects.csv", "/sitemap-1.xml"):
        answer = client.get(address).content.decode()
        assert "Kanarienvogel" not in answer
        assert "projects/green" not in answer


@pytest.mark.parametrize("missing", [{"kilometres": None}, {"factor": None, "factor_low": None, "factor_high": None}])
def test_journeys_without_distance_or_factor_are_unknown_and_not_zero(green, client, missing):
    green.trips.update(**missing)
    page = client.get("/en/projects/green/").content.decode()
    assert "kg CO₂e" not in page
    assert "One row of journeys is not in it" in page


def test_that_nobody_travelled_is_stated_and_not_derived(green, client):
    green.trips.all().delete()
    Project.objects.update(has_no_trips=True)
    assert "Nobody travelled." in client.get("/en/projects/green/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_list_and_a_page_ask_as_many_questions_for_three_as_for_one(client, number, django_assert_max_num_queries):
    make_network()
    for one in range(number):
        make_project(f"green-{one}", lead=make_member(f"city-{one}"))
    for address, most in (("/en/projects/", 6), ("/en/projects/green-0/", 22)):
        client.get(address)
        with django_assert_max_num_queries(most):
            client.get(address)


# The desk


def test_what_the_desk_writes_of_a_project_is_what_it_read(green):
    plan = make_plan()
    line = make_node(plan, "A")
    Project.objects.update(lead_line=line)
    green.carriers.create(partner=make_partner(), role="partner", order=2)
    sheet = sheet_of("projects")
    held = sheet.held("green")
    writing = Writing(sheet, typed(sheet, held), ("fr", "en"), held)
    assert writing.given() == held, writing.faults
    hand = Hand("officer")
    sheet.put(identity="green", given=writing.given(), by=hand)
    assert list(hand.entries) == []


def test_a_changed_budget_is_told_with_what_was_and_what_is_and_leaves_the_rest(green):
    sheet, hand = sheet_of("projects"), Hand("officer")
    held = sheet.held("green")
    more = replace(held.budget[0], amount=Decimal(31000))
    sheet.put(identity="green", given=replace(held, budget=(more, *held.budget[1:])), by=hand)
    (entry,) = hand.entries
    assert list(entry.change) == ["budget"]
    assert green.budget.get(code="work").amount == 31000
    assert Instalment.objects.count() == 2


@pytest.mark.parametrize(
    ("box", "typed_in", "field"),
    [
        ("last_day", "2021-03-01", "last_day"),
        ("months", "1.5", "months"),
        ("months", "0", "months"),
        ("currency", "euro", "currency"),
        ("sources.0.amount", "-5", "sources"),
        ("sources.0.amount", "0.001", "sources"),
        ("sources.0.currency", "", "sources"),
        ("sources.1.code", "grant", "sources"),
        ("budget.0.source", "nobody", "budget"),
        ("instalments.0.amount", "0", "instalments"),
        ("instalments.0.source", "nobody", "instalments"),
        ("instalments.0.currency", "USD", "instalments"),
        ("instalments.1.after_reports", "third", "instalments"),
        ("instalments.1.after_outputs", "third", "instalments"),
        ("rates.0.value", "0", "rates"),
        ("rates.0.to", "MXN", "rates"),
        ("trips.0.factor_source", "", "trips"),
        ("trips.0.factor_low", "0.3", "trips"),
        ("trips.0.number", "0", "trips"),
        ("has_no_trips", "yes", "has_no_trips"),
        ("online_share", "101", "online_share"),
        ("carriers.0.partner", "alliance", "carriers"),
    ],
)
def test_a_project_that_does_not_hold_together_is_refused_at_its_field(green, box, typed_in, field):
    make_partner()
    sheet = sheet_of("projects")
    held = sheet.held("green")
    data = MultiValueDict({**dict(typed(sheet, held).lists()), box: [typed_in]})
    writing = Writing(sheet, data, ("fr", "en"), held)
    assert writing.given() is None
    assert list(writing.faults) == [field]


def test_one_leads_on_a_day(green):
    held = sheet_of("projects").held("green")
    lead = held.carriers[0]
    then = GivenCarrier("lagos", "", "lead", date(2022, 1, 1), None, 2)
    both = replace(held, carriers=(lead, then))
    assert [fault.field for fault in faults_of(both)] == ["carriers"]
    after = replace(held, carriers=(replace(lead, until=date(2021, 12, 31)), then))
    assert list(faults_of(after)) == []


def test_the_database_refuses_what_no_project_can_be(green):
    for change in (
        lambda: Carrier.objects.update(partner=make_partner()),
        lambda: Trip.objects.update(factor_source=""),
        lambda: Instalment.objects.update(amount=0),
        lambda: green.sources.update(currency=""),
        lambda: Project.objects.update(first_day=date(2029, 1, 1)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


# The folder

NO_RATE = "base: EUR, to: EUR, value: 1, on: 2021-01-01, source: bank"
TOO_FINE = "code: grant, label: Grant, amount: 1.001, currency: EUR"


@pytest.mark.django_db
def test_the_reference_folder_brings_the_pilots_as_the_documents_tell_them(metropolis):
    pilot = Project.objects.get(slug="green-infrastructure-dialogue")
    assert [one.slug for one in pilot.carriers.all()] == ["mexico-city", "barcelona-amb", "valle-de-aburra"]
    assert (pilot.months, pilot.first_day, pilot.last_day) == (30, date(2021, 3, 16), date(2023, 9, 16))
    assert Project.objects.count() == 12
    assert Project.objects.filter(state="", first_day=None, state_note__isnull=False).count() == 11


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("role: lead", "role: leader", "role"),
        ("member: barcelona-amb, role: partner", "member: barcelona-amb, role: lead", "carriers"),
        ("months: 30", "months: many", "months"),
        ("last_day: '2023-09-16'", "last_day: '2020-09-16'", "last_day"),
        ("activities: [pilot", "activities: [nothing-like-it-pilot", "activities"),
        (
            "  months: 30",
            "  rates: [{base: EUR, to: EUR, value: 1, on: 2021-01-01, source: x}]\n  months: 30",
            "rates",
        ),
        ("  months: 30", f"  sources: [{{{TOO_FINE}}}]\n  months: 30", "sources"),
    ],
)
def test_a_project_in_a_folder_that_does_not_hold_together_is_refused_with_file_and_remedy(
    tmp_path, before, after, field
):
    folder = tmp_path / "network"
    shutil.copytree(METROPOLIS, folder)
    file = folder / "projects.yaml"
    content = file.read_text(encoding="utf-8")
    assert before in content
    file.write_text(content.replace(before, after, 1).replace("label: Grant", "label: {fr: Don, en: Grant, es: Don}"))
    refused = check_folder(folder)
    assert [(row.file, row.field) for row in refused] == [("projects.yaml", field)]
    assert refused[0].remedy


@pytest.mark.django_db
def test_the_same_folder_twice_changes_no_project(tmp_path):
    folder = tmp_path / "network"
    shutil.copytree(METROPOLIS, folder)
    file = folder / "projects.yaml"
    words = "{fr: Un, en: One, es: Uno}"
    parts = f"""
  currency: EUR
  sources: [{{code: grant, label: {words}, kind: grant, amount: '100.50', currency: EUR}}]
  budget: [{{code: work, label: {words}, source: grant, amount: '100.50', currency: EUR}}]
  rates: [{{base: USD, to: EUR, value: '0.9', on: 2021-01-01, source: bank}}]
  reports: [{{code: first, label: {words}, due_on: 2021-09-30}}]
  outputs: [{{code: guide, label: {words}}}]
  instalments: [{{code: one, label: {words}, source: grant, amount: 100, currency: EUR, after_reports: [first]}}]
  markers: [{{marker: gender, score: 1, reason: stated}}]
  trips: [{{from: Dakar, to: Mexico, mode: plane, number: 2, kilometres: 9000}}]
  risks: [{{code: rain, text: {words}, likelihood: low}}]
  follow_ups: [{{what: {words}, owner: secretariat}}]
  months: 30"""
    file.write_text(file.read_text(encoding="utf-8").replace("\n  months: 30", parts, 1), encoding="utf-8")
    load_folder(folder, by="operator")
    assert Project.objects.get(months=30).instalments.get().after_reports == ["first"]
    again = load_folder(folder, by="operator")
    assert again.unchanged["project"] == 12

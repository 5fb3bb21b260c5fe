"""The browser twin: questions that may be left and found again, and a network made of their answers."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from django.test import Client

from metronome.founding.drafts import NAME
from metronome.founding.questions import STEPS
from metronome.ground import audit
from metronome.intake.loading import load_folder
from metronome.network.models import Network, Region
from metronome.plan.models import Challenge, Node
from metronome.record.models import Kind
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_network
from tests.networks.typed import TYPED

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def operator(home) -> Client:
    return signed_in(make_account("operator", is_staff=True, is_superuser=True))


def answer(client: Client, step: str, language: str = "en", **more: str):
    return client.post(f"/{language}/founding/{step}/", {**TYPED[step], **more})


def test_answers_typed_page_by_page_make_the_network_its_folder_and_its_history(operator, home):
    for step in STEPS:
        assert answer(operator, step).status_code == 302, step
    assert operator.post("/en/founding/make/", follow=True).status_code == 200
    network = Network.objects.get()
    assert (network.slug, network.languages, network.fiscal_month) == ("ports-forum", ["en", "ar", "fa"], 7)
    assert network.brand == {"brand": "#7a5c00"}
    assert Node.objects.get(code="G1.1").parent == Node.objects.get(code="G1")
    assert Challenge.objects.get(code="1.1").parent == Challenge.objects.get(code="1")
    assert set(Kind.objects.values_list("slug", flat=True)) == {"sounding", "assembly"}
    assert Region.objects.get(slug="north-shore").name.in_("fa") == "کرانه شمالی"
    assert not load_folder(home / "network", by="operator").did_something
    assert sorted(path.name for path in home.iterdir()) == ["network"]
    assert audit.verify() == []


def test_what_was_typed_is_found_again_also_where_it_cannot_stand(operator, home):
    answer(operator, "languages")
    answer(operator, "name")
    page = answer(operator, "plan", nodes="G1 A lower sea\nX9 Nowhere\n")
    assert page.status_code == 400
    assert "Line 2: “X9” is not written as the codes of any level." in page.content.decode()
    another = signed_in(make_account("another-operator", is_staff=True, is_superuser=True))
    again = another.get("/en/founding/plan/").content.decode()
    assert "X9 Nowhere" in again
    overview = another.get("/en/founding/").content.decode()
    assert "to be mended" in overview
    assert "Go on: Plan" in overview
    another.post("/en/founding/make/")
    assert not Network.objects.exists()
    assert (home / NAME).exists()


@pytest.mark.parametrize(
    ("step", "typed", "says"),
    [
        ("languages", {"languages": "en, farsi"}, "farsi"),
        ("languages", {"languages": "en, Français"}, "Write fr."),
        ("name", {"name.en": ""}, "missing"),
        ("name", {"timezone": "Baku"}, "no time zone"),
        ("year", {"fiscal_month": "13"}, "no whole number"),
        ("year", {"currencies": "EURO"}, "no currency"),
        ("plan", {"plan_first_day": ""}, "missing"),
        ("plan", {"plan_last_day": "2020-01-01"}, "ends before"),
        ("plan", {"nodes": "G1.1 Below nothing"}, "stands below nothing"),
        ("plan", {"plan_title.en": "", "plan_title.ar": "", "plan_title.fa": ""}, "no title"),
        ("lists", {"kinds": "One | two | three | four"}, "more texts"),
        ("colours", {"brand.brand": "red"}, "no colour"),
        ("colours", {"brand.brand": "#ffcc00"}, "contrast of 1.4"),
    ],
)
def test_what_cannot_stand_is_told_at_its_question(operator, step, typed, says):
    answer(operator, "languages")
    if step != "name":
        answer(operator, "name")
    page = answer(operator, step, **typed)
    assert page.status_code == 400
    text = page.content.decode()
    assert says in text
    field = next(iter(typed))
    assert f'id="id_{field}_error"' in text


def test_what_cannot_stand_at_one_step_does_not_hide_that_of_another(operator):
    for step in ("languages", "name"):
        answer(operator, step)
    assert answer(operator, "plan", nodes="X9 Nowhere").status_code == 400
    assert answer(operator, "colours", **{"brand.brand": "#ffcc00"}).status_code == 400
    assert operator.get("/en/founding/").content.decode().count("to be mended") == 2


def test_a_name_is_asked_in_every_language_of_the_network_from_its_own_side(operator):
    answer(operator, "languages")
    page = operator.get("/en/founding/name/").content.decode()
    assert 'name="name.ar"' in page
    assert 'lang="fa" dir="rtl"' in page
    assert 'lang="en" dir="ltr"' in page


@pytest.mark.parametrize("language", ["en", "ar", "es", "fr"])
def test_before_there_is_a_network_the_platform_speaks_its_own_languages(operator, language):
    page = operator.get(f"/{language}/founding/")
    assert page.status_code == 200
    assert f'lang="{language}"' in page.content.decode()
    assert f"/{language}/founding/languages/" in page.content.decode()


def test_an_empty_instance_leads_its_operator_to_the_questions_and_nobody_else(operator, client):
    assert "/en/founding/" in operator.get("/en/").content.decode()
    assert "/en/founding/" in operator.get("/en/desk/").content.decode()
    assert "/en/founding/" not in client.get("/en/").content.decode()
    officer = signed_in(make_account("officer"))
    assert officer.get("/en/founding/").status_code == 404
    assert officer.post("/en/founding/make/").status_code == 404


def test_a_network_begins_once(operator, home):
    make_network()
    assert "The network has begun" in operator.get("/en/founding/").content.decode()
    assert operator.get("/en/founding/plan/").status_code == 302
    assert answer(operator, "lists").status_code == 302
    operator.post("/en/founding/make/")
    assert Network.objects.count() == 1
    assert list(home.iterdir()) == []


def test_a_folder_that_lay_there_is_kept_beside_the_new_one(operator, home):
    (home / "network").mkdir()
    (home / "network" / "mine.md").write_text("mine")
    for step in ("languages", "name"):
        answer(operator, step)
    operator.post("/en/founding/make/")
    assert (home / "network" / "network.yaml").exists()
    (kept,) = home.glob("network-before-*/network/mine.md")
    assert kept.read_text() == "mine"


def test_the_folder_of_the_tests_is_no_instance_in_use():
    assert not (django_settings.HOME / NAME).exists()

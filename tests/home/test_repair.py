"""The repair desk: for an operator only, every table as it is, and each change leaves its line."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from metronome.accounts.actions import admit_operator
from metronome.accounts.models import Person
from metronome.ground.audit import Line, verify
from metronome.ground.repair import Repair
from metronome.network.models import Member
from metronome.plan.models import Marker, Node
from metronome.record.models import Activity
from tests.factories.calls import make_application, make_call
from tests.factories.desk import make_proposal
from tests.factories.exchange import (
    make_adoption,
    make_budget_class,
    make_expert,
    make_flag,
    make_verification,
    make_whole_practice,
)
from tests.factories.plan import make_marker
from tests.factories.projects import make_entries, make_project, make_terms
from tests.faults.world import make_row

pytestmark = pytest.mark.django_db
REPAIRED = [model for model, desk in admin.site._registry.items() if isinstance(desk, Repair)]
PASSWORD = "a long sentence nobody guesses"


@pytest.fixture
def operator(client) -> Person:
    person = admit_operator(email="Operator@cities.example", password=PASSWORD, by="operator")
    client.force_login(person)
    return person


def address(model, verb: str, *parts: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{verb}", args=parts)


def fields_of(page) -> dict[str, object]:
    """What the form of a page would send if nobody touched it."""
    form = page.context["adminform"].form
    values = {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def test_nobody_else_sees_the_desk(client):
    assert client.get("/repair/").status_code == 302
    client.force_login(Person.objects.create_user("officer@cities.example", PASSWORD))
    assert client.get("/repair/").status_code == 302


@pytest.mark.parametrize("model", REPAIRED, ids=lambda model: model._meta.label)
def test_every_table_is_listed_by_names_and_nothing_can_be_deleted(client, operator, caspian, model):
    make_application(make_call())
    practice = make_whole_practice()
    make_verification(practice)
    make_budget_class()
    make_adoption(practice, Member.objects.get(slug="baku"), "interest")
    make_expert()
    make_flag(practice)
    for table in REPAIRED:
        if table._meta.app_label == "calls" and not table._default_manager.exists():
            make_row(table)
    make_terms().agreements.create(application="pilot-1", agreed_by="applicant", agreed_on="2021-05-01")
    make_entries(
        make_project(lead=Member.objects.first()),
        node=Node.objects.all()[0],
        activity=Activity.objects.all()[0],
        marker=Marker.objects.first() or make_marker(),
        proposal=make_proposal("members", Member.objects.all()[0].slug, website="https://example.org"),
    )
    page = client.get(address(model, "changelist"))
    assert page.status_code == 200
    row = model._default_manager.first()
    assert str(row) != f"{model.__name__} object ({row.pk})"
    assert client.get(address(model, "change", row.pk)).status_code == 200
    assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert model._default_manager.filter(pk=row.pk).exists()


def test_a_repair_leaves_one_line_with_what_was_and_what_is(client, operator, caspian):
    member = Member.objects.get(slug="baku")
    page = client.get(address(Member, "change", member.pk))
    lines = Line.objects.count()
    answer = client.post(address(Member, "change", member.pk), {**fields_of(page), "website": "baku.example"})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert Member.objects.get(slug="baku").website == "https://baku.example"
    line = Line.objects.latest("number")
    assert Line.objects.count() == lines + 1
    assert (line.verb, line.actor) == ("repair", str(operator))
    assert line.change["website"] == ["", "https://baku.example"]
    assert verify() == []


def test_a_row_made_at_the_desk_leaves_its_line_too(client, operator, caspian):
    node = Node.objects.filter(parent__isnull=False).first()
    assert node is not None
    page = client.get(address(Node, "change", node.pk))
    answer = client.post(address(Node, "add"), {**fields_of(page), "code": "G3.99"})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    line = Line.objects.latest("number")
    assert line.verb == "repair"
    assert line.change["code"] == [None, "G3.99"]


@pytest.mark.parametrize("levels", [11, 500, 100_000])
@pytest.mark.parametrize(
    ("name", "around", "said"),
    [
        ("languages", "[%s]", "levels deep"),
        ("name", '{"source": "en", "texts": {"en": %s}}', "not a text in languages"),
    ],
)
def test_what_nests_too_deep_is_refused_by_name_and_shown_again(client, operator, caspian, levels, name, around, said):
    member = Member.objects.get(slug="baku")
    page, lines = client.get(address(Member, "change", member.pk)), Line.objects.count()
    deep = around % ("[" * levels + "]" * levels)
    answer = client.post(address(Member, "change", member.pk), {**fields_of(page), name: deep})
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert list(form.errors) == [name]
    assert said in form.errors[name][0]
    assert form[name].value() == deep
    assert Line.objects.count() == lines

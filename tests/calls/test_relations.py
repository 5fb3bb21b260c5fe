"""What a city and the secretariat say of an application beside what it hands in, and who must not judge it then."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from metronome.accounts.enums import Role
from metronome.calls.actions import name_partners, name_relations
from metronome.calls.actions.panels import add_relation
from metronome.calls.judging.conflicts import derived_conflicts
from metronome.calls.models import Application, Conflict, EntryRelation, Review
from metronome.ground.audit import verify
from metronome.ground.refusal import Refusal
from tests.factories.accounts import make_office, signed_in
from tests.factories.calls import make_application, make_call, make_keeper
from tests.factories.network import make_member, make_network, text
from tests.factories.panels import make_juror, make_review, make_round

pytestmark = pytest.mark.django_db
#: What is written of the application, what is known of the juror, and the conflict, if it is one.
PLANTED = [
    ("area", "Grand Dakar", "area", "grand dakar", "area"),
    ("area", "Grand Dakar", "city", "Grand Dakar", None),
    ("partner", "Malmö", "city", " MALMO ", "partner_city"),
    ("partner", "Malmö", "partner", "Malmö", None),
    ("sponsor", "Banque du fleuve", "board", "Banque du Fleuve", "sponsors_board"),
    ("sponsor", "Banque du fleuve", "employer", "banque du fleuve", "employer"),
    ("sponsor", "Banque du fleuve", "city", "Banque du fleuve", None),
]


@pytest.fixture
def entry() -> Application:
    make_network()
    return make_application(make_call(), "Dakar", state="eligible")


def city_of(entry: Application):
    """A browser of whoever writes it."""
    person = make_office("applicant")
    make_keeper(entry, person)
    return signed_in(person)


def kinds() -> list[str]:
    return list(Conflict.objects.filter(ended_at=None).values_list("kind", flat=True))


@pytest.mark.parametrize("hand", ["city", "secretariat"])
@pytest.mark.parametrize(("relation", "name", "of_juror", "there", "kind"), PLANTED)
def test_what_is_written_at_either_door_keeps_out_whom_the_table_says(
    entry, hand, relation, name, of_juror, there, kind
):
    juror = make_juror(make_round(entry.call))
    add_relation(juror=juror, relation=of_juror, name=there, by="secretary")
    if hand == "city":
        address = reverse("calls:relations", args=[entry.code])
        answer = city_of(entry).post(address, {relation: f"{name}\r\n\r\n"}, follow=True)
        assert name in answer.content.decode()
    else:
        officer = signed_in(make_office("officer", role=Role.OFFICER))
        address = reverse("calls:relate", args=[entry.code])
        answer = officer.post(address, {"relation": relation, "name": name, "until": ""}, follow=True)
        assert "noted by the secretariat" in answer.content.decode()
    assert kinds() == ([kind] if kind else [])
    assert EntryRelation.objects.get().is_declared is (hand == "city")
    assert verify() == []


@pytest.mark.parametrize(
    ("written", "of_juror", "meet"),
    [
        ("Ville de Lagos", "Lagos", True),
        ("Eko", "lagos", True),
        ("Lagos", "Eko", True),
        ("Barcelona", "Barcelona", True),
        ("Barcelona", "Ciutat de Barcelona", False),
        ("Porto", "Lagos", False),
    ],
)
def test_cities_beside_the_applicant_are_known_by_every_name_of_the_member_that_they_are(
    entry, written, of_juror, meet
):
    make_member("lagos", official_name="Ville de Lagos", spellings=("Eko",))
    for slug, official in (("barcelona", "Ciutat de Barcelona"), ("barcelona-vz", "Municipio de Barcelona")):
        make_member(slug, name=text("Barcelona"), official_name=official)
    entry.co_applicants.create(name=written)
    EntryRelation.objects.create(application=entry, relation="partner", name=written, at=timezone.now())
    found = make_round(entry.call)
    juror = make_juror(found)
    add_relation(juror=juror, relation="city", name=of_juror, by="secretary")
    kinds = [str(one.kind) for one in derived_conflicts(found, [juror])]
    assert kinds == (["co_applicant", "partner_city"] if meet else [])


def test_what_is_said_later_takes_the_application_from_a_juror_at_once(entry):
    found = make_round(entry.call, frozen=True)
    one, two = make_juror(found, "One"), make_juror(found, "Two")
    add_relation(juror=one, relation="board", name="Bank", by="secretary")
    add_relation(juror=two, relation="city", name="Pune", by="secretary")
    first, second = make_review(one, entry), make_review(two, entry)
    name_relations(application=entry, names={"sponsor": ["Bank"]}, by="city")
    assert Review.objects.get(pk=first.pk).state == "recused"
    name_partners(application=entry, names=["Pune"], by="city")
    assert Review.objects.get(pk=second.pk).state == "recused"


def test_a_name_can_be_taken_away_until_panels_rely_on_it(entry):
    entry.state = "submitted"
    entry.save()
    name_relations(application=entry, names={"partner": ["Lyon", "Oslo"]}, by="city")
    name_relations(application=entry, names={"partner": ["Lyon"]}, by="city")
    entry.state = "eligible"
    entry.save()
    with pytest.raises(Refusal) as refused:
        name_relations(application=entry, names={"partner": ["Oslo"]}, by="city")
    assert (refused.value.field, bool(refused.value.remedy)) == ("partner", True)
    name_relations(application=entry, names={"partner": ["Lyon", "Oslo"]}, by="city")
    assert list(EntryRelation.objects.values_list("name", flat=True)) == ["Lyon", "Oslo"]


def test_the_city_and_the_secretariat_keep_what_they_said_apart(entry):
    entry.state = "submitted"
    entry.save()
    city, officer = city_of(entry), signed_in(make_office("officer", role=Role.OFFICER))
    own, desk = reverse("calls:relations", args=[entry.code]), reverse("calls:relate", args=[entry.code])
    officer.post(desk, {"relation": "sponsor", "name": "Bank", "until": "2030-01-31"})
    officer.post(desk, {"relation": "sponsor", "name": "Fonds", "until": "soon"})
    city.post(own, {"sponsor": "Bank"})
    city.post(own, {"sponsor": ""})
    row = EntryRelation.objects.get()
    assert (row.name, row.is_declared, f"{row.until}") == ("Bank", False, "2030-01-31")
    assert "Bank" not in city.get(reverse("calls:application", args=[entry.code])).content.decode()
    officer.post(desk, {"take_away": row.pk})
    assert not EntryRelation.objects.exists()


def test_what_the_city_said_is_not_taken_away_by_the_secretariat(entry):
    name_relations(application=entry, names={"area": ["Golfe"]}, by="city")
    officer = signed_in(make_office("officer", role=Role.OFFICER))
    row = EntryRelation.objects.get()
    officer.post(reverse("calls:relate", args=[entry.code]), {"take_away": row.pk})
    assert EntryRelation.objects.get() == row


def test_what_is_said_of_an_application_stands_on_no_public_page(entry, client):
    name_relations(application=entry, names={"sponsor": ["CANARY bank"]}, by="city")
    for page in ("calls:call", "home:results"):
        assert "CANARY" not in client.get(reverse(page, args=[entry.call.slug])).content.decode()

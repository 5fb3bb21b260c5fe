"""The list of activities: narrowed, searched, sorted, paged and taken along; and one activity."""

import csv
import io
from datetime import date

import pytest

from metronome.ground.text import Text
from metronome.record.enums import Format, InvolvementRole
from metronome.record.models import Evidence
from tests.factories.network import make_member, make_network, make_partner, make_region, text
from tests.factories.plan import make_challenge, make_node, make_plan
from tests.factories.record import make_activity, make_mention, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """Two activities that differ in everything."""
    make_network()
    plan = make_plan()
    lines = [make_node(plan, code) for code in ("A", "B")]
    results = [make_node(plan, f"{line.code}1", line) for line in lines]
    challenges = [make_challenge(plan, code) for code in ("1", "2")]
    members = [
        make_member("mexico-city", region=make_region("north"), name=text("Ville de Mexico"), spellings=("CDMX",)),
        make_member("xian", region=make_region("south"), name=text("Xi'an")),
    ]
    partners = [make_partner("unesco"), make_partner("bank")]
    days = [date(2021, 2, 3), date(2021, 10, 4)]
    titles = [
        Text.of({"fr": "Égalité des œuvres", "en": "Equality of works"}, source="fr"),
        Text.of({"fr": "Zone verte", "en": "A green zone"}, source="fr"),
    ]
    for place, code in enumerate(("equality", "zone")):
        make_activity(
            code,
            title=titles[place],
            summary=text(("Une clé", "Un été")[place]),
            days=[(days[place], days[place])],
            lead_line=lines[place],
            results=[results[place]],
            challenges=[challenges[place]],
            members=[members[place]],
            partners=[partners[place]],
            kind=("event", "course")[place],
            format=(Format.ONLINE, Format.HYBRID)[place],
        )


def codes(client, **asked: str) -> list[str]:
    return [row["code"] for row in client.get("/en/activities.json", asked).json()["activities"]]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("line", "A", "B"),
        ("result", "A1", "B1"),
        ("result", "A", "B"),
        ("challenge", "1", "2"),
        ("member", "mexico-city", "xian"),
        ("region", "north", "south"),
        ("partner", "unesco", "bank"),
        ("kind", "event", "course"),
        ("format", "online", "hybrid"),
        ("period", "2021-02", "2021-10-01..2021-12-31"),
    ],
)
def test_each_facet_narrows_the_list(record, client, name, first, second):
    assert codes(client, **{name: first}) == ["equality"]
    assert codes(client, **{name: second}) == ["zone"]


def test_conditions_hold_together(record, client):
    assert codes(client, line="A", kind="event") == ["equality"]
    assert codes(client, line="A", kind="course") == []


@pytest.mark.parametrize(
    "words",
    ["egalite", "ÉGALITÉ", "oeuvres egalite", "works", "cle", "mexico", "cdmx", "unesco", "a1", "equality", "  des  "],
)
def test_a_search_finds_title_summary_code_tag_and_names_without_accents(record, client, words):
    assert codes(client, q=words) == ["equality"]


@pytest.mark.parametrize("words", ["xi'an", "xian zone", "Xi’an"])
def test_a_name_with_a_sign_in_it_is_found(record, client, words):
    found = codes(client, q=words)
    assert found == ([] if words == "xian zone" else ["zone"])


@pytest.mark.parametrize("words", ["100%", "_", "'; drop table", "\\", '"', "x" * 500, "a " * 300])
def test_signs_in_a_search_mean_themselves(record, client, words):
    assert client.get("/en/activities/", {"q": words}).status_code == 200
    assert codes(client, q="100%") == codes(client, q="x" * 90) == []


def test_the_order_is_that_which_was_asked(record, client):
    assert codes(client) == codes(client, sort="-day") == ["zone", "equality"]
    assert codes(client, sort="day") == ["equality", "zone"]
    assert codes(client, sort="title") == ["zone", "equality"]
    french = client.get("/fr/activities.json", {"sort": "title"}).json()["activities"]
    assert [row["title"] for row in french] == ["Égalité des œuvres", "Zone verte"]


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "1" * 40])
def test_a_page_that_is_not_there_shows_the_nearest(record, client, page):
    assert client.get("/en/activities/", {"page": page}).status_code == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [("line", "A1"), ("result", "Z"), ("challenge", "9"), ("member", "atlantis"), ("region", "west"), ("partner", "x"),
     ("kind", "x"), ("format", "x"), ("period", "someday"), ("sort", "colour")],
)  # fmt: skip
def test_a_value_that_means_nothing_is_named_and_left_aside(record, client, name, value):
    answer = client.get("/en/activities/", {name: value})
    assert answer.status_code == 400
    assert f"“{value}” is not" in answer.content.decode()
    assert "2 activities" in answer.content.decode()
    assert client.get("/en/activities.csv", {name: value}).status_code == 400
    assert client.get("/en/activities.json", {name: value}).status_code == 400


def test_choices_say_how_many_they_would_show_beside_the_other_conditions(record, client):
    page = client.get("/en/activities/", {"line": "A"}).content.decode()
    assert '<option value="event">event (1)</option>' in page
    assert 'value="course"' not in page
    assert '<option value="B">B Résultat B (1)</option>' in page
    assert '<option value="A" selected>' in page


def test_a_list_goes_on_to_the_next_page_and_keeps_what_was_asked(record, client):
    for number in range(30):
        make_activity(f"more-{number}")
    page = client.get("/en/activities/", {"kind": "event"}).content.decode()
    assert "1 to 25 of 31" in page
    assert 'href="?kind=event&amp;page=2"' in page


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_file_holds_what_the_list_shows(record, client):
    (row,) = rows(client.get("/en/activities.csv", {"line": "A"}))
    assert row["code"] == "equality"
    assert row["title"] == "Equality of works"
    assert (row["summary"], row["summary_language"]) == ("Une clé", "fr")
    assert (row["results"], row["challenges"], row["members"]) == ("A1", "1", "mexico-city")


def test_no_cell_of_a_file_runs_as_a_formula(record, client):
    make_activity("formula", title=text('=HYPERLINK("http://x")'), summary=text("+1"))
    row = next(row for row in rows(client.get("/en/activities.csv")) if row["code"] == "formula")
    assert row["title"] == '\'=HYPERLINK("http://x")'
    assert row["summary"] == "'+1"


def test_an_activity_names_a_person_only_where_that_is_agreed(record, client):
    activity = make_activity("talk")
    make_person(activity, "Named Speaker", title=text("director"))
    make_person(activity, "Silent Speaker", title=text("officer"), is_public=False)
    page = client.get("/en/activities/talk/").content.decode()
    assert "Named Speaker" in page
    assert "Silent Speaker" not in page
    assert "officer" in page


def test_who_only_stands_in_the_text_is_told_apart(record, client):
    member = make_member("lima", name=text("Lima"))
    make_activity("named", members=[member], partners=[make_partner("fund")], role=InvolvementRole.NAMED)
    page = client.get("/en/activities/named/").content.decode()
    assert "Lima" in page.split("Named in the text only")[1]
    assert codes(client, member="lima") == []


def test_a_member_of_no_region_has_a_page_and_a_line(record, client):
    make_activity("alone", members=[make_member("alone", country="")])
    for address in ("/en/activities/alone/", "/en/members/", "/en/members/alone/", "/en/members/map/"):
        assert client.get(address).status_code == 200


def test_an_activity_shows_what_proves_it(record, client):
    activity = make_activity("talk")
    Evidence.objects.create(activity=activity, kind="link", url="https://example.org/talk")
    make_mention("le-journal", activity=activity)
    page = client.get("/en/activities/talk/").content.decode()
    assert "https://example.org/talk" in page
    assert "Le-Journal" in page


def test_mentions_stand_by_month_and_can_be_narrowed_to_a_period(record, client):
    make_mention("spring")
    make_mention("autumn", first_day=date(2021, 10, 1), last_day=date(2021, 10, 1))
    page = client.get("/en/media/").content.decode()
    assert page.index("October 2021") < page.index("March 2021")
    assert "Spring" not in client.get("/en/media/?period=2021-10").content.decode()

"""A list comes in by the browser: handed in, understood, looked at, decided, put on record; by those who may."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metronome.accounts.enums import Role
from metronome.ground.deposits import deposited_table
from metronome.intake.models import Import, ImportRow, SavedMapping
from metronome.network.models import Alias, Member
from metronome.record.models import Activity
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_member, make_network, text
from tests.factories.plan import make_node, make_plan
from tests.factories.record import make_kind

pytestmark = pytest.mark.django_db

HEADER = "code,title (fr),days,kind,members"
GOOD = "forum,Forum,2021-03-17,event,dakar"
BAD = "sans-jour,Forum,jamais,event,dakar"
ODD = "rencontre,Rencontre,2021-03-18,event,Dakkar"


@pytest.fixture(autouse=True)
def network(db, settings, tmp_path) -> None:
    settings.HOME = tmp_path
    make_network()
    make_member("dakar", name=text("Dakar"))
    make_node(make_plan(), "L1")
    make_kind("event")


@pytest.fixture
def officer():
    return signed_in(make_account("officer", role=Role.OFFICER))


@pytest.fixture
def editor():
    return signed_in(make_account("editor", role=Role.EDITOR))


def hand_in(browser, *rows: str, kind: str = "activities", **more: str) -> Import:
    file = SimpleUploadedFile("liste.csv", ("\n".join(rows) + "\n").encode())
    answer = browser.post("/en/desk/imports/hand-in/", {"upload": file, "kind": kind, **more})
    found = Import.objects.latest("pk")
    assert answer["Location"] == f"/en/desk/imports/{found.pk}/columns/"
    return found


def looked_at(browser, found: Import, columns: dict[str, str] | None = None, **more: str) -> Import:
    """What the page of the columns sends when nothing is changed on it, or these columns are."""
    page = browser.get(f"/en/desk/imports/{found.pk}/columns/").context["shown"]
    chosen = {f"column_{one.place}": (columns or {}).get(one.name, one.key) for one in page.columns}
    sent = {"do": "look", "kind": found.kind, "column": [one.name for one in page.columns], **chosen, **more}
    browser.post(f"/en/desk/imports/{found.pk}/columns/", sent)
    found.refresh_from_db()
    return found


def test_what_its_columns_are_is_not_asked_again_because_days_or_numbers_are_read_another_way(officer):
    found = hand_in(officer, "Ville;Depuis", "Nantes;12/05/2018", kind="members")
    sent = {"do": "read", "kind": "members", "column": ["Ville", "Depuis"], "column_0": "name_fr", "column_1": "since"}
    officer.post(f"/en/desk/imports/{found.pk}/columns/", {**sent, "days": "dmy"})
    page = officer.get(f"/en/desk/imports/{found.pk}/columns/").context["shown"]
    assert [one.key for one in page.columns] == ["name_fr", "since"]
    officer.post(f"/en/desk/imports/{found.pk}/columns/", {**sent, "days": "dmy", "delimiter": ","})
    page = officer.get(f"/en/desk/imports/{found.pk}/columns/").context["shown"]
    assert len(page.columns) == 1, "cut at other places it has other columns"


def test_a_refused_row_names_its_field_as_the_reader_calls_it(officer):
    found = looked_at(officer, hand_in(officer, "Ville;Pays", "Nantes;FR", kind="members"))
    page = officer.get(f"/fr/desk/imports/{found.pk}/").content.decode()
    assert "<strong>Nom</strong>" in page


def test_an_officer_hands_in_and_looks_and_an_editor_puts_it_on_record(officer, editor):
    found = looked_at(officer, hand_in(officer, HEADER, GOOD))
    assert (found.state, found.counts["new"]) == ("looked_at", 1)
    page = officer.get(f"/en/desk/imports/{found.pk}/").content.decode()
    assert "Forum" in page
    assert "An editor puts it on record" in page
    assert officer.post(f"/en/desk/imports/{found.pk}/commit/", {"rows": "all"}).status_code == 404
    editor.post(f"/en/desk/imports/{found.pk}/commit/", {"rows": "all"})
    found.refresh_from_db()
    assert (found.state, Activity.objects.get().code) == ("committed", "forum")
    assert (found.file, found.rows.count()) == ("", 0)


def test_a_list_that_waits_stands_on_the_desk_of_whoever_puts_it_on_record(officer, editor):
    found = looked_at(officer, hand_in(officer, HEADER, GOOD))
    assert "1 list waits." in editor.get("/en/desk/").content.decode()
    assert "1 list waits." not in officer.get("/en/desk/").content.decode()
    editor.post(f"/en/desk/imports/{found.pk}/commit/", {"rows": "all"})
    assert "list waits" not in editor.get("/en/desk/").content.decode()


def test_what_is_put_on_record_twice_is_put_once(editor):
    found = looked_at(editor, hand_in(editor, HEADER, GOOD))
    for _ in range(2):
        editor.post(f"/en/desk/imports/{found.pk}/commit/", {"rows": "all"})
    again = looked_at(editor, hand_in(editor, HEADER, GOOD))
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 1, "refused": 0}
    assert "No row would change anything" in editor.get(f"/en/desk/imports/{again.pk}/").content.decode()


def test_refused_rows_stay_in_a_file_to_mend_and_the_accepted_come_in(editor):
    found = looked_at(editor, hand_in(editor, HEADER, GOOD, BAD))
    editor.post(f"/en/desk/imports/{found.pk}/commit/", {"rows": "all"})
    assert not Activity.objects.exists()
    editor.post(f"/en/desk/imports/{found.pk}/commit/", {"rows": "accepted"})
    assert Activity.objects.get().code == "forum"
    file = editor.get(f"/en/desk/imports/{found.pk}/refused.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(file, newline=""))
    assert (row["code"], row["days"]) == ("sans-jour", "jamais")
    assert row["Why it was refused"].startswith("Days: ")


def test_rows_are_shown_by_their_fate(editor):
    found = looked_at(editor, hand_in(editor, HEADER, GOOD, BAD))
    assert [row.identity for row in editor.get(f"/en/desk/imports/{found.pk}/?fate=refused").context["rows"]] == [
        "sans-jour"
    ]
    assert len(editor.get(f"/en/desk/imports/{found.pk}/").context["rows"]) == 2


def test_a_name_that_nobody_knows_is_decided_on_the_preview_and_learnt(editor):
    found = looked_at(editor, hand_in(editor, HEADER, ODD))
    assert [(one["text"], one["candidates"]) for one in found.asked] == [("Dakkar", ["dakar"])]
    editor.post(f"/en/desk/imports/{found.pk}/names/", {"pick_0": "dakar"})
    found.refresh_from_db()
    assert (found.counts["new"], found.asked) == (1, [])
    editor.post(f"/en/desk/imports/{found.pk}/commit/", {"rows": "all"})
    assert Alias.objects.get(spelling="Dakkar").member == Member.objects.get(slug="dakar")


def test_a_column_that_was_not_recognised_is_chosen_and_the_choice_kept_under_a_name(editor):
    found = hand_in(editor, "Nom du projet,Quand,Genre", "Forum,2021-03-17,event")
    columns = {"Nom du projet": "title_fr", "Quand": "days", "Genre": "kind"}
    assert looked_at(editor, found, columns, save_as="Le tableau du secrétariat").counts["new"] == 1
    mapping = SavedMapping.objects.get()
    again = hand_in(editor, "Nom du projet,Quand,Genre", "Autre,2021-03-18,event", mapping=str(mapping.pk))
    assert looked_at(editor, again).counts["new"] == 1


def test_a_file_that_cannot_be_read_says_so_on_its_page(editor):
    found = hand_in(editor, "%PDF-1.7", kind="members")
    page = editor.get(f"/en/desk/imports/{found.pk}/columns/")
    assert page.status_code == 200
    assert "The file is no table" in page.content.decode()


def test_a_preview_that_is_no_longer_true_is_looked_at_again(editor):
    found = looked_at(editor, hand_in(editor, "slug,official_name", "dakar,Ville de Dakar", kind="members"))
    Member.objects.update(official_name="Commune de Dakar")
    editor.post(f"/en/desk/imports/{found.pk}/commit/", {"rows": "all"})
    assert Member.objects.get(slug="dakar").official_name == "Commune de Dakar"


def test_a_file_is_seen_by_its_owner_and_by_editors_alone(officer, editor):
    found = looked_at(officer, hand_in(officer, HEADER, GOOD))
    another = signed_in(make_account("another-officer", role=Role.OFFICER))
    for page in ("", "columns/", "refused.csv"):
        address = f"/en/desk/imports/{found.pk}/{page}"
        assert [browser.get(address).status_code for browser in (officer, editor, another)] == [200, 200, 404]
    assert another.get("/en/desk/imports/").context["page"].paginator.count == 0


def test_what_is_thrown_away_is_gone_with_its_file_and_its_rows(officer, django_capture_on_commit_callbacks):
    found = looked_at(officer, hand_in(officer, HEADER, GOOD))
    path = deposited_table(found.file)
    assert path is not None
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(f"/en/desk/imports/{found.pk}/throw-away/")
    assert not path.exists()
    assert Import.objects.count() + ImportRow.objects.count() == 0


def test_without_a_file_nothing_is_handed_in(officer):
    officer.post("/en/desk/imports/hand-in/", {"kind": "members"})
    assert not Import.objects.exists()

"""The form in full: people, markers, follow-ups, files, suggestions, and that nothing typed is lost."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from metronome.accounts.enums import Role
from metronome.desk.models import Draft
from metronome.record.models import Activity
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_contact, make_member, make_network, text
from tests.factories.plan import make_marker, make_node, make_plan
from tests.factories.record import make_activity, make_kind

pytestmark = pytest.mark.django_db
DESK = "/fr/desk/activities/"
DRAFTS = "/fr/desk/drafts/activities/"
TYPED = {"title_fr": "Forum", "kind": "event", "first": "2021-03-17", "last": "", "precision": "day", "do": "save"}
#: What a page says that has all parts.
WHOLE = {"with": "parts"}
PERSON = {"person_office": "", "person_role": "speaker", "person_gender": "", "person_public": "", "person_was": ""}


@pytest.fixture
def network(settings, tmp_path):
    settings.HOME = tmp_path
    make_network()
    line = make_node(make_plan(), "A")
    make_node(line.plan, "A1", line)
    make_member("dakar")
    make_member("lagos")
    make_kind()
    make_marker("gender")


@pytest.fixture
def officer(network):
    return signed_in(make_account("officer", role=Role.OFFICER))


@pytest.fixture
def editor(network):
    return signed_in(make_account("editor", role=Role.EDITOR))


def noted(browser, **fields) -> Activity:
    answer = browser.post(f"{DESK}new/", {**TYPED, **fields})
    assert answer.status_code == 302, answer.content.decode()
    return Activity.objects.latest("pk")


def boxes(page: str) -> dict[str, list[str]]:
    """What a browser would send of a page as it stands."""
    form = page.split('<form class="noting"')[1].split("</form>")[0]
    found: dict[str, list[str]] = {}
    pattern = r"<input[^>]*>|<textarea[^>]*>[^<]*|<select[^>]*>.*?</select>"
    for tag in re.findall(pattern, form, flags=re.S):
        name = re.search(r'name="(\w+)"', tag)
        if not name or ("checkbox" in tag and " checked" not in tag) or 'type="file"' in tag:
            continue
        if tag.startswith("<select"):
            chosen = re.search(r'<option value="([^"]*)" selected', tag) or re.search(r'<option value="([^"]*)"', tag)
            value = chosen[1] if chosen else ""
        elif tag.startswith("<textarea"):
            value = tag.split(">", 1)[1]
        else:
            value = (re.search(r'value="([^"]*)"', tag) or ["", ""])[1]
        found.setdefault(name[1], []).append(value)
    return found


def test_people_are_noted_by_contact_and_by_name_with_their_part(officer):
    make_contact("mayor", name="Maire Exemple", office=text("Maire"))
    activity = noted(
        officer, **WHOLE, **PERSON | {"person_role": "expert", "person_gender": "female"},
        person_name="Une experte", contact="mayor", role_of_mayor="chair",
    )  # fmt: skip
    people = {person.name: person for person in activity.people.select_related("contact")}
    assert str(people["Maire Exemple"].contact) == "mayor"
    assert people["Maire Exemple"].role == "chair"
    assert (people["Une experte"].role, people["Une experte"].gender) == ("expert", "female")
    assert not people["Une experte"].is_public


def test_a_contact_is_found_by_name_or_office_and_offered_with_a_part(officer):
    make_contact("mayor", name="Maire Exemple", office=text("Présidente"))
    page = officer.get(f"{DESK}find/", {"find_contact": "presidente"}).content.decode()
    assert 'name="contact" value="mayor"' in page
    assert 'name="role_of_mayor"' in page


def test_markers_series_languages_cities_and_follow_ups_are_noted(officer):
    activity = noted(
        officer, **WHOLE, score_gender="2", reason_gender="Le sujet même", series="Forum annuel",
        language=["fr"], other_languages="ar, pt", other_cities="Ville A, Ville B", members_only="yes",
        what="Envoyer le guide", owner="Bureau Afrique", due="2021-06-01", done="", what_was="",
    )  # fmt: skip
    score, promise = activity.marker_scores.get(), activity.follow_ups.get()
    assert (score.score, score.reason) == (2, "Le sujet même")
    assert (activity.series, activity.languages, activity.is_members_only) == (
        "Forum annuel",
        ["fr", "ar", "pt"],
        True,
    )
    assert activity.other_cities == ["Ville A", "Ville B"]
    assert (promise.owner, promise.due_on, promise.done_on) == ("Bureau Afrique", date(2021, 6, 1), None)


def test_an_entry_with_every_part_opened_and_saved_again_is_the_same(officer):
    make_contact("mayor", name="Maire Exemple", office=text("Maire"))
    activity = noted(
        officer, **WHOLE, **PERSON, person_name="Une experte", contact="mayor", role_of_mayor="chair",
        score_gender="1", reason_gender="Une séance", language=["fr", "en"], series="Forum",
        what="Envoyer", owner="Bureau", due="2021-06-01", done="", what_was="", tag="result:plan/A1", member="dakar",
        url="https://example.org/", label="Page", qualifier="about", number="30", upper="", basis="people", printed="",
    )  # fmt: skip
    address = f"{DESK}{activity.code}/change/"
    page = officer.get(address).content.decode()
    before = re.findall(r'name="version" value="(\d+)"', page)
    answer = officer.post(address, {**boxes(page), "do": "save"})
    assert answer.status_code == 302, answer.content.decode()
    assert re.findall(r'name="version" value="(\d+)"', officer.get(address).content.decode()) == before


def test_what_was_typed_before_the_page_had_all_parts_leaves_them_as_they_are(officer):
    activity = noted(officer, **WHOLE, **PERSON, person_name="Une experte", series="Forum annuel")
    page = officer.get(f"{DESK}{activity.code}/change/").content.decode()
    version = re.findall(r'name="version" value="(\d+)"', page)
    officer.post(f"{DESK}{activity.code}/change/", {**TYPED, "title_fr": "Autre", "version": version[0]})
    activity.refresh_from_db()
    assert (activity.title.in_("fr"), activity.series, activity.people.count()) == ("Autre", "Forum annuel", 1)


def test_what_cannot_be_read_in_the_rarer_parts_is_said_and_kept(officer):
    answer = officer.post(
        f"{DESK}new/",
        {
            **TYPED, **WHOLE, "score_gender": "2", "reason_gender": "", "other_languages": "arabe!",
            "what": ["Envoyer", "Sans date"], "owner": ["", "Bureau"], "due": ["", "demain"], "done": ["", ""],
            "what_was": ["", ""], "file": ["../../secret_key", "0" * 64 + ".pdf"], "file_label": ["x", "y"],
            "file_public": ["", ""],
        },
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 400
    for kept in ("arabe!", "Envoyer", "Sans date", "demain"):
        assert kept in page
    for place in ("more", "what_1", "url_1"):
        assert f'href="#{place}"' in page
    assert not Activity.objects.exists()


# Files


def handed_in(name: str = "programme.txt", content: bytes = b"Programme") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_sent_with_the_form_is_evidence_that_the_public_cannot_open(client, officer):
    activity = noted(officer, upload=handed_in("../../../etc/passwd"))
    piece = activity.evidence.get()
    assert re.fullmatch(r"[0-9a-f]{64}\.txt", piece.file)
    desk = officer.get(f"{DESK}files/{piece.file}")
    assert b"".join(desk.streaming_content) == b"Programme"
    assert "attachment" in desk["Content-Disposition"]
    assert desk["X-Content-Type-Options"] == "nosniff"
    Activity.objects.update(state="published", approver="editor")
    assert client.get(f"/fr/activities/{activity.code}/files/{piece.file}").status_code == 404
    assert client.get(f"{DESK}files/{piece.file}").status_code == 302
    assert piece.file not in client.get(f"/fr/activities/{activity.code}/").content.decode()


def test_a_file_opened_to_everybody_is_there_once_its_activity_is_published(client, officer):
    row = officer.post(f"{DESK}files/", {"upload": handed_in()}).content.decode()
    name = re.findall(r'name="file" value="([^"]+)"', row)[0]
    activity = noted(officer, file=name, file_label="Programme du jour", file_public="yes")
    address = f"/fr/activities/{activity.code}/files/{name}"
    assert client.get(address).status_code == 404
    Activity.objects.update(state="published", approver="editor")
    assert b"".join(client.get(address).streaming_content) == b"Programme"
    assert address in client.get(f"/fr/activities/{activity.code}/").content.decode()
    for other in (f"/fr/activities/other/files/{name}", f"/fr/activities/{activity.code}/files/{'0' * 64}.txt"):
        assert client.get(other).status_code == 404


def test_a_file_that_is_refused_leaves_what_was_typed_on_the_page(officer):
    svg = handed_in("x.svg", b"<svg/>")
    answer = officer.post(f"{DESK}new/", {**TYPED, "upload": svg})
    assert answer.status_code == 400
    assert 'value="Forum"' in answer.content.decode()
    alone = officer.post(f"{DESK}files/", {"upload": handed_in("x.svg", b"<svg/>")}).content.decode()
    assert "alert--bad" in alone
    assert 'name="file"' not in alone


def test_a_file_is_taken_away_by_its_mark(officer):
    activity = noted(officer, upload=handed_in())
    name = activity.evidence.get().file
    page = officer.get(f"{DESK}{activity.code}/change/").content.decode()
    officer.post(f"{DESK}{activity.code}/change/", {**boxes(page), "without": name, "do": "save"})
    assert not activity.evidence.exists()


# Suggestions


def test_what_similar_activities_had_is_offered_with_where_it_comes_from_and_not_ticked(officer):
    line = make_node(make_plan("later"), "B")
    result = make_node(line.plan, "B1", line)
    past = make_activity("old", title=text("Régénération urbaine"), series="Atelier", results=[result])
    page = officer.post(
        f"{DESK}suggest/", {"title_fr": "La régénération urbaine", "series": "Atelier"}
    ).content.decode()
    assert 'value="result:later/B1">' in page
    assert "Régénération urbaine" in page
    assert "17 mars 2021" in page
    assert "checked" not in page
    chosen = {"title_fr": "x", "series": "Atelier", "tag": "result:later/B1"}
    assert "B1" not in officer.post(f"{DESK}suggest/", chosen).content.decode()
    assert "B1" not in officer.post(f"{DESK}suggest/", {"series": "Atelier", "code": past.code}).content.decode()
    assert "B1" not in officer.post(f"{DESK}suggest/", {"title_fr": "Autre chose"}).content.decode()


def test_a_draft_of_somebody_is_no_source_of_suggestions(officer):
    make_activity(
        "old", title=text("Régénération urbaine"), series="Atelier", state="draft", members=[make_member("rabat")]
    )
    assert "rabat" not in officer.post(f"{DESK}suggest/", {"series": "Atelier"}).content.decode()


def test_a_tag_is_offered_with_its_last_use(officer):
    line = make_node(make_plan("later"), "B")
    make_activity("old", title=text("Forum d'hiver"), results=[make_node(line.plan, "B1", line)])
    page = officer.get(f"{DESK}find/", {"find_tag": "B1"}).content.decode()
    assert "Forum d&#x27;hiver" in page


# Signed out meanwhile


def test_a_part_of_a_page_is_told_that_the_sign_in_is_over(client, network):
    for address in (DRAFTS, f"{DESK}files/", f"{DESK}suggest/"):
        assert client.post(address, headers={"HX-Request": "true"}).status_code == 401
    assert client.get(f"{DESK}find/", {"find_tag": "a"}, headers={"HX-Request": "true"}).status_code == 401
    assert not Draft.objects.exists()


def seal_in(page: str) -> str:
    return str(re.findall(r'name="seal" value="([^"]+)"', page)[0])


def test_what_was_sent_signed_out_waits_for_the_same_person_and_nobody_else(officer, network):
    seal = seal_in(officer.get(f"{DESK}new/").content.decode())
    person, other = Client(), Client()
    for browser in (person, other):
        answer = browser.post(f"{DESK}new/", {**TYPED, "title_fr": "Kanarienvogel", "seal": seal})
        assert answer["Location"].endswith(f"?next={DESK}new/")
    assert not Activity.objects.exists()
    other.force_login(make_account("another", role=Role.OFFICER))
    assert "Kanarienvogel" not in other.get(f"{DESK}new/").content.decode()
    person.force_login(signed_in_person("officer"))
    page = person.get(f"{DESK}new/").content.decode()
    assert 'value="Kanarienvogel"' in page
    assert "alert--info" in page
    assert "Kanarienvogel" not in person.get(f"{DESK}new/").content.decode()


def signed_in_person(office: str):
    from metronome.accounts.models import Person

    return Person.objects.get(email=f"{office}@example.org")


@pytest.mark.parametrize("seal", ["", "1", "1:forged:seal"])
def test_what_a_stranger_sends_is_not_kept(network, seal):
    stranger = Client()
    answer = stranger.post(f"{DESK}new/", {**TYPED, "seal": seal})
    assert answer.status_code == 302
    assert "sessionid" not in answer.cookies


def test_what_was_kept_in_the_browser_comes_back_as_a_page(officer):
    page = officer.post(f"{DESK}new/", {**TYPED, "more": "again", "member": "dakar"}).content.decode()
    assert 'value="dakar" checked' in page
    assert "alert--info" in page
    assert not Activity.objects.exists()


def test_a_note_at_a_field_stands_at_that_field(officer, editor):
    activity = noted(officer, do="send")
    editor.post(f"{DESK}{activity.code}/return/", {"comment": "Presque.", "note_place": "Quelle salle ?"})
    page = officer.get(f"{DESK}{activity.code}/change/").content.decode()
    assert re.search(r'id="place".*?Quelle salle', page, flags=re.S)

"""What stays between two pairs of eyes, and how what is proposed is read."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metronome.accounts.enums import Role
from metronome.desk.enums import State
from metronome.desk.models import Proposal
from metronome.ground.audit import Line, publication
from metronome.ground.text import Text
from metronome.ground.told import version_of
from metronome.listening.models import Bilateral
from metronome.network.models import Contact
from tests.desk.boxes import sent
from tests.desk.test_nouns import AUTHOR, SECRET, published
from tests.factories.accounts import make_account, signed_in
from tests.factories.desk import make_proposal
from tests.factories.governance import make_body, make_mandate
from tests.factories.listening import make_bilateral
from tests.factories.network import make_contact, make_member, make_network, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record():
    make_network(languages=["fr", "en", "es"])
    dakar = make_member()
    make_contact("mayor", name="Mayor", member=dakar)
    make_bilateral(member=dakar)
    make_mandate(make_body(), members=[dakar])


@pytest.fixture
def officer():
    return signed_in(make_account("officer", role=Role.OFFICER))


@pytest.fixture
def editor():
    return signed_in(make_account("editor", role=Role.EDITOR))


def test_confidential_notes_stand_in_no_line_no_list_no_public_page_and_not_in_a_closed_proposal(officer, client):
    counter = publication()
    proposal = make_proposal("bilaterals", "meeting", by=AUTHOR, notes=SECRET)
    assert SECRET in officer.get(f"/fr/desk/proposals/{proposal.pk}/").content.decode()
    assert SECRET not in officer.get("/fr/desk/bilaterals/").content.decode()
    published(proposal)
    assert Bilateral.objects.get().notes == SECRET
    assert publication() == counter, "the public sees nothing of notes"
    assert not any(SECRET in str((line.change, line.why, line.subject)) for line in Line.objects.all())
    proposal.refresh_from_db()
    assert SECRET not in str((proposal.given, proposal.begun))
    for page in ("/fr/", "/fr/members/dakar/", "/fr/search/?q=meeting"):
        assert SECRET not in client.get(page).content.decode()


def test_a_withdrawn_proposal_keeps_its_row_without_personal_values(officer, editor):
    proposal = make_proposal("contacts", "mayor", by=AUTHOR, name=SECRET)
    editor.post(f"/fr/desk/proposals/{proposal.pk}/withdraw/")
    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN
    assert SECRET not in str(proposal.given)
    assert editor.get(f"/fr/desk/proposals/{proposal.pk}/").status_code == 200
    assert Contact.objects.get(slug="mayor").name == "Mayor"


def test_a_name_in_the_history_of_a_contact_is_read_from_where_it_can_be_erased(editor):
    published(make_proposal("contacts", "mayor", by=AUTHOR, name=SECRET))
    assert not any(SECRET in str(line.change) for line in Line.objects.all())
    assert SECRET in editor.get("/fr/desk/contacts/mayor/").content.decode()
    assert version_of("contact:mayor")


def test_a_history_with_many_names_is_read_in_as_many_questions_as_one_with_few(editor):
    counts = []
    for names in (("First", "Second"), ("Third", "Fourth", "Fifth")):
        for name in names:
            published(make_proposal("contacts", "mayor", by=AUTHOR, name=name))
        editor.get("/fr/desk/contacts/mayor/")
        with CaptureQueriesContext(connection) as asked:
            editor.get("/fr/desk/contacts/mayor/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_what_is_proposed_to_come_in_is_listed_by_names(officer):
    make_contact("chair", name="Présidence")
    sent(officer, "/fr/desk/bilaterals/new/", member="dakar", first_day="2021-03-02", precision="day")
    sent(officer, "/fr/desk/mandates/new/", body="board", office="seat", contact="chair")
    assert Proposal.objects.count() == 2
    page = officer.get("/fr/desk/proposals/").content.decode()
    assert "Dakar, 2 mars 2021" in page
    found = re.findall(r'proposals/\d+/">([^<]+)</a>', page)
    assert not [title for title in found if "dakar" in title or "board" in title or "chair" in title], found


def test_a_text_is_led_by_the_name_of_its_language(officer):
    make_partner("harbour", name=Text.of({"fr": "Port", "en": "Harbour"}, source="fr"))
    page = officer.get("/fr/desk/partners/harbour/").content.decode()
    assert "anglais\u202f: Harbour" in page
    assert "en: Harbour" not in page

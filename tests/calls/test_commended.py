"""What the jury says and what a city shows of what it does: by two hands, and to everybody only with the results."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from metronome.calls.actions import withdraw_application
from metronome.calls.actions.commending import (
    LONGEST,
    confirm_commendation,
    take_commendation_back,
    write_commendation,
)
from metronome.calls.actions.deciding import announce, apply_verdicts, propose_verdict
from metronome.calls.actions.picturing import accept_picture, give_picture, stop_showing, take_picture_back
from metronome.calls.models import Application, ApplicationPicture, Call, Commendation
from metronome.ground import audit
from metronome.ground.refusal import Refusal
from tests.factories.accounts import make_office, signed_in
from tests.factories.calls import make_application, make_call, make_keeper
from tests.factories.exchange import make_practice
from tests.factories.network import make_network
from tests.factories.panels import make_juror, make_round

pytestmark = pytest.mark.django_db
WORDS = {"fr": "Un jardin qui boit.", "en": "A garden that drinks."}
PAGE, FILE = "/en/calls/award/results/", "/en/calls/award/results.csv"


def photograph(size: tuple[int, int] = (320, 180)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "green").save(made, "JPEG")
    return made.getvalue()


def content(browser: Client, address: str) -> bytes:
    answer: Any = browser.get(address)
    return b"".join(answer.streaming_content)


@pytest.fixture
def decided() -> Call:
    """Dakar won, Lagos did not; both were eligible, and somebody writes each."""
    make_network(languages=["fr", "en"], languages_to_publish=["fr", "en"])
    call = make_call()
    make_round(call, frozen=True)
    for city in ("Dakar", "Lagos"):
        make_keeper(make_application(call, city, state="eligible"), make_office(f"writer-of-{city.lower()}"))
    propose_verdict(application=winner(call), outcome="winner", why="First", by="secretary")
    apply_verdicts(call=call, by="chair")
    return call


def winner(call: Call) -> Application:
    return call.applications.get(city="Dakar")


def written(call: Call, by: object = "secretary", **texts: str) -> Commendation:
    said = texts or WORDS
    return write_commendation(application=winner(call), outcome="winner", texts=said, source="fr", by=by)


def confirmed(call: Call, one: Commendation, by: object = "chair") -> Commendation:
    moment = one.written_at.isoformat()
    return confirm_commendation(application=winner(call), outcome=one.outcome, written_at=moment, by=by)


def pictured(call: Call, **fields: Any) -> ApplicationPicture:
    given = {"credit": "Ville de Dakar", "alternative": "Un jardin sous la pluie", "agrees": True, **fields}
    return give_picture(application=winner(call), content=photograph(), by="writer", **given)


def test_words_and_a_picture_reach_everybody_with_the_announcement_and_not_before(decided, client):
    confirmed(decided, written(decided))
    picture = pictured(decided)
    accept_picture(application=winner(decided), file=picture.file, alternative={"en": "A garden"}, by="secretary")
    shown = reverse("calls:result_picture", args=["award", picture.file])
    announce(call=decided, outcome="", by="chair")
    for address in (PAGE, FILE):
        assert "garden" not in client.get(address).content.decode()
    assert client.get(shown).status_code == 404
    announce(call=decided, outcome="winner", by="chair")
    page = client.get(PAGE).content.decode()
    for words in ("A garden that drinks.", 'alt="A garden"', "Ville de Dakar", shown, "What the jury says"):
        assert words in page
    assert Image.open(io.BytesIO(content(client, shown))).size == (320, 180)
    assert "Un jardin qui boit." in client.get(PAGE.replace("/en/", "/fr/")).content.decode()
    assert audit.verify() == []


def test_the_page_and_the_file_say_the_same_and_lead_to_the_practice_once_it_is_public(decided, client):
    confirmed(decided, written(decided))
    announce(call=decided, outcome="winner", by="chair")
    assert "/exchange/" not in client.get(FILE).content.decode()
    practice = make_practice("rain-gardens", source=f"application:{winner(decided).code}")
    picture = pictured(decided)
    accept_picture(application=winner(decided), file=picture.file, alternative={}, by="secretary")
    (row,) = csv.DictReader(io.StringIO(client.get(FILE).content.decode("utf-8-sig")))
    told = reverse("exchange:practice", args=[practice.slug])
    assert row["jury"] == "A garden that drinks."
    assert row["credit"] == "Ville de Dakar"
    assert row["picture"].endswith(reverse("calls:result_picture", args=["award", picture.file]))
    assert row["practice"].endswith(told)
    page = client.get(PAGE).content.decode()
    assert told in page
    assert picture.file in page


def test_words_are_confirmed_by_another_hand_that_read_these_words_in_every_language_of_publication(decided):
    first = written(decided)
    with pytest.raises(Refusal, match="You wrote this yourself"):
        confirmed(decided, first, by="secretary")
    second = written(decided, fr="Autrement dit.")
    with pytest.raises(Refusal, match="written anew"):
        confirmed(decided, first)
    with pytest.raises(Refusal, match="What the jury says in English"):
        confirmed(decided, second)
    take_commendation_back(application=winner(decided), outcome="winner", by="secretary")
    with pytest.raises(Refusal, match="Nothing waits"):
        take_commendation_back(application=winner(decided), outcome="winner", by="secretary")
    assert not Commendation.objects.filter(confirmed_at__isnull=False).exists()


def test_what_is_public_stays_until_new_words_are_confirmed_and_can_be_taken_away(decided, client):
    confirmed(decided, written(decided))
    announce(call=decided, outcome="winner", by="chair")
    newer = written(decided, fr="Mieux dit.", en="Better said.")
    assert "A garden that drinks." in client.get(PAGE).content.decode()
    confirmed(decided, newer)
    page = client.get(PAGE).content.decode()
    assert "Better said." in page
    assert "A garden that drinks." not in page
    confirmed(decided, written(decided, fr=""))
    assert "Better said." not in client.get(PAGE).content.decode()


def test_the_jury_says_something_only_of_what_came_to_the_outcome(decided):
    other = decided.applications.get(city="Lagos")
    with pytest.raises(Refusal, match="has not come to this"):
        write_commendation(application=other, outcome="winner", texts=WORDS, source="fr", by="secretary")
    for texts, reason in (({"fr": " "}, "Nothing is written"), ({"fr": "x" * (LONGEST + 1)}, "longer than")):
        with pytest.raises(Refusal, match=reason):
            written(decided, **texts)
    withdraw_application(application=winner(decided), by="writer")
    with pytest.raises(Refusal, match="has not come to this"):
        written(decided)


def test_a_picture_needs_consent_credit_and_words_and_goes_when_its_city_takes_it_back(decided, client):
    for lack in ({"agrees": False}, {"credit": " "}, {"alternative": ""}):
        with pytest.raises(Refusal):
            pictured(decided, **lack)
    with pytest.raises(Refusal, match="no picture"):
        give_picture(application=winner(decided), content=b"%PDF-", credit="c", alternative="a", agrees=True, by="w")
    picture = pictured(decided)
    announce(call=decided, outcome="winner", by="chair")
    assert picture.file not in client.get(PAGE).content.decode()
    accept_picture(application=winner(decided), file=picture.file, alternative={"fr": ""}, by="secretary")
    assert "Un jardin sous la pluie" in client.get(PAGE).content.decode()
    stop_showing(application=winner(decided), file=picture.file, by="secretary")
    assert picture.file not in client.get(PAGE).content.decode()
    accept_picture(application=winner(decided), file=picture.file, alternative={}, by="secretary")
    take_picture_back(application=winner(decided), by="writer")
    assert picture.file not in client.get(PAGE).content.decode()
    assert client.get(reverse("calls:result_picture", args=["award", picture.file])).status_code == 404
    with pytest.raises(Refusal, match="There is no picture"):
        take_picture_back(application=winner(decided), by="writer")
    with pytest.raises(Refusal, match="taken this picture back"):
        accept_picture(application=winner(decided), file=picture.file, alternative={}, by="secretary")


def test_another_picture_waits_again_and_a_large_one_is_kept_smaller(decided):
    first = pictured(decided)
    accept_picture(application=winner(decided), file=first.file, alternative={}, by="secretary")
    second = give_picture(
        application=winner(decided), content=photograph((2400, 1200)), credit="c", alternative="a", agrees=True, by="w"
    )
    assert (second.width, second.height, second.accepted_at) == (1600, 800, None)
    first.refresh_from_db()
    assert first.ended_at is not None


def office(name: str, role: Role) -> tuple[Person, Client]:
    person = make_office(name, role=role)
    return person, signed_in(person)


def test_an_officer_writes_an_editor_confirms_and_a_city_gives_its_picture_by_their_pages(decided):
    one = winner(decided)
    (_o, officer), (_e, editor) = office("officer", Role.OFFICER), office("editor", Role.EDITOR)
    page, confirm = (reverse(f"calls:{door}", args=[one.code]) for door in ("words_of", "confirm_words"))
    assert "Projet Dakar" in officer.get(reverse("calls:words", args=["award"])).content.decode()
    written = {f"text_{code}": words for code, words in WORDS.items()}
    assert officer.post(page, {"do": "write", "outcome": "winner", **written}).status_code == 302
    assert officer.post(confirm, {"outcome": "winner"}).status_code in (403, 404)
    waits = Commendation.objects.get()
    moment = {"outcome": "winner", "written": waits.written_at.isoformat()}
    assert editor.post(confirm, moment).status_code == 302
    waits.refresh_from_db()
    assert waits.confirmed_at is not None
    kept = officer.post(page, {"do": "write", "outcome": "winner", "text_fr": "y" * (LONGEST + 1)})
    assert kept.status_code == 400
    assert "yyy" in kept.content.decode()
    city = signed_in(one.keepers.get().person)
    own = reverse("calls:picture", args=[one.code])
    assert own in city.get(reverse("calls:application", args=[one.code])).content.decode()
    upload = SimpleUploadedFile("garden.jpg", photograph(), "image/jpeg")
    said = {"upload": upload, "credit": "Ville", "alternative": "Un jardin"}
    assert city.post(own, said).status_code == 400
    upload.seek(0)
    assert city.post(own, {**said, "agrees": "on"}).status_code == 302
    picture = one.pictures.get()
    for browser, door in ((city, "application_file"), (officer, "screened_file")):
        assert content(browser, reverse(f"calls:{door}", args=[one.code, picture.file])).startswith(b"\xff\xd8")
    assert picture.file in officer.get(page).content.decode()
    officer.post(page, {"do": "accept", "file": picture.file, "text_en": "A garden"})
    picture.refresh_from_db()
    assert picture.alternative.texts == {"fr": "Un jardin", "en": "A garden"}
    city.post(own, {"do": "back"})
    assert not one.pictures.filter(ended_at=None).exists()


def test_who_sits_on_a_panel_or_writes_the_application_does_not_write_for_the_jury(decided):
    one = winner(decided)
    page, whole = reverse("calls:words_of", args=[one.code]), reverse("calls:words", args=["award"])
    juror, sitting = office("sitting-officer", Role.OFFICER)
    make_juror(decided.rounds.get(), person=juror)
    assert sitting.get(page).status_code in (403, 404)
    assert sitting.get(whole).status_code in (403, 404)
    author, writing = office("writing-editor", Role.EDITOR)
    assert writing.get(page).status_code == 200
    make_keeper(one, author)
    assert writing.get(page).status_code in (403, 404)

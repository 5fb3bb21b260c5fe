"""The logo of a member: handed in by its focal points, made anew, shown to everybody."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from metronome.accounts.enums import Role
from metronome.ground import audit
from metronome.ground.deposits import deposit, deposited
from metronome.network.actions import appoint_focal_point
from metronome.network.models import Member
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_member, make_network

pytestmark = pytest.mark.django_db
PATH = "/en/desk/my-member/dakar/logo/"
#: A secret in what a picture says besides its points.
SECRET = b"Kanarienvogel"


@pytest.fixture
def dakar(db, settings, tmp_path) -> Member:
    settings.HOME = tmp_path
    make_network()
    return make_member("dakar")


@pytest.fixture
def focal(dakar) -> Client:
    person = make_account("focal-point-of-dakar")
    appoint_focal_point(person=person, member=dakar, by="operator")
    return signed_in(person)


def picture(sort: str = "PNG", width: int = 1600, height: int = 800) -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), "teal").save(made, sort)
    return made.getvalue()


def handed_in(client: Client, content: bytes, name: str = "../../logo.png"):
    return client.post(PATH, {"upload": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("sort", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_made_anew_and_shown_to_everybody(dakar, focal, sort):
    before = audit.publication()
    assert handed_in(focal, picture(sort) + SECRET).status_code == 302
    dakar.refresh_from_db()
    assert audit.publication() == before + 1
    page = Client().get("/fr/members/dakar/").content.decode()
    assert f'src="/fr/logos/{dakar.logo}"' in page
    shown = Client().get(f"/fr/logos/{dakar.logo}")
    content = b"".join(shown)
    assert shown["Content-Type"] == f"image/{sort.lower()}"
    assert Image.open(BytesIO(content)).size == (640, 320)
    assert SECRET not in content
    assert audit.Line.objects.get(subject="logo:dakar").change["logo"][0] == ""
    assert 'name="remove"' in focal.get(PATH).content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no picture"),
        (b"<html></html>", "no picture"),
        (b"%PDF-1.7", "no picture"),
        (b"\x89PNG and no more", "no picture"),
        (b"\xff\xd8\xff" + b"0" * 5_000_001, "at most 5 MB"),
        (b"", "empty"),
    ],
)
def test_what_is_no_picture_is_refused_with_what_helps(dakar, focal, content, said):
    answer = handed_in(focal, content)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    dakar.refresh_from_db()
    assert dakar.logo == ""


def test_without_a_picture_one_is_asked_for(dakar, focal):
    answer = focal.post(PATH)
    assert answer.status_code == 400
    assert "Choose a picture." in answer.content.decode()


def test_a_logo_is_taken_away_by_whoever_keeps_the_record_too(dakar, focal):
    handed_in(focal, picture())
    dakar.refresh_from_db()
    address = f"/en/logos/{dakar.logo}"
    assert b"".join(Client().get(address))
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    assert officer.post(PATH, {"remove": "yes"}).status_code == 302
    assert Client().get(address).status_code == 404
    assert officer.post(PATH, {"remove": "yes"}).status_code == 302
    assert audit.Line.objects.filter(subject="logo:dakar").count() == 2


def test_nobody_else_changes_a_logo_and_no_other_file_is_given(dakar, focal):
    lagos = make_account("focal-point-of-lagos")
    appoint_focal_point(person=lagos, member=make_member("lagos"), by="operator")
    assert handed_in(signed_in(lagos), picture()).status_code == 404
    name = deposit(b"a note that is no logo")
    assert deposited(name) is not None
    answers = [Client().get(f"/en/logos/{one}").status_code for one in (name, "nothing", "..%2Fsecret_key")]
    assert answers == [404, 404, 404]

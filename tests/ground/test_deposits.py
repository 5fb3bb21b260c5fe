"""Files that people hand in: what they are is told by their content, and nothing of theirs becomes a path."""

import io
import itertools
import zipfile

import pytest
from PIL import Image

from metronome.ground.deposits import TYPES, deposit, deposited, known
from metronome.ground.refusal import Refusal


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


def picture(sort: str, **options) -> bytes:
    made = io.BytesIO()
    Image.new(options.pop("mode", "RGB"), (4, 2), "#0a5").save(made, sort, **options)
    return made.getvalue()


def packed(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            named = name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin")
            # With a fixed moment in it, the same content every time.
            file.writestr(zipfile.ZipInfo(named), content)
    return made.getvalue()


WORD = {"word__document_xml": "<w/>"}
TYPED = {"[Content_Types].xml": "<t/>"}


@pytest.mark.parametrize(
    ("kind", "content"),
    ids=itertools.count(1),
    argvalues=[
        ("pdf", b"%PDF-1.7 ..."),
        ("png", picture("PNG")),
        ("png", picture("PNG", mode="RGBA")),
        ("jpg", picture("JPEG")),
        ("webp", picture("WEBP")),
        ("docx", packed(**WORD, **TYPED)),
        ("xlsx", packed(xl__workbook_xml="<x/>", **TYPED)),
        ("odt", packed(mimetype=TYPES["odt"])),
        ("txt", "Programme\r\n\tséance".encode()),
    ],
)
def test_a_file_is_what_its_content_says_and_lies_under_its_digest(kind, content, home):
    name = deposit(content)
    assert name.endswith(f".{kind}")
    path = deposited(name)
    assert path is not None
    assert path.is_relative_to(home / "files")
    assert deposit(content) == name


@pytest.mark.parametrize(
    "content",
    ids=itertools.count(1),
    argvalues=[
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "\ufeff <html>".encode(),
        b"MZ\x90\x00",
        b"\x89PNG\r\n\x1a\n broken",
        b"\xff\xd8\xff broken",
        b"RIFF1234WAVE",
        b"PK\x03\x04 broken",
        packed(anything="x"),
        packed(mimetype="application/x-shockwave-flash"),
        packed(mimetype="x" * 200),
        packed(word__vbaProject_bin="x", **WORD, **TYPED),
        b"caf\xe9",
        b"null\x00",
    ],
)
def test_what_is_of_no_kind_that_is_taken_is_refused_with_what_helps(content):
    with pytest.raises(Refusal) as refusal:
        deposit(content)
    assert refusal.value.remedy
    assert refusal.value.field == "upload"


def test_a_picture_is_made_anew_upright_and_without_what_was_hidden_in_it():
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Kanarienvogel"
    kind, made = known(picture("JPEG", exif=exif) + b"<script>Kanarienvogel</script>")
    assert kind == "jpg"
    assert b"Kanarienvogel" not in made
    assert Image.open(io.BytesIO(made)).size == (2, 4)


def test_a_picture_of_too_many_points_is_refused_before_it_is_unpacked():
    made = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(made, "PNG")
    with pytest.raises(Refusal):
        deposit(made.getvalue())


def test_a_file_over_the_limit_is_refused_with_the_limit(settings):
    settings.UPLOAD_LIMIT = 1
    with pytest.raises(Refusal, match="1 MB"):
        deposit(b"%PDF-" + b" " * 1_000_000)


@pytest.mark.parametrize(
    "name", ["", "../secret_key", "a.pdf", "0" * 64 + ".svg", "0" * 64 + ".pdf", "0" * 64 + ".pdf\n"]
)
def test_nothing_but_a_file_that_was_handed_in_is_found(name):
    assert deposited(name) is None

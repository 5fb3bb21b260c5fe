"""A Word template is the staff's own file: it is tried before it is taken, and a bad one is refused with the place."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.opc.constants import RELATIONSHIP_TYPE

from metronome.accounts.enums import Role
from metronome.ground.audit import Line
from metronome.ground.refusal import Refusal
from metronome.report.composing.actions import leave_template, take_template
from metronome.report.composing.templates import refuse_template
from metronome.report.editions.build import read_edition, word_template
from metronome.report.models import WordTemplate
from metronome.report.rendering.word import TEMPLATE, render_docx
from tests.factories.accounts import make_account, signed_in
from tests.factories.report import make_edition
from tests.home.world import make_world

pytestmark = pytest.mark.django_db
PAGE = "/fr/desk/reports/word/"


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def written(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.styles.add_style("Figure", 2)
    return saved(document)


def saved(document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return made.getvalue()


def with_picture_from_outside() -> bytes:
    document = docx.Document()
    document.part.relate_to("https://tracker.example/pixel.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    return saved(document)


def test_reports_are_made_of_the_template_handed_in_last_until_it_is_left():
    make_world()
    content = written("{{ title }} — {{ period_words }}")
    refuse_template(content=content)
    take_template(kind="progress", content=content, label="ours.docx", by="editor")
    made = render_docx(read_edition(make_edition()).content("fr"), word_template())
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text.startswith("Spring — ")
    leave_template(kind="progress", by="editor")
    assert word_template() == TEMPLATE
    assert [line.verb for line in Line.objects.filter(subject="template:progress")] == ["take", "leave"]
    with pytest.raises(Refusal):
        leave_template(kind="progress", by="editor")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"not a document", "no Word file"),
        (with_part(written("x"), "word/vbaProject.bin", b"macro"), "holds a program"),
        (with_part(written("x"), "word/embeddings/oleObject1.bin", b"ole"), "holds a program"),
        (with_part(written("x"), "word/media/large.bin", b"0" * 41_000_000), "too large"),
    ],
    ids=["no archive", "macro", "embedded file", "bomb"],
)
def test_a_file_that_is_more_or_less_than_a_document_is_refused_before_it_is_opened(content: bytes, says: str):
    with pytest.raises(Refusal, match=says) as refused:
        refuse_template(content=content)
    assert refused.value.field == "template"


@pytest.mark.parametrize(
    ("lines", "says", "place"),
    [
        (("{{ title }}", "{{ nobody_knows }}"), "nobody_knows", "{{ nobody_knows }}"),
        # Nothing of the kind is in the record, so that the line is never reached.
        (("{%p for one in [] %}", "{{ never_there }}", "{%p endfor %}"), "never_there", "{{ never_there }}"),
        (("{{ title }}", "{% if %}"), "command", "{% if %}"),
        (("{{ title.__class__.__mro__ }}",), "more than to read", "__class__"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused_with_the_place(lines, says: str, place: str):
    make_world()
    with pytest.raises(Refusal, match=says) as refused:
        refuse_template(content=written(*lines))
    assert place in refused.value.remedy


def test_a_template_that_fetches_something_from_outside_is_refused():
    make_world()
    with pytest.raises(Refusal, match=r"from outside: https://tracker\.example"):
        refuse_template(content=with_picture_from_outside())


def test_a_template_is_handed_in_on_a_page_that_keeps_a_bad_one_out_and_says_who_handed_in_a_good_one():
    make_world()
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    bad = officer.post(PAGE, {"template": SimpleUploadedFile("bad.docx", written("{{ nobody }}"))})
    assert bad.status_code == 400
    assert "« {{ nobody }} »" in bad.content.decode().replace("\u202f", " ")
    assert not WordTemplate.objects.exists()
    good = officer.post(PAGE, {"template": SimpleUploadedFile("../ours.docx", written("{{ title }}"))})
    assert good.status_code == 302
    page = officer.get(PAGE).content.decode()
    assert "ours.docx" in page
    assert "officer" in page
    assert officer.get(f"{PAGE}progress.docx").content == word_template().read_bytes()
    officer.post(f"{PAGE}leave/")
    assert officer.get(f"{PAGE}progress.docx").content == TEMPLATE.read_bytes()

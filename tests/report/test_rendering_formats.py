"""The files of a report: complete, accessible, harmless, and the same bytes wherever they are made."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject, TextStringObject

from metronome.ground.refusal import Refusal
from metronome.report.figures.ledger import compute_all
from metronome.report.rendering.child import run
from metronome.report.rendering.content import content, shown_numbers
from metronome.report.rendering.fonts import characters_without_font, printable
from metronome.report.rendering.html import render_html
from metronome.report.rendering.pdf import render_pdf
from metronome.report.rendering.readback import attached_manifest, page_digests, printed_numbers, reads_as
from metronome.report.rendering.word import render_docx
from metronome.report.rows import PartText
from tests.factories import snapshot as rows
from tests.report.test_rendering_content import Head, said
from tests.report.twice import MANIFEST

HOSTILE = '#panic("x") *b* {{ 7*7 }} <script>alert(1)</script> & = $x$ \\ @a'
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def small():
    return said(rows.quiet_snapshot())


@pytest.fixture(scope="module")
def pdf(small) -> bytes:
    return render_pdf(small, MANIFEST)


@pytest.fixture(scope="module")
def hostile():
    activity = rows.activity_row("forum", title=rows.words(HOSTILE), summary=rows.words(HOSTILE))
    return said(rows.quiet_snapshot(activities=(activity,)))


def opened(pdf: bytes) -> Any:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in opened(pdf).pages)


# Everywhere


def digests(**surroundings: str) -> list[str]:
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "metronome.config.settings", **surroundings}
    command = [sys.executable, str(PROJECT / "tests" / "report" / "twice.py")]
    done = subprocess.run(
        command, env=environment, cwd=surroundings["HOME"], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_the_same_report_is_the_same_bytes_in_other_surroundings(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    for home in (here, there):
        home.mkdir()
    first = digests(HOME=str(here), METRONOME_HOME=str(here), TZ="UTC", PYTHONHASHSEED="1", LANG="C")
    second = digests(
        HOME=str(there), METRONOME_HOME=str(there), TZ="Asia/Tehran", PYTHONHASHSEED="2", LANG="fr_FR.UTF-8"
    )
    assert first == second
    assert [line.split()[0] for line in first] == ["html", "pdf", "docx", "csv"]


# PDF


def test_the_pdf_is_tagged_archivable_and_says_its_language_and_title(pdf):
    reader = opened(pdf)
    root = reader.trailer["/Root"]
    about = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part>3<.*pdfaid:conformance>A<", about, re.DOTALL)
    assert "pdfuaid:part>1<" in about
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "Report"
    assert root["/MarkInfo"]["/Marked"]


def test_the_pdf_has_a_bookmark_for_each_chapter_and_each_figure(small, pdf):
    def titles(outline):
        for item in outline:
            if isinstance(item, list):
                yield from titles(item)
            else:
                yield item.title

    found = list(titles(opened(pdf).outline))
    for expected in [*(part.heading for part in small.chapters), *(figure.label for figure in small.figures)]:
        assert expected in found


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_numbers_printed_at_figure_links_are_those_of_the_content_in_order(language):
    found = said(rows.quiet_snapshot(), language)
    assert printed_numbers(render_pdf(found, MANIFEST)) == shown_numbers(found) != []


def test_another_number_in_the_rows_is_another_number_in_print(small, pdf):
    other = said(rows.quiet_snapshot(members=rows.quiet_snapshot().members[:3]))
    changed = render_pdf(other, MANIFEST)
    assert printed_numbers(changed) != printed_numbers(pdf)
    assert page_digests(changed) != page_digests(pdf)


def test_the_manifest_is_attached_as_data_and_comes_back_as_it_was(pdf):
    assert attached_manifest(pdf) == MANIFEST
    (attached,) = opened(pdf).trailer["/Root"]["/AF"]
    assert attached.get_object()["/AFRelationship"] == "/Data"


def test_another_manifest_changes_no_page(small, pdf):
    assert page_digests(render_pdf(small, b'{"rows":[' + b"1," * 40_000 + b"1]}")) == page_digests(pdf)


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_digit_changed_on_any_page_is_found(pdf, page):
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    changed = writer.pages[page]
    stream = DecodedStreamObject()
    drawn = changed.get_contents().get_data()
    glyphs = next(re.finditer(rb"\[\(((?:[^\\()]|\\.)+)\)", drawn))
    stream.set_data(drawn[: glyphs.start(1)] + b"\\000\\001" + drawn[glyphs.end(1) :])
    changed[NameObject("/Contents")] = writer._add_object(stream)
    written = io.BytesIO()
    writer.write(written)
    before, after = page_digests(pdf), page_digests(written.getvalue())
    assert [number for number, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]] == [
        page % len(before)
    ]


def test_a_link_that_leads_elsewhere_is_found(pdf):
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    links = (link.get_object() for page in writer.pages for link in page.get("/Annots", ()))
    link = next(link for link in links if "/figures/" in link.get("/A", {}).get("/URI", ""))
    link["/A"][NameObject("/URI")] = TextStringObject("https://elsewhere.example/")
    written = io.BytesIO()
    writer.write(written)
    assert page_digests(written.getvalue()) != page_digests(pdf)
    assert printed_numbers(written.getvalue()) != printed_numbers(pdf)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"{}"])
def test_what_is_no_report_is_refused_with_a_reason(content):
    for read in (printed_numbers, page_digests, attached_manifest):
        with pytest.raises(ValueError, match="PDF"):
            read(content)


def test_a_pdf_without_manifest_or_tags_is_refused_with_a_reason():
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    written = io.BytesIO()
    writer.write(written)
    with pytest.raises(ValueError, match="manifest"):
        attached_manifest(written.getvalue())
    with pytest.raises(ValueError, match="tagged"):
        printed_numbers(written.getvalue())


def test_text_of_the_record_is_printed_and_never_run_as_markup(hostile):
    printed = " ".join(text_of(render_pdf(hostile, MANIFEST)).split())
    for word_ in ("#panic", "*b*", "{{ 7*7 }}", "<script>", "$x$"):
        assert word_ in printed


def test_a_character_that_no_font_has_is_shown_as_a_box_with_its_code():
    snapshot = rows.quiet_snapshot(texts=(PartText("note", rows.words("Jour 😀 한")),))
    printed = text_of(render_pdf(said(snapshot), MANIFEST))
    assert "U+1F600" in printed
    assert "U+D55C" in printed


def test_other_scripts_have_fonts():
    text = "Xi’an 西安, العربية, עברית, Москва, Αθήνα, ひらがな — “…” → ≥ 1\u202f380"
    assert characters_without_font(text) == set()
    assert printable(text) == text
    assert characters_without_font("a😀\n") == {"😀"}
    assert printable("a\x07b\tc\ud800") == "ab c☐U+D800"


def test_a_report_from_the_right_to_the_left_is_set_so():
    snapshot = rows.quiet_snapshot(title=rows.words("تقرير"))
    found = content(snapshot, compute_all(snapshot), (), language="ar", head=Head())
    assert found.direction == "rtl"
    made = render_pdf(found, MANIFEST)
    assert opened(made).trailer["/Root"]["/Lang"] == "ar"
    printed, expected = printed_numbers(made), shown_numbers(found)
    assert [figure for figure, _ in printed] == [figure for figure, _ in expected]
    pairs = [(text, words) for (_, text), (_, words) in zip(printed, expected, strict=True)]
    assert [pair for pair in pairs if not reads_as(*pair)] == []
    assert '<html lang="ar" dir="rtl">' in render_html(found).decode()
    assert docx.Document(io.BytesIO(render_docx(found))).element.body.findall(".//" + qn("w:bidi"))


@pytest.mark.parametrize(
    ("printed", "expected", "reads"),
    [
        ("more than 200", "more than 200", True),
        ("more than 300", "more than 200", False),
        ("200 ألف", "200", False),
        ("نم رثكأ 200", "أكثر من 200", True),
        ("نم رثكأ 300", "أكثر من 200", False),
        ("1,380 و20 نيب", "بين 20 و1,380", True),
        ("نيب", "بين 20 و30", False),
    ],
)
def test_what_is_read_back_is_held_against_what_was_to_be_printed(printed: str, expected: str, reads: bool):
    assert reads_as(printed, expected) is reads


def test_a_child_that_fails_says_why_in_a_sentence():
    with pytest.raises(Refusal, match="could not be made"):
        run("compile.py", {"template": "missing.typ", "data": {}, "manifest": "", "timestamp": 0})


# HTML


def test_the_page_stands_alone_without_script_and_fetches_nothing(small):
    page = render_html(small).decode()
    assert "<script" not in page
    assert not re.findall(r'<(?:link|img|iframe|object)\b|@import|src=|url\((?!"?(?:data:|#))', page)
    assert " style=" not in page


def test_the_page_shows_every_number_and_each_leads_to_its_entry_in_the_same_file(small):
    page = render_html(small).decode()
    shown = [(reference, text) for reference, text in re.findall(r'data-figure="([^"]*)">([^<]*)<', page)]
    assert shown == shown_numbers(small)
    ids = set(re.findall(r'\bid="([^"]*)"', page))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= ids
    assert len(ids) == len(re.findall(r'\bid="', page))


def test_text_of_the_record_is_escaped_on_the_page(hostile):
    page = render_html(hostile).decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def is_chapter(paragraph: Any) -> bool:
    return bool(paragraph.style.name == "Heading 1")


def test_every_file_prints_the_chapters_of_the_edition_in_its_order_and_no_other():
    found = said(rows.quiet_snapshot(parts=("who", "media", "note")))
    expected = shown_numbers(found)
    assert printed_numbers(render_pdf(found, MANIFEST)) == expected
    page = render_html(found).decode()
    assert re.findall(r'data-figure="([^"]*)">([^<]*)<', page) == expected
    document = docx.Document(io.BytesIO(render_docx(found)))
    links = ["".join(link.itertext(qn("w:t"))) for link in document.element.body.iter(qn("w:hyperlink"))]
    assert links == [text for _, text in expected]
    assert [one.text for one in document.paragraphs if is_chapter(one)] == [part.heading for part in found.chapters]

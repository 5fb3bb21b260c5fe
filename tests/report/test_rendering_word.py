"""The Word file of a report: complete, accessible, harmless, and of any template that says what it may."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from metronome.ground.refusal import Refusal
from metronome.report.rendering import word
from metronome.report.rendering.content import shown_numbers
from metronome.report.rendering.word import render_docx
from tests.factories import snapshot as rows
from tests.report.test_rendering_content import said
from tests.report.test_rendering_formats import HOSTILE, is_chapter


@pytest.fixture(scope="module")
def small():
    return said(rows.quiet_snapshot())


@pytest.fixture(scope="module")
def hostile():
    return said(rows.quiet_snapshot(activities=(rows.activity_row("forum", title=rows.words(HOSTILE)),)))


def test_a_template_of_ones_own_prints_nothing_of_a_chapter_that_is_left_out(tmp_path):
    found = said(rows.quiet_snapshot(parts=("note",)))
    lines = (
        "{{ note.heading }}",
        "{{ who.heading }}",
        "{%p for region in regions %}",
        "{{ region.name }}",
        "{%p endfor %}",
    )
    own = written_as(tmp_path / "own.docx", *lines)
    assert [words for words in paragraphs_of(render_docx(found, own)) if words] == [found.note.heading]


def written_as(path: Path, *lines: str) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.styles.add_style("Figure", 2)
    document.save(str(path))
    return path


def paragraphs_of(content: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(content)).element.body
    return ["".join(paragraph.itertext(qn("w:t"))) for paragraph in body.iter(qn("w:p"))]


def test_the_word_file_has_every_number_as_a_link_to_its_page(small):
    document = docx.Document(io.BytesIO(render_docx(small)))
    links = [
        (document.part.rels[link.get(qn("r:id"))].target_ref, "".join(link.itertext(qn("w:t"))))
        for link in document.element.body.iter(qn("w:hyperlink"))
    ]
    assert [text for _, text in links] == [text for _, text in shown_numbers(small)]
    assert links[0][0] == small.note.text[0].runs[1].shown.href


def test_the_word_file_has_real_headings_a_table_of_contents_and_words_for_its_pictures(small):
    document = docx.Document(io.BytesIO(render_docx(small)))
    headings = [paragraph.text for paragraph in document.paragraphs if is_chapter(paragraph)]
    assert headings == [part.heading for part in small.chapters]
    assert "TOC" in "".join(element.text for element in document.element.body.iter(qn("w:instrText")))
    drawn = [element.get("descr") for element in document.element.body.iter(qn("wp:docPr"))]
    assert drawn
    assert all(drawn)
    assert document.core_properties.title == small.title


def test_no_command_is_left_in_the_word_file(small):
    assert [line for line in paragraphs_of(render_docx(small)) if "{{" in line or "{%" in line] == []


def test_the_files_within_a_word_file_have_one_fixed_time(small):
    with zipfile.ZipFile(io.BytesIO(render_docx(small))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))  # noqa: S314 - made here


def test_text_of_the_record_is_printed_in_word_and_never_run(hostile):
    assert any("{{ 7*7 }} <script>alert(1)</script> &" in line for line in paragraphs_of(render_docx(hostile)))


def test_a_number_may_stand_in_the_middle_of_a_line_of_the_template(small, tmp_path):
    template = written_as(
        tmp_path / "own.docx", "There were {{r highlights[0].shown }} activities in {{ period_words }}."
    )
    lines = paragraphs_of(render_docx(small, template))
    assert lines[0] == f"There were {small.highlights[0].shown.text} activities in {small.period_words}."


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{{ title.__class__.__mro__ }}", "tries to do more"),
        ("{{ ''.__class__.__base__.__subclasses__() }}", "tries to do more"),
        ("{% for i in range(10**9) %}{{ i }}{% endfor %}", "never comes to an end"),
        ("{{ titel }}", "'titel' is undefined"),
        ("{{ note.headline }}", "headline"),
        ("{% for x in lines %}", "not written as it should be"),
        ("{{ title", "not written as it should be"),
    ],
)
def test_a_template_that_is_wrong_or_hostile_is_refused_with_its_reason(small, tmp_path, line, reason):
    template = written_as(tmp_path / "own.docx", line)
    with pytest.raises(Refusal) as refused:
        render_docx(small, template)
    assert reason in refused.value.reason
    assert refused.value.field == "template"


def test_a_template_that_is_no_word_file_is_refused(small, tmp_path):
    template = tmp_path / "own.docx"
    template.write_bytes(b"not a document")
    with pytest.raises(Refusal, match="cannot be read as a Word file"):
        render_docx(small, template)


def test_the_shipped_template_is_the_one_that_the_tool_writes(tmp_path, monkeypatch):
    from tools import word_template

    monkeypatch.setattr(word_template, "TEMPLATE", tmp_path / "made.docx")
    word_template.main()
    with zipfile.ZipFile(tmp_path / "made.docx") as made, zipfile.ZipFile(word.TEMPLATE) as shipped:
        assert made.namelist() == shipped.namelist()
        assert made.read("word/document.xml") == shipped.read("word/document.xml")
        assert made.read("word/styles.xml") == shipped.read("word/styles.xml")

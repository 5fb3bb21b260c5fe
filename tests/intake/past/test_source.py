"""A file that is handed in is read as lines with their places, or refused with a sentence; it harms nobody."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
import typst
from pypdf import PdfWriter

from metronome.ground.refusal import Refusal
from metronome.intake.past import source
from metronome.intake.past.lines import joined, lines_of, lines_of_text, paragraphs
from metronome.intake.past.source import lines_of_file

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def word(body: str, before: str = "") -> bytes:
    """A Word document of these parts, as it could be written by hand."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return made.getvalue()


def test_a_word_document_gives_its_lines_and_its_headings_are_larger(tmp_path):
    made = docx.Document()
    made.add_heading("A title", level=3)
    made.add_paragraph("14 September\nOn two lines")
    made.add_table(rows=1, cols=1).cell(0, 0).text = "In a table"
    made.save(str(tmp_path / "report.docx"))
    lines = [line for line in lines_of_file(tmp_path / "report.docx", "docx") if line.text]
    assert [line.text for line in lines] == ["A title", "14 September", "On two lines", "In a table"]
    assert lines[0].size > lines[1].size == lines[3].size


def test_a_pdf_gives_its_lines_with_page_and_size_and_without_running_heads(tmp_path):
    words = ("one", "two", "three", "four")
    pages = "\n#pagebreak()\n".join(
        f"= Title {word}\n{day} March" for day, word in zip((7, 8, 17, 23), words, strict=True)
    )
    content = typst.compile(f"#set page(footer: [The report #context counter(page).display()])\n{pages}".encode())
    lines = [line for line in lines_of_file(written(tmp_path, "report.pdf", content), "pdf") if line.text]
    assert [(line.page, line.text) for line in lines[:2]] == [(1, "Title one"), (1, "7 March")]
    assert len(lines) == 8
    assert lines[0].size > lines[1].size


def test_a_text_gives_its_lines_and_a_form_feed_begins_a_page(tmp_path):
    path = written(tmp_path, "report.txt", "\ufeffOne\r\n\r\n** Two **\fThree\n".encode())
    assert [(line.page, line.number, line.text) for line in lines_of_file(path, "txt") if line.text] == [
        (1, 1, "One"),
        (1, 3, "Two"),
        (2, 4, "Three"),
    ]


def test_words_that_a_line_divides_are_whole_again():
    lines = lines_of_text("méta-\nphore et pan\u00ad\ndémie.\n\nEncore")
    assert joined(lines) == "métaphore et pandémie. Encore"
    assert paragraphs(lines) == "métaphore et pandémie.\n\nEncore"


def test_days_at_the_head_of_pages_are_no_running_heads():
    days = [(page, 0.0, f"{day} March") for page, day in enumerate((3, 3, 8, 17, 17, 23), 1)]
    assert all(line.text for line in lines_of(days))
    assert not any(line.text for line in lines_of((page, 0.0, f"Report of 2021 - {page + 2}") for page in range(1, 7)))


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("docx", b"PK\x03\x04 and nothing else", "broken"),
        ("docx", word("<w:p><w:r><w:t>cut off", before=""), "broken"),
        ("docx", word("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", before=ENTITIES), "unpacks"),
        ("docx", word("<w:p><w:r><w:t>" + "a" * 70_000_000 + "</w:t></w:r></w:p>"), "unpacks"),
        ("docx", word("<w:p/>"), "only pictures"),
        ("pdf", b"%PDF-1.7\nnot one", "broken"),
        ("pdf", locked(), "locked"),
        ("xlsx", b"PK\x03\x04", "plain text"),
    ],
    ids=["no zip", "cut off", "entities", "bomb", "empty", "no PDF", "locked", "workbook"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(tmp_path, kind, content, words):
    with pytest.raises(Refusal) as refused:
        lines_of_file(written(tmp_path, f"hostile.{kind}", content), kind)
    assert words in refused.value.reason
    assert refused.value.remedy


def test_a_file_that_never_comes_to_an_end_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "SECONDS", 0.01)
    with pytest.raises(Refusal, match="takes too long"):
        lines_of_file(written(tmp_path, "slow.docx", word("<w:p/>")), "docx")

"""A text table is read as it was written: its encoding and its separator are recognised or refused, never guessed."""

from __future__ import annotations

import pytest

from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.reading import read_table, sheets
from metronome.ground.workbooks.said import sentences
from metronome.ground.workbooks.table import Limits
from metronome.ground.workbooks.ways import ways_of

WEST = ways_of(["fr", "en", "es"])
EAST = ways_of(["en", "ar", "fa"])


@pytest.fixture
def file(tmp_path):
    def write(content: str | bytes, encoding: str = "utf-8"):
        path = tmp_path / "members.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


def rows(path, ways=WEST, **choices):
    return [(row.number, *row.cells) for row in read_table(path, ways=ways, **choices).rows()]


def refused(path, ways=WEST, **choices) -> Refusal:
    with pytest.raises(Refusal) as caught:
        list(read_table(path, ways=ways, **choices).rows())
    assert caught.value.reason
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_an_encoding_is_recognised(file, encoding):
    path = file("slug;name\nmalaga;Málaga\nmontreal;Montréal – Québec\n", encoding)
    assert rows(path) == [(2, "malaga", "Málaga"), (3, "montreal", "Montréal – Québec")]


def test_the_encoding_of_windows_follows_the_languages_of_the_network(file):
    arabic = file("slug;name\nbaku;باكو\n", "cp1256")
    assert rows(arabic, EAST) == [(2, "baku", "باكو")]
    assert read_table(arabic, ways=EAST).recognised.encoding == "cp1256"
    french = file("slug;name\nquebec;Québec\nmalaga;Málaga\n", "cp1252")
    assert rows(french, EAST) == [(2, "quebec", "Québec"), (3, "malaga", "Málaga")]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("slug;name\nlodz;Łódź\n", "cp1250"),
        ("slug;name\nmexico;México\n", "mac_roman"),
        ("slug;name\nmoskva;Москва\n", "cp1251"),
        ("slug;price\na;12 €\n", "iso8859-15"),
    ],
)
def test_an_encoding_that_could_be_another_is_refused_until_somebody_says_it(file, text, encoding):
    path = file(text, encoding)
    assert refused(path).field == "encoding"
    assert rows(path, encoding=encoding)[0][2] == text.split(";")[-1].strip()


def test_a_word_that_reads_in_two_encodings_is_shown_both_ways(file):
    path = file("slug;name\nx;\xe3\xe1\n".encode("latin-1"))
    refusal = refused(path, EAST)
    assert "Windows-1252" in refusal.reason
    assert "Windows-1256" in refusal.reason


def test_an_encoding_that_does_not_fit_the_file_is_refused(file):
    assert refused(file(b"a;b\n\xe9;1\n"), encoding="utf-8").field == "encoding"
    assert refused(file("a;b\n1;2\n"), encoding="klingon").field == "encoding"
    assert refused(file("a;b\n1;2\n"), encoding="rot13").field == "encoding"


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_separator_is_recognised_by_the_headings(file, sign):
    path = file(sign.join(["slug", "name"]) + "\n" + sign.join(["a", '"x, y; z"']) + "\n")
    assert rows(path) == [(2, "a", "x, y; z")]
    assert read_table(path, ways=WEST).recognised.delimiter == sign


def test_a_separator_among_others_is_the_one_by_which_all_rows_have_one_length(file):
    assert rows(file("slug;name, in full\na;x\nb;y\n")) == [(2, "a", "x"), (3, "b", "y")]


def test_two_separators_equally_good_are_refused_until_somebody_says_which(file):
    path = file("a;b,c\n1;2,3\n")
    assert refused(path).field == "delimiter"
    assert rows(path, delimiter=";") == [(2, "1", "2,3")]


def test_excels_own_line_about_the_separator_is_obeyed_and_no_row(file):
    assert rows(file("sep=;\na;b,c\n1;2,3\n")) == [(2, "1", "2,3")]


def test_rows_have_the_numbers_of_the_spreadsheet(file):
    path = file('a;b\r\n"one\r\ntwo";x\r\n\r\n;\r\nlast;y\r\n')
    assert rows(path) == [(2, "one\r\ntwo", "x"), (5, "last", "y")]


def test_cells_stay_as_they_are_written(file):
    path = file("code,number,day,formula\n1.10,007,01/02/2021,=1+1\n")
    assert rows(path) == [(2, "1.10", "007", "01/02/2021", "=1+1")]


def test_headings_stand_where_somebody_says(file):
    path = file("Members of the network;\n\nslug;name\na;x\n")
    assert rows(path, header_row=3) == [(4, "a", "x")]
    assert refused(path, header_row=2).field == "header_row"


def test_a_heading_stands_once(file):
    refusal = refused(file("Name;slug; name \na;b;c\n"))
    assert "“name”" in refusal.reason
    assert "A" in refusal.reason.split()


def test_a_value_under_no_heading_refuses_its_row_alone(file):
    found = list(read_table(file("a;b;;d\n1;2;;4\n1;2;3;4\n1\n1;2;;4;5\n"), ways=WEST).rows())
    assert [row.cells for row in found] == [("1", "2", "4"), ("1", "2", "4"), ("1", None, None), ("1", "2", "4")]
    assert [bool(row.refusal) for row in found] == [False, True, False, True]
    assert "column C" in str(found[1].refusal)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n;;\n",
        b'a;b\n"open;x\n',
        b"a;b\n1\x00;2\n",
        b"%PDF-1.7\n%",
        b"\x89PNG\r\n",
        b"<html><table><tr><td>a</td></tr></table>",
        b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>",
        b"a;b\n" + b"x" * 200_000 + b";y\n",
        b"a" * 2_000_000,
    ],
    ids=["empty", "blank", "quote", "zero", "pdf", "picture", "html", "xml", "long-cell", "long-line"],
)
def test_what_is_no_table_is_refused_with_a_sentence(file, content):
    assert refused(file(content)).reason.endswith(".")


def test_a_file_beyond_the_limits_is_refused(file):
    path = file("a;b\n" + "1;2\n" * 50)
    assert len(rows(path)) == 50
    assert refused(path, limits=Limits(file=100))
    assert refused(path, limits=Limits(rows=20))


def test_how_a_file_was_read_is_said(file):
    path = file("slug;name\na;é\n", "cp1252")
    assert sheets(path) == ()
    assert list(sentences(read_table(path, ways=WEST).recognised)) == [
        "Read as text in Windows-1252, with columns separated by semicolons."
    ]
